using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Offboarding.Plugins;
using Offboarding.Plugins.Contracts;
using static Offboarding.Tests.Contracts.ContractSample;

namespace Offboarding.Tests.Contracts;

/// <summary>What a sales rep reads, in both languages.</summary>
public class ContractMessagesTests
{
    static readonly List<Dictionary<string, string>> Texts =
        ContractTable.ReadFile(Path.Combine(SharedFacts.RepositoryRoot, "Plugins", "Contracts", "ContractMessages.csv"));

    [Theory]
    [InlineData(
        "2026-03-01", "",
        "Vertrag V-2041 läuft bis 30.06.2026. Die Kündigung muss bis 31.03.2026 zugehen (planen: 31.03.2026), sonst bis 30.06.2027.",
        "Contract V-2041 runs to 30 Jun 2026. Notice must be received by 31 Mar 2026 (plan for 31 Mar 2026), or it runs to 30 Jun 2027.")]
    [InlineData(
        "2026-04-01", "",
        "Vertrag V-2041 verlängert sich am 01.07.2026. Frühestes Ende 30.06.2027, Zugang bis 31.03.2027. Früher nur einvernehmlich.",
        "Contract V-2041 renews on 1 Jul 2026. Earliest end 30 Jun 2027, receipt by 31 Mar 2027. Earlier only by agreement.")]
    [InlineData(
        "2019-06-01", "",
        "Kündigung mit Zugang bis 31.03.2020 beendet V-2041 zum 30.06.2020.",
        "Notice received by 31 Mar 2020 ends V-2041 on 30 Jun 2020.")]
    [InlineData(
        "2026-04-20", "notice_received=2026-03-31",
        "V-2041 endet am 30.06.2026; Deaktivierung ab 01.07.2026.",
        "V-2041 ends on 30 Jun 2026; deactivate from 1 Jul 2026.")]
    [InlineData(
        "2026-07-01", "notice_received=2026-03-31|post_end_days=10",
        "V-2041 endete am 30.06.2026; Deaktivierung ab 11.07.2026.",
        "V-2041 ended on 30 Jun 2026; deactivate from 11 Jul 2026.")]
    [InlineData(
        "2026-03-01", "notice_excluded=yes",
        "Keine ordentliche Kündigung möglich; Aufhebungsvertrag oder wichtiger Grund.",
        "No ordinary notice; agreement or good cause.")]
    [InlineData(
        "2026-03-01", "start=|notice=",
        "Für V-2041 fehlt: der Vertragsbeginn; die Kündigungsfrist. Bitte ergänzen oder Rechtsabteilung fragen.",
        "V-2041 lacks: the start of the contract; the notice period. Complete it or ask legal.")]
    [InlineData(
        "2026-03-01", "start=2026-02-30",
        "Für V-2041 fehlt: ein lesbarer Wert für „Vertragsbeginn“. Bitte ergänzen oder Rechtsabteilung fragen.",
        "V-2041 lacks: a readable value for “start”. Complete it or ask legal.")]
    [InlineData(
        "2026-08-03", "renewal=indefinite|anchor=month_end|notice_after=1M",
        "Kündigung mit Zugang bis 31.08.2026 beendet V-2041 zum 30.09.2026.",
        "Notice received by 31 Aug 2026 ends V-2041 on 30 Sep 2026.")]
    [InlineData(
        "2020-01-01", "renewal=indefinite|anchor=quarter_end|term_end_excluded=yes|start=2019-05-15",
        "Vertrag V-2041 verlängert sich am 15.05.2020. Frühestes Ende 30.06.2020, Zugang bis 31.03.2020. Früher nur einvernehmlich.",
        "Contract V-2041 renews on 15 May 2020. Earliest end 30 Jun 2020, receipt by 31 Mar 2020. Earlier only by agreement.")]
    public void R09_the_message_names_contract_date_and_next_step_in_the_readers_language(string today, string changes, string german, string english)
    {
        var evaluation = Evaluate(today, changes);

        Assert.Equal(german, ContractMessages.For(evaluation, "V-2041", Language.German));
        Assert.Equal(english, ContractMessages.For(evaluation, "V-2041", Language.English));
    }

