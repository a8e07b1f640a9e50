using System;
using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>Makes the conversation pack of a case, by <c>off_PrepareConversation</c>; a person reads and confirms it. Sends one request.</summary>
/// <remarks>The step shows as "Prepare conversation" in the group "Customer Offboarding". It runs with the rights of the workflow's user.</remarks>
public sealed class PrepareConversation : CodeActivity
{
    /// <summary>The case; blank means the one on which the workflow runs.</summary>
    [Input("Case")]
    [ReferenceTarget("off_offboardingcase")]
    public InArgument<EntityReference> Case { get; set; } = null!;

    /// <summary>Language of the pack, de or en; blank means the language of the workflow's user.</summary>
    [Input("Language")]
    public InArgument<string> Language { get; set; } = null!;

    /// <summary>The pack, a document of the case.</summary>
    [Output("Pack")]
    [ReferenceTarget("off_casedocument")]
    public OutArgument<EntityReference> Pack { get; set; } = null!;

    /// <summary>What was done, in a sentence in the language of the user.</summary>
    [Output("Report")]
    public OutArgument<string> Report { get; set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">No case is given.</exception>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Prepare conversation", context);

        var results = call.Service.Execute(new OrganizationRequest("off_PrepareConversation")
        {
            ["Target"] = call.RowOr(Case.Get(context), "off_offboardingcase", "Case"),
        }.With("Language", Language.Get(context))).Results;

        Pack.Set(context, new EntityReference("off_casedocument", (Guid)results["DocumentId"]));
        Report.Set(context, (string)results["Report"]);
    }
}
