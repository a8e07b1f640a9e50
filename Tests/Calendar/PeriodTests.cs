using System;
using CsCheck;
using NodaTime;
using Offboarding.Plugins.Calendar;
using LocalDate = Offboarding.Plugins.Calendar.LocalDate;
using Period = Offboarding.Plugins.Calendar.Period;

namespace Offboarding.Tests.Calendar;

/// <summary>Ends of periods and terms against NodaTime, and against their own definitions.</summary>
public class PeriodTests
{
    static readonly Gen<LocalDate> Dates = Gen.Int[600_000, 800_000].Select(days => LocalDate.MinIsoValue.PlusDays(days));

    static readonly Gen<HolidaySet> Holidays = Gen.Int[0, 400].Array[0, 40].Select(offsets =>
        HolidaySet.Of(Array.ConvertAll(offsets, offset => new LocalDate(2026, 1, 1).PlusDays(offset))));

    static readonly Gen<PeriodUnit> TermUnits = Gen.Int[0, 4].Select(i => new[] { PeriodUnit.Days, PeriodUnit.Weeks, PeriodUnit.Months, PeriodUnit.Quarters, PeriodUnit.Years }[i]);

    static readonly Gen<LocalDate> DaysOf2026 = Gen.Int[-100, 500].Select(days => new LocalDate(2026, 1, 1).PlusDays(days));

    [Fact]
    public void A_period_in_months_ends_as_NodaTime_adds_months() =>
        Gen.Select(Dates, Gen.Int[0, 500]).Sample((day, months) =>
        {
            Assert.Equal(Noda(day).PlusMonths(months), Noda(Months(months).EndAfter(day, HolidaySet.None)));
            Assert.Equal(Noda(day).PlusMonths(3 * months), Noda(new Period(months, PeriodUnit.Quarters).EndAfter(day, HolidaySet.None)));
            Assert.Equal(Noda(day).PlusYears(months), Noda(new Period(months, PeriodUnit.Years).EndAfter(day, HolidaySet.None)));
            Assert.Equal(Noda(day).PlusDays(months), Noda(new Period(months, PeriodUnit.Days).EndAfter(day, HolidaySet.None)));
            Assert.Equal(Noda(day).PlusWeeks(months), Noda(new Period(months, PeriodUnit.Weeks).EndAfter(day, HolidaySet.None)));
        });

    [Fact]
    public void A_term_ends_the_day_before_its_anniversary_or_with_the_month_that_lacks_that_day() =>
        Gen.Select(Dates, Gen.Int[1, 500]).Sample((start, months) =>
        {
            var first = Noda(start);
            var month = new YearMonth(first.Year, first.Month).OnDayOfMonth(1).PlusMonths(months);
            var last = month.Calendar.GetDaysInMonth(month.Year, month.Month);
            var expected = first.Day == 1 ? month.PlusDays(-1) : month.PlusDays(Math.Min(first.Day - 1, last) - 1);

            Assert.Equal(expected, Noda(Months(months).TermEnd(start)));
            Assert.Equal(first.PlusDays(months - 1), Noda(new Period(months, PeriodUnit.Days).TermEnd(start)));
            Assert.Equal(first.PlusDays((7 * months) - 1), Noda(new Period(months, PeriodUnit.Weeks).TermEnd(start)));
        });

    [Theory]
    [InlineData("2026-01-31", "1M", "2026-02-28")]
    [InlineData("2028-01-31", "1M", "2028-02-29")]
    [InlineData("2026-01-30", "1M", "2026-02-28")]
    [InlineData("2028-01-30", "1M", "2028-02-29")]
    [InlineData("2024-02-29", "12M", "2025-02-28")]
    [InlineData("2026-03-31", "1M", "2026-04-30")]
    [InlineData("2026-07-01", "12M", "2027-06-30")]
    [InlineData("2025-11-15", "2Q", "2026-05-14")]
    [InlineData("2025-01-01", "52W", "2025-12-30")]
    public void A_term_that_begins_on_a_day_ends_as_188_2_says(string start, string term, string end)
    {
        Assert.True(Period.TryParse(term, out var period));

        Assert.Equal(end, period.TermEnd(LocalDate.Parse(start)).ToString());
    }

    [Fact]
    public void The_latest_event_is_the_greatest_day_whose_period_has_run_by_the_end() =>
        Gen.Select(DaysOf2026, Gen.Int[0, 40], Gen.Enum<PeriodUnit>(), Holidays).Sample((end, number, unit, holidays) =>
        {
            var period = new Period(number, unit);

            var latest = period.LatestEvent(end, holidays).GetValueOrDefault();

            Assert.True(period.EndAfter(latest, holidays) <= end);
            Assert.True(period.EndAfter(latest.PlusDays(1), holidays) > end);
        });

