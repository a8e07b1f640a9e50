using System;
using System.Activities;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>
/// Tells until when notice must arrive and when a contract then ends, as <c>off_PreviewOffboarding</c> says: of one contract, or of the
/// most urgent contract of an account. Changes nothing; sends one request for an account, two for a contract.
/// </summary>
/// <remarks>The step shows as "Check notice period" in the group "Customer Offboarding". It runs with the rights of the workflow's user.</remarks>
public sealed class CheckNoticePeriod : CodeActivity
{
    const string Step = "Check notice period";

    /// <summary>The contract to look at; blank means the one on which the workflow runs, or else the account's.</summary>
    [Input("Contract")]
    [ReferenceTarget("off_contract")]
    public InArgument<EntityReference> Contract { get; set; } = null!;

    /// <summary>The account whose contracts to look at when no contract is given; blank means the one on which the workflow runs.</summary>
    [Input("Account")]
    [ReferenceTarget("account")]
    public InArgument<EntityReference> Account { get; set; } = null!;

    /// <summary>Local date YYYY-MM-DD on which to look; blank means the user's today.</summary>
    [Input("Day (YYYY-MM-DD)")]
    public InArgument<string> Day { get; set; } = null!;

    /// <summary>The contract that the other outputs are about; blank when the account has none.</summary>
    [Output("Contract found")]
    [ReferenceTarget("off_contract")]
    public OutArgument<EntityReference> ContractFound { get; set; } = null!;

    /// <summary>Whether the account has a contract that counts.</summary>
    [Output("Has a contract")]
    public OutArgument<bool> HasContract { get; set; } = null!;

    /// <summary>Code of the contract's status, as notice_open or notice_missed; blank when there is no contract.</summary>
    [Output("Status")]
    public OutArgument<string> Status { get; set; } = null!;

    /// <summary>Local date YYYY-MM-DD on which notice must be there at the latest for the end of this term; blank when there is none.</summary>
    [Output("Latest notice date (YYYY-MM-DD)")]
    public OutArgument<string> LatestNoticeDate { get; set; } = null!;

    /// <summary>The same for date columns and waiting; use it only when the text is not blank.</summary>
    [Output("Latest notice date")]
    public OutArgument<DateTime> LatestNoticeDay { get; set; } = null!;

    /// <summary>Local date YYYY-MM-DD on which the contract ends if notice arrives on the day; blank when there is none.</summary>
    [Output("Earliest end (YYYY-MM-DD)")]
    public OutArgument<string> EarliestEnd { get; set; } = null!;

    /// <summary>The same for date columns and waiting; use it only when the text is not blank.</summary>
    [Output("Earliest end")]
    public OutArgument<DateTime> EarliestEndDay { get; set; } = null!;

    /// <summary>Where the contract stands, as a sentence in the language of the user; without contract the account's verdict.</summary>
    [Output("Message")]
    public OutArgument<string> Message { get; set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">Neither contract nor account is given, or the contract is not among those that count.</exception>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From(Step, context);
        var asked = Contract.Get(context) ?? (Account.Get(context) is null ? call.Primary("off_contract") : null);
        var account = asked is null ? call.RowOr(Account.Get(context), "account", "Account") : OwnerOf(asked, call);

        var answer = call.Service.Execute(new OrganizationRequest("off_PreviewOffboarding") { ["AccountIds"] = new[] { account.Id.ToString("D") } }
            .With("Day", Day.Get(context)));

        var found = Find(((EntityCollection)answer.Results["Verdicts"]).Entities, asked, call);
        HasContract.Set(context, found is not null);
        if (found is not null) ContractFound.Set(context, found.GetAttributeValue<EntityReference>("contractid"));
        Status.Set(context, found?.GetAttributeValue<string>("status") ?? string.Empty);
        Set(context, found?.GetAttributeValue<DateTime?>("latestnoticedate"), LatestNoticeDate, LatestNoticeDay);
        Set(context, found?.GetAttributeValue<DateTime?>("earliestend"), EarliestEnd, EarliestEndDay);
        Message.Set(context, (found ?? ((EntityCollection)answer.Results["Accounts"]).Entities.Single()).GetAttributeValue<string>("message"));
    }

    static EntityReference OwnerOf(EntityReference contract, WorkflowCall call) =>
        call.Service.Retrieve("off_contract", contract.Id, new ColumnSet("off_accountid")).GetAttributeValue<EntityReference>("off_accountid")
            ?? throw call.Refused("was given a contract without account: fill in the contract's account.");

    /// <summary>The contract asked for; else the first of the preview, which lists the most urgent first.</summary>
    static Entity? Find(IReadOnlyCollection<Entity> contracts, EntityReference? asked, WorkflowCall call)
    {
        if (asked is null) return contracts.FirstOrDefault();

        return contracts.FirstOrDefault(contract => contract.GetAttributeValue<EntityReference>("contractid").Id == asked.Id)
            ?? throw call.Refused("was given a contract that does not count: it is inactive. Look at active contracts only.");
    }

    static void Set(CodeActivityContext context, DateTime? day, OutArgument<string> text, OutArgument<DateTime> date)
    {
        text.Set(context, day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty);
        if (day is { } known) date.Set(context, known);
    }
}
