using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Query;
using LocalDataverse.Security;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages.Rows;

/// <summary>The main operation of Update, for the columns of one pass.</summary>
internal static class RowUpdate
{
    internal static Row Update(Table table, Guid id, Entity part, Call call)
    {
        PlatformTables.RefuseWrite(table);
        var row = call.Transaction.FindForUpdate(table, id) ?? throw Fault.DoesNotExist(table, id);
        call.Access.Demand(table, row, RightNeeded(call));
        var values = RowInput.Read(table, part, row, call);
        RefuseClosedActivity(table, row, values);
        var owner = NewOwner(table, row, values, call);
        States.Complete(table, values, row);
        JobChanges.DemandTransition(table, row, values);
        ParentLoops.Refuse(table, id, values, call);
        SetActualEnd(table, row, values, call);
        MoneyColumns.Set(table, values, row, call);
        DerivedColumns.Set(table, values, row);
        Set("modifiedby", new Reference("systemuser", call.Caller.UserId));
        Set("modifiedon", call.StartedOn);
        Set("modifiedonbehalfby", call.Delegate);

        var written = call.Transaction.Update(table, id, values);
        call.Scope!.Touch(table.Name);
        call.Organization.Audit.Updated(row, written, call);
        ActivityPointers.Updated(written, call);
        Parties.Write(written, part, call);
        if (owner is { } newOwner) Owners.Changed(written, newOwner, row.Lookup(table.Column("ownerid")), call);
        if (values.Keys.Any(column => column.IsLookup && !Equals(row[column], written[column]))) ShareCascade.Moved(written, call);
        return written;

        void Set(string name, object? value)
        {
            if (table.TryColumn(name) is { } column) values[column] = value;
        }
    }

    /// <summary>The message Assign asks for the right to assign alone; an Update of the owner asks for both.</summary>
    /// <remarks>https://learn.microsoft.com/dotnet/api/microsoft.crm.sdk.messages.assignrequest#privileges-and-access-rights</remarks>
    internal static TableRights RightNeeded(Call call) => call.Within == "Assign" ? TableRights.Assign : TableRights.Write;

    /// <summary>The row as the caller knew it must be the row as it is.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80060883: no version given; 0x80060882: the row has changed.</exception>
    internal static void DemandVersion(Table table, Guid id, string? rowVersion, ConcurrencyBehavior behavior, Call call)
    {
        if (behavior != ConcurrencyBehavior.IfRowVersionMatches) return;
        if (table.Version is null)
        {
            throw Fault.Of(
                FaultCode.OptimisticConcurrencyNotEnabled,
                $"Optimistic concurrency isn't enabled for entity type {table.Name}. The IfVersionMatches value of ConcurrencyBehavior can only be used if optimistic concurrency is enabled.");
        }

        if (string.IsNullOrEmpty(rowVersion))
        {
            throw Fault.Of(
                FaultCode.ConcurrencyVersionNotProvided, "The RowVersion property must be provided when the value of ConcurrencyBehavior is IfVersionMatches.");
        }

        var row = call.Transaction.FindForUpdate(table, id) ?? throw Fault.DoesNotExist(table, id);
        if (row.Version.ToString(CultureInfo.InvariantCulture) == rowVersion) return;

        throw Fault.Of(
            FaultCode.ConcurrencyVersionMismatch, "The version of the existing record doesn't match the RowVersion property provided. Read the row again and decide anew.");
    }

    static Reference? NewOwner(Table table, Row row, Dictionary<Column, object?> values, Call call)
    {
        if (table.TryColumn("ownerid") is not { } column || !values.TryGetValue(column, out var value) || value is not Reference owner) return null;
        if (row.Lookup(column) is { } old && old.Id == owner.Id) return null;

        call.Access.Demand(table, row, TableRights.Assign);
        Owners.DemandReader(table, owner, call);
        OwnerColumns.Set(table, values, owner, call);
        return owner;
    }

    /// <summary>A task that is completed without an end has ended on this day of the caller.</summary>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/task</remarks>
    static void SetActualEnd(Table table, Row row, Dictionary<Column, object?> values, Call call)
    {
        const int completed = 1;
        if (table.Name != "task" || values.GetValueOrDefault(table.State!) is not completed || row[table.State!] is completed) return;

        var end = table.Column("actualend");
        if ((values.TryGetValue(end, out var given) ? given : row[end]) is null)
        {
            values[end] = RowValues.ToStored(table, end, TimeZoneInfo.ConvertTimeFromUtc(call.StartedOn, call.Principal.TimeZone).Date);
        }
    }

    /// <summary>Completed and canceled activities are read-only; only their state may change.</summary>
    static void RefuseClosedActivity(Table table, Row row, Dictionary<Column, object?> values)
    {
        const int completed = 1;
        const int canceled = 2;
        if (!table.Facts.IsActivity || table.State is not { } state || row[state] is not (completed or canceled)) return;

        foreach (var column in values.Keys)
        {
            if (column == table.State || column == table.Status || column.Type == ColumnType.Owner) continue;

            throw Fault.Of(
                FaultCode.CannotUpdateBecauseItIsReadOnly,
                $"The object cannot be updated because it is read-only: this {table.Name} is closed. Open it again before you change {column.Name}.");
        }
    }
}
