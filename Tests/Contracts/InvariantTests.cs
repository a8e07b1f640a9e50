using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using CsCheck;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using Offboarding.Tests.Contracts.Oracle;

namespace Offboarding.Tests.Contracts;

/// <summary>What holds for every contract, whatever its facts: P1 to P12 of the rules. The set of rights is held fixed where they compare.</summary>
public class InvariantTests
{
    const int Iterations = 4_000;

    static readonly Gen<Dictionary<string, string>> Ordinary = ContractGen.Facts.Select(facts =>
    {
        foreach (var name in new[] { Fact.Termination, Fact.NoticeReceived, Fact.TargetEnd, Fact.PlannedReceipt }) facts.Remove(name);
        return facts;
    });

    [Fact]
    public void P1_later_receipt_never_reaches_an_earlier_end() =>
        Gen.Select(Ordinary, Gen.Int[0, 500]).Sample(
            (facts, wait) =>
            {
                var early = Evaluate(facts);
                var late = Evaluate(With(facts, Fact.PlannedReceipt, early.Today?.PlusDays(wait).ToString()));
                if (!SameRights(early, late) || early.EarliestEnd is null || late.EarliestEnd is null) return;

                Assert.True(early.EarliestEnd <= late.EarliestEnd);
            },
            iter: Iterations);

    [Fact]
    public void P2_no_end_lies_before_start_receipt_or_the_end_of_the_notice_period() =>
        Ordinary.Sample(
            facts =>
            {
                var found = Evaluate(facts);
                if (found.EarliestEnd is not { } end || found.Receipt is not { } receipt) return;

                Assert.True(end >= found.Facts.Start);
                if (found.Basis == "expiry") return;

                Assert.True(end >= receipt);
                Assert.True(Option(facts, found).IsTimely(Day(receipt), Day(end)));
            },
            iter: Iterations);

    [Fact]
    public void P3_the_end_is_legal_in_the_option_named_as_its_basis() =>
        Ordinary.Sample(
            facts =>
            {
                var found = Evaluate(facts);
                if (found.EarliestEnd is { } end && found.Basis != "expiry") Assert.True(Option(facts, found).IsLegal(Day(end)));
            },
            iter: Iterations);

    [Fact]
    public void P4_the_latest_notice_for_the_earliest_end_is_not_before_the_receipt() =>
        Ordinary.Sample(
            facts =>
            {
                var found = Evaluate(facts);
                Assert.False(found.LatestNoticeForEarliest < found.Receipt);
            },
            iter: Iterations);

    [Fact]
    public void P5_the_deadline_still_reaches_the_end_and_the_day_after_does_not() =>
        Ordinary.Sample(
            facts =>
            {
                var found = Evaluate(facts);
                if (found.LatestNoticeForEarliest is not { } latest) return;

                var onIt = Evaluate(With(facts, Fact.PlannedReceipt, latest.ToString()));
                var after = Evaluate(With(facts, Fact.PlannedReceipt, latest.PlusDays(1).ToString()));

                if (SameRights(found, onIt)) Assert.Equal(found.EarliestEnd, onIt.EarliestEnd);
                if (SameRights(found, after)) Assert.False(after.EarliestEnd <= found.EarliestEnd);
            },
            iter: Iterations);

    [Fact]
    public void P6_a_notice_received_on_the_deadline_ends_the_contract_on_that_end() =>
        Ordinary.Sample(
            facts =>
            {
                var found = Evaluate(facts);
                if (found.LatestNoticeForEarliest is not { } latest) return;

                var given = new Dictionary<string, string>(facts, StringComparer.Ordinal) { [Fact.NoticeReceived] = latest.ToString(), [Fact.Today] = latest.ToString() };
                foreach (var name in new[] { Fact.NoticeBy, Fact.RequiredForm }) given.Remove(name);
                if (found.Facts.Has(ContractFlags.StillPerformed)) return;

                var ended = Evaluate(given);
                if (SameRights(found, ended)) Assert.Equal(found.EarliestEnd, ended.EndsOn);
            },
            iter: Iterations);

    [Fact]
    public void P7_on_the_next_renewal_the_current_term_is_the_one_foretold() =>
        Ordinary.Sample(
            facts =>
            {
                var before = Evaluate(facts);
                if (before.NextRenewalStart is not { } renewal) return;

                var after = Evaluate(With(facts, Fact.Today, renewal.ToString()));

                Assert.Equal((renewal, before.RenewedTermEnd), (after.CurrentTermStart, after.CurrentTermEnd));
            },
            iter: Iterations);

    [Fact]
    public void P8_terms_follow_each_other_without_gap_or_overlap() =>
        Gen.Select(Ordinary, Gen.Int[0, 4000]).Sample(
            (facts, wait) =>
            {
                var today = Evaluate(facts).Today;
                var found = Evaluate(With(facts, Fact.Today, today?.PlusDays(wait).ToString()));
                if (found.CurrentTermStart is not { } start || found.Today is not { } day) return;

                Assert.True(day < start ? found.Status == ContractStatus.NotStarted : !(found.CurrentTermEnd < day));
                var first = Evaluate(With(facts, Fact.Today, start.ToString()));
                Assert.Equal((found.CurrentTermStart, found.CurrentTermEnd), (first.CurrentTermStart, first.CurrentTermEnd));
                if (found.CurrentTermEnd is not { } end || found.NextRenewalStart is null) return;

                var last = Evaluate(With(facts, Fact.Today, end.ToString()));
                Assert.Equal((found.CurrentTermStart, found.CurrentTermEnd), (last.CurrentTermStart, last.CurrentTermEnd));
            },
            iter: Iterations);

