using System;
using System.Collections.Generic;
using System.Globalization;

namespace Offboarding.Plugins.Retention;

/// <summary>The retention rules of one file or one environment. Immutable; the order of the rows decides nothing.</summary>
public sealed class RetentionRules
{
    readonly RetentionRule[] rules;
    readonly Dictionary<string, RetentionRule[]> byClass;

    RetentionRules(RetentionRule[] rules)
    {
        this.rules = rules;
        var classes = new Dictionary<string, List<RetentionRule>>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            if (!classes.TryGetValue(rule.RecordClass, out var same)) classes.Add(rule.RecordClass, same = []);
            same.Add(rule);
        }

        byClass = new Dictionary<string, RetentionRule[]>(StringComparer.Ordinal);
        foreach (var entry in classes) byClass.Add(entry.Key, [.. entry.Value]);
    }

    /// <summary>All rules, switched-off ones included, in the order in which they were read.</summary>
    public IReadOnlyList<RetentionRule> All => rules;

    /// <summary>Reads rule rows. A version ends the day before the next active one begins, so that adding one changes no row.</summary>
    /// <param name="rows">For each row: the text of a column by its name; null or blank: not set. Without a version the row is version 1.</param>
    /// <exception cref="RetentionRuleException">OFF-3001 to OFF-3014: a row cannot be read, contradicts itself or another one.</exception>
    public static RetentionRules Read(IEnumerable<Func<string, string?>> rows)
    {
        var read = new List<RetentionRuleText>();
        foreach (var row in rows) read.Add(new RetentionRuleText(read.Count + 1, row));

        var ends = RetentionRuleVersions.EndsOf(read);
        var typed = new RetentionRule[read.Count];
        for (var i = 0; i < typed.Length; i++) typed[i] = new RetentionRule(read[i], ends[i]);

        var set = new RetentionRules(typed);
        foreach (var same in set.byClass.Values) RefuseContradictions(same);
        return set;
    }

    /// <summary>What follows for a case on its day: see <see cref="RetentionJudgement"/>.</summary>
    /// <param name="facts">The facts; they may be invalid, then the status says so.</param>
    public RetentionResult Judge(RetentionCase facts) => RetentionJudgement.Of(this, facts);

    /// <summary>Whether some rule, active or not and of whatever pack, names the class.</summary>
    public bool HasClass(string recordClass) => byClass.ContainsKey(recordClass);

    internal RetentionRule[]? OfClass(string recordClass) => byClass.TryGetValue(recordClass, out var same) ? same : null;

    // One line has one action and one residence time, whichever of its rules wins.
    static void RefuseContradictions(RetentionRule[] same)
    {
        for (var i = 0; i < same.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var rule = same[i];
                var other = same[j];
                if (!rule.IsActive || !other.IsActive || !Meet(rule, other)) continue;
                if (rule.Action != other.Action)
                    throw Contradiction("OFF-3006", rule, RetentionCodes.Action[(int)rule.Action], other, RetentionCodes.Action[(int)other.Action]);
                if (rule.RestrictMonths != other.RestrictMonths) throw Contradiction("OFF-3007", rule, Months(rule), other, Months(other));
            }
        }
    }

    static bool Meet(RetentionRule x, RetentionRule y) => !(x.EffectiveFrom > y.EffectiveTo) && !(y.EffectiveFrom > x.EffectiveTo);

    static RetentionRuleException Contradiction(string code, RetentionRule rule, string value, RetentionRule other, string otherValue) =>
        new(code, "rule", rule.Id, "class", rule.RecordClass, "value", value, "other", other.Id, "otherValue", otherValue);

    static string Months(RetentionRule rule) => rule.RestrictMonths?.ToString(CultureInfo.InvariantCulture) ?? "–";
}
