using System;
using System.Activities;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>
/// Asks <c>off_PreviewOffboarding</c> what ending the relationship with one account would mean, for use as a step of a classic workflow.
/// Changes nothing; sends one request.
/// </summary>
/// <remarks>The step shows as "Preview offboarding" in the group "Customer Offboarding". It runs with the rights of the workflow's user.</remarks>
public sealed class PreviewOffboarding : CodeActivity
{
    /// <summary>The account to judge; blank means the one on which the workflow runs.</summary>
    [Input("Account")]
    [ReferenceTarget("account")]
    public InArgument<EntityReference> Account { get; set; } = null!;

    /// <summary>Local date YYYY-MM-DD for which to judge; blank means the user's today. A text, so that no time zone moves the day.</summary>
    [Input("Day (YYYY-MM-DD)")]
    public InArgument<string> Day { get; set; } = null!;

    /// <summary>Code of the verdict: clear, blocked or unknown.</summary>
    [Output("Verdict")]
    public OutArgument<string> Verdict { get; set; } = null!;

    /// <summary>Local date YYYY-MM-DD from which the account can be deactivated; blank when it is not known. A text, because a workflow has no blank date.</summary>
    [Output("Possible from (YYYY-MM-DD)")]
    public OutArgument<string> PossibleFrom { get; set; } = null!;

    /// <summary>The verdict as a sentence in the language of the user.</summary>
    [Output("Message")]
    public OutArgument<string> Message { get; set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">No account is given, or the operation did not answer for it.</exception>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Preview offboarding", context);
        var account = call.RowOr(Account.Get(context), "account", "Account");

        var answer = call.Service.Execute(new OrganizationRequest("off_PreviewOffboarding") { ["AccountIds"] = new[] { account.Id.ToString("D") } }
            .With("Day", Day.Get(context)));

        if (answer.Results["Accounts"] is not EntityCollection { Entities.Count: 1 } accounts)
        {
            throw new InvalidPluginExecutionException("off_PreviewOffboarding gave no verdict for the account: check that the workflow's user may read it.");
        }

        var verdict = accounts.Entities[0];
        Verdict.Set(context, verdict.GetAttributeValue<string>("verdict"));
        PossibleFrom.Set(context, verdict.GetAttributeValue<DateTime?>("possiblefrom")?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty);
        Message.Set(context, verdict.GetAttributeValue<string>("message"));
    }
}