    [Fact]
    public void P9_the_account_is_free_no_sooner_than_each_of_its_contracts() =>
        ContractGen.Facts.Array[0, 6].Sample(
            account =>
            {
                var contracts = Array.ConvertAll(account, Evaluate);

                var verdict = AccountRule.Judge(contracts);

                Assert.All(contracts, contract => Assert.True(verdict.EarliestDeactivation is null || verdict.EarliestDeactivation >= contract.EarliestDeactivation));
                Assert.Equal(contracts.Any(contract => contract.EarliestDeactivation is null) || contracts.Length == 0, verdict.EarliestDeactivation is null);
                Assert.Equal(contracts.Any(contract => contract.Status == ContractStatus.UnknownData), verdict.Status == AccountStatus.Unknown);
                Assert.Equal(contracts.All(contract => contract.IsDeactivationAllowed), verdict.Status == AccountStatus.Clear);
            },
            iter: 1_000);

    [Fact]
    public void P10_more_holidays_never_give_an_earlier_end() =>
        Gen.Select(Ordinary, Gen.Int[0, 600].Array[1, 30]).Sample(
            (facts, offsets) =>
            {
                facts.Remove(Fact.CutOff);
                facts.Remove(Fact.Shift193);
                var few = Evaluate(facts);
                if (few.Today is not { } today || few.Rules.Any(rule => rule.CutOff is not null)) return;

                var days = few.Facts.Holidays.Days.Concat(offsets.Select(offset => today.PlusDays(offset)));
                var many = Evaluate(With(facts, Fact.Holidays, string.Join(';', days)));

                Assert.False(many.EarliestEnd < few.EarliestEnd);
            },
            iter: Iterations);

    [Fact]
    public void P11_one_more_right_never_gives_a_later_end() =>
        Ordinary.Sample(
            facts =>
            {
                var rows = ContractTable.ShippedRules.All;
                var found = Evaluate(facts);
                foreach (var right in rows.Where(rule => rule.Kind == RuleKind.Right))
                {
                    var without = ContractSample.Evaluate(facts, facts.GetValueOrDefault("today", ""), WithoutRule(right.Id));

                    if (found.Status != ContractStatus.UnknownData) Assert.False(without.EarliestEnd < found.EarliestEnd);
                }
            },
            iter: 1_000);

    [Fact]
    public void P12_the_same_facts_and_day_give_the_same_answer_in_every_culture() =>
        ContractGen.Facts.Sample(
            facts =>
            {
                var expected = Outputs(Evaluate(facts));
                var culture = CultureInfo.CurrentCulture;
                try
                {
                    foreach (var name in new[] { "de-DE", "tr-TR", "ar-SA", "th-TH" })
                    {
                        Thread.CurrentThread.CurrentCulture = new CultureInfo(name);
                        Assert.Equal(expected, Outputs(Evaluate(facts)));
                    }
                }
                finally
                {
                    Thread.CurrentThread.CurrentCulture = culture;
                }
            },
            iter: 1_000);

    static readonly List<Dictionary<string, string>> RuleRows =
        ContractTable.ReadFile(System.IO.Path.Combine(SharedFacts.RepositoryRoot, "Solution", "Data", "notice-rules.csv"));

    static readonly Dictionary<string, NoticeRules> RulesWithout = new(StringComparer.Ordinal);

    static NoticeRules WithoutRule(string id)
    {
        lock (RulesWithout)
        {
            if (RulesWithout.TryGetValue(id, out var rules)) return rules;

            return RulesWithout[id] = ContractTable.RulesOf(RuleRows.Where(row => row["rule_id"] != id));
        }
    }

    static ContractEvaluation Evaluate(Dictionary<string, string> facts) => ContractSample.Evaluate(facts, facts.GetValueOrDefault(Fact.Today, ""));

    static Dictionary<string, string> With(Dictionary<string, string> facts, string name, string? value) => new(facts, StringComparer.Ordinal) { [name] = value ?? "" };

    static bool SameRights(ContractEvaluation x, ContractEvaluation y) =>
        x.Party is not null && y.Party is not null && x.Rules.Select(rule => rule.Id).SequenceEqual(y.Rules.Select(rule => rule.Id), StringComparer.Ordinal);

    static OracleOption Option(Dictionary<string, string> facts, ContractEvaluation found) =>
        OracleContract.OptionsOf(facts, RuleRows).Single(option => option.Basis == found.Basis);

    static DateOnly Day(LocalDate day) => new(day.Year, day.Month, day.Day);

    static string Outputs(ContractEvaluation evaluation) => string.Join('|', ContractOutput.All.Select(evaluation.Output));
}
