using System.Collections.Generic;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Security;
using LocalDataverse.Storage;

namespace LocalDataverse.Messages.Rows;

/// <summary>The columns that follow ownerid.</summary>
internal static class OwnerColumns
{
    internal static void Set(Table table, Dictionary<Column, object?> values, Reference owner, Call call)
    {
        // One object for all columns that hold it.
        object kept = owner;
        values[table.Column("ownerid")] = kept;
        Follow("owninguser", owner.Table == "systemuser" ? kept : null);
        Follow("owningteam", owner.Table == "team" ? kept : null);
        Follow("owningbusinessunit", new Reference("businessunit", Owners.BusinessUnitOf(owner, call)));

        void Follow(string name, object? value)
        {
            if (table.TryColumn(name) is { } column) values[column] = value;
        }
    }
}
