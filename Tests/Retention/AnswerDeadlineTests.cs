using System;
using System.Globalization;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Retention;

namespace Offboarding.Tests.Retention;

/// <summary>Until when a request of a data subject must be answered.</summary>
public class AnswerDeadlineTests
{
    static readonly Gen<DateOnly> Days = Gen.Int[0, 15_000].Select(days => new DateOnly(2018, 5, 25).AddDays(days));

    [Fact]
    public void R42_the_deadline_is_the_first_working_day_from_the_target_on_found_by_trying_every_day() =>
        Gen.Select(Days, Gen.Bool, Gen.Int[-40, 40], Gen.Int[-40, 60], Days.Array[0, 40]).Sample(
            (received, isExtended, asked, waited, holidays) =>
            {
                var askedOn = received.AddDays(asked);
                var row = AnswerDeadlineCase.Read(column => column switch
                {
                    "received_on" => Iso(received),
                    "extended" => isExtended ? "yes" : "no",
                    "identity_asked_on" => Iso(askedOn),
                    "identity_confirmed_on" => Iso(askedOn.AddDays(waited)),
                    "holidays" => string.Join(';', holidays.Select(Iso)),
                    _ => null,
                });

                var target = received.AddMonths(isExtended ? 3 : 1).AddDays(Math.Max(0, waited));
                var deadline = target;
                while (deadline.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || holidays.Contains(deadline)) deadline = deadline.AddDays(1);
                Assert.Equal(Iso(target), row.Output("internal_target"));
                Assert.Equal(Iso(deadline), row.Output("legal_deadline"));
            },
            iter: 20_000);

    [Theory]
    [InlineData("received_on", "")]
    [InlineData("received_on", "2026-02-30")]
    [InlineData("extended", "perhaps")]
    [InlineData("identity_asked_on", "soon")]
    [InlineData("identity_confirmed_on", "2026-13-01")]
    [InlineData("holidays", "2026-01-01,2026-01-06")]
    public void A_deadline_is_never_guessed_from_a_value_that_cannot_be_read(string column, string value)
    {
        var row = AnswerDeadlineCase.Read(name => name == column ? value : name == "received_on" ? "2026-03-05" : null);

        Assert.Equal(column, row.DefectColumn);
        Assert.All(AnswerDeadlineCase.OutputNames, output => Assert.Equal("", row.Output(output)));
    }

    [Fact]
    public void An_identity_check_without_answer_pauses_nothing() =>
        Assert.Equal(new LocalDate(2026, 7, 15), AnswerDeadline.For(new(2026, 6, 15), isExtended: false, new(2026, 6, 16), null, HolidaySet.None)!.InternalTarget);

    [Fact]
    public void Beyond_the_calendar_there_is_no_deadline() =>
        Assert.Null(AnswerDeadline.For(LocalDate.MaxIsoValue, isExtended: false, null, null, HolidaySet.None));

    static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
