using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Offboarding.Plugins;
using Offboarding.Plugins.Contracts;
using static Offboarding.Tests.Contracts.ContractSample;

namespace Offboarding.Tests.Contracts;

/// <summary>How was this judged? A person can follow every date.</summary>
public class ContractExplanationTests
{
    [Fact]
    public void R10_each_verdict_can_be_shown_with_its_facts_rule_and_calendar_steps()
    {
        var evaluation = Evaluate("2026-03-01", "notice=|renewal=|renewal_term=|initial_term=none|pay_period=month");

        var german = evaluation.Explain(Language.German);

        Assert.Equal(["today", "party", "customer_type", "contract_kind", "pay_period", "start", "initial_term"], german.Facts.Select(fact => fact.Name));
        Assert.Equal("DE-BGB-621-3 (version 1)", Assert.Single(german.Rules).ToString());
        Assert.Equal(
            [
                "current_term_start 2019-07-01: Er läuft seit dem 01.07.2019 auf unbestimmte Zeit.",
                "earliest_end 2026-03-31: Unsere Kündigung mit Zugang am 01.03.2026 und einer Frist von 0 Tagen, gezählt ab dem Folgetag (§§ 187 Abs. 1, 188 BGB), ist am 01.03.2026 abgelaufen. Das erste zulässige Ende ab dann (das Monatsende) ist der 31.03.2026.",
                "earliest_end 2026-03-31: Die Kündigung zum 31.03.2026 muss bis zum Stichtag 15.03.2026 (Tag 15 des Monats) zugehen.",
                "earliest_end 2026-03-31: Das beruht auf § 621 Nr. 3 BGB [DE-BGB-621-3 (version 1)].",
                "latest_notice_for_earliest 2026-03-15: Die Kündigung zum 31.03.2026 muss bis 15.03.2026 zugehen; berücksichtigt sind der Stichtag 15.03.2026 (Tag 15 des Monats) und eine Frist von 0 Tagen.",
                "practical_notice_date 2026-03-13: Der letzte Arbeitstag bis 15.03.2026: Für ihn planen.",
                "next_window_end 2026-04-30: Eine Kündigung einen Tag nach dem 15.03.2026 erreicht dieses Ende.",
                "next_window_notice 2026-04-15: Die Kündigung zum 30.04.2026 muss bis 15.04.2026 zugehen; berücksichtigt sind der Stichtag 15.04.2026 (Tag 15 des Monats) und eine Frist von 0 Tagen.",
                "deactivation_allowed no: Der Vertrag ist nicht beendet, Pflichten bestehen fort, oder eine Leistung ist offen.",
                "earliest_deactivation 2026-04-01: Letzter Vertragstag ist der 31.03.2026; 0 Tage Pflichten folgen; der Tag danach ist der erste freie.",
                "alerts STATUTORY_DEFAULT: Der Vertrag regelt die Kündigung nicht; es gilt die gesetzliche Frist nach § 621 Nr. 3 BGB.",
            ],
            german.Steps.Select(step => step.Output + " " + step.Value + ": " + step.Text));
    }

    [Fact]
    public void A_deadline_is_proved_by_the_day_after_it()
    {
        var evaluation = Evaluate("2026-01-15", "initial_term=none|renewal=|notice=6M|anchor=fixed:09-30");

        var step = evaluation.Explain(Language.English).Steps.First(step => step.Output == ContractOutput.LatestNoticeForEarliest);

        Assert.Equal(
            "Notice for 30 Sep 2026 with a period of 6 months must be received by 31 Mar 2026: the period then ends on 30 Sep 2026 at the latest. Received on 1 Apr 2026 it would end on 1 Oct 2026.",
            step.Text);
    }

    [Fact]
    public void R13_each_amount_opens_its_inputs()
    {
        var evaluation = Evaluate(
            "2026-01-15",
            "start=2024-01-01|initial_term=36M|exit_date=2026-06-14|fee_kind=remaining_instalments|fee_rate=50|monthly_fee=1000|prepaid_amount=1000|prepaid_from=2026-01-01|prepaid_to=2026-12-31");

        var steps = evaluation.Explain(Language.English).Steps;

        Assert.Equal(3283.33m, evaluation.ExitFee);
        Assert.Contains(steps, step => step.Text == "1000.00 a month × 50.00 % × (6 months + 17 days / 30) from the day after 14 Jun 2026 to 31 Dec 2026.");
        Assert.Contains(steps, step => step.Text == "1000.00 × 200 of 365 prepaid days, those after 14 Jun 2026.");
    }

    [Fact]
    public void Unknown_data_is_explained_by_what_to_do()
    {
        var explanation = Evaluate("2026-03-01", "start=|notice=").Explain(Language.English);

        Assert.Equal(["Enter the first day of the contract.", "Enter the notice period, a cut-off day or a rule; a statutory period fills in only where contract kind and pay period name one."], explanation.Steps.Select(step => step.Text));
        Assert.Empty(explanation.Rules);
    }

    [Fact]
    public void Every_output_of_every_contract_is_explained_in_both_languages() =>
        ContractGen.Facts.Sample(
            facts =>
            {
                var evaluation = Evaluate(facts, facts.GetValueOrDefault("today", ""));
                foreach (var language in new[] { Language.German, Language.English })
                {
                    var explained = evaluation.Explain(language).Steps.Select(step => step.Output).ToHashSet(StringComparer.Ordinal);
                    var outputs = ContractOutput.All.Where(name => evaluation.Output(name).Length > 0);
                    Assert.Empty(outputs.Except(explained, StringComparer.Ordinal).Except(NotDates(evaluation), StringComparer.Ordinal));
                    Assert.NotEmpty(ContractMessages.For(evaluation, "V-1", language));
                }
            },
            iter: 5_000);

    // The status sums up the dates, the basis is named with the earliest end, the end as things stand is one of both; unknown data has only what is missing.
    static string[] NotDates(ContractEvaluation evaluation) =>
        evaluation.Status == ContractStatus.UnknownData
            ? [ContractOutput.Status, ContractOutput.DeactivationAllowed]
            : [ContractOutput.Status, ContractOutput.Basis, ContractOutput.EndsOn, ContractOutput.CurrentTermStart, ContractOutput.CurrentTermEnd];
}
