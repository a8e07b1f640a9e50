using System;
using LocalDataverse.Faults;
using LocalDataverse.Messages.Rows;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Storage;

namespace LocalDataverse.Security;

/// <summary>Owners, where they belong, and what happens when a row gets another one.</summary>
internal static class Owners
{
    /// <exception cref="System.ServiceModel.FaultException">0x80040217: there is no such user or team.</exception>
    internal static Guid BusinessUnitOf(Reference owner, Call call)
    {
        var table = call.Catalog.Table(owner.Table);
        return call.Demand(table, owner.Id).Lookup(table.Column("businessunitid"))?.Id ?? call.Organization.BusinessUnitId;
    }

    /// <exception cref="System.ServiceModel.FaultException">0x80040299: the new owner may not read rows of the table at any depth.</exception>
    internal static void DemandReader(Table table, Reference owner, Call call)
    {
        var principal = call.Organization.Security.Of(owner, call.Transaction);
        if (principal.IsAdministrator || principal.DepthOf(PrivilegeName.Of(table, TableRights.Read)) is not null) return;

        throw Fault.Of(
            FaultCode.TargetPrincipalLacksReadPrivilege,
            $"Target user or team does not hold the required read privilege to own the record: {owner.Table} {owner.Id:D} lacks {PrivilegeName.Of(table, TableRights.Read)}. Give it a role that has it.");
    }

    /// <summary>What follows a change of owner: the rows below, and a share for the old owner where the organization wants it.</summary>
    internal static void Changed(Row row, Reference owner, Reference? oldOwner, Call call)
    {
        OwnerCascade.Assigned(row, owner, oldOwner, call);
        if (oldOwner is { } previous && KeepsAccess(call)) ShareCascade.Set(row, previous, Shares.Full, call);
    }

    /// <summary>organization.sharetopreviousowneronassign</summary>
    static bool KeepsAccess(Call call)
    {
        var organizations = call.Catalog.Table("organization");
        return call.Demand(organizations, call.Organization.Id)[organizations.Column("sharetopreviousowneronassign")] is true;
    }
}
