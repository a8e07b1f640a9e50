using System;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Storage;

namespace LocalDataverse.Security;

/// <summary>What a user or team may do with rows: the privilege first, then the row by owner, business unit and share.</summary>
/// <remarks>https://learn.microsoft.com/power-platform/admin/how-record-access-determined</remarks>
internal sealed class RowReach(Principal principal, Call call)
{
    /// <summary>Which rows of a table may be seen by somebody who reads it at a depth; null: all.</summary>
    internal Func<Row, bool>? Visible(Table table, AccessDepth depth)
    {
        if (depth == AccessDepth.Global || !HasOwner(table)) return null;

        var shared = Shares.ReadableBy(principal, table, call.Transaction);
        return row => Owns(table, row, depth) || shared.Contains(row.Id);
    }

    /// <summary>Whether a privilege held at a depth counts on a row; a share makes up for the depth, never for the privilege.</summary>
    internal bool Includes(Table table, Row row, TableRights right, AccessDepth depth) =>
        depth == AccessDepth.Global || !HasOwner(table) || Owns(table, row, depth) || Shares.Of(row, principal, call.Transaction).HasFlag(Shares.Access(right));

    internal bool Allows(Table table, Row row, TableRights right) =>
        principal.IsAdministrator || (principal.DepthOf(PrivilegeName.Of(table, right)) is { } depth && Includes(table, row, right, depth));

    internal bool IsSelf(Reference owner) => owner.Id == principal.UserId || principal.TeamIds.Contains(owner.Id);

    static bool HasOwner(Table table) => table.TryColumn("ownerid") is not null || table.Facts.Ownership == Ownership.BusinessOwned;

    bool Owns(Table table, Row row, AccessDepth depth)
    {
        if (table.TryColumn("ownerid") is { } owner && row.Lookup(owner) is { } whose && IsSelf(whose)) return true;
        if (table.Name is "systemuser" or "usersettings" && row.Id == principal.UserId) return true;
        if (depth == AccessDepth.Basic || BusinessUnitOf(table, row) is not { } unit) return false;

        return depth == AccessDepth.Local ? unit == principal.BusinessUnitId : principal.BusinessUnitsBelow.Contains(unit);
    }

    static Guid? BusinessUnitOf(Table table, Row row)
    {
        if (table.Name == "businessunit") return row.Id;
        if ((table.TryColumn("owningbusinessunit") ?? table.TryColumn("businessunitid")) is not { } column) return null;

        return row[column] switch
        {
            Reference reference => reference.Id,
            Guid id => id,
            _ => null,
        };
    }
}
