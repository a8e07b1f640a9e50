using System;
using System.Collections.Generic;
using System.Globalization;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Retention;

/// <summary>The versions of one rule: none twice, each later one beginning later, no statutory one replaced by a policy.</summary>
static class RetentionRuleVersions
{
    /// <summary>The last day of each row: its own, or the day before its next active version begins.</summary>
    /// <exception cref="RetentionRuleException">OFF-3001 a row twice, OFF-3010 a policy instead of a statutory rule, OFF-3011 versions that hold on the same days.</exception>
    internal static LocalDate?[] EndsOf(IReadOnlyList<RetentionRuleText> rows)
    {
        var ends = new LocalDate?[rows.Count];
        var byKey = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            ends[i] = rows[i].EffectiveTo;
            var key = rows[i].Id + "|" + rows[i].RecordClass;
            if (!byKey.TryGetValue(key, out var same)) byKey.Add(key, same = []);
            same.Add(i);
        }

        foreach (var same in byKey.Values)
        {
            if (same.Count == 1) continue;

            same.Sort((x, y) => rows[x].Version.CompareTo(rows[y].Version));
            EndBeforeNext(rows, same, ends);
        }

        return ends;
    }

    static void EndBeforeNext(IReadOnlyList<RetentionRuleText> rows, List<int> versions, LocalDate?[] ends)
    {
        RetentionRuleText? next = null;
        for (var i = versions.Count - 1; i >= 0; i--)
        {
            var row = rows[versions[i]];
            if (i > 0 && rows[versions[i - 1]].Version == row.Version) throw Twice(row);
            if (!row.IsActive) continue;

            if (next is not null)
            {
                if (next.Ground == RetentionGround.Policy && row.Ground != RetentionGround.Policy) throw Pair("OFF-3010", row, next);
                if (!(next.EffectiveFrom > (row.EffectiveFrom ?? LocalDate.MinIsoValue))) throw Pair("OFF-3011", row, next);

                var dayBefore = next.EffectiveFrom.GetValueOrDefault().PlusDays(-1);
                if (!(ends[versions[i]] <= dayBefore)) ends[versions[i]] = dayBefore;
            }

            next = row;
        }
    }

    static RetentionRuleException Twice(RetentionRuleText row) =>
        new("OFF-3001", "rule", row.Id, "class", row.RecordClass, "version", Text(row.Version));

    static RetentionRuleException Pair(string code, RetentionRuleText row, RetentionRuleText next) =>
        new(code, "rule", row.Id, "class", row.RecordClass, "version", Text(row.Version), "next", Text(next.Version));

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
