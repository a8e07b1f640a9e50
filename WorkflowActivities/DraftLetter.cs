using System;
using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>Drafts a letter of a case by <c>off_DraftLetter</c>; one that was drafted already is not drafted twice, and nothing is sent. Sends one request.</summary>
/// <remarks>The step shows as "Draft letter" in the group "Customer Offboarding". It runs with the rights of the workflow's user.</remarks>
public sealed class DraftLetter : CodeActivity
{
    /// <summary>The case; blank means the one on which the workflow runs.</summary>
    [Input("Case")]
    [ReferenceTarget("off_offboardingcase")]
    public InArgument<EntityReference> Case { get; set; } = null!;

    /// <summary>Code of the kind of letter: invitation, notice, notice_confirmation, summary, handover, thanks, feedback, reference or checkin.</summary>
    [Input("Kind of letter")]
    [RequiredArgument]
    public InArgument<string> Kind { get; set; } = null!;

    /// <summary>The recipient; blank means the main contact of the case.</summary>
    [Input("Contact")]
    [ReferenceTarget("contact")]
    public InArgument<EntityReference> Contact { get; set; } = null!;

    /// <summary>Code of the way, email or letter; blank means as the contact prefers.</summary>
    [Input("Channel (email, letter)")]
    public InArgument<string> Channel { get; set; } = null!;

    /// <summary>The letter, to release it.</summary>
    [Output("Letter")]
    [ReferenceTarget("off_letter")]
    public OutArgument<EntityReference> Letter { get; set; } = null!;

    /// <summary>Whether it was drafted now.</summary>
    [Output("Created")]
    public OutArgument<bool> Created { get; set; } = null!;

    /// <summary>What was done, in sentences in the language of the user.</summary>
    [Output("Report")]
    public OutArgument<string> Report { get; set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">No case is given.</exception>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Draft letter", context);
        var request = new OrganizationRequest("off_DraftLetter") { ["Target"] = call.RowOr(Case.Get(context), "off_offboardingcase", "Case") }
            .With("Kind", Kind.Get(context))
            .With("Channel", Channel.Get(context));
        if (Contact.Get(context) is { } contact) request["ContactId"] = contact.Id;

        var results = call.Service.Execute(request).Results;

        Letter.Set(context, new EntityReference("off_letter", (Guid)results["LetterId"]));
        Created.Set(context, (bool)results["Created"]);
        Report.Set(context, (string)results["Report"]);
    }
}
