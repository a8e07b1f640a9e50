using System;
using System.Globalization;

namespace Offboarding.Plugins.Calendar;

/// <summary>Day of the week; Monday is 1 (ISO 8601).</summary>
public enum IsoDayOfWeek
{
    /// <summary>Not a day.</summary>
    None = 0,

    /// <summary>Monday.</summary>
    Monday = 1,

    /// <summary>Tuesday.</summary>
    Tuesday = 2,

    /// <summary>Wednesday.</summary>
    Wednesday = 3,

    /// <summary>Thursday.</summary>
    Thursday = 4,

    /// <summary>Friday.</summary>
    Friday = 5,

    /// <summary>Saturday.</summary>
    Saturday = 6,

    /// <summary>Sunday.</summary>
    Sunday = 7,
}

/// <summary>A calendar step left the years 1 to 9999.</summary>
public sealed class DateOutOfRangeException : OverflowException
{
    /// <summary>Names the step that left the calendar.</summary>
    /// <param name="message">What was computed from what.</param>
    public DateOutOfRangeException(string message)
        : base(message)
    {
    }
}

/// <summary>
/// A day of the Gregorian calendar without time and time zone, years 1 to 9999. Members are named as in NodaTime.
/// The default value is 0001-01-01. No member reads a clock, a locale or a time zone.
/// </summary>
public readonly struct LocalDate : IEquatable<LocalDate>, IComparable<LocalDate>, IComparable
{
    const int DaysPer400Years = 146_097;
    const int DaysPer100Years = 36_524;
    const int DaysPer4Years = 1_461;
    const int LastDayNumber = 3_652_058;

    /// <summary>Length of <c>YYYY-MM-DD</c>.</summary>
    internal const int IsoLength = 10;

    const string EnglishMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";

    // Days since 0001-01-01: comparing and counting days, which rules do most, cost one instruction.
    readonly int dayNumber;

    /// <summary>The day with this year, month and day.</summary>
    /// <exception cref="DateOutOfRangeException">There is no such day, as 30 February.</exception>
    public LocalDate(int year, int month, int day)
    {
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DaysInMonth(year, month))
        {
            throw new DateOutOfRangeException(
                "There is no day " + Digits(year, 4) + "-" + Digits(month, 2) + "-" + Digits(day, 2) + " (years 1 to 9999).");
        }

        dayNumber = DayNumberOf(year, month, day);
    }

    LocalDate(int dayNumber) => this.dayNumber = dayNumber;

    /// <summary>0001-01-01.</summary>
    public static LocalDate MinIsoValue => default;

    /// <summary>9999-12-31.</summary>
    public static LocalDate MaxIsoValue => new(LastDayNumber);

    /// <summary>Year, 1 to 9999.</summary>
    public int Year
    {
        get
        {
            Deconstruct(out var year, out _, out _);
            return year;
        }
    }

    /// <summary>Month, 1 to 12.</summary>
    public int Month
    {
        get
        {
            Deconstruct(out _, out var month, out _);
            return month;
        }
    }

    /// <summary>Day of the month, 1 to 31.</summary>
    public int Day
    {
        get
        {
            Deconstruct(out _, out _, out var day);
            return day;
        }
    }

    /// <summary>Day of the week.</summary>
    public IsoDayOfWeek DayOfWeek => (IsoDayOfWeek)((dayNumber % 7) + 1);     // 0001-01-01 was a Monday

    /// <summary>Days from <paramref name="start"/> to <paramref name="end"/>; negative if the end lies before.</summary>
    public static int DaysBetween(LocalDate start, LocalDate end) => end.dayNumber - start.dayNumber;

    /// <summary>Number of days of a month, 28 to 31.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <param name="month">1 to 12.</param>
    public static int DaysInMonth(int year, int month) =>
        month switch
        {
            2 => IsLeapYear(year) ? 29 : 28,
            4 or 6 or 9 or 11 => 30,
            _ => 31,
        };

    /// <summary>Whether the year has a 29 February.</summary>
    public static bool IsLeapYear(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    /// <summary>The earlier of two days.</summary>
    public static LocalDate Min(LocalDate x, LocalDate y) => x.dayNumber <= y.dayNumber ? x : y;

    /// <summary>The later of two days.</summary>
    public static LocalDate Max(LocalDate x, LocalDate y) => x.dayNumber >= y.dayNumber ? x : y;

    /// <summary>The day of a <see cref="DateTime"/>; its time and kind are ignored.</summary>
    public static LocalDate FromDateTime(DateTime dateTime) => new((int)(dateTime.Ticks / TimeSpan.TicksPerDay));

    /// <summary>Reads exactly <c>YYYY-MM-DD</c>.</summary>
    /// <exception cref="FormatException">The text is another or names no day.</exception>
    public static LocalDate Parse(string text) =>
        TryParse(text, out var date) ? date : throw new FormatException("'" + text + "' is not a day. Write it as YYYY-MM-DD, as 2027-12-31.");

    /// <summary>Reads exactly <c>YYYY-MM-DD</c>; no blanks, no other digits than 0 to 9. False: the text is no day; null, too.</summary>
    public static bool TryParse(string? text, out LocalDate date)
    {
        date = default;
        return text is { Length: IsoLength } && TryParse(text, 0, out date);
    }

    /// <summary>Reads the ten characters from a start on, so that a long list of days needs no copies.</summary>
    internal static bool TryParse(string text, int start, out LocalDate date)
    {
        date = default;
        if (text.Length - start < IsoLength || text[start + 4] != '-' || text[start + 7] != '-') return false;

        var year = Number(text, start, 4);
        var month = Number(text, start + 5, 2);
        var day = Number(text, start + 8, 2);
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DaysInMonth(year, month)) return false;

        date = new LocalDate(DayNumberOf(year, month, day));
        return true;
    }

    /// <summary>Year, month and day at once: cheaper than the three properties.</summary>
    public void Deconstruct(out int year, out int month, out int day)
    {
        var rest = dayNumber;
        var centuries400 = rest / DaysPer400Years;
        rest -= centuries400 * DaysPer400Years;
        var centuries = Math.Min(rest / DaysPer100Years, 3);            // the last day of 400 years is in their fourth century
        rest -= centuries * DaysPer100Years;
        var leapCycles = rest / DaysPer4Years;
        rest -= leapCycles * DaysPer4Years;
        var years = Math.Min(rest / 365, 3);
        rest -= years * 365;

        year = (centuries400 * 400) + (centuries * 100) + (leapCycles * 4) + years + 1;
        var leap = years == 3 && (leapCycles != 24 || centuries == 3);
        month = (rest >> 5) + 1;                                        // never too late, at most one month too early
        var before = DaysBeforeMonth(month + 1, leap);
        if (rest >= before) month++;
        else before = DaysBeforeMonth(month, leap);
        day = rest - before + 1;
    }

    /// <summary>This many days later; negative: earlier.</summary>
    /// <exception cref="DateOutOfRangeException">The day would lie outside the years 1 to 9999.</exception>
    public LocalDate PlusDays(int days)
    {
        var number = (long)dayNumber + days;
        return number is >= 0 and <= LastDayNumber ? new LocalDate((int)number) : throw OutOfRange(days, "days");
    }

    /// <summary>This many days later; null: beyond the calendar, so that a search can end there without an error.</summary>
    internal LocalDate? PlusDaysOrNull(int days)
    {
        var number = (long)dayNumber + days;
        return number is >= 0 and <= LastDayNumber ? new LocalDate((int)number) : null;
    }

    /// <summary>This many weeks later; negative: earlier.</summary>
    /// <exception cref="DateOutOfRangeException">The day would lie outside the years 1 to 9999.</exception>
    public LocalDate PlusWeeks(int weeks)
    {
        var number = dayNumber + (7L * weeks);
        return number is >= 0 and <= LastDayNumber ? new LocalDate((int)number) : throw OutOfRange(weeks, "weeks");
    }

    /// <summary>
    /// The same day number this many months later; where that month is shorter, its last day (31 January plus 1 month is 28 or 29 February).
    /// So it does not undo itself: 31 January plus 1, less 1 month is 28 January.
    /// </summary>
    /// <exception cref="DateOutOfRangeException">The day would lie outside the years 1 to 9999.</exception>
    public LocalDate PlusMonths(int months)
    {
        Deconstruct(out var year, out var month, out var day);
        var index = (year * 12L) + month - 1 + months;
        if (index is < 12 or > (9999 * 12) + 11) throw OutOfRange(months, "months");

        year = (int)(index / 12);
        month = (int)(index % 12) + 1;
        return new LocalDate(DayNumberOf(year, month, Math.Min(day, DaysInMonth(year, month))));
    }

    /// <summary>The same day this many years later; 29 February becomes 28 February in common years.</summary>
    /// <exception cref="DateOutOfRangeException">The day would lie outside the years 1 to 9999.</exception>
    public LocalDate PlusYears(int years) =>
        years is >= -9999 and <= 9999 ? PlusMonths(years * 12) : throw OutOfRange(years, "years");

    /// <summary>Midnight of this day with <see cref="DateTimeKind.Unspecified"/>, as Dataverse wants date-only columns.</summary>
    public DateTime ToDateTimeUnspecified() => new(dayNumber * TimeSpan.TicksPerDay, DateTimeKind.Unspecified);

    /// <summary>ISO 8601: <c>2027-12-31</c>.</summary>
    public override string ToString()
    {
        Deconstruct(out var year, out var month, out var day);
        return Digits(year, 4) + "-" + Digits(month, 2) + "-" + Digits(day, 2);
    }

    /// <summary>As a German reader writes it: <c>31.12.2027</c>.</summary>
    public string ToGermanString()
    {
        Deconstruct(out var year, out var month, out var day);
        return Digits(day, 2) + "." + Digits(month, 2) + "." + Digits(year, 4);
    }

    /// <summary>As an English reader takes it without doubt: <c>31 Dec 2027</c>.</summary>
    public string ToEnglishString()
    {
        Deconstruct(out var year, out var month, out var day);
        return Digits(day, 1) + " " + EnglishMonths.Substring((month - 1) * 3, 3) + " " + Digits(year, 4);
    }

    /// <inheritdoc/>
    public bool Equals(LocalDate other) => dayNumber == other.dayNumber;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LocalDate other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => dayNumber;

    /// <inheritdoc/>
    public int CompareTo(LocalDate other) => dayNumber.CompareTo(other.dayNumber);

    /// <inheritdoc/>
    public int CompareTo(object? obj) =>
        obj switch
        {
            null => 1,
            LocalDate other => CompareTo(other),
            _ => throw new ArgumentException("A day compares with a day only.", nameof(obj)),
        };

    /// <summary>Same day.</summary>
    public static bool operator ==(LocalDate left, LocalDate right) => left.dayNumber == right.dayNumber;

    /// <summary>Another day.</summary>
    public static bool operator !=(LocalDate left, LocalDate right) => left.dayNumber != right.dayNumber;

    /// <summary>Earlier.</summary>
    public static bool operator <(LocalDate left, LocalDate right) => left.dayNumber < right.dayNumber;

    /// <summary>Earlier or same.</summary>
    public static bool operator <=(LocalDate left, LocalDate right) => left.dayNumber <= right.dayNumber;

    /// <summary>Later.</summary>
    public static bool operator >(LocalDate left, LocalDate right) => left.dayNumber > right.dayNumber;

    /// <summary>Later or same.</summary>
    public static bool operator >=(LocalDate left, LocalDate right) => left.dayNumber >= right.dayNumber;

    static int DayNumberOf(int year, int month, int day)
    {
        var y = year - 1;
        return (y * 365) + (y / 4) - (y / 100) + (y / 400) + DaysBeforeMonth(month, IsLeapYear(year)) + day - 1;
    }

    // 13: the year's length. 0, 31, 59, 90, …: a straight line with slope 30.6 from March on.
    static int DaysBeforeMonth(int month, bool leap) =>
        month switch
        {
            1 => 0,
            2 => 31,
            _ => ((month * 306) - 914) / 10 + (leap ? 60 : 59),
        };

    static int Number(string text, int start, int length)
    {
        var number = 0;
        for (var i = start; i < start + length; i++)
        {
            if (text[i] is < '0' or > '9') return -1;
            number = (number * 10) + text[i] - '0';
        }

        return number;
    }

    static string Digits(int number, int length) => number.ToString("D" + (char)('0' + length), CultureInfo.InvariantCulture);

    DateOutOfRangeException OutOfRange(int number, string unit) =>
        new("The day " + number.ToString(CultureInfo.InvariantCulture) + " " + unit + " from " + ToString() + " lies outside the years 1 to 9999.");
}
