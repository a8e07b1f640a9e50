using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>Completes a case and deactivates its account, by <c>off_CompleteOffboarding</c>. Sends one request.</summary>
/// <remarks>The step shows as "Complete offboarding" in the group "Customer Offboarding". It runs with the rights of the workflow's user.</remarks>
public sealed class CompleteOffboarding : CodeActivity
{
    /// <summary>The case; blank means the one on which the workflow runs.</summary>
    [Input("Case")]
    [ReferenceTarget("off_offboardingcase")]
    public InArgument<EntityReference> Case { get; set; } = null!;

    /// <summary>Id of this request, at most 36 characters: a repeat with the same id changes nothing more and is answered alike; blank means a request of its own.</summary>
    [Input("Request id")]
    public InArgument<string> RequestId { get; set; } = null!;

    /// <summary>Whether the case is completed and the account inactive.</summary>
    [Output("Completed")]
    public OutArgument<bool> Completed { get; set; } = null!;

    /// <summary>What was done, in sentences in the language of the user.</summary>
    [Output("Report")]
    public OutArgument<string> Report { get; set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">No case is given.</exception>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Complete offboarding", context);

        var results = call.Service.Execute(new OrganizationRequest("off_CompleteOffboarding")
        {
            ["Target"] = call.RowOr(Case.Get(context), "off_offboardingcase", "Case"),
        }.With("RequestId", RequestId.Get(context))).Results;

        Completed.Set(context, (bool)results["Completed"]);
        Report.Set(context, (string)results["Report"]);
    }
}
