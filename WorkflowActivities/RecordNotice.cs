using System;
using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>Records the notice of a case and of its contracts, by <c>off_RecordNotice</c>. Sends one request.</summary>
/// <remarks>
/// The step shows as "Record notice" in the group "Customer Offboarding". It runs with the rights of the workflow's user. Days come from columns of type Date Only;
/// what is blank stays as the case has it.
/// </remarks>
public sealed class RecordNotice : CodeActivity
{
    /// <summary>The case; blank means the one on which the workflow runs.</summary>
    [Input("Case")]
    [ReferenceTarget("off_offboardingcase")]
    public InArgument<EntityReference> Case { get; set; } = null!;

    /// <summary>Day on which the notice was sent.</summary>
    [Input("Sent on (date only)")]
    public InArgument<DateTime> SentOn { get; set; } = null!;

    /// <summary>Day on which it reached the other side, which counts (§ 130 BGB).</summary>
    [Input("Received on (date only)")]
    public InArgument<DateTime> ReceivedOn { get; set; } = null!;

    /// <summary>Code of its form.</summary>
    [Input("Form (oral, email, fax, portal, letter, qes)")]
    public InArgument<string> Form { get; set; } = null!;

    /// <summary>Code of who gave it.</summary>
    [Input("By (supplier, customer)")]
    public InArgument<string> By { get; set; } = null!;

    /// <summary>The end that the notice names.</summary>
    [Input("End named in the notice (date only)")]
    public InArgument<DateTime> TargetEnd { get; set; } = null!;

    /// <summary>The end on which both agreed.</summary>
    [Input("Agreed end (date only)")]
    public InArgument<DateTime> AgreedEnd { get; set; } = null!;

    /// <summary>Code of the basis of extraordinary notice.</summary>
    [Input("Basis of extraordinary notice (314, 626, 89a)")]
    public InArgument<string> CauseBasis { get; set; } = null!;

    /// <summary>Day on which the cause became known.</summary>
    [Input("Cause known on (date only)")]
    public InArgument<DateTime> CauseKnownOn { get; set; } = null!;

    /// <summary>Whether counsel confirmed the cause.</summary>
    [Input("Counsel confirmed")]
    [Default("False")]
    public InArgument<bool> CounselConfirmed { get; set; } = null!;

    /// <summary>Id of this request, at most 36 characters: a repeat with the same id changes nothing more and is answered alike; blank means a request of its own.</summary>
    [Input("Request id")]
    public InArgument<string> RequestId { get; set; } = null!;

    /// <summary>Code of the verdict on the account: clear, blocked or unknown.</summary>
    [Output("Verdict")]
    public OutArgument<string> Verdict { get; set; } = null!;

    /// <summary>Local date YYYY-MM-DD on which it ends by the plan; blank when it is not known.</summary>
    [Output("Planned end (YYYY-MM-DD)")]
    public OutArgument<string> PlannedEnd { get; set; } = null!;

    /// <summary>Local date YYYY-MM-DD from which the account can be deactivated; blank when it is not known.</summary>
    [Output("Possible from (YYYY-MM-DD)")]
    public OutArgument<string> PossibleFrom { get; set; } = null!;

    /// <summary>What was done, in sentences in the language of the user.</summary>
    [Output("Report")]
    public OutArgument<string> Report { get; set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">No case is given.</exception>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Record notice", context);
        var request = new OrganizationRequest("off_RecordNotice") { ["Target"] = call.RowOr(Case.Get(context), "off_offboardingcase", "Case") }
            .With("SentOn", WorkflowCall.Day(SentOn.Get(context)))
            .With("ReceivedOn", WorkflowCall.Day(ReceivedOn.Get(context)))
            .With("Form", Form.Get(context))
            .With("By", By.Get(context))
            .With("TargetEnd", WorkflowCall.Day(TargetEnd.Get(context)))
            .With("AgreedEnd", WorkflowCall.Day(AgreedEnd.Get(context)))
            .With("CauseBasis", CauseBasis.Get(context))
            .With("CauseKnownOn", WorkflowCall.Day(CauseKnownOn.Get(context)))
            .With("RequestId", RequestId.Get(context));
        if (CounselConfirmed.Get(context)) request["CounselConfirmed"] = true;

        var results = call.Service.Execute(request).Results;

        Verdict.Set(context, (string)results["Verdict"]);
        PlannedEnd.Set(context, (string)results["PlannedEnd"]);
        PossibleFrom.Set(context, (string)results["PossibleFrom"]);
        Report.Set(context, (string)results["Report"]);
    }
}
