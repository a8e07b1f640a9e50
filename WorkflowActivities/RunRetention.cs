using System;
using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>Carries out one step of approved plans, by <c>off_RunRetention</c>. Sends one request.</summary>
/// <remarks>
/// The step shows as "Run retention" in the group "Customer Offboarding". It runs with the rights of the workflow's user. While "More" is yes the workflow calls it again with the token; a classic
/// workflow has no loop, so it starts itself as a child workflow, or a scheduler does the repeating.
/// </remarks>
public sealed class RunRetention : CodeActivity
{
    /// <summary>What the step before answered; blank at the first one.</summary>
    [Input("Token")]
    public InArgument<string> Token { get; set; } = null!;

    /// <summary>After a step that failed: the text of its error.</summary>
    [Input("Fault")]
    public InArgument<string> Fault { get; set; } = null!;

    /// <summary>Whether to call again.</summary>
    [Output("More")]
    public OutArgument<bool> More { get; set; } = null!;

    /// <summary>What to send with the next step; blank: the next one begins with another job.</summary>
    [Output("Next token")]
    public OutArgument<string> NextToken { get; set; } = null!;

    /// <summary>Rows that this step changed.</summary>
    [Output("Rows processed")]
    public OutArgument<int> Processed { get; set; } = null!;

    /// <summary>Rows that this step set aside.</summary>
    [Output("Rows failed")]
    public OutArgument<int> Failed { get; set; } = null!;

    /// <summary>How long to wait before the next step.</summary>
    [Output("Retry after (seconds)")]
    public OutArgument<int> RetryAfterSeconds { get; set; } = null!;

    /// <summary>When there is something to do again, UTC.</summary>
    [Output("Next due")]
    public OutArgument<DateTime> NextDue { get; set; } = null!;

    /// <summary>What was done, in sentences in the language of the user.</summary>
    [Output("Report")]
    public OutArgument<string> Report { get; set; } = null!;

    /// <inheritdoc/>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Run retention", context);

        var results = call.Service.Execute(new OrganizationRequest("off_RunRetention").With("Token", Token.Get(context)).With("Fault", Fault.Get(context))).Results;

        More.Set(context, (bool)results["More"]);
        NextToken.Set(context, results.TryGetValue("Token", out var token) ? (string)token : "");
        Processed.Set(context, (int)results["Processed"]);
        Failed.Set(context, (int)results["Failed"]);
        RetryAfterSeconds.Set(context, (int)results["RetryAfterSeconds"]);
        NextDue.Set(context, (DateTime)results["NextDue"]);
        Report.Set(context, (string)results["Report"]);
    }
}
