using System;
using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>Starts the offboarding of an account with its plan, by <c>off_StartOffboarding</c>; an account with an open case keeps it. Sends one request.</summary>
/// <remarks>The step shows as "Start offboarding" in the group "Customer Offboarding". It runs with the rights of the workflow's user.</remarks>
public sealed class StartOffboarding : CodeActivity
{
    /// <summary>The account to end the relationship with; blank means the one on which the workflow runs.</summary>
    [Input("Account")]
    [ReferenceTarget("account")]
    public InArgument<EntityReference> Account { get; set; } = null!;

    /// <summary>Code of the way of ending.</summary>
    [RequiredArgument]
    [Input("Way (own_notice, customer_notice, mutual, extraordinary, lapse)")]
    public InArgument<string> Way { get; set; } = null!;

    /// <summary>Code of a row of the reasons catalogue; blank means not decided yet.</summary>
    [Input("Reason code")]
    public InArgument<string> ReasonCode { get; set; } = null!;

    /// <summary>Why, in words; blank means not written yet.</summary>
    [Input("Explanation")]
    public InArgument<string> Explanation { get; set; } = null!;

    /// <summary>The day on which it should end, from a column of type Date Only; blank means as early as possible.</summary>
    [Input("Wanted end (date only)")]
    public InArgument<DateTime> WantedEnd { get; set; } = null!;

    /// <summary>Whom the customer is spoken to through; blank means the account's primary contact.</summary>
    [Input("Main contact")]
    [ReferenceTarget("contact")]
    public InArgument<EntityReference> MainContact { get; set; } = null!;

    /// <summary>Code of a playbook; blank means the one that fits the account.</summary>
    [Input("Playbook code")]
    public InArgument<string> PlaybookCode { get; set; } = null!;

    /// <summary>Whether the account is deactivated by itself on its earliest day.</summary>
    [Input("Complete automatically")]
    [Default("False")]
    public InArgument<bool> CompleteAutomatically { get; set; } = null!;

    /// <summary>Id of this request, at most 36 characters: a repeat with the same id changes nothing more and is answered alike; blank means a request of its own.</summary>
    [Input("Request id")]
    public InArgument<string> RequestId { get; set; } = null!;

    /// <summary>The case, new or found.</summary>
    [Output("Case")]
    [ReferenceTarget("off_offboardingcase")]
    public OutArgument<EntityReference> Case { get; set; } = null!;

    /// <summary>Whether the case is new.</summary>
    [Output("Created")]
    public OutArgument<bool> Created { get; set; } = null!;

    /// <summary>Code of the verdict on the account: clear, blocked or unknown.</summary>
    [Output("Verdict")]
    public OutArgument<string> Verdict { get; set; } = null!;

    /// <summary>Local date YYYY-MM-DD on which it ends by the plan; blank when it is not known.</summary>
    [Output("Planned end (YYYY-MM-DD)")]
    public OutArgument<string> PlannedEnd { get; set; } = null!;

    /// <summary>What to mind, with the rows it comes from, as JSON; blank when there is nothing.</summary>
    [Output("Warnings (JSON)")]
    public OutArgument<string> Warnings { get; set; } = null!;

    /// <summary>What was done, in sentences in the language of the user.</summary>
    [Output("Report")]
    public OutArgument<string> Report { get; set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">No account is given.</exception>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Start offboarding", context);
        var account = call.RowOr(Account.Get(context), "account", "Account");
        var request = new OrganizationRequest("off_StartOffboarding") { ["AccountId"] = account.Id, ["CompleteAutomatically"] = CompleteAutomatically.Get(context) }
            .With("Way", Way.Get(context))
            .With("ReasonCode", ReasonCode.Get(context))
            .With("Explanation", Explanation.Get(context))
            .With("WantedEnd", WorkflowCall.Day(WantedEnd.Get(context)))
            .With("MainContactId", MainContact.Get(context))
            .With("PlaybookCode", PlaybookCode.Get(context))
            .With("RequestId", RequestId.Get(context));

        var results = call.Service.Execute(request).Results;

        Case.Set(context, new EntityReference("off_offboardingcase", (Guid)results["CaseId"]));
        Created.Set(context, (bool)results["Created"]);
        Verdict.Set(context, (string)results["Verdict"]);
        PlannedEnd.Set(context, (string)results["PlannedEnd"]);
        Warnings.Set(context, results["Warnings"] as string ?? string.Empty);
        Report.Set(context, (string)results["Report"]);
    }
}