    [Fact]
    public void The_latest_event_of_a_compound_period_is_the_greatest_too() =>
        Gen.Select(DaysOf2026, Gen.Int[0, 12], Gen.Enum<PeriodUnit>(), Gen.Int[0, 40], Gen.Enum<PeriodUnit>(), Holidays).Sample((end, n1, u1, n2, u2, holidays) =>
        {
            var period = NoticePeriod.ParseOrNull(new Period(n1, u1) + "+" + new Period(n2, u2))!;

            var latest = period.LatestEvent(end, holidays).GetValueOrDefault();

            Assert.True(period.EndAfter(latest, holidays) <= end);
            Assert.True(period.EndAfter(latest.PlusDays(1), holidays) > end);
        });

    [Fact]
    public void A_chain_of_terms_has_no_gap_and_is_the_same_walked_or_jumped() =>
        Gen.Select(Dates, Gen.Int[1, 30], TermUnits, Gen.Int[0, 6000]).Sample((first, number, unit, later) =>
        {
            var period = new Period(number, unit);
            var day = first.PlusDays(later);
            var start = first;
            var end = period.TermEnd(start).GetValueOrDefault();
            while (end < day)
            {
                start = end.PlusDays(1);
                end = period.TermEnd(start).GetValueOrDefault();
            }

            var term = period.TermHolding(first, day).GetValueOrDefault();

            Assert.Equal((start, end), (term.Start, term.End));
        });

    [Fact]
    public void Working_days_and_Werktage_follow_from_week_and_holidays() =>
        Gen.Select(DaysOf2026, Holidays).Sample((day, holidays) =>
        {
            var weekday = Noda(day).DayOfWeek;
            var isHoliday = ((System.Collections.Generic.ICollection<LocalDate>)holidays.Days).Contains(day);

            Assert.Equal(isHoliday, holidays.Contains(day));
            Assert.Equal(!isHoliday && weekday <= NodaTime.IsoDayOfWeek.Friday, holidays.IsWorkingDay(day));
            Assert.Equal(!isHoliday && weekday <= NodaTime.IsoDayOfWeek.Saturday, holidays.IsWerktag(day));
            Assert.True(holidays.WorkingDayFrom(day) >= day && holidays.IsWorkingDay(holidays.WorkingDayFrom(day).GetValueOrDefault()));
            Assert.True(holidays.WorkingDayUntil(day) <= day && holidays.IsWorkingDay(holidays.WorkingDayUntil(day).GetValueOrDefault()));
        });

    [Theory]
    [InlineData("3M")]
    [InlineData("0D")]
    [InlineData("10WD")]
    [InlineData("99999D")]
    public void A_period_reads_back_as_written(string text)
    {
        Assert.True(Period.TryParse(text, out var period));
        Assert.Equal(text, period.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("3")]
    [InlineData("M")]
    [InlineData("3 M")]
    [InlineData("3m")]
    [InlineData("-3M")]
    [InlineData("100000D")]
    [InlineData("99999999999999999999D")]
    [InlineData("3MM")]
    [InlineData("1.5M")]
    [InlineData("٣M")]
    public void What_is_no_period_is_not_read(string? text) => Assert.False(Period.TryParse(text, out _));

    [Fact]
    public void Beyond_the_calendar_there_is_no_end_and_no_error()
    {
        foreach (var unit in Enum.GetValues<PeriodUnit>())
        {
            Assert.Null(new Period(Period.MaxNumber, unit).EndAfter(new LocalDate(9999, 12, 30), HolidaySet.None));
            Assert.Null(new Period(Period.MaxNumber, unit).LatestEvent(new LocalDate(1, 1, 2), HolidaySet.None));
        }

        Assert.Null(Months(12).TermHolding(new LocalDate(9998, 6, 1), new LocalDate(9999, 12, 1)));
        Assert.Equal(new LocalDate(9999, 12, 31), Months(12).TermEnd(new LocalDate(9999, 1, 1)));
    }

    static Period Months(int number) => new(number, PeriodUnit.Months);

    static NodaTime.LocalDate Noda(LocalDate? day) => new(day.GetValueOrDefault().Year, day.GetValueOrDefault().Month, day.GetValueOrDefault().Day);
}
