using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Storage;
using Microsoft.Crm.Sdk.Messages;

namespace LocalDataverse.Security;

/// <summary>Lets rows inherit the shares of the rows above them, as the share, unshare and reparent cascades say.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/configure-entity-relationship-cascading-behavior</remarks>
internal static class ShareCascade
{
    /// <summary>Gives a share its own rights, and the rows below what they inherit from it.</summary>
    internal static void Set(Row row, Reference principal, AccessRights rights, Call call)
    {
        var share = Shares.Between(row, principal, call.Transaction);
        Func<Cascades, Cascade> which = rights == AccessRights.None ? cascades => cascades.Unshare : cascades => cascades.Share;
        Keep(row, share, share with { Own = rights }, which, call);
    }

    /// <summary>A row that is new, or refers to another parent than before, inherits anew.</summary>
    internal static void Moved(Row row, Call call)
    {
        if (row.Table.TryColumn("ownerid") is null || !Shares.Any(call.Transaction)) return;

        var principals = Shares.On(row.Id, call.Transaction)
            .Concat(Parents(row, cascades => cascades.Reparent, call).SelectMany(parent => Shares.On(parent, call.Transaction)))
            .Select(share => share.Principal)
            .ToHashSet();
        foreach (var principal in principals) Inherit(row, principal, cascades => cascades.Reparent, call);
    }

    static void Inherit(Row row, Reference principal, Func<Cascades, Cascade> which, Call call)
    {
        var inherited = Parents(row, cascades => Runs(cascades.Share) ? cascades.Share : cascades.Reparent, call)
            .SelectMany(parent => Shares.On(parent, call.Transaction))
            .Where(share => share.Principal.Id == principal.Id)
            .Aggregate(AccessRights.None, (rights, share) => rights | share.Rights);
        var share = Shares.Between(row, principal, call.Transaction);
        Keep(row, share, share with { Inherited = inherited }, which, call);
    }

    static void Keep(Row row, Share old, Share changed, Func<Cascades, Cascade> which, Call call)
    {
        if (old == changed) return;

        Shares.Keep(changed, call);
        if (old.Rights == changed.Rights) return;

        foreach (var child in Children(row, which, call)) Inherit(child, changed.Principal, which, call);
    }

    static IEnumerable<Row> Children(Row row, Func<Cascades, Cascade> which, Call call) =>
        from relationship in call.Catalog.RelationshipsTo(row.Table.Name)
        where relationship.From != "activitypointer" && Runs(which(relationship.Cascades))
        let table = call.Catalog.TryTable(relationship.From)
        where table?.TryColumn("ownerid") is not null
        from child in call.Referring(table, table.Column(relationship.Column), row.Id)
        where Concerns(which(relationship.Cascades), child, row)
        select child;

    static IEnumerable<Guid> Parents(Row row, Func<Cascades, Cascade> which, Call call)
    {
        var table = call.Catalog.Table(row.Table.Name);
        foreach (var relationship in call.Catalog.RelationshipsFrom(table.Name))
        {
            var cascade = which(relationship.Cascades);
            if (!Runs(cascade) || row.Lookup(table.Column(relationship.Column)) is not { } parent || parent.Table != relationship.To) continue;
            if (call.Transaction.Find(call.Catalog.Table(parent.Table), parent.Id) is { } above && Concerns(cascade, row, above)) yield return parent.Id;
        }
    }

    static bool Runs(Cascade cascade) => cascade is Cascade.Cascade or Cascade.Active or Cascade.UserOwned;

    static bool Concerns(Cascade cascade, Row child, Row parent) => cascade switch
    {
        Cascade.Active => child.Table.State is not { } state || child[state] is null or 0,
        Cascade.UserOwned => Owner(child) is { } owner && owner == Owner(parent),
        _ => true,
    };

    static Reference? Owner(Row row) => row.Table.TryColumn("ownerid") is { } column ? row.Lookup(column) : null;
}
