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
        values[table.Column("ownerid")] = owner;
        Follow("owninguser", owner.Table == "systemuser" ? owner : null);
        Follow("owningteam", owner.Table == "team" ? owner : null);
        Follow("owningbusinessunit", new Reference("businessunit", Owners.BusinessUnitOf(owner, call)));

        void Follow(string name, Reference? value)
        {
            if (table.TryColumn(name) is { } column) values[column] = value;
        }
    }
}
