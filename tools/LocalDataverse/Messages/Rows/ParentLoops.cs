using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Storage;

namespace LocalDataverse.Messages.Rows;

/// <summary>No row may stand above itself in a hierarchy.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/define-query-hierarchical-data</remarks>
internal static class ParentLoops
{
    /// <exception cref="System.ServiceModel.FaultException">0x80040507 (account), 0x8004050A (contact), 0x80045908 (others): the new parent stands below the row.</exception>
    internal static void Refuse(Table table, Guid id, Dictionary<Column, object?> values, Call call)
    {
        foreach (var (column, value) in values)
        {
            if (value is not Reference parent || parent.Table != table.Name || !IsParental(table, column, call)) continue;

            var seen = new HashSet<Guid>();
            for (Reference? above = parent; above is { } row && row.Table == table.Name && seen.Add(row.Id); above = call.Transaction.Find(table, row.Id)?.Lookup(column))
            {
                if (row.Id == id) throw Loop(table, column);
            }
        }
    }

    static bool IsParental(Table table, Column column, Call call) => call.Catalog.RelationshipsTo(table.Name).Any(relationship =>
        relationship.From == table.Name && relationship.Column == column.Name && (relationship.IsHierarchical || relationship.Cascades.Reparent == Cascade.Cascade));

    static System.ServiceModel.FaultException<Microsoft.Xrm.Sdk.OrganizationServiceFault> Loop(Table table, Column column) => table.Name switch
    {
        "account" => Fault.Of(FaultCode.AccountLoopBeingCreated, "Creating this parental association would create a loop in Accounts hierarchy."),
        "contact" => Fault.Of(FaultCode.ContactLoopBeingCreated, "Creating this parental association would create a loop in Contacts hierarchy."),
        _ => Fault.Of(FaultCode.CustomEntityWouldCreateLoop, $"This association would create a loop in the database: {table.Name}.{column.Name} would lead back to the row itself."),
    };
}
