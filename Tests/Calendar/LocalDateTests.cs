using System;
using System.Globalization;
using CsCheck;
using Offboarding.Plugins.Calendar;
using Oracle = NodaTime.LocalDate;

namespace Offboarding.Tests.Calendar;

/// <summary>Our <see cref="LocalDate"/> against NodaTime.</summary>
public class LocalDateTests
{
    static readonly Gen<LocalDate> Dates = Gen.Int[0, 3_652_058].Select(days => LocalDate.MinIsoValue.PlusDays(days));

    [Fact]
    public void Every_day_of_9999_years_is_as_in_NodaTime()
    {
        var expected = new Oracle(1, 1, 1);
        var last = new Oracle(9999, 12, 31);
        for (var days = 0; ; days++)
        {
            var actual = LocalDate.MinIsoValue.PlusDays(days);
            var (year, month, day) = actual;

            if (year != expected.Year || month != expected.Month || day != expected.Day || (int)actual.DayOfWeek != (int)expected.DayOfWeek
                || new LocalDate(year, month, day) != actual)
            {
                Assert.Fail($"Day {days}: expected {expected:uuuu-MM-dd}, got {actual} ({actual.DayOfWeek}).");
            }

            if (expected == last) break;
            expected = expected.PlusDays(1);
        }
    }

    [Fact]
    public void Adding_months_weeks_and_years_is_as_in_NodaTime() =>
        Gen.Select(Dates, Gen.Int[-1200, 1200]).Sample((date, number) =>
        {
            Same(date, number, (d, n) => d.PlusMonths(n), (d, n) => d.PlusMonths(n));
            Same(date, number, (d, n) => d.PlusWeeks(n), (d, n) => d.PlusWeeks(n));
            Same(date, number, (d, n) => d.PlusDays(n), (d, n) => d.PlusDays(n));
            Same(date, number, (d, n) => d.PlusYears(n), (d, n) => d.PlusYears(n));
        });

    [Fact]
    public void Order_and_distance_are_as_in_NodaTime() =>
        Gen.Select(Dates, Dates).Sample((a, b) =>
        {
            var (x, y) = (Noda(a), Noda(b));

            Assert.Equal(Math.Sign(x.CompareTo(y)), Math.Sign(a.CompareTo(b)));
            Assert.Equal(x < y, a < b);
            Assert.Equal(x <= y, a <= b);
            Assert.Equal(x > y, a > b);
            Assert.Equal(x >= y, a >= b);
            Assert.Equal(x == y, a == b);
            Assert.Equal(NodaTime.Period.DaysBetween(x, y), LocalDate.DaysBetween(a, b));
            Assert.Equal(x <= y ? a : b, LocalDate.Min(a, b));
            Assert.Equal(x <= y ? b : a, LocalDate.Max(a, b));
        });

    [Fact]
    public void What_is_written_is_read_back() =>
        Dates.Sample(date =>
        {
            Assert.Equal(date, LocalDate.Parse(date.ToString()));
            Assert.Equal(date, LocalDate.FromDateTime(date.ToDateTimeUnspecified()));
            Assert.Equal(date.ToDateTimeUnspecified().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), date.ToString());
        });

    [Theory]
    [InlineData("2027-12-31", "31.12.2027", "31 Dec 2027")]
    [InlineData("2024-02-09", "09.02.2024", "9 Feb 2024")]
    [InlineData("0987-03-01", "01.03.0987", "1 Mar 0987")]
    public void A_day_reads_as_people_write_it_in_both_languages(string iso, string german, string english)
    {
        var date = LocalDate.Parse(iso);

        Assert.Equal(german, date.ToGermanString());
        Assert.Equal(english, date.ToEnglishString());
    }

    [Fact]
    public void Every_month_has_its_English_name() =>
        Dates.Sample(date => Assert.Equal(
            date.ToDateTimeUnspecified().ToString("d MMM yyyy", CultureInfo.InvariantCulture),
            date.ToEnglishString()));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("2026-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("2026-00-01")]
    [InlineData("2026-01-00")]
    [InlineData("0000-01-01")]
    [InlineData("2026-1-1")]
    [InlineData("2026-01-01 ")]
    [InlineData(" 2026-01-01")]
    [InlineData("2026/01/01")]
    [InlineData("01.01.2026")]
    [InlineData("2026-01-01T00:00")]
    [InlineData("+026-01-01")]
    [InlineData("２０２６-01-01")]
    public void Only_a_strict_ISO_day_is_read(string? text)
    {
        Assert.False(LocalDate.TryParse(text, out _));
        Assert.Contains("YYYY-MM-DD", Assert.Throws<FormatException>(() => LocalDate.Parse(text!)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_calendar_ends_with_a_named_error_and_never_wraps()
    {
        Action[] steps =
        [
            () => LocalDate.MaxIsoValue.PlusDays(1),
            () => LocalDate.MinIsoValue.PlusDays(-1),
            () => LocalDate.MaxIsoValue.PlusDays(int.MaxValue),
            () => LocalDate.MinIsoValue.PlusDays(int.MinValue),
            () => LocalDate.MaxIsoValue.PlusWeeks(int.MaxValue),
            () => LocalDate.MinIsoValue.PlusWeeks(-1),
            () => LocalDate.MaxIsoValue.PlusMonths(1),
            () => LocalDate.MaxIsoValue.PlusMonths(int.MaxValue),
            () => LocalDate.MinIsoValue.PlusMonths(int.MinValue),
            () => LocalDate.MaxIsoValue.PlusYears(1),
            () => LocalDate.MaxIsoValue.PlusYears(int.MaxValue),
            () => _ = new LocalDate(2026, 2, 29),
            () => _ = new LocalDate(10000, 1, 1),
        ];

        foreach (var step in steps) Assert.Throws<DateOutOfRangeException>(step);
    }

    static void Same(LocalDate date, int number, Func<LocalDate, int, LocalDate> ours, Func<Oracle, int, Oracle> theirs)
    {
        Oracle expected;
        try
        {
            expected = theirs(Noda(date), number);
        }
        catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException)
        {
            Assert.Throws<DateOutOfRangeException>(() => ours(date, number));
            return;
        }

        if (expected.Year is < 1 or > 9999) Assert.Throws<DateOutOfRangeException>(() => ours(date, number));    // NodaTime counts back to 9998 BC
        else Assert.Equal(expected, Noda(ours(date, number)));
    }

    static Oracle Noda(LocalDate date) => new(date.Year, date.Month, date.Day);
}
