using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Retention;

namespace Offboarding.Tests.Retention;

/// <summary>What holds for every record, whatever its facts: I3, I4, I5 and I11 of the retention rules.</summary>
public class RetentionInvariantTests
{
    const int Iterations = 4_000;

    [Fact]
    public void I3_the_end_is_the_latest_of_all_rules_that_apply_unless_a_cap_cuts_it() =>
        RetentionGen.Facts.Sample(
            facts =>
            {
                var result = Judge(facts);
                if (result.RetentionEnd is not { } end) return;

                if (result.Alerts.Contains(RetentionAlert.CapConflict) || result.OperativeRule!.EndsWith(RetentionResult.CapMark, StringComparison.Ordinal)) Assert.True(result.Losing[0].End > end);
                else Assert.All(result.Losing, losing => Assert.True(losing.End <= end));
            },
            iter: Iterations);

    [Fact]
    public void I4_another_rule_never_brings_erasure_forward() =>
        Gen.Select(RetentionGen.Facts, Gen.Int[0, 1_000], Gen.Int[0, 12]).Sample(
            (facts, pick, years) =>
            {
                var ofClass = RetentionTable.ShippedRows.Where(row => row["record_class"] == facts["record_class"]).ToList();
                if (ofClass.Count == 0) return;

                // A cap is a limit, not a period: a new one may shorten, and says so.
                var added = new Dictionary<string, string>(ofClass[pick % ofClass.Count], StringComparer.Ordinal)
                {
                    ["rule_id"] = "NEW", ["period"] = $"{years}", ["cap_years"] = "", ["active"] = "yes", ["effective_from"] = "", ["effective_to"] = "",
                };
                var before = Judge(facts);
                var after = RetentionTable.RulesOf([.. RetentionTable.ShippedRows, added]).Judge(Read(facts));
                if (before.Status != RetentionStatus.NoRule) AssertNotEarlier(before, after);
            },
            iter: Iterations / 4);

    [Fact]
    public void I4_another_hold_never_brings_erasure_forward_and_none_happens_while_it_is_in_force() =>
        Gen.Select(RetentionGen.Facts, Gen.Int[-400, 400], Gen.Int[0, 400], Gen.Bool).Sample(
            (facts, from, length, isReleased) =>
            {
                var before = Read(facts);
                if (before.Defect() is not null) return;

                var placed = before.Today.PlusDays(from);
                var hold = new HoldSpan("NEW", placed, isReleased ? placed.PlusDays(length) : null);
                var holds = string.Join(';', new[] { facts.GetValueOrDefault("holds", ""), $"NEW:{placed}:{hold.Released}" }.Where(text => text.Length > 0));
                var after = Judge(With(facts, "holds", holds));

                AssertNotEarlier(Judge(facts), after);
                if (after.EarliestErasure is { } day) Assert.False(hold.Covers(day));
                if (hold.Covers(before.Today)) Assert.NotEqual(RetentionStatus.Due, after.Status);
            },
            iter: Iterations);

    [Theory, InlineData("proceedings_open"), InlineData("dependency_end")]
    public void I4_open_proceedings_and_dependencies_never_bring_erasure_forward(string fact) =>
        Gen.Select(RetentionGen.Facts, Gen.Int[-2_000, 2_000], Gen.Int[0, 3]).Sample(
            (facts, days, open) =>
            {
                var without = With(facts, fact, "");
                var read = Read(without);
                if (read.Defect() is not null) return;

                AssertNotEarlier(Judge(without), Judge(With(facts, fact, open == 0 ? RetentionEnd.OpenCode : read.Today.PlusDays(days).ToString())));
            },
            iter: Iterations);

