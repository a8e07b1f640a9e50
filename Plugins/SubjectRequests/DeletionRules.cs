using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Retention;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>The deletion rules that are law on a day, in an order that no edit changes.</summary>
static class DeletionRules
{
    /// <summary>In use and in force, by class, ground, rank and id.</summary>
    internal static IReadOnlyList<RetentionRule> InForce(RetentionRules rules, LocalDate day) =>
    [
        .. rules.All.Where(rule => rule.IsActive && rule.IsInForceOn(day))
            .OrderBy(static rule => rule.RecordClass, StringComparer.Ordinal).ThenBy(static rule => rule.Ground).ThenBy(static rule => rule.TieRank).ThenBy(static rule => rule.Id, StringComparer.Ordinal)
            .ThenBy(static rule => rule.Version),
    ];
}
