using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>Approves or rejects a plan of erasure, by <c>off_ApproveErasure</c>; nothing is erased yet. Sends one request.</summary>
/// <remarks>
/// The step shows as "Approve erasure" in the group "Customer Offboarding". It runs with the rights of the workflow's user, who signs: somebody else than the planner, with the role of data
/// protection officers. A workflow that runs as one fixed user would be no second pair of eyes: let it run as the person who started it.
/// </remarks>
public sealed class ApproveErasure : CodeActivity
{
    /// <summary>The plan; blank means the one on which the workflow runs.</summary>
    [Input("Plan")]
    [ReferenceTarget("off_erasureplan")]
    public InArgument<EntityReference> Plan { get; set; } = null!;

    /// <summary>Hash of the plan that the person has read; blank only for a rejection.</summary>
    [Input("Hash")]
    public InArgument<string> Hash { get; set; } = null!;

    /// <summary>Rows that the plan changes, as the person typed them.</summary>
    [Input("Rows changed")]
    public InArgument<int> Count { get; set; } = null!;

    /// <summary>Whether the plan is rejected; the reason is then needed.</summary>
    [Input("Reject")]
    public InArgument<bool> Reject { get; set; } = null!;

    /// <summary>Why it is rejected.</summary>
    [Input("Reason")]
    public InArgument<string> Reason { get; set; } = null!;

    /// <summary>Whether the plan is approved.</summary>
    [Output("Approved")]
    public OutArgument<bool> Approved { get; set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">No plan is given.</exception>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Approve erasure", context);
        var request = new OrganizationRequest("off_ApproveErasure") { ["Target"] = call.RowOr(Plan.Get(context), "off_erasureplan", "Plan"), ["Count"] = Count.Get(context) }
            .With("Hash", Hash.Get(context))
            .With("Reason", Reason.Get(context));
        if (Reject.Get(context)) request["Reject"] = true;

        Approved.Set(context, (bool)call.Service.Execute(request).Results["Approved"]);
    }
}
