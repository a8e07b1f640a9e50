using System.Collections.Generic;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Nightly;

/// <summary>Fingerprint of everything but a contract's own facts that its columns, its account's verdict and its reminders follow from.</summary>
/// <remarks>A contract that carries another one is looked at again: a rule or setting that somebody changed, added or deleted reaches every contract in the next night.</remarks>
static class RuleState
{
    const ulong FnvOffset = 14695981039346656037;
    const ulong FnvPrime = 1099511628211;

    /// <summary>16 hexadecimal digits (FNV-1a, 64 bits): it tells states apart, it protects nothing.</summary>
    internal static string Of(
        IReadOnlyList<Entity> noticeRows, IReadOnlyList<Entity> holidayRows, string? standardCalendar, IReadOnlyList<int> ladderDays, bool withSubsidiaries)
    {
        var hash = FnvOffset;
        foreach (var row in noticeRows)
        {
            var rule = new NoticeRuleRow(row);
            foreach (var fact in NoticeRuleRow.FactColumns.Keys) hash = Add(hash, rule.Fact(fact));
        }

        foreach (var row in holidayRows)
        {
            var rule = new HolidayRuleRow(row);
            foreach (var fact in HolidayRuleRow.FactColumns.Keys) hash = Add(hash, rule.Fact(fact));
        }

        hash = Add(hash, standardCalendar ?? "");
        foreach (var rung in ladderDays) hash = Add(hash, rung.ToString(CultureInfo.InvariantCulture));
        return Add(hash, withSubsidiaries ? "subsidiaries" : "").ToString("x16", CultureInfo.InvariantCulture);
    }

    static ulong Add(ulong hash, string text)
    {
        unchecked
        {
            foreach (var c in text) hash = (hash ^ c) * FnvPrime;
            return (hash ^ 0xFFFF) * FnvPrime;      // no text holds this character: "a", "b" is not "ab"
        }
    }
}
