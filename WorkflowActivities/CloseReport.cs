using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>Makes the closing reports of a case, by <c>off_CloseReport</c>. Sends one request.</summary>
/// <remarks>The step shows as "Close report" in the group "Customer Offboarding". It runs with the rights of the workflow's user.</remarks>
public sealed class CloseReport : CodeActivity
{
    /// <summary>The case; blank means the one on which the workflow runs.</summary>
    [Input("Case")]
    [ReferenceTarget("off_offboardingcase")]
    public InArgument<EntityReference> Case { get; set; } = null!;

    /// <summary>Edition, internal or customer; blank means both.</summary>
    [Input("Edition")]
    public InArgument<string> Edition { get; set; } = null!;

    /// <summary>Language, de or en; blank means both.</summary>
    [Input("Language")]
    public InArgument<string> Language { get; set; } = null!;

    /// <summary>How many reports were made.</summary>
    [Output("Documents")]
    public OutArgument<int> Documents { get; set; } = null!;

    /// <summary>What was done, in a sentence in the language of the user.</summary>
    [Output("Report")]
    public OutArgument<string> Report { get; set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">No case is given.</exception>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Close report", context);

        var results = call.Service.Execute(new OrganizationRequest("off_CloseReport")
        {
            ["Target"] = call.RowOr(Case.Get(context), "off_offboardingcase", "Case"),
        }.With("Edition", Edition.Get(context)).With("Language", Language.Get(context))).Results;

        Documents.Set(context, ((EntityCollection)results["Documents"]).Entities.Count);
        Report.Set(context, (string)results["Report"]);
    }
}
