using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;

namespace Offboarding.Tests.Contracts;

/// <summary>Rule rows are law as data: what cannot be read or contradicts itself is refused, by row, column, value and remedy.</summary>
public class NoticeRulesTests
{
    const string Clause = "rule_id=X|kind=preset|mode=select|party=both|period=1M|anchor=any_day";
    const string Right = "rule_id=R|kind=right|mode=auto|party=customer|needs=initial|first=capped|cap_months=24|cap_from=concluded|first_included=yes|then=any_day|period=1M";

    [Theory]
    [InlineData(Clause, "rule_id=", "rule_id")]
    [InlineData(Clause, "kind=preferred", "kind")]
    [InlineData(Clause, "kind=", "kind")]
    [InlineData(Clause, "mode=auto", "mode")]
    [InlineData(Clause, "party=", "party")]
    [InlineData(Clause, "period=", "period")]
    [InlineData(Clause, "period=1 month", "period")]
    [InlineData(Clause, "tiers=12:1M;*:6M", "period")]
    [InlineData(Clause, "period=|tiers=12:6M;*:1M", "tiers")]
    [InlineData(Clause, "period=|tiers=12:1M;24:2M", "tiers")]
    [InlineData(Clause, "period=|tiers=24:1M;12:2M;*:6M", "tiers")]
    [InlineData(Clause, "period=|tiers=12:4W;*:1M", "tiers")]
    [InlineData(Clause, "anchor=", "anchor")]
    [InlineData(Clause, "anchor=monthly", "anchor")]
    [InlineData(Clause, "cutoff=month:day:32:0", "cutoff")]
    [InlineData(Clause, "first=start", "first")]
    [InlineData(Clause, "terms=standard", "terms")]
    [InlineData(Clause, "receipt_from=2025-09-12", "receipt_from")]
    [InlineData(Clause, "needs=initial", "needs")]
    [InlineData(Clause, "needs=sunshine", "needs")]
    [InlineData(Clause, "needs=switch+not_switch", "needs")]
    [InlineData(Clause, "contract_kinds=service;car", "contract_kinds")]
    [InlineData(Clause, "valid_from=2026-02-01|valid_to=2026-01-31", "valid_to")]
    [InlineData(Clause, "valid_from=1.2.2026", "valid_from")]
    [InlineData(Clause, "version=one", "version")]
    [InlineData(Right, "mode=select", "mode")]
    [InlineData(Right, "anchor=any_day", "anchor")]
    [InlineData(Right, "tiers=*:1M", "tiers")]
    [InlineData(Right, "pay_periods=month", "pay_periods")]
    [InlineData(Right, "first=", "first")]
    [InlineData(Right, "first_included=", "first_included")]
    [InlineData(Right, "then=", "then")]
    [InlineData(Right, "then=every:12", "then")]
    [InlineData(Right, "then=every:0M", "then")]
    [InlineData(Right, "period=", "period")]
    [InlineData(Right, "cap_months=", "cap_months")]
    [InlineData(Right, "cap_months=0", "cap_months")]
    [InlineData(Right, "cap_from=", "cap_from")]
    [InlineData(Right, "first=initial_end", "cap_months")]
    [InlineData(Right, "needs=", "needs")]
    [InlineData(Right, "concluded_from=2022-03-01|concluded_to=2022-02-28", "concluded_to")]
    [InlineData(Right, "customer_types=nobody", "customer_types")]
    public void A_row_that_contradicts_itself_is_refused_and_named(string row, string change, string column)
    {
        var error = Assert.Throws<NoticeRuleException>(() => Read(Changed(row, change)));

        Assert.Equal(column, error.Column);
        Assert.Contains(error.Column, error.Message, StringComparison.Ordinal);
        Assert.Contains(error.RuleId, error.Message, StringComparison.Ordinal);
        Assert.Contains(error.Remedy, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_without_contradiction_are_read()
    {
        var rules = Read(Changed(Clause, ""), Changed(Right, "")).All;

        Assert.Equal(["X (version 1)", "R (version 1)"], rules.Select(rule => rule.ToString()));
    }

    [Fact]
    public void Two_versions_of_a_rule_may_not_hold_on_one_day()
    {
        var error = Assert.Throws<NoticeRuleException>(() => Read(Changed(Clause, "valid_to=2026-06-30"), Changed(Clause, "version=2|valid_from=2026-06-30")));

        Assert.Contains("version 1 holds on the same day", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void R10_a_past_day_is_judged_by_the_version_that_held_then()
    {
        var rules = Read(Changed(Clause, "valid_to=2026-06-30"), Changed(Clause, "version=2|valid_from=2026-07-01|period=2M"));
        var facts = ContractSample.Facts("notice=|renewal=|initial_term=none|notice_rule=X");

        var before = ContractSample.Evaluate(facts, "2026-06-30", rules);
        var after = ContractSample.Evaluate(facts, "2026-07-01", rules);

        Assert.Equal(("2026-07-30", 1), (before.Output(ContractOutput.EarliestEnd), Assert.Single(before.Rules).Version));
        Assert.Equal(("2026-09-01", 2), (after.Output(ContractOutput.EarliestEnd), Assert.Single(after.Rules).Version));
    }

    [Fact]
    public void A_rule_that_holds_no_more_is_no_rule()
    {
        var rules = Read(Changed(Clause, "valid_to=2026-06-30"));

        var evaluation = ContractSample.Evaluate(ContractSample.Facts("notice=|renewal=|initial_term=none|notice_rule=X"), "2026-07-01", rules);

        Assert.Equal(MissingFact.NoticeRule, Assert.Single(evaluation.Missing));
    }

    [Fact]
    public void A_new_right_is_a_row_and_needs_no_code()
    {
        var rules = Read(Changed(Right, "rule_id=NEW|needs=renews|first=initial_end|cap_months=|cap_from=|then=every:6M|period=2W|first_included=no|receipt_from=2026-01-01"));
        var facts = ContractSample.Facts("party=customer");

        var evaluation = ContractSample.Evaluate(facts, "2026-09-01", rules);

        // From 30 June 2020 by half-years, each computed anew: 31 December, 30 June, …
        Assert.Equal(("2026-12-31", "NEW"), (evaluation.Output(ContractOutput.EarliestEnd), evaluation.Basis));
    }

    [Fact]
    public void Rules_that_all_hold_are_not_copied() =>
        Assert.Same(ContractTable.ShippedRules, ContractTable.ShippedRules.ValidOn(new LocalDate(2026, 1, 1)));

    static NoticeRules Read(params Dictionary<string, string>[] rows) => ContractTable.RulesOf(rows);

    // In a change a semicolon stands for the bar that separates changes.
    static Dictionary<string, string> Changed(string row, string changes) =>
        (row + "|" + changes).Split('|', StringSplitOptions.RemoveEmptyEntries)
            .Where(pair => pair.Contains('=', StringComparison.Ordinal))
            .Select(pair => pair.Split('=', 2))
            .GroupBy(pair => pair[0], StringComparer.Ordinal)
            .ToDictionary(pairs => pairs.Key, pairs => pairs.Last()[1].Replace(';', '|'), StringComparer.Ordinal);
}