    [Fact]
    public void I5_the_order_of_rules_flags_events_and_holds_decides_nothing() =>
        Gen.Select(RetentionGen.Facts, Gen.Int).Sample(
            (facts, seed) =>
            {
                var random = new Random(seed);
                if (Read(facts).Defect() is not null) return;

                var shuffledRules = RetentionTable.RulesOf(Shuffled(RetentionTable.ShippedRows, random));
                var shuffled = new Dictionary<string, string>(facts, StringComparer.Ordinal);
                foreach (var list in new[] { "jurisdictions", "sectors", "flags", "start_events", "holds" })
                    shuffled[list] = string.Join(';', Shuffled(facts.GetValueOrDefault(list, "").Split(';'), random));

                Assert.Equal(Outputs(Judge(facts)), Outputs(shuffledRules.Judge(Read(shuffled))));
            },
            iter: Iterations / 4);

    [Fact]
    public void I11_nothing_unknown_missing_or_invalid_is_ever_erased() =>
        RetentionGen.Facts.Sample(
            facts =>
            {
                var result = Judge(facts);
                if (result.Defect is null && result.Missing.Count == 0 && result.RetentionEnd is { IsOpen: false }) return;

                Assert.NotEqual(RetentionStatus.Due, result.Status);
                Assert.NotEqual(RetentionStatus.Review, result.Status);
                Assert.Null(result.EarliestErasure);
            },
            iter: Iterations);

    [Fact]
    public void A_due_record_is_past_its_end_and_free_of_holds_on_the_day() =>
        RetentionGen.Facts.Sample(
            facts =>
            {
                var read = Read(facts);
                var result = Judge(facts);
                if (result.Status != RetentionStatus.Due) return;

                Assert.True(result.RetentionEnd!.Value.Day < read.Today);
                Assert.True(result.EarliestErasure <= read.Today);
                Assert.DoesNotContain(read.Holds, hold => hold.Covers(read.Today));
            },
            iter: Iterations);

    [Fact]
    public void Values_and_text_judge_alike() =>
        RetentionGen.Facts.Sample(
            facts =>
            {
                var read = Read(facts);
                if (read.Defect() is not null) return;

                Assert.Equal(Outputs(ShippedRetentionRules.Rules.Judge(read)), Outputs(ShippedRetentionRules.Rules.Judge(AsValues(read))));
            },
            iter: Iterations);

    static RetentionCase AsValues(RetentionCase read) => new()
    {
        Jurisdictions = read.Jurisdictions,
        Sectors = read.Sectors,
        LawDate = read.LawDate,
        Today = read.Today,
        RecordClass = read.RecordClass,
        StartEvents = read.StartEvents,
        Flags = read.Flags,
        FiscalYearEnd = read.FiscalYearEnd,
        ProceedingsOpen = read.ProceedingsOpen,
        DependencyEnd = read.DependencyEnd,
        HasOtherActiveAccounts = read.HasOtherActiveAccounts,
        ConsentStanding = read.ConsentStanding,
        Holds = read.Holds,
        ErasureRequest = read.ErasureRequest,
        RestrictionRequest = read.RestrictionRequest,
        ReactivatedOn = read.ReactivatedOn,
        ErasedOn = read.ErasedOn,
    };

    // No day at all is the latest of all.
    static void AssertNotEarlier(RetentionResult before, RetentionResult after)
    {
        var was = before.EarliestErasure ?? LocalDate.MaxIsoValue;
        var becomes = after.EarliestErasure ?? LocalDate.MaxIsoValue;
        Assert.True(becomes >= was, $"{before.StatusCode} {was} becomes {after.StatusCode} {becomes}");
    }

    static string Outputs(RetentionResult result) => string.Join('|', RetentionResult.OutputNames.Select(result.Output));

    static T[] Shuffled<T>(IEnumerable<T> items, Random random)
    {
        var shuffled = items.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    static Dictionary<string, string> With(Dictionary<string, string> facts, string column, string value) => new(facts, StringComparer.Ordinal) { [column] = value };

    static RetentionCase Read(Dictionary<string, string> facts) => RetentionCase.Read(RetentionTable.TextOf(facts));

    static RetentionResult Judge(Dictionary<string, string> facts) => ShippedRetentionRules.Rules.Judge(Read(facts));
}
