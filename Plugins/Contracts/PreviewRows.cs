using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>The preview's answer as rows without a table: one an account, one a contract. Days are midnights without zone; a blank value is absent.</summary>
static class PreviewRows
{
    internal static Entity Account(AccountReview review, AccountRow account, Language language)
    {
        var row = new Entity
        {
            ["accountid"] = new EntityReference(AccountRow.Table, review.AccountId) { Name = account.Name },
            ["name"] = account.Name ?? "",
            ["verdict"] = review.Verdict.StatusCode,
            ["message"] = AccountSentence.Of(review, language),
        };
        Set(row, "possiblefrom", review.Verdict.EarliestDeactivation);
        return row;
    }

    internal static Entity Contract(ReviewedContract reviewed, Guid accountId, Language language)
    {
        var contract = reviewed.Contract;
        var evaluation = reviewed.Evaluation;
        var row = new Entity
        {
            ["accountid"] = new EntityReference(AccountRow.Table, accountId),
            ["owneraccountid"] = new EntityReference(AccountRow.Table, contract.Accounts[0]) { Name = contract.AccountName },
            ["contractid"] = contract.Reference,
            ["name"] = contract.Number,
            ["status"] = evaluation.Output(ContractOutput.Status),
            ["missing"] = evaluation.Output(ContractOutput.Missing),
            ["basis"] = evaluation.Output(ContractOutput.Basis),
            ["alerts"] = evaluation.Output(ContractOutput.Alerts),
            ["deactivationallowed"] = evaluation.IsDeactivationAllowed,
            ["message"] = ContractSentence.Of(reviewed, accountId, language),
        };
        Set(row, "currenttermstart", evaluation.CurrentTermStart);
        Set(row, "currenttermend", evaluation.CurrentTermEnd);
        Set(row, "nextrenewalstart", evaluation.NextRenewalStart);
        Set(row, "renewedtermend", evaluation.RenewedTermEnd);
        Set(row, "latestnoticedate", evaluation.LatestNoticeDate);
        Set(row, "earliestend", evaluation.EarliestEnd);
        Set(row, "latestnoticeforearliest", evaluation.LatestNoticeForEarliest);
        Set(row, "practicalnoticedate", evaluation.PracticalNoticeDate);
        Set(row, "nextwindowend", evaluation.NextWindowEnd);
        Set(row, "nextwindownotice", evaluation.NextWindowNotice);
        Set(row, "endson", evaluation.EndsOn);
        Set(row, "earliestdeactivation", evaluation.EarliestDeactivation);
        Set(row, "exitfee", evaluation.ExitFee);
        Set(row, "refund", evaluation.Refund);
        if (contract.SourceName is { } source) row["source"] = source;
        if (contract.BadValues.Count > 0) row["badvalues"] = string.Join("\n", contract.BadValues.Select(static bad => bad.Fact + " <- " + bad.Column + " = " + bad.Value));
        if (contract.Currency is { } currency) row["transactioncurrencyid"] = currency;
        return row;
    }

    static void Set(Entity row, string attribute, LocalDate? day)
    {
        if (day is { } known) row[attribute] = known.ToDateTimeUnspecified();
    }

    static void Set(Entity row, string attribute, decimal? amount)
    {
        if (amount is { } known) row[attribute] = new Money(known);
    }
}
