using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Timing;

namespace Offboarding.Tests.Playbooks;

/// <summary>What a rep reads when a plan does not fit or the time is bad.</summary>
public class PlanMessagesTests
{
    static readonly PlanFields Fields = new() { Account = "Contoso GmbH", End = new LocalDate(2027, 12, 31) };

    [Theory]
    [InlineData(PlanConflictKind.NoticeTooLate, "OFF-1401")]
    [InlineData(PlanConflictKind.LetterTooLate, "OFF-1402")]
    [InlineData(PlanConflictKind.TalkAfterLetter, "OFF-1403")]
    [InlineData(PlanConflictKind.NoTalkDay, "OFF-1404")]
    [InlineData(PlanConflictKind.BeforeStart, "OFF-1405")]
    [InlineData(PlanConflictKind.NoEnd, "OFF-1406")]
    public void R01_each_conflict_has_its_own_message_with_the_next_possible_days(PlanConflictKind kind, string code)
    {
        var conflict = new PlanConflict
        {
            Kind = kind,
            Template = new PlanTemplate { Code = "L", Subject = "Notice to {account}" },
            Day = new LocalDate(2027, 9, 16),
            Limit = new LocalDate(2027, 9, 30),
            NextNotice = new LocalDate(2028, 9, 30),
            NextEnd = new LocalDate(2028, 12, 31),
        };

        var english = PlanText.Of(conflict, Fields, 14, Language.English);
        var german = PlanText.Of(conflict, Fields, 14, Language.German);

        Assert.EndsWith($"[{code}]", english, StringComparison.Ordinal);
        Assert.Contains("30 Sep 2028", english, StringComparison.Ordinal);
        Assert.Contains("31.12.2028", german, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_stands_for_nothing_is_named()
    {
        var template = new PlanTemplate { Code = "L", Subject = "Letter" };

        var refusal = Assert.Throws<InvalidPluginExecutionException>(() => PlanText.Fill("Dear {boss}", Fields, template, Language.English, Language.English));

        Assert.Contains("{boss}", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1416]", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("Notice to Contoso GmbH as of 31.12.2027", PlanText.Fill("Notice to {account} as of {end}", Fields, template, Language.German, Language.German));
    }

    [Fact]
    public void R25_an_unknown_holiday_calendar_is_refused_and_not_taken_for_one_without_holidays()
    {
        var refusal = Assert.Throws<InvalidPluginExecutionException>(() => PlanCalendar.Of(HolidayCalendars.None, new PlanPlace { Region = "DE-XX" }, [], Language.English));

        Assert.EndsWith("[OFF-1417]", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void R27_each_warning_has_its_own_message()
    {
        LocalDate today = new(2027, 6, 1);
        var open = new OpenRows
        {
            Opportunities = [new OpenRow { Name = "Renewal", Day = today }],
            Invoices = [new OpenRow { Name = "INV-1", Day = today.PlusDays(-1) }],
            Orders = [new OpenRow { Name = "Migration" }],
            Cases = [new OpenRow { Name = "Question" }, new OpenRow { Name = "Outage", IsEscalated = true }],
        };
        var days = new WorkingDays(HolidaySet.None, [new Blackout("Closing", new(2027, 6, 7), new(2027, 6, 8))]);
        LocalDate[] talks = [new(2027, 6, 7), new(2027, 6, 5), new(2027, 6, 4)];

        var texts = talks.SelectMany(talk => TimingRule.Warnings(open, today, talk, new LocalDate(2027, 6, 8), days)).Select(warning => TimingText.Of(warning, Language.English));

        Assert.Equal(
            ["[OFF-1551]", "[OFF-1552]", "[OFF-1553]", "[OFF-1554]", "[OFF-1555]", "[OFF-1556]", "[OFF-1557]", "[OFF-1558]", "[OFF-1559]"],
            texts.Select(text => text[^10..]).Distinct().Order(StringComparer.Ordinal));
    }
}
