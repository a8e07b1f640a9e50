using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages.Rows;

/// <summary>Hands the rows below a row to its new owner, as the assign cascade of each relationship says.</summary>
internal static class OwnerCascade
{
    internal static void Assigned(Row row, Reference owner, Reference? oldOwner, Call call)
    {
        foreach (var relationship in call.Catalog.RelationshipsTo(row.Table.Name))
        {
            var cascade = relationship.Cascades.Assign;
            if (cascade is Cascade.NoCascade or Cascade.RemoveLink or Cascade.Restrict) continue;
            if (call.Catalog.TryTable(relationship.From) is not { } children || children.TryColumn("ownerid") is not { } ownerColumn || relationship.From == "activitypointer")
            {
                continue;
            }

            foreach (var child in call.Referring(children, children.Column(relationship.Column), row.Id))
            {
                if (child.Lookup(ownerColumn) is { } current && current.Id == owner.Id) continue;
                if (cascade == Cascade.Active && !IsActive(children, child)) continue;
                if (cascade == Cascade.UserOwned && child.Lookup(ownerColumn)?.Id != oldOwner?.Id) continue;

                var change = new Entity(children.Name) { ["ownerid"] = new EntityReference(owner.Table, owner.Id) };
                UpdateHandler.Run(change, child.Id, call.Inner());
            }
        }
    }

    static bool IsActive(Table table, Row row) => table.State is not { } state || row[state] is null or 0;
}
