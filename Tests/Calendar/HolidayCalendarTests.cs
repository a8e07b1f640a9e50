using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using Offboarding.Tests.Contracts;
using Offboarding.Tests.Solution;

namespace Offboarding.Tests.Calendar;

/// <summary>Holidays by calendar: what rules say of which years, and what a contract does with it.</summary>
public class HolidayCalendarTests
{
    static readonly HolidayRules Shipped = new(CsvRows.OfRepository("Solution", "Data", "holiday-rules.csv").Select(row => HolidayRule.Read(column => row[column])));

    [Theory]
    [InlineData("DE", "DE", 2031, true)]
    [InlineData("DE 2026-", "DE", 2031, true)]
    [InlineData("DE 2026-2030", "DE", 2025, false)]
    [InlineData("DE 2026-2030", "DE", 2026, true)]
    [InlineData("DE 2026-2030", "DE", 2030, true)]
    [InlineData("DE 2026-2030", "DE", 2031, false)]                 // the set ends too early
    [InlineData("DE 2026-2026|DE 2028-2028", "DE", 2027, false)]    // entered year by year, with a gap
    [InlineData("DE 2026-2026|DE 2028-2028", "DE", 2028, true)]
    [InlineData("DE|DE 2028-2028", "DE", 2031, true)]               // an anniversary is an addition
    [InlineData("DE|DE-BY 2026-2027", "DE-BY", 2027, true)]
    [InlineData("DE|DE-BY 2026-2027", "DE-BY", 2028, false)]        // the state's own days have ended
    [InlineData("DE|DE-BY 2026-2027", "DE", 2028, true)]            // the country knows nothing of them
    [InlineData("DE 2026-2027|DE-BY", "DE-BY", 2028, false)]        // the country's days have ended
    [InlineData("DE|AT 2026-2027", "DE", 2028, true)]
    [InlineData("DE", "DE-BY", 2027, false)]                        // no rule names the calendar
    [InlineData("DE-BY", "DE", 2027, false)]
    public void A_calendar_is_known_as_far_as_the_rules_of_each_of_its_codes_reach(string rules, string calendar, int year, bool known)
    {
        var read = RulesOf(rules);

        Assert.Equal(known, read.Knows(calendar, year));
        var day = new LocalDate(year, 5, 27);
        if (known) Assert.Null(new HolidayCalendars(read, null).Of(calendar).On(day));
        else Assert.Throws<HolidaysUnknownException>(() => new HolidayCalendars(read, null).Of(calendar).On(day));
    }

    [Fact]
    public void Every_shipped_calendar_is_known_for_good()
    {
        var calendars = new HolidayCalendars(Shipped, null);

        Assert.NotEmpty(calendars.Codes);
        Assert.All(calendars.Codes, code => Assert.False(calendars.Of(code).IsLimited, code));
    }

    // notice, calendar of the contract, list, standard calendar, day; Corpus Christi 2027 is Thursday, 27 May
    [Theory]
    [InlineData("6WT", "", "", "", "2027-05-24", "2027-05-31")]
    [InlineData("6WT", "DE-BY", "", "", "2027-05-24", "2027-06-01")]
    [InlineData("6WT", "AT", "", "", "2027-05-24", "2027-06-01")]
    [InlineData("6WT", "DE-BE", "", "", "2027-05-24", "2027-05-31")]
    [InlineData("6WT", "", "", "DE-BY", "2027-05-24", "2027-06-01")]
    [InlineData("6WT", "DE-BE", "", "DE-BY", "2027-05-24", "2027-05-31")]                   // the contract's own goes before the setting
    [InlineData("6WT", "DE-BY", "2027-05-25;2027-05-26", "", "2027-05-24", "2027-06-02")]   // a list is used exactly as it is
    [InlineData("6WT", "", "2027-12-24", "DE-BY", "2027-05-24", "2027-05-31")]
    [InlineData("5WD", "DE-BY", "", "", "2027-05-24", "2027-06-01")]
    [InlineData("4WT", "DE-BY", "", "", "2027-12-30", "2028-01-05")]                        // New Year of the next year
    public void Days_are_counted_without_the_holidays_that_count_for_the_contract(string notice, string calendar, string holidays, string standard, string day, string end)
    {
        var evaluation = Evaluate(notice, calendar, holidays, day, new HolidayCalendars(Shipped, standard));

        Assert.Equal(end, evaluation.Output(ContractOutput.EarliestEnd));
    }

