using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Query;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages.Rows;

/// <summary>What a caller wants written, checked column by column.</summary>
internal static class RowInput
{
    /// <summary>Columns that the platform stamps, whoever sends them.</summary>
    static readonly HashSet<string> Stamped = new(StringComparer.Ordinal)
    {
        "createdon", "createdby", "createdonbehalfby", "modifiedon", "modifiedby", "modifiedonbehalfby",
        "owningbusinessunit", "owninguser", "owningteam", "versionnumber", "exchangerate", "organizationid",
    };

    /// <summary>About how many columns the platform adds to those sent: state, owner, stamps.</summary>
    const int StampsOfNew = 14;
    const int StampsOfChange = 4;

    /// <summary>Values in the form that rows keep. Columns that may not be written are left out without a word, as online.</summary>
    /// <param name="row">The row as it is; null when it is created.</param>
    internal static Dictionary<Column, object?> Read(Table table, Entity target, Row? row, Call call)
    {
        var values = new Dictionary<Column, object?>(target.Attributes.Count + (row is null ? StampsOfNew : StampsOfChange));
        foreach (var (name, value) in target.Attributes)
        {
            var column = table.Column(name);
            if (column == table.PrimaryId || column.Type == ColumnType.PartyList || !(row is null ? column.ValidForCreate : column.ValidForUpdate) || IsStamped(table, name))
            {
                continue;
            }

            call.Access.DemandColumn(table, column, isNewRow: row is null);
            DemandActivityState(table, column, value);
            var stored = RowValues.ToStored(table, column, Resolved(value, call));
            if (stored is null && column.Required == RequiredLevel.SystemRequired) throw CannotBeNull(column);

            if (stored is Reference reference && !Equals(row?[column], stored))
            {
                DemandRegarding(table, column, reference, call);
                RowValues.DemandTarget(call.Transaction, stored);
                if (column.Type != ColumnType.Owner && name != "transactioncurrencyid") call.Access.DemandAppend(table, row, reference);
            }

            values[column] = stored;
        }

        return values;
    }

    /// <summary>The id that the caller chose; null: none.</summary>
    internal static Guid? Id(Table table, Entity target)
    {
        if (target.Attributes.TryGetValue(table.PrimaryId.Name, out var value) && value is Guid id && id != Guid.Empty)
        {
            if (target.Id != Guid.Empty && target.Id != id)
            {
                throw Fault.Of(
                    FaultCode.InvalidArgument, $"Entity Id {target.Id:D} and attribute {table.PrimaryId.Name} {id:D} of {table.Name} differ. Give one of them, or the same value.");
            }

            return id;
        }

        return target.Id == Guid.Empty ? null : target.Id;
    }

    internal static System.ServiceModel.FaultException<OrganizationServiceFault> CannotBeNull(Column column) =>
        Fault.Of(FaultCode.InvalidArgument, $"Attribute: {column.Name} cannot be set to NULL");

    static void DemandActivityState(Table table, Column column, object? value)
    {
        if (!table.Facts.IsActivity || column != table.State || value is not OptionSetValue state || column.Option(state.Value) is not null) return;

        throw Fault.Of(
            FaultCode.ActivityInvalidState, $"Invalid activity state: {state.Value} is none of {table.Name}. Its states are {string.Join(", ", column.Options.Select(option => option.Value))}.");
    }

    static void DemandRegarding(Table table, Column column, Reference regarding, Call call)
    {
        if (!table.Facts.IsActivity || column.Name != "regardingobjectid" || call.Transaction.Find(call.Catalog.Table(regarding.Table), regarding.Id) is not null) return;

        throw Fault.Of(
            FaultCode.ActivityInvalidRegardingObject, $"Invalid activity regarding object, it probably does not exist: {regarding.Table} {regarding.Id:D}. Name a row that is there.");
    }

    static bool IsStamped(Table table, string name) => Stamped.Contains(name) && !(name == "exchangerate" && table.Name == "transactioncurrency");

    /// <summary>A lookup may name its row by alternate key.</summary>
    static object? Resolved(object? value, Call call) => value is EntityReference { KeyAttributes.Count: > 0 } reference && reference.Id == Guid.Empty
        ? new EntityReference(reference.LogicalName, call.Resolve(reference))
        : value;
}
