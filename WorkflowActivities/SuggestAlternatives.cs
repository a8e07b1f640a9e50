using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>Suggests providers and own services that fit the customer of a case, by <c>off_SuggestAlternatives</c>. Sends one request.</summary>
/// <remarks>The step shows as "Suggest alternatives" in the group "Customer Offboarding". It runs with the rights of the workflow's user.</remarks>
public sealed class SuggestAlternatives : CodeActivity
{
    /// <summary>The case; blank means the one on which the workflow runs.</summary>
    [Input("Case")]
    [ReferenceTarget("off_offboardingcase")]
    public InArgument<EntityReference> Case { get; set; } = null!;

    /// <summary>Needed services, joined by semicolons; blank means the kinds of the customer's contracts.</summary>
    [Input("Services")]
    public InArgument<string> Services { get; set; } = null!;

    /// <summary>How many alternatives fit.</summary>
    [Output("Alternatives")]
    public OutArgument<int> Alternatives { get; set; } = null!;

    /// <summary>The alternatives in their order with what speaks for each, in the language of the user.</summary>
    [Output("Report")]
    public OutArgument<string> Report { get; set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">No case is given.</exception>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Suggest alternatives", context);

        var results = call.Service.Execute(new OrganizationRequest("off_SuggestAlternatives") { ["Target"] = call.RowOr(Case.Get(context), "off_offboardingcase", "Case") }
            .With("Services", Services.Get(context))).Results;

        Alternatives.Set(context, ((EntityCollection)results["Alternatives"]).Entities.Count);
        Report.Set(context, (string)results["Report"]);
    }
}
