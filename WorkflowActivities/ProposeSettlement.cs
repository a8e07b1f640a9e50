using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>Proposes what is still to be settled with the customer of a case, by <c>off_ProposeSettlement</c>; a person decides. Sends one request.</summary>
/// <remarks>The step shows as "Propose settlement" in the group "Customer Offboarding". It runs with the rights of the workflow's user.</remarks>
public sealed class ProposeSettlement : CodeActivity
{
    /// <summary>The case; blank means the one on which the workflow runs.</summary>
    [Input("Case")]
    [ReferenceTarget("off_offboardingcase")]
    public InArgument<EntityReference> Case { get; set; } = null!;

    /// <summary>Id of this request, at most 36 characters: a repeat with the same id changes nothing more and is answered alike; blank means a request of its own.</summary>
    [Input("Request id")]
    public InArgument<string> RequestId { get; set; } = null!;

    /// <summary>The sum of the items; negative means in the customer's favour.</summary>
    [Output("Total")]
    public OutArgument<Money> Total { get; set; } = null!;

    /// <summary>How many items there are.</summary>
    [Output("Items")]
    public OutArgument<int> Items { get; set; } = null!;

    /// <summary>What was found, in sentences in the language of the user.</summary>
    [Output("Report")]
    public OutArgument<string> Report { get; set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">No case is given.</exception>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Propose settlement", context);

        var results = call.Service.Execute(new OrganizationRequest("off_ProposeSettlement")
        {
            ["Target"] = call.RowOr(Case.Get(context), "off_offboardingcase", "Case"),
        }.With("RequestId", RequestId.Get(context))).Results;

        Total.Set(context, (Money)results["Total"]);
        Items.Set(context, ((EntityCollection)results["Items"]).Entities.Count);
        Report.Set(context, (string)results["Report"]);
    }
}
