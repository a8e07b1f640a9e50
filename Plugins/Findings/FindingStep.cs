using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Deactivation;
using Offboarding.Plugins.Nightly;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Findings;

/// <summary>The part of a night that looks for accounts which left although contracts oblige them, and settles findings whose cause is gone.</summary>
/// <remarks>
/// User and time of a change are those that audit knows. Where auditing is off, or tells nothing of it, they are those of the last change of the row, and the finding says so; therefore the
/// step runs before anything is written in the night.
/// Subsidiaries count as the settings off_IncludeSubsidiaries and off_SubsidiaryPolicy say (<see cref="FamilyFindings"/>).
/// Requests: 3 reads when there is nothing (day of installation, stray contracts, live findings), 1 more for the contracts of each 500 live findings, 3
/// more when something is found (own user, cases, whether the organization audits) and 1 for each finding where it does, plus 1 per further 5,000 rows; 1 for each row written. With off_IncludeSubsidiaries 1 more, 4 more when
/// something is found; the same with off_SubsidiaryPolicy = refuse, and there 1 more for each 500 live findings.
/// </remarks>
sealed class FindingStep
{
    internal const int AccountsPerRead = 500;

    readonly PluginCall call;
    readonly NightlyRules rules;
    readonly FindingWriter writer;
    readonly FamilyFindings families;

    internal FindingStep(PluginCall call, NightlyRules rules)
    {
        this.call = call;
        this.rules = rules;
        writer = new FindingWriter(call, rules.Today);
        families = new FamilyFindings(call, rules, writer);
    }

    /// <summary>Rows to write, at most as many as the token says: new findings, then those that are over.</summary>
    internal IReadOnlyList<FindingRow> Due(NightlyToken token) => [.. Fresh(token.LeftOut).Concat(Over(token.LeftOut)).Take(token.Size)];

    /// <summary>Writes them. Requests: 1 for each.</summary>
    internal void Write(IReadOnlyList<FindingRow> due)
    {
        foreach (var row in due)
        {
            if (row.Id == Guid.Empty) call.AsSystem.Create(row.Entity);
            else call.AsSystem.Update(row.Entity);
        }
    }

    /// <summary>What a token names when a row fails: the account of a new finding, the id of one that is over.</summary>
    internal static Guid SubjectOf(FindingRow row) => row.AccountId?.Id ?? row.Id;

    IEnumerable<FindingRow> Fresh(IReadOnlyList<Guid> leftOut)
    {
        if (FindingQueries.InstalledOn(call.AsSystem) is not { } installedOn) yield break;

        var found = new HashSet<Guid>();
        foreach (var finding in OfOwnContracts(installedOn, leftOut).Concat(families.OfContracts(installedOn, leftOut)).Concat(families.OfSubsidiaries(installedOn, leftOut)))
            if (found.Add(SubjectOf(finding))) yield return finding;
    }

    IEnumerable<FindingRow> OfOwnContracts(DateTime installedOn, IReadOnlyList<Guid> leftOut)
    {
        var stray = FindingQueries.Stray(call.AsSystem, installedOn, leftOut).ToLookup(static contract => contract.AccountId);
        var accounts = stray.Select(static contracts => contracts.Key).ToList();
        var reviews = AccountReview.Of(accounts, [.. stray.SelectMany(static contracts => contracts).Select(static contract => contract.Contract)], rules.Notice, rules.Calendars, rules.Today)
            .Where(static review => review.Contracts.Any(static contract => contract.Obliges))
            .ToList();
        if (reviews.Count == 0) yield break;

        var systemId = ((WhoAmIResponse)call.AsSystem.Execute(new WhoAmIRequest())).UserId;
        var decided = FindingQueries.Decided(call.AsSystem, [.. reviews.Take(AccountsPerRead).Select(static review => review.AccountId)]);
        foreach (var review in reviews.Take(AccountsPerRead)) yield return Finding(review, [.. stray[review.AccountId]], decided.Contains(review.AccountId), systemId);
    }

    FindingRow Finding(AccountReview review, IReadOnlyList<StrayContract> contracts, bool hasCase, Guid systemId)
    {
        var obliging = new HashSet<Guid>(review.Contracts.Where(static contract => contract.Obliges).Select(static contract => contract.Contract.Id));
        var later = FindingRule.PlacedLater(contracts.Where(contract => obliging.Contains(contract.Contract.Id)), systemId);
        var kind = FindingRule.KindOf(later, hasCase || contracts[0].IsDecided);
        var audited = !writer.IsAudited ? null
            : later is null ? AuditQueries.Deactivation(call.AsSystem, review.AccountId)
            : AuditQueries.Placement(call.AsSystem, later.Contract.Id);
        return writer.Row(
            FindingRule.CodeOf(kind), kind, review.AccountId, contracts[0].Contract.AccountName, "contracts", RefusalText.Contracts(review, call.Language, FindingWriter.MostCharacters / 2),
            audited, later?.ContractChange ?? contracts[0].AccountChange);
    }

    /// <summary>Findings whose account is active again or gone, or that neither contracts nor subsidiaries hold any more. Their key is set free: it may happen again.</summary>
    IEnumerable<FindingRow> Over(IReadOnlyList<Guid> leftOut)
    {
        var live = FindingQueries.Live(call.AsSystem).Where(finding => !leftOut.Contains(finding.Id)).ToList();
        for (var start = 0; start < live.Count; start += AccountsPerRead)
        {
            var some = live.Skip(start).Take(AccountsPerRead).ToList();
            var inactive = some.Where(static finding => finding.IsAccountInactive).Select(static finding => finding.AccountId!.Value).ToList();
            var contracts = inactive.Count == 0 ? [] : ContractQueries.Active(call.AsSystem, inactive, rules.WithSubsidiaries, rules.Sources);
            var obliged = new HashSet<Guid>(AccountReview.Of(inactive, contracts, rules.Notice, rules.Calendars, rules.Today)
                .Where(static review => review.Contracts.Any(static contract => contract.Obliges))
                .Select(static review => review.AccountId));
            obliged.UnionWith(families.KeptBySubsidiaries(inactive));
            foreach (var finding in some.Where(finding => finding.AccountId is not { } account || !obliged.Contains(account)))
            {
                yield return new FindingRow(new Entity(FindingRow.Table, finding.Id))
                {
                    FindingState = FindingFindingState.Settled,
                    FindingKey = finding.Id.ToString("D"),
                    State = FindingState.Inactive,
                };
            }
        }
    }
}
