using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;

namespace Offboarding.Tests.Contracts;

/// <summary>Facts are read strictly: what is unreadable is named and never guessed.</summary>
public class ContractFactsTests
{
    [Fact]
    public void Every_unreadable_fact_is_named_once_and_in_order()
    {
        var facts = Fact.All.Where(name => name is not (Fact.Law or Fact.NoticeRule or Fact.HolidayCalendar)).ToDictionary(name => name, _ => "?", StringComparer.Ordinal);

        var read = ContractFacts.Read(facts.GetValueOrDefault);

        Assert.Equal(facts.Keys.Order(StringComparer.Ordinal), read.Unreadable);
    }

    [Fact]
    public void What_an_import_could_not_read_stops_the_judgement_until_it_is_repaired()
    {
        var names = ContractFacts.UnreadableIn("start=31/12/25 or so\r\nnotice=three months\nmonthly_fee=\n\n");
        var facts = ContractFacts.Read(ContractSample.Facts("start=|notice=|anchor=dom:0").GetValueOrDefault, names);

        var evaluation = ContractRule.Evaluate(facts, ContractTable.ShippedRules, new LocalDate(2026, 3, 1));

        Assert.Equal(["BAD_VALUE:anchor", "BAD_VALUE:monthly_fee", "BAD_VALUE:notice", "BAD_VALUE:start"], evaluation.Missing);
    }

    [Theory]
    [InlineData("FR")]
    [InlineData("Swiss law")]
    public void A_law_that_no_column_can_hold_is_known_not_to_be_German(string law)
    {
        var facts = ContractFacts.Read(ContractSample.Facts("law=" + law).GetValueOrDefault, [Fact.Law]);

        Assert.Equal(["LAW"], ContractRule.Evaluate(facts, ContractTable.ShippedRules, new LocalDate(2026, 3, 1)).Missing);
    }

    [Fact]
    public void A_law_of_which_nothing_is_known_stays_unreadable()
    {
        var facts = ContractFacts.Read(ContractSample.Facts("law=").GetValueOrDefault, [Fact.Law]);

        Assert.Equal(["BAD_VALUE:law"], ContractRule.Evaluate(facts, ContractTable.ShippedRules, new LocalDate(2026, 3, 1)).Missing);
    }

    [Fact]
    public void An_unreadable_today_is_reported_with_the_rest()
    {
        var evaluation = ContractSample.Evaluate("tomorrow", "start=x|law=AT");

        Assert.Equal(["LAW", "BAD_VALUE:start", "BAD_VALUE:today"], evaluation.Missing);
        Assert.Null(evaluation.Today);
    }

    [Theory]
    [InlineData(Fact.Notice, "1M", "0D", "10WD", "2M+30D")]
    [InlineData(Fact.InitialTerm, "none", "12M", "365D", "1Y")]
    [InlineData(Fact.Anchor, "term_end", "dom:31", "fixed:02-29", "date:2026-01-01|2027-01-01")]
    [InlineData(Fact.CutOff, "month:day:15:0", "quarter:werktag:3:1", "week:werktag:6:12")]
    [InlineData(Fact.Flags, "suspended", "online;button_missing")]
    [InlineData(Fact.FeeAmount, "0", "1199.50", "1000000000000")]
    [InlineData(Fact.Holidays, "2026-01-01", "2026-12-25;2026-01-01;2026-12-25")]
    [InlineData(Fact.Shift193, "yes", "no")]
    [InlineData(Fact.PostEndDays, "0", "99999")]
    public void What_is_well_written_is_read(string fact, params string[] texts) =>
        Assert.All(texts, text => Assert.Empty(ContractFacts.Read(name => name == fact ? text : null).Unreadable));

    [Theory]
    [InlineData(Fact.Notice, "1", "M", "1m", "1M+", "+1M", "1M++1D", "1M;2M", "100000D", "-1D")]
    [InlineData(Fact.InitialTerm, "0M", "10WD", "12WT", "None", "12M+1D")]
    [InlineData(Fact.Anchor, "dom:", "dom:0", "dom:32", "dom:-1", "fixed:02-30", "fixed:2-3", "fixed:", "date:", "date:2026-01-01|", "MONTH_END")]
    [InlineData(Fact.CutOff, "month:day:0:0", "month:day:32:0", "week:day:8:0", "quarter:day:93:0", "year:day:1:0", "month:days:1:0", "month:day:1", "month:day:1:0:0", "month:day:1:-1")]
    [InlineData(Fact.Flags, "suspended;", ";", "Suspended", "suspended, online")]
    [InlineData(Fact.FeeAmount, "-1", "1,5", ".5", "5.", "1e3", "1000000000001", "€5", " 5")]
    [InlineData(Fact.Holidays, "2026-01-01;", "2026-02-30", "2026-01-01,2026-01-06")]
    [InlineData(Fact.Shift193, "true", "1", "Yes", "ja")]
    [InlineData(Fact.PostEndDays, "-1", "1.0", "100000", "+5")]
    [InlineData(Fact.Start, "2026-02-29", "26-01-01", "2026-1-1", "0000-01-01")]
    public void What_is_not_is_named_and_left_blank(string fact, params string[] texts) =>
        Assert.All(texts, text => Assert.Equal([fact], ContractFacts.Read(name => name == fact ? text : null).Unreadable));

    [Fact]
    public void A_text_without_end_is_refused_not_read()
    {
        var holidays = string.Join(';', Enumerable.Repeat("2026-01-01", 10_000));

        Assert.Equal([Fact.Holidays], ContractFacts.Read(name => name == Fact.Holidays ? holidays : null).Unreadable);
    }

    [Fact]
    public void Nothing_known_is_not_nothing_owed()
    {
        var evaluation = ContractRule.Evaluate(ContractFacts.Read(_ => null), NoticeRules.None, new LocalDate(2026, 3, 1));

        Assert.Equal(["PARTY", "START", "TERM", "NOTICE_PERIOD"], evaluation.Missing);
        Assert.Equal(AccountStatus.Unknown, AccountRule.Judge([evaluation]).Status);
    }

    [Fact]
    public void An_account_without_contracts_is_clear() => Assert.Equal(AccountStatus.Clear, AccountRule.Judge([]).Status);

    [Fact]
    public void At_the_edges_of_the_calendar_there_is_an_answer_and_no_error()
    {
        foreach (var today in new[] { "0001-01-01", "0001-01-02", "9999-12-30", "9999-12-31" })
        {
            foreach (var start in new[] { "0001-01-01", "9999-01-01", "9999-12-31" })
            {
                foreach (var changes in new[] { "", "renewal=none", "renewal=indefinite|anchor=month_end", "initial_term=none|renewal=|anchor=any_day|notice=10WD", "initial_term=none|renewal=|notice=|pay_period=week", "initial_term=none|renewal=|anchor=contract_year_end|cutoff=quarter:werktag:3:4|shift_193=yes", "max_end=9999-12-31", "notice_received=" + today, "initial_term=1D|renewal_term=1D|notice=99999WT" })
                {
                    var evaluation = ContractSample.Evaluate(today, "start=" + start + "|" + changes);

                    Assert.NotEmpty(evaluation.Output(ContractOutput.Status));
                    Assert.NotEmpty(ContractMessages.For(evaluation, "V-1", Plugins.Language.English));
                    Assert.NotNull(evaluation.Explain(Plugins.Language.German));
                }
            }
        }
    }
}
