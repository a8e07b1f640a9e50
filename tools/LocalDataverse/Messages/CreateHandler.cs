using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Messages.Rows;
using LocalDataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages;

/// <summary>Create: one row, with the rows related to it.</summary>
/// <remarks>Faults: 0x80040237 the id is in use; 0x80060892 an alternate key is; 0x80040220 no privilege; those of values, see <see cref="RowInput"/>.</remarks>
internal sealed class CreateHandler : MessageHandler
{
    internal override string Message => "Create";

    protected override IReadOnlyCollection<string> Parameters { get; } = ["Target"];

    protected override OrganizationResponse RunKnown(OrganizationRequest request, Call call)
    {
        var target = request.Required<Entity>("Target");
        var ids = CreatePipeline.Run(target.LogicalName, [target], request.Parameters, call);
        return new Microsoft.Xrm.Sdk.Messages.CreateResponse { ResponseName = Message, Results = { ["id"] = ids[0] } };
    }
}

/// <summary>CreateMultiple: rows of one table, all or none.</summary>
internal sealed class CreateMultipleHandler : MessageHandler
{
    internal override string Message => "CreateMultiple";

    protected override IReadOnlyCollection<string> Parameters { get; } = ["Targets"];

    protected override OrganizationResponse RunKnown(OrganizationRequest request, Call call)
    {
        var targets = BulkTargets.Of(request, call);
        var ids = CreatePipeline.Run(targets.EntityName, [.. targets.Entities], request.Parameters, call);
        return new Microsoft.Xrm.Sdk.Messages.CreateMultipleResponse { ResponseName = Message, Results = { ["Ids"] = ids.ToArray() } };
    }
}
