using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>Takes an offboarding back, by <c>off_CancelOffboarding</c>. Sends one request.</summary>
/// <remarks>The step shows as "Cancel offboarding" in the group "Customer Offboarding". It runs with the rights of the workflow's user.</remarks>
public sealed class CancelOffboarding : CodeActivity
{
    /// <summary>The case; blank means the one on which the workflow runs.</summary>
    [Input("Case")]
    [ReferenceTarget("off_offboardingcase")]
    public InArgument<EntityReference> Case { get; set; } = null!;

    /// <summary>Why the relationship goes on.</summary>
    [RequiredArgument]
    [Input("Reason")]
    public InArgument<string> Reason { get; set; } = null!;

    /// <summary>Id of this request, at most 36 characters: a repeat with the same id changes nothing more and is answered alike; blank means a request of its own.</summary>
    [Input("Request id")]
    public InArgument<string> RequestId { get; set; } = null!;

    /// <summary>What came back and what cannot, in sentences in the language of the user.</summary>
    [Output("Report")]
    public OutArgument<string> Report { get; set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">No case is given.</exception>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Cancel offboarding", context);

        var results = call.Service.Execute(new OrganizationRequest("off_CancelOffboarding") { ["Target"] = call.RowOr(Case.Get(context), "off_offboardingcase", "Case") }
            .With("Reason", Reason.Get(context))
            .With("RequestId", RequestId.Get(context))).Results;

        Report.Set(context, (string)results["Report"]);
    }
}
