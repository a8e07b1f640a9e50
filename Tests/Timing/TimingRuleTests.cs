using System;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Timing;
using Offboarding.Tests.Playbooks;

namespace Offboarding.Tests.Timing;

/// <summary>What speaks against a time, and which days are good for a talk. 1 June 2027 is a Tuesday.</summary>
public class TimingRuleTests
{
    static readonly LocalDate Today = new(2027, 6, 1);

    static readonly WorkingDays Days = new(HolidaySet.Of([new LocalDate(2027, 6, 17)]), [new Blackout("Year-end closing", new(2027, 6, 21), new(2027, 6, 25))]);

    [Theory]
    [InlineData("2027-06-02", "")]
    [InlineData("2027-06-04", "TalkBeforeRestDay")]
    [InlineData("2027-06-05", "TalkOnRestDay")]
    [InlineData("2027-06-16", "TalkBeforeRestDay")]
    [InlineData("2027-06-17", "TalkOnRestDay")]
    [InlineData("2027-06-22", "TalkInBlackout")]
    public void R25_a_bad_day_for_the_talk_is_warned_of(string talk, string expected)
    {
        var warnings = TimingRule.Warnings(OpenRows.None, Today, LocalDate.Parse(talk), null, Days);

        Assert.Equal(expected, string.Join(" ", warnings.Select(warning => warning.Concern)));
    }

    [Fact]
    public void R27_each_open_row_is_named_the_most_serious_first()
    {
        var open = new OpenRows
        {
            Opportunities = [Row("Renewal", new(2027, 7, 31)), Row("Next year", new(2027, 8, 1)), Row("No date", null)],
            Invoices = [Row("INV-1", new(2027, 5, 31)), Row("INV-2", new(2027, 6, 1))],
            Orders = [Row("Migration", null)],
            Cases = [Row("Question", null), new OpenRow { Table = "incident", Id = Guid.NewGuid(), Name = "Outage", IsEscalated = true }],
        };

        var warnings = TimingRule.Warnings(open, Today, null, null, Days);

        Assert.Equal(
            ["EscalatedCase Outage", "OpenCase Question", "ClosingOpportunity Renewal", "OpenOrder Migration", "OverdueInvoice INV-1"],
            warnings.Select(warning => $"{warning.Concern} {warning.Name}"));
        Assert.All(warnings, warning => Assert.NotNull(warning.Row));
    }

    [Fact]
    public void R27_a_warning_clears_when_its_row_does() => Assert.Empty(TimingRule.Warnings(OpenRows.None, Today, null, new LocalDate(2027, 6, 30), Days));

    [Fact]
    public void R27_an_end_in_a_blackout_names_the_blackout()
    {
        var warning = Assert.Single(TimingRule.Warnings(OpenRows.None, Today, null, new LocalDate(2027, 6, 21), Days));

        Assert.Equal(TimingConcern.EndInBlackout, warning.Concern);
        Assert.Equal("Year-end closing", warning.Name);
    }

    [Fact]
    public void R25_days_for_a_talk_avoid_weekends_holidays_blackouts_and_the_days_before_them() => Assert.Equal(
        ["2027-06-15", "2027-06-28", "2027-06-29"], TimingRule.TalkDays(new(2027, 6, 15), null, 3, Days).Select(day => day.ToString()));

    [Fact]
    public void R25_no_proposal_is_on_a_holiday_inside_a_blackout_or_too_late() =>
        Gen.Select(PlanGen.Days, Gen.Int[0, 120], Gen.Int[1, 8], PlanGen.WorkingDays).Sample((from, span, most, days) =>
        {
            var last = from.PlusDays(span);

            var proposals = TimingRule.TalkDays(from, last, most, days);

            Assert.True(proposals.Count <= most);
            Assert.Equal(proposals.Order(), proposals);
            Assert.All(proposals, day =>
            {
                Assert.True(day >= from && day <= last && days.IsTalkDay(day));
                Assert.Empty(TimingRule.Warnings(OpenRows.None, from, day, null, days));
            });
        });

    static OpenRow Row(string name, LocalDate? day) => new() { Table = "row", Id = Guid.NewGuid(), Name = name, Day = day };
}
