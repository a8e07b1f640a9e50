using System;
using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>Notes that the customer of a case is asked for feedback and gives the questions, by <c>off_AskFeedback</c>; once for each case. Sends one request.</summary>
/// <remarks>The step shows as "Ask feedback" in the group "Customer Offboarding". It runs with the rights of the workflow's user.</remarks>
public sealed class AskFeedback : CodeActivity
{
    /// <summary>The case; blank means the one on which the workflow runs.</summary>
    [Input("Case")]
    [ReferenceTarget("off_offboardingcase")]
    public InArgument<EntityReference> Case { get; set; } = null!;

    /// <summary>form or interview; blank means form.</summary>
    [Input("Channel")]
    public InArgument<string> Channel { get; set; } = null!;

    /// <summary>The feedback that the answers will be recorded on.</summary>
    [Output("Feedback")]
    [ReferenceTarget("off_feedback")]
    public OutArgument<EntityReference> Feedback { get; set; } = null!;

    /// <summary>The questions as HTML, in the language of the user.</summary>
    [Output("Form")]
    public OutArgument<string> Form { get; set; } = null!;

    /// <summary>What was done, in the language of the user.</summary>
    [Output("Report")]
    public OutArgument<string> Report { get; set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">No case is given.</exception>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Ask feedback", context);

        var results = call.Service.Execute(new OrganizationRequest("off_AskFeedback") { ["Target"] = call.RowOr(Case.Get(context), "off_offboardingcase", "Case") }
            .With("Channel", Channel.Get(context))).Results;

        Feedback.Set(context, new EntityReference("off_feedback", (Guid)results["FeedbackId"]));
        Form.Set(context, (string)results["Form"]);
        Report.Set(context, (string)results["Report"]);
    }
}
