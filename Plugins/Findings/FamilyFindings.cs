using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Deactivation;
using Offboarding.Plugins.Nightly;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Findings;

/// <summary>Parents that left although contracts of subsidiaries oblige them (off_IncludeSubsidiaries = yes) or subsidiaries are active (off_SubsidiaryPolicy = refuse).</summary>
/// <remarks>What came to a subsidiary after its parent had left is no finding: no check stands there.</remarks>
sealed class FamilyFindings
{
    readonly PluginCall call;
    readonly NightlyRules rules;
    readonly FindingWriter writer;

    internal FamilyFindings(PluginCall call, NightlyRules rules, FindingWriter writer)
    {
        this.call = call;
        this.rules = rules;
        this.writer = writer;
    }

    /// <summary>By contracts of subsidiaries. Requests: none unless the setting is yes; then 1, and 3 more when something is found (live findings, cases, whether the organization audits).</summary>
    internal IEnumerable<FindingRow> OfContracts(DateTime installedOn, IReadOnlyList<Guid> leftOut)
    {
        if (!rules.WithSubsidiaries) yield break;

        var left = FamilyQueries.WithContracts(call.AsSystem, installedOn, leftOut).Take(FindingStep.AccountsPerRead).ToDictionary(static parent => parent.AccountId);
        var contracts = left.Values.SelectMany(static parent => parent.Contracts).GroupBy(static contract => contract.Id).Select(static same => same.First()).ToList();
        var reviews = AccountReview.Of([.. left.Keys], contracts, rules.Notice, rules.Calendars, rules.Today)
            .Where(static review => review.Contracts.Any(static contract => contract.Obliges))
            .ToList();
        if (reviews.Count == 0) yield break;

        var decided = FindingQueries.Decided(call.AsSystem, [.. reviews.Select(static review => review.AccountId)]);
        foreach (var review in reviews)
        {
            var parent = left[review.AccountId];
            var kind = KindOf(parent, decided);
            yield return writer.Row(
                FindingRule.CodeOf(kind), kind, parent.AccountId, parent.Name, "contracts", RefusalText.Contracts(review, call.Language, FindingWriter.MostCharacters / 2), Audited(parent), parent.LastChange);
        }
    }

    /// <summary>By active subsidiaries. Requests: none unless the setting is refuse; then 1, and 2 more when something is found (cases, whether the organization audits).</summary>
    internal IEnumerable<FindingRow> OfSubsidiaries(DateTime installedOn, IReadOnlyList<Guid> leftOut)
    {
        if (call.Settings.Subsidiaries != SubsidiaryPolicy.Refuse) yield break;

        var left = FamilyQueries.WithActiveSubsidiaries(call.AsSystem, installedOn, leftOut).Take(FindingStep.AccountsPerRead).ToList();
        if (left.Count == 0) yield break;

        var decided = FindingQueries.Decided(call.AsSystem, [.. left.Select(static parent => parent.AccountId)]);
        foreach (var parent in left)
        {
            var count = parent.ActiveSubsidiaries.ToString(CultureInfo.InvariantCulture);
            yield return writer.Row("OFF-1603", KindOf(parent, decided), parent.AccountId, parent.Name, "count", count, Audited(parent), parent.LastChange);
        }
    }

    /// <summary>Which of these inactive accounts have active subsidiaries that the setting does not let them leave behind. Requests: 1 if the setting is refuse and there are any.</summary>
    internal IEnumerable<Guid> KeptBySubsidiaries(IReadOnlyCollection<Guid> inactive) =>
        inactive.Count > 0 && call.Settings.Subsidiaries == SubsidiaryPolicy.Refuse ? Dependents.ActiveSubsidiaries(call.AsSystem, inactive).Keys : [];

    static FindingKind KindOf(LeftParent parent, HashSet<Guid> decided) => FindingRule.KindOf(placedLater: null, parent.IsDecided || decided.Contains(parent.AccountId));

    Change? Audited(LeftParent parent) => writer.IsAudited ? AuditQueries.Deactivation(call.AsSystem, parent.AccountId) : null;
}