    [Theory]
    [InlineData("DE-BY", "2027-05-24", "")]
    [InlineData("DE-BY-PLANT", "2027-05-24", "")]
    [InlineData("DE-BY-PLANT", "2027-12-28", "HOLIDAY_YEAR:2028")]      // the period runs into a year that is not known
    [InlineData("DE-BY-PLANT", "2025-12-28", "HOLIDAY_YEAR:2025")]      // and here it begins in one
    [InlineData("DE-XX", "2027-05-24", "HOLIDAY_CALENDAR")]
    public void A_calendar_that_does_not_reach_leaves_the_contract_unknown(string calendar, string day, string missing)
    {
        var rules = RulesOf("DE|DE-BY|DE-BY-PLANT 2026-2027");

        var evaluation = Evaluate("6WT", calendar, "", day, new HolidayCalendars(rules, null));

        Assert.Equal(missing, evaluation.Output(ContractOutput.Missing));
        Assert.Equal(missing.Length > 0, evaluation.Status == ContractStatus.UnknownData);
        if (missing.Length > 0) Assert.Equal("", evaluation.Output(ContractOutput.EarliestEnd));
    }

    [Fact]
    public void What_a_calendar_lacks_is_said_with_the_remedy_in_both_languages()
    {
        var evaluation = Evaluate("6WT", "DE-BY", "", "2027-12-28", new HolidayCalendars(RulesOf("DE|DE-BY 2026-2027"), null));

        Assert.Equal("V-1 lacks: the holidays of 2028 in the calendar DE-BY. Complete it or ask legal.", ContractMessages.For(evaluation, "V-1", Language.English));
        Assert.StartsWith("Die Regeln des Kalenders DE-BY reichen nicht für das Jahr 2028", ContractMessages.Remedy(evaluation, "HOLIDAY_YEAR:2028", Language.German), StringComparison.Ordinal);
    }

    [Fact]
    public void A_contract_whose_calendar_has_limits_is_looked_at_again_the_next_day()
    {
        var known = Evaluate("6WT", "DE-BY", "", "2027-05-24", new HolidayCalendars(RulesOf("DE|DE-BY 2026-2027"), null));

        Assert.Equal(new LocalDate(2027, 5, 25), NextChange.After(known, NoticeRules.None));
    }

    [Fact]
    public void A_late_day_in_an_unknown_year_is_left_open_in_the_explanation()
    {
        // Notice to 31 December 2027 counts days of 2027 only; received a day later it would run into 2028, on which no date depends.
        var facts = ContractSample.Facts("notice=6WT|start=2027-01-01|in_term_notice=yes|anchor=month_end|holiday_calendar=DE-BY");
        var evaluation = ContractRule.Evaluate(
            ContractFacts.Read(facts.GetValueOrDefault), NoticeRules.None, new LocalDate(2027, 6, 1), new HolidayCalendars(RulesOf("DE|DE-BY 2026-2027"), null));

        Assert.Equal("2027-12-24", evaluation.Output(ContractOutput.LatestNoticeDate));
        Assert.Contains(evaluation.Explain(Language.English).Steps, step => step.Text.EndsWith("Received on 25 Dec 2027 it would end on –.", StringComparison.Ordinal));
    }

    static ContractEvaluation Evaluate(string notice, string calendar, string holidays, string day, HolidayCalendars calendars)
    {
        var facts = ContractSample.Facts($"initial_term=none|renewal=|renewal_term=|anchor=any_day|notice={notice}|holiday_calendar={calendar}|holidays={holidays}");
        return ContractRule.Evaluate(ContractFacts.Read(facts.GetValueOrDefault), NoticeRules.None, LocalDate.Parse(day), calendars);
    }

    // "DE-BY 2026-2027|DE": a holiday on 1 February each, which no test counts across.
    static HolidayRules RulesOf(string text) => new(text.Split('|').Select((rule, index) =>
    {
        var years = rule.Contains(' ', StringComparison.Ordinal) ? rule.Split(' ')[1].Split('-') : ["", ""];
        var columns = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["rule_id"] = "R" + index, ["version"] = "1", ["calendars"] = rule.Split(' ')[0], ["kind"] = "fixed", ["month"] = "2", ["day"] = "1",
            ["from_year"] = years[0], ["to_year"] = years[1], ["name_en"] = "Day", ["name_de"] = "Tag",
        };
        return HolidayRule.Read(column => columns.GetValueOrDefault(column, ""));
    }));
}
