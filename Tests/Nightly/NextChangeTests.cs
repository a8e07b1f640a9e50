using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CsCheck;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using Offboarding.Tests.Contracts;

namespace Offboarding.Tests.Nightly;

/// <summary>A contract need not be looked at before the day of its next change.</summary>
public class NextChangeTests
{
    const int DaysTried = 25;
    const int LongestWaitDays = 1200;

    static readonly string[] Watched =
    [
        ContractOutput.Status, ContractOutput.CurrentTermStart, ContractOutput.CurrentTermEnd, ContractOutput.LatestNoticeDate, ContractOutput.EarliestEnd,
        ContractOutput.DeactivationAllowed, ContractOutput.EarliestDeactivation, ContractOutput.Missing,
    ];

    [Fact]
    public void R08_until_the_day_of_the_next_change_no_computed_column_is_ever_stale()
    {
        long contracts = 0, waited = 0;
        Gen.Select(ContractGen.Facts, Gen.Int[0, int.MaxValue].Array[DaysTried]).Sample(
            (facts, numbers) =>
            {
                if (!LocalDate.TryParse(facts.GetValueOrDefault("today"), out var today)) return;

                var evaluation = Evaluate(facts, today);
                var wait = WaitOf(evaluation);
                foreach (var days in numbers.Select(number => number % Math.Max(1, wait)).Append(wait - 1))
                {
                    var later = today.PlusDays(days);
                    Assert.True(Text(evaluation) == Text(Evaluate(facts, later)), $"{Facts(facts)}: on {today} {Text(evaluation)}, on {later} {Text(Evaluate(facts, later))}");
                }

                Interlocked.Increment(ref contracts);
                Interlocked.Add(ref waited, wait);
            },
            iter: 20_000);

        // Looking every night would prove the same; what the day saves is the point of it.
        Assert.True(waited > 40 * contracts, $"A contract rests {waited / contracts} days on average.");
    }

    [Theory]
    [InlineData("2026-03-01", "", "2026-04-01")]
    [InlineData("2026-04-01", "", "2026-07-01")]
    [InlineData("2026-03-01", "planned_receipt=2026-03-10", "2026-03-11")]
    [InlineData("2026-03-01", "notice_received=2026-03-20", "2026-03-20")]
    [InlineData("2026-03-01", "start=2026-03-15", "2026-03-15")]
    [InlineData("2026-04-20", "notice_received=2026-03-31|post_end_days=30", "2026-07-01")]
    [InlineData("2026-07-01", "notice_received=2026-03-31|post_end_days=30", "2026-07-31")]
    public void The_next_change_is_the_day_after_a_deadline_or_term_or_the_first_day_without_duties(string today, string changes, string next) =>
        Assert.Equal(next, NextChange.After(ContractSample.Evaluate(today, changes), NoticeRules.None).ToString());

    [Fact]
    public void A_contract_that_ended_and_lets_the_account_go_never_changes_again() =>
        Assert.Null(NextChange.After(ContractSample.Evaluate("2026-07-01", "notice_received=2026-03-31"), NoticeRules.None));

    [Fact]
    public void A_rule_that_begins_or_ends_to_hold_is_a_change()
    {
        var rule = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["rule_id"] = "OWN", ["version"] = "1", ["kind"] = "preset", ["mode"] = "select", ["party"] = "both", ["period"] = "1M", ["anchor"] = "month_end",
            ["legal_source"] = "agreed", ["valid_from"] = "2026-03-05", ["valid_to"] = "2026-03-20",
        };
        var rules = ContractTable.RulesOf([rule]);

        Assert.Equal("2026-03-05", NextChange.After(ContractSample.Evaluate(ContractSample.Facts(), "2026-03-01", rules), rules).ToString());
        Assert.Equal("2026-03-21", NextChange.After(ContractSample.Evaluate(ContractSample.Facts(), "2026-03-05", rules), rules).ToString());
    }

    static ContractEvaluation Evaluate(Dictionary<string, string> facts, LocalDate day) => ContractSample.Evaluate(facts, day.ToString());

    static int WaitOf(ContractEvaluation evaluation) =>
        NextChange.After(evaluation, ContractTable.ShippedRules) is { } next
            ? Math.Min(LongestWaitDays, LocalDate.DaysBetween(evaluation.Today!.Value, next))
            : LongestWaitDays;

    static string Text(ContractEvaluation evaluation) => string.Join(' ', Watched.Select(name => name + "=" + evaluation.Output(name)));

    static string Facts(Dictionary<string, string> facts) => string.Join('|', facts.Select(fact => fact.Key + "=" + fact.Value));
}
