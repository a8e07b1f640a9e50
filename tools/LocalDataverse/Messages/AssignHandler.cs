using System.Collections.Generic;
using LocalDataverse.Pipeline;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages;

/// <summary>Assign: another owner for one row, and for those below it as the cascades say.</summary>
internal sealed class AssignHandler : MessageHandler<AssignRequest, AssignResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["Target", "Assignee"];

    protected override Subject Find(AssignRequest request, Call call)
    {
        var target = request.Required<EntityReference>("Target");
        target.Id = call.Resolve(target);
        return new Subject(target.LogicalName, target.Id);
    }

    protected override void Authorize(AssignRequest request, Call call) =>
        call.Access.DemandPrivilege(call.Catalog.Table(request.Target.LogicalName), TableRights.Assign);

    protected override AssignResponse Handle(AssignRequest request, Call call)
    {
        var change = new Entity(request.Target.LogicalName) { ["ownerid"] = request.Required<EntityReference>("Assignee") };
        UpdateHandler.Run(change, request.Target.Id, call.Inner());
        return new AssignResponse();
    }
}
