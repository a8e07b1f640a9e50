using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Storage;
using Microsoft.Crm.Sdk.Messages;

namespace LocalDataverse.Security;

/// <summary>The rows of principalobjectaccess: who was given which access to which row, directly or through a parent row.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/security-sharing-assigning</remarks>
internal static class Shares
{
    internal const string Table = "principalobjectaccess";

    /// <summary>Every right that a share can give.</summary>
    internal const AccessRights Full = AccessRights.ReadAccess | AccessRights.WriteAccess | AccessRights.AppendAccess | AccessRights.AppendToAccess
        | AccessRights.DeleteAccess | AccessRights.ShareAccess | AccessRights.AssignAccess;

    internal static AccessRights Access(TableRights right) => right switch
    {
        TableRights.Create => AccessRights.CreateAccess,
        TableRights.Read => AccessRights.ReadAccess,
        TableRights.Write => AccessRights.WriteAccess,
        TableRights.Delete => AccessRights.DeleteAccess,
        TableRights.Append => AccessRights.AppendAccess,
        TableRights.AppendTo => AccessRights.AppendToAccess,
        TableRights.Assign => AccessRights.AssignAccess,
        TableRights.Share => AccessRights.ShareAccess,
        _ => throw new ArgumentOutOfRangeException(nameof(right), right, "One right at a time."),
    };

    /// <summary>What is shared with a user, or with one of the user's teams.</summary>
    internal static AccessRights Of(Row row, Principal principal, Transaction transaction) => On(row.Id, transaction)
        .Where(share => share.Principal.Id == principal.UserId || principal.TeamIds.Contains(share.Principal.Id))
        .Aggregate(AccessRights.None, (rights, share) => rights | share.Rights);

    internal static HashSet<Guid> ReadableBy(Principal principal, Table table, Transaction transaction)
    {
        var shares = transaction.Catalog.Table(Table);
        return [.. principal.TeamIds.Append(principal.UserId)
            .SelectMany(id => transaction.Lookup(shares, shares.Column("principalid"), id))
            .Select(Share.Of)
            .Where(share => share.Target.Table == table.Name && share.Rights.HasFlag(AccessRights.ReadAccess))
            .Select(share => share.Target.Id)];
    }

    internal static IEnumerable<Share> On(Guid rowId, Transaction transaction)
    {
        var shares = transaction.Catalog.Table(Table);
        return transaction.Lookup(shares, shares.Column("objectid"), rowId).Select(Share.Of);
    }

    internal static Share Between(Row row, Reference principal, Transaction transaction) =>
        On(row.Id, transaction).FirstOrDefault(share => share.Principal.Id == principal.Id)
        ?? new Share(null, new Reference(row.Table.Name, row.Id), principal, AccessRights.None, AccessRights.None);

    internal static bool Any(Transaction transaction) => transaction.Scan(transaction.Catalog.Table(Table)).Any();

    /// <summary>Keeps a share; one that gives nothing any more goes.</summary>
    internal static void Keep(Share share, Call call)
    {
        var table = call.Catalog.Table(Table);
        if (share.Rights == AccessRights.None)
        {
            if (share.Id is { } id) call.Transaction.Delete(table, id);
            return;
        }

        var values = new Dictionary<Column, object?>
        {
            [table.Column("objectid")] = share.Target.Id,
            [table.Column("objecttypecode")] = share.Target.Table,
            [table.Column("principalid")] = share.Principal.Id,
            [table.Column("principaltypecode")] = share.Principal.Table,
            [table.Column("accessrightsmask")] = (int)share.Own,
            [table.Column("inheritedaccessrightsmask")] = (int)share.Inherited,
            [table.Column("changedon")] = call.StartedOn,
        };
        if (share.Id is { } known) call.Transaction.Update(table, known, values);
        else call.Transaction.Insert(table, call.Organization.Ids.Next(), values);
    }

    /// <summary>Neither a row nor a user or team that is gone leaves shares behind.</summary>
    internal static void Deleted(Table table, Guid id, Call call)
    {
        var shares = call.Catalog.Table(Table);
        foreach (var share in call.Transaction.Lookup(shares, shares.Column("objectid"), id).ToList()) call.Transaction.Delete(shares, share.Id);
        if (table.Name is not ("systemuser" or "team")) return;

        foreach (var share in call.Transaction.Lookup(shares, shares.Column("principalid"), id).ToList()) call.Transaction.Delete(shares, share.Id);
    }
}

/// <summary>What one row is shared with one user or team.</summary>
/// <param name="Id">principalobjectaccessid; null: not kept yet.</param>
/// <param name="Own">Given for this row.</param>
/// <param name="Inherited">Given for a row above it.</param>
internal sealed record Share(Guid? Id, Reference Target, Reference Principal, AccessRights Own, AccessRights Inherited)
{
    internal AccessRights Rights => Own | Inherited;

    internal static Share Of(Row row)
    {
        var table = row.Table;
        return new Share(
            row.Id,
            new Reference((string)row[table.Column("objecttypecode")]!, (Guid)row[table.Column("objectid")]!),
            new Reference((string)row[table.Column("principaltypecode")]!, (Guid)row[table.Column("principalid")]!),
            (AccessRights)(int)row[table.Column("accessrightsmask")]!,
            (AccessRights)(int)row[table.Column("inheritedaccessrightsmask")]!);
    }
}
