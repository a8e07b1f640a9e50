using System;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Storage;

namespace LocalDataverse.Archive;

/// <summary>Moves rows out of their tables as a run of a retention policy does. They can be queried with the data source "retained", and nothing else.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/long-term-retention. The way is one-way, and no Delete is raised.</remarks>
internal sealed class LongTermRetention(Organization organization)
{
    /// <returns>How many rows were moved: the row, and those that a delete of it would delete, too.</returns>
    /// <exception cref="ArgumentException">There is no such row.</exception>
    internal int Retain(string tableName, Guid id)
    {
        using var scope = new TransactionScope(organization);
        var table = scope.Transaction.Catalog.Table(tableName);
        if (scope.Transaction.FindForUpdate(table, id) is null) throw new ArgumentException($"There is no {tableName} {id} to retain.", nameof(id));

        var moved = Move(table, id, scope);
        scope.Commit();
        return moved;
    }

    static int Move(Table table, Guid id, TransactionScope scope)
    {
        var transaction = scope.Transaction;
        if (transaction.FindForUpdate(table, id) is not { } row) return 0;

        transaction.Delete(table, id);
        transaction.PutAside(table, row, RowStore.Retained);
        scope.Touch(table.Name);
        var moved = 1;
        foreach (var relationship in transaction.Catalog.RelationshipsTo(table.Name).Where(one => one.Cascades.Delete == Cascade.Cascade))
        {
            if (transaction.Catalog.TryTable(relationship.From) is not { } children || !children.Lookups.Contains(children.Column(relationship.Column))) continue;

            foreach (var child in transaction.Lookup(children, children.Column(relationship.Column), id).ToList()) moved += Move(children, child.Id, scope);
        }

        return moved;
    }
}
