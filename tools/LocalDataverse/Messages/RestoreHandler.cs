using System.Collections.Generic;
using LocalDataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages;

/// <summary>Restore: takes a deleted row back out of the recycle bin.</summary>
/// <remarks>
/// Faults: 0x80049959 not in the bin; 0x80049939 a row with its id or key is there; 0x80040220 no create privilege.
/// https://learn.microsoft.com/power-apps/developer/data-platform/restore-deleted-records
/// </remarks>
internal sealed class RestoreHandler : MessageHandler
{
    internal override string Message => "Restore";

    protected override IReadOnlyCollection<string> Parameters { get; } = ["Target"];

    protected override OrganizationResponse RunKnown(OrganizationRequest request, Call call)
    {
        var target = request.Required<Entity>("Target");
        var table = call.Catalog.Table(target.LogicalName);
        var id = call.InTransaction(() =>
        {
            call.Access.DemandPrivilege(table, TableRights.Create);
            return call.Organization.RecycleBin.Restore(table, target, call);
        });
        return new OrganizationResponse { ResponseName = Message, Results = { ["id"] = id } };
    }
}
