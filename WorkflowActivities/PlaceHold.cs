using System;
using System.Activities;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>Places a legal hold on an account, by <c>off_PlaceHolds</c>: while it lasts nothing of the account is erased. Sends one request.</summary>
/// <remarks>
/// The step shows as "Place hold" in the group "Customer Offboarding". It runs with the rights of the workflow's user. An account that has such a hold already gets no second one. Holds on the accounts
/// of a whole view take many steps: off_PlaceHolds itself.
/// </remarks>
public sealed class PlaceHold : CodeActivity
{
    /// <summary>The account; blank means the one on which the workflow runs.</summary>
    [Input("Account")]
    [ReferenceTarget("account")]
    public InArgument<EntityReference> Account { get; set; } = null!;

    /// <summary>Code of the kind: litigation, tax, authority, access or complaint.</summary>
    [RequiredArgument]
    [Input("Kind")]
    public InArgument<string> Kind { get; set; } = null!;

    /// <summary>What the rows are kept for, such as "tax audit 2024".</summary>
    [RequiredArgument]
    [Input("Purpose")]
    public InArgument<string> Purpose { get; set; } = null!;

    /// <summary>Why.</summary>
    [RequiredArgument]
    [Input("Reason")]
    public InArgument<string> Reason { get; set; } = null!;

    /// <summary>Number of the matter; blank means none.</summary>
    [Input("Matter")]
    public InArgument<string> Matter { get; set; } = null!;

    /// <summary>First day, from a column of type Date Only; blank means today.</summary>
    [Input("From (date only)")]
    public InArgument<DateTime> From { get; set; } = null!;

    /// <summary>Last day, from a column of type Date Only; blank means until it is released.</summary>
    [Input("Until (date only)")]
    public InArgument<DateTime> Until { get; set; } = null!;

    /// <summary>Whether a hold was placed; no means that the account had one already.</summary>
    [Output("Placed")]
    public OutArgument<bool> Placed { get; set; } = null!;

    /// <summary>What was done, in sentences in the language of the user.</summary>
    [Output("Report")]
    public OutArgument<string> Report { get; set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">No account is given.</exception>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Place hold", context);
        var account = call.RowOr(Account.Get(context), "account", "Account");

        var results = call.Service.Execute(new OrganizationRequest("off_PlaceHolds")
        {
            ["AccountIds"] = new[] { account.Id.ToString("D", CultureInfo.InvariantCulture) },
            ["Kind"] = Kind.Get(context),
            ["Purpose"] = Purpose.Get(context),
            ["Reason"] = Reason.Get(context),
        }
        .With("Matter", Matter.Get(context))
        .With("From", WorkflowCall.Day(From.Get(context)))
        .With("Until", WorkflowCall.Day(Until.Get(context)))).Results;

        Placed.Set(context, (int)results["Processed"] > 0);
        Report.Set(context, (string)results["Report"]);
    }
}
