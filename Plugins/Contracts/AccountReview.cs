using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>A contract and what follows from it on the day of the review.</summary>
sealed class ReviewedContract
{
    internal ReviewedContract(OwnedContract contract, ContractEvaluation evaluation)
    {
        Contract = contract;
        Evaluation = evaluation;
    }

    internal OwnedContract Contract { get; }

    internal ContractEvaluation Evaluation { get; }

    /// <summary>Whether the contract keeps the account from being deactivated.</summary>
    internal bool Obliges => !Evaluation.IsDeactivationAllowed;

    /// <summary>Whether notice has no more to do: the contract ends, or has ended, on a day that is certain.</summary>
    internal bool EndIsFixed => Evaluation.Status is ContractStatus.Ending or ContractStatus.Ended;

    /// <summary>Whether the contract and its duties are over, so that only open services keep the account.</summary>
    internal bool IsOver => Evaluation.Status == ContractStatus.Ended && Evaluation.EarliestDeactivation <= Evaluation.Today;
}

/// <summary>An account with its contracts and the verdict on it.</summary>
sealed class AccountReview
{
    AccountReview(Guid accountId, IReadOnlyList<ReviewedContract> contracts)
    {
        AccountId = accountId;
        Contracts = contracts;
        Verdict = AccountRule.Judge([.. contracts.Select(static contract => contract.Evaluation)]);
    }

    internal Guid AccountId { get; }

    /// <summary>Those that oblige, most urgent first, then the others.</summary>
    internal IReadOnlyList<ReviewedContract> Contracts { get; }

    internal AccountVerdict Verdict { get; }

    /// <summary>Judges accounts by contracts that were read; needs no request.</summary>
    /// <param name="accounts">In the order in which the reviews are wanted.</param>
    /// <param name="contracts">Of these accounts and perhaps their subsidiaries: a contract counts for every account of its chain.</param>
    /// <param name="rules">All rules.</param>
    /// <param name="calendars">Holiday calendars that these contracts need.</param>
    /// <param name="today">Local day of whoever asks.</param>
    internal static IReadOnlyList<AccountReview> Of(
        IReadOnlyCollection<Guid> accounts, IReadOnlyList<OwnedContract> contracts, NoticeRules rules, HolidayCalendars calendars, LocalDate today)
    {
        var byAccount = new Dictionary<Guid, List<ReviewedContract>>();
        foreach (var account in accounts) byAccount[account] = [];

        foreach (var contract in contracts)
        {
            var reviewed = new ReviewedContract(contract, ContractRule.Evaluate(contract.Facts, rules, today, calendars));
            foreach (var account in contract.Accounts.Distinct())
                if (byAccount.TryGetValue(account, out var list)) list.Add(reviewed);
        }

        return [.. accounts.Select(account => new AccountReview(account, [.. MostUrgentFirst(byAccount[account])]))];
    }

    /// <summary>What cannot be judged comes first, then what has the next deadline; ties go by number, so that the same rows give the same text.</summary>
    static IEnumerable<ReviewedContract> MostUrgentFirst(IEnumerable<ReviewedContract> contracts) =>
        contracts
            .OrderBy(static c => c.Obliges ? 0 : 1)
            .ThenBy(static c => c.Evaluation.Status == ContractStatus.UnknownData ? 0 : 1)
            .ThenBy(static c => c.Evaluation.LatestNoticeForEarliest ?? c.Evaluation.EarliestEnd ?? LocalDate.MaxIsoValue)
            .ThenBy(static c => c.Contract.Number, StringComparer.Ordinal)
            .ThenBy(static c => c.Contract.Id);
}
