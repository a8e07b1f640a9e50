using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Pipeline;
using LocalDataverse.Security;
using LocalDataverse.Storage;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages;

/// <summary>GrantAccess: gives a user or team access to a row, beside what is shared already.</summary>
/// <remarks>Faults: 0x80040220 no share privilege; 0x80048306 not on this row, or the caller lacks a right that it gives; 0x8004020C no user or team.</remarks>
internal sealed class GrantAccessHandler : MessageHandler<GrantAccessRequest, GrantAccessResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["Target", "PrincipalAccess"];

    protected override Subject Find(GrantAccessRequest request, Call call) => Sharing.Subject(request, call);

    protected override void Authorize(GrantAccessRequest request, Call call) => Sharing.Authorize(request, call);

    protected override GrantAccessResponse Handle(GrantAccessRequest request, Call call)
    {
        var row = Sharing.Row(request, call);
        var (principal, rights) = Sharing.Given(request, row, call);
        ShareCascade.Set(row, principal, Shares.Between(row, principal, call.Transaction).Own | rights, call);
        return new GrantAccessResponse();
    }
}

/// <summary>ModifyAccess: replaces what a row is shared for with a user or team.</summary>
internal sealed class ModifyAccessHandler : MessageHandler<ModifyAccessRequest, ModifyAccessResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["Target", "PrincipalAccess"];

    protected override Subject Find(ModifyAccessRequest request, Call call) => Sharing.Subject(request, call);

    protected override void Authorize(ModifyAccessRequest request, Call call) => Sharing.Authorize(request, call);

    protected override ModifyAccessResponse Handle(ModifyAccessRequest request, Call call)
    {
        var row = Sharing.Row(request, call);
        var (principal, rights) = Sharing.Given(request, row, call);
        ShareCascade.Set(row, principal, rights, call);
        return new ModifyAccessResponse();
    }
}

/// <summary>RevokeAccess: ends what was shared for this row itself; what is inherited from a parent stays.</summary>
internal sealed class RevokeAccessHandler : MessageHandler<RevokeAccessRequest, RevokeAccessResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["Target", "Revokee"];

    protected override Subject Find(RevokeAccessRequest request, Call call) => Sharing.Subject(request, call);

    protected override void Authorize(RevokeAccessRequest request, Call call) => Sharing.Authorize(request, call);

    protected override RevokeAccessResponse Handle(RevokeAccessRequest request, Call call)
    {
        var row = Sharing.Row(request, call);
        var revokee = request.Required<EntityReference>("Revokee");
        ShareCascade.Set(row, Sharing.Principal(revokee, call), AccessRights.None, call);
        return new RevokeAccessResponse();
    }
}

/// <summary>RetrievePrincipalAccess: what a user or team may do with a row by roles, ownership and shares.</summary>
internal sealed class RetrievePrincipalAccessHandler : MessageHandler<RetrievePrincipalAccessRequest, RetrievePrincipalAccessResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["Target", "Principal"];

    protected override Subject Find(RetrievePrincipalAccessRequest request, Call call) => Sharing.Subject(request, call);

    protected override RetrievePrincipalAccessResponse Handle(RetrievePrincipalAccessRequest request, Call call)
    {
        var table = call.Catalog.Table(request.Target.LogicalName);
        var row = call.Demand(table, request.Target.Id);
        var asked = request.Required<EntityReference>("Principal");
        var reach = new RowReach(call.Organization.Security.Of(new Reference(asked.LogicalName, asked.Id), call.Transaction), call);
        var rights = PrivilegeName.Each(TableRights.All & ~TableRights.Create)
            .Where(right => reach.Allows(table, row, right))
            .Aggregate(AccessRights.None, (all, right) => all | Shares.Access(right));
        return new RetrievePrincipalAccessResponse { Results = { ["AccessRights"] = rights } };
    }
}

