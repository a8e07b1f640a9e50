using System;
using System.Collections.Generic;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>Rule rows in file order, which decides where several fit. Immutable.</summary>
public sealed class NoticeRules
{
    readonly NoticeRule[] rules;

    NoticeRules(NoticeRule[] rules) => this.rules = rules;

    /// <summary>No rules: contracts count as written.</summary>
    public static NoticeRules None { get; } = new([]);

    /// <summary>The rules in file order.</summary>
    public IReadOnlyList<NoticeRule> All => rules;

    /// <summary>Reads rule rows.</summary>
    /// <param name="rows">For each row in order: the text of a column by its name; null or blank: not set.</param>
    /// <exception cref="NoticeRuleException">A row cannot be read, contradicts itself, or two versions of a rule hold on one day.</exception>
    public static NoticeRules Read(IEnumerable<Func<string, string?>> rows)
    {
        var read = new List<NoticeRule>();
        foreach (var row in rows)
        {
            var rule = new NoticeRule(new NoticeRuleText(read.Count + 1, row));
            foreach (var other in read)
            {
                if (other.Id == rule.Id && Overlap(other, rule))
                {
                    throw new NoticeRuleException(rule.Id, "valid_from", rule.ValidFrom?.ToString() ?? "", "version "
                        + other.Version + " holds on the same day. End one version the day before the next begins.");
                }
            }

            read.Add(rule);
        }

        return new NoticeRules([.. read]);
    }

    /// <summary>The rows that judge on a day. The same instance, if all do.</summary>
    public NoticeRules ValidOn(LocalDate day)
    {
        if (Array.TrueForAll(rules, rule => Holds(rule, day))) return this;

        return new NoticeRules(Array.FindAll(rules, rule => Holds(rule, day)));
    }

    /// <summary>The row with an id; null: none.</summary>
    public NoticeRule? Find(string id) => Array.Find(rules, rule => rule.Id == id);

    /// <summary>The first default that fills the gap of a contract silent on notice; null: none.</summary>
    internal NoticeRule? DefaultFor(ContractFacts facts, Party? party)
    {
        foreach (var rule in rules)
        {
            if (rule.FillsGapOf(facts, party)) return rule;
        }

        return null;
    }

    static bool Holds(NoticeRule rule, LocalDate day) =>
        (rule.ValidFrom is not { } from || day >= from) && (rule.ValidTo is not { } to || day <= to);

    static bool Overlap(NoticeRule x, NoticeRule y) =>
        (x.ValidFrom ?? LocalDate.MinIsoValue) <= (y.ValidTo ?? LocalDate.MaxIsoValue)
        && (y.ValidFrom ?? LocalDate.MinIsoValue) <= (x.ValidTo ?? LocalDate.MaxIsoValue);
}
