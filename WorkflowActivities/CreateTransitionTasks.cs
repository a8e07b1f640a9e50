using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>Makes the plan of an open case from a playbook, or completes it, by <c>off_CreateTransitionTasks</c>; what is planned already is not planned twice. Sends one request.</summary>
/// <remarks>The step shows as "Create transition tasks" in the group "Customer Offboarding". It runs with the rights of the workflow's user.</remarks>
public sealed class CreateTransitionTasks : CodeActivity
{
    /// <summary>The case; blank means the one on which the workflow runs.</summary>
    [Input("Case")]
    [ReferenceTarget("off_offboardingcase")]
    public InArgument<EntityReference> Case { get; set; } = null!;

    /// <summary>Code of a playbook; blank means the playbook of the case.</summary>
    [Input("Playbook code")]
    public InArgument<string> PlaybookCode { get; set; } = null!;

    /// <summary>Id of this request, at most 36 characters: a repeat with the same id changes nothing more and is answered alike; blank means a request of its own.</summary>
    [Input("Request id")]
    public InArgument<string> RequestId { get; set; } = null!;

    /// <summary>How many items are new in the plan.</summary>
    [Output("Items created")]
    public OutArgument<int> Created { get; set; } = null!;

    /// <summary>How many items the plan has now, done and cancelled ones included.</summary>
    [Output("Items in the plan")]
    public OutArgument<int> Items { get; set; } = null!;

    /// <summary>What was done, in sentences in the language of the user.</summary>
    [Output("Report")]
    public OutArgument<string> Report { get; set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">No case is given.</exception>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Create transition tasks", context);

        var results = call.Service.Execute(new OrganizationRequest("off_CreateTransitionTasks") { ["Target"] = call.RowOr(Case.Get(context), "off_offboardingcase", "Case") }
            .With("PlaybookCode", PlaybookCode.Get(context))
            .With("RequestId", RequestId.Get(context))).Results;

        Created.Set(context, (int)results["Created"]);
        Items.Set(context, ((EntityCollection)results["Plan"]).Entities.Count);
        Report.Set(context, (string)results["Report"]);
    }
}