/// <summary>RetrieveSharedPrincipalsAndAccess: with whom a row is shared, directly or by a row above it.</summary>
internal sealed class RetrieveSharedPrincipalsAndAccessHandler
    : MessageHandler<RetrieveSharedPrincipalsAndAccessRequest, RetrieveSharedPrincipalsAndAccessResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["Target"];

    protected override Subject Find(RetrieveSharedPrincipalsAndAccessRequest request, Call call) => Sharing.Subject(request, call);

    protected override RetrieveSharedPrincipalsAndAccessResponse Handle(RetrieveSharedPrincipalsAndAccessRequest request, Call call)
    {
        var table = call.Catalog.Table(request.Target.LogicalName);
        var row = call.Demand(table, request.Target.Id);
        call.Access.Demand(table, row, TableRights.Read);
        return new RetrieveSharedPrincipalsAndAccessResponse
        {
            Results =
            {
                ["PrincipalAccesses"] = Shares.On(row.Id, call.Transaction).Select(share => new PrincipalAccess
                {
                    Principal = new EntityReference(share.Principal.Table, share.Principal.Id),
                    AccessMask = share.Rights,
                }).ToArray(),
            },
        };
    }
}

/// <summary>What the messages about sharing have in common.</summary>
internal static class Sharing
{
    internal static Subject Subject(OrganizationRequest request, Call call)
    {
        var target = request.Required<EntityReference>("Target");
        target.Id = call.Resolve(target);
        return new Subject(target.LogicalName, target.Id);
    }

    /// <exception cref="System.ServiceModel.FaultException">0x80040800: rows of the table have no owner and are not shared; 0x80040220: no privilege.</exception>
    internal static void Authorize(OrganizationRequest request, Call call)
    {
        var table = call.Catalog.Table(request.Required<EntityReference>("Target").LogicalName);
        if (table.TryColumn("ownerid") is null)
        {
            throw Fault.Of(
                FaultCode.SdkEntityDoesNotSupportMessage, $"The entity {table.Name} does not support {request.RequestName}: its rows have no owner. Give a role instead.");
        }

        call.Access.DemandPrivilege(table, TableRights.Share);
    }

    /// <summary>The shared row, locked: two who share it at once must not overwrite each other.</summary>
    internal static Row Row(OrganizationRequest request, Call call)
    {
        var target = request.Required<EntityReference>("Target");
        var table = call.Catalog.Table(target.LogicalName);
        var row = call.Transaction.FindForUpdate(table, target.Id) ?? throw Fault.DoesNotExist(table, target.Id);
        call.Access.Demand(table, row, TableRights.Share);
        return row;
    }

    /// <summary>To whom what is given; nobody gives a right that he lacks.</summary>
    internal static (Reference Principal, AccessRights Rights) Given(OrganizationRequest request, Row row, Call call)
    {
        var access = request.Required<PrincipalAccess>("PrincipalAccess");
        if (access.Principal is null) throw Fault.Of(FaultCode.InvalidSharee, $"Invalid share id: {request.RequestName} names no principal. Give a user or a team.");
        if (access.AccessMask == AccessRights.None || (access.AccessMask & ~Shares.Full) != AccessRights.None)
        {
            throw Fault.Of(
                FaultCode.InvalidArgument, $"The access mask {access.AccessMask} of {request.RequestName} cannot be shared. Give one or more of {Shares.Full}, or send RevokeAccess.");
        }

        var table = call.Catalog.Table(row.Table.Name);
        foreach (var right in PrivilegeName.Each(TableRights.All & ~TableRights.Create).Where(right => access.AccessMask.HasFlag(Shares.Access(right))))
        {
            call.Access.Demand(table, row, right);
        }

        return (Principal(access.Principal, call), access.AccessMask);
    }

    internal static Reference Principal(EntityReference principal, Call call)
    {
        var reference = new Reference(principal.LogicalName, principal.Id);
        _ = call.Organization.Security.Of(reference, call.Transaction);
        return reference;
    }
}