    [Fact]
    public void The_day_to_plan_for_is_named_only_while_it_can_be_kept()
    {
        var sunday = Evaluate("2026-05-31", "notice=1M");        // last day for notice is today, a Sunday

        Assert.Contains("zugehen, sonst", ContractMessages.For(sunday, "V-1", Language.German), StringComparison.Ordinal);
        Assert.DoesNotContain("plan for", ContractMessages.For(sunday, "V-1", Language.English), StringComparison.Ordinal);
    }

    [Fact]
    public void An_earlier_end_by_right_is_told_as_an_open_way()
    {
        var evaluation = Evaluate("2024-06-10", "party=customer|customer_type=consumer|concluded_on=2022-03-01|start=2022-03-01|initial_term=24M");

        Assert.Equal("Notice received by 10 Jun 2024 ends V-1 on 10 Jul 2024.", ContractMessages.For(evaluation, "V-1", Language.English));
    }

    [Fact]
    public void Every_status_has_a_message_in_both_languages_without_codes_and_without_open_places()
    {
        foreach (var evaluation in OfEveryStatus())
        {
            foreach (var language in new[] { Language.German, Language.English })
            {
                var message = ContractMessages.For(evaluation, "V-2041", language);

                Assert.DoesNotMatch("[{}]", message);
                Assert.DoesNotMatch("[A-Z]{3,}_", message);
                Assert.False(string.IsNullOrWhiteSpace(message));
            }
        }
    }

    [Fact]
    public void Every_missing_code_says_what_to_do_in_both_languages()
    {
        var evaluation = Evaluate("2026-03-01", "law=AT|notice_rule=X|holiday_calendar=DE-XX");
        foreach (var code in MissingFact.All)
        {
            var full = code switch { MissingFact.BadValue => code + ":start", MissingFact.HolidayYear => code + ":2031", _ => code };

            var german = ContractMessages.Remedy(evaluation, full, Language.German);
            var english = ContractMessages.Remedy(evaluation, full, Language.English);

            Assert.NotEqual(german, english);
            Assert.EndsWith(".", german, StringComparison.Ordinal);
            Assert.EndsWith(".", english, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_unreadable_value_is_shown_with_what_to_write_instead()
    {
        var evaluation = Evaluate("2026-03-01", "notice=3 months");

        Assert.Equal(
            "The value of “notice period” cannot be read (3 months). Write a length in D, WD, WT, W, M, Q or Y, as 3M.",
            ContractMessages.Remedy(evaluation, Assert.Single(evaluation.Missing), Language.English));
    }

    [Fact]
    public void Every_alert_has_its_sentence_in_both_languages()
    {
        var seen = ContractAlerts.None;
        foreach (var evaluation in OfEveryAlert())
        {
            seen |= evaluation.Alerts;
            var count = Enum.GetValues<ContractAlerts>().Count(alert => alert != ContractAlerts.None && evaluation.Alerts.HasFlag(alert));

            Assert.Equal(count, ContractMessages.Alerts(evaluation, Language.German).Count);
            Assert.Equal(count, ContractMessages.Alerts(evaluation, Language.English).Count);
        }

        Assert.All(Enum.GetValues<ContractAlerts>(), alert => Assert.True(seen.HasFlag(alert), $"No sample has the alert {alert}."));
    }

    [Fact]
    public void Both_languages_have_the_same_places_and_no_key_is_there_twice()
    {
        Assert.Equal(Texts.Count, Texts.Select(row => row["key"]).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Texts, row => Assert.Equal(Places(row["en"]), Places(row["de"])));

        static string[] Places(string text) => [.. text.Split('{').Skip(1).Select(rest => rest.Split('}')[0]).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void Every_fact_has_its_name_in_both_languages_and_what_may_be_written()
    {
        Assert.All(Fact.All.Append(Fact.Today), fact =>
        {
            Assert.NotEmpty(ContractMessages.FactLabel(fact, Language.German));
            Assert.Contains(Texts, row => row["key"] == "expected." + fact);
        });
    }
}
