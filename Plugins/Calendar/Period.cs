using System;
using System.Globalization;

namespace Offboarding.Plugins.Calendar;

/// <summary>Unit of a period as contracts and statutes count.</summary>
public enum PeriodUnit
{
    /// <summary>Calendar days.</summary>
    Days,

    /// <summary>Arbeitstage: Monday to Friday without holidays.</summary>
    WorkingDays,

    /// <summary>Werktage: Monday to Saturday without holidays.</summary>
    Werktage,

    /// <summary>Weeks of seven days.</summary>
    Weeks,

    /// <summary>Calendar months.</summary>
    Months,

    /// <summary>Quarters of three months (§ 189 (1) BGB).</summary>
    Quarters,

    /// <summary>Years of twelve months.</summary>
    Years,
}

/// <summary>A number of units, as 3 months: written <c>3M</c>. Units: D, WD, WT, W, M, Q, Y.</summary>
public readonly struct Period : IEquatable<Period>
{
    /// <summary>The largest number a period may have; 99,999 days are 273 years.</summary>
    public const int MaxNumber = 99_999;

    static readonly string[] Codes = ["D", "WD", "WT", "W", "M", "Q", "Y"];

    /// <summary>A number of units.</summary>
    /// <param name="number">0 to <see cref="MaxNumber"/>.</param>
    /// <param name="unit">What is counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative or too large.</exception>
    public Period(int number, PeriodUnit unit)
    {
        if (number is < 0 or > MaxNumber) throw new ArgumentOutOfRangeException(nameof(number), "A period has 0 to 99,999 units.");

        Number = number;
        Unit = unit;
    }

    /// <summary>How many units; 0 is allowed for notice (at once), not for terms.</summary>
    public int Number { get; }

    /// <summary>What is counted.</summary>
    public PeriodUnit Unit { get; }

    /// <summary>Whether <see cref="Number"/> counts calendar months, quarters or years.</summary>
    public bool IsInMonths => Unit >= PeriodUnit.Months;

    /// <summary>Whether a contract term may have this length: D, W, M, Q or Y, at least 1.</summary>
    public bool IsTermLength => Number >= 1 && Unit is not (PeriodUnit.WorkingDays or PeriodUnit.Werktage);

    int Months =>
        Unit switch
        {
            PeriodUnit.Quarters => Number * 3,
            PeriodUnit.Years => Number * 12,
            _ => Number,
        };

    /// <summary>Reads <c>3M</c>. False: no number from 0 to 99,999 followed by a unit; null, too.</summary>
    public static bool TryParse(string? text, out Period period) => TryParse(text, 0, text?.Length ?? 0, out period);

    /// <summary>Reads the part of a text from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    internal static bool TryParse(string? text, int start, int end, out Period period)
    {
        period = default;
        if (text is null) return false;

        var number = 0;
        var i = start;
        for (; i < end && text[i] is >= '0' and <= '9'; i++)
        {
            number = (number * 10) + text[i] - '0';
            if (number > MaxNumber) return false;
        }

        if (i == start) return false;

        for (var unit = 0; unit < Codes.Length; unit++)
        {
            var code = Codes[unit];
            if (end - i != code.Length || string.CompareOrdinal(text, i, code, 0, code.Length) != 0) continue;

            period = new Period(number, (PeriodUnit)unit);
            return true;
        }

        return false;
    }

    /// <summary>
    /// The day on which the period ends that begins with an event: the day of the event is not counted. Null: after the year 9999.
    /// </summary>
    /// <param name="eventDay">Day of the event, as receipt of a notice.</param>
    /// <param name="holidays">Days that are no Arbeitstage and no Werktage.</param>
    /// <remarks>§§ 187 (1), 188 (1), (2) alt. 1, (3) BGB: 31 January + 1M is the last of February, 28 February + 1M is 28 March.</remarks>
    public LocalDate? EndAfter(LocalDate eventDay, HolidaySet holidays)
    {
        switch (Unit)
        {
            case PeriodUnit.Days: return eventDay.PlusDaysOrNull(Number);
            case PeriodUnit.Weeks: return eventDay.PlusDaysOrNull(7 * Number);
            case PeriodUnit.WorkingDays or PeriodUnit.Werktage: return Walk(eventDay, holidays);
            default:
                eventDay.Deconstruct(out var year, out var month, out var day);
                return InMonth(year, month + (long)Months, day);
        }
    }

    /// <summary>
    /// The last event day whose period ends on <paramref name="end"/> or before: the inverse of <see cref="EndAfter"/>.
    /// It is not "end less period": for 28 February and 1M it is 31 January. Null: before the year 1.
    /// </summary>
    /// <param name="end">Last day of the period at the latest.</param>
    /// <param name="holidays">Days that are no Arbeitstage and no Werktage.</param>
    public LocalDate? LatestEvent(LocalDate end, HolidaySet holidays)
    {
        switch (Unit)
        {
            case PeriodUnit.Days: return end.PlusDaysOrNull(-Number);
            case PeriodUnit.Weeks: return end.PlusDaysOrNull(-7 * Number);
            case PeriodUnit.WorkingDays or PeriodUnit.Werktage: return WalkBack(end, holidays);
            default:
                end.Deconstruct(out var year, out var month, out var day);
                return InMonth(year, month - (long)Months, day == LocalDate.DaysInMonth(year, month) ? 31 : day);
        }
    }

    /// <summary>The last day of a term of this length whose first day counts in full. Null: after the year 9999.</summary>
    /// <param name="start">First day of the term.</param>
    /// <remarks>
    /// §§ 187 (2), 188 (2) alt. 2, (3) BGB: 31 January + 1M ends on the last of February, 30 January + 1M on 28 (29) February,
    /// 29 February 2024 + 12M on 28 February 2025. It is never "start + n months − 1 day".
    /// </remarks>
    public LocalDate? TermEnd(LocalDate start)
    {
        if (!IsInMonths) return start.PlusDaysOrNull((Unit == PeriodUnit.Weeks ? 7 * Number : Number) - 1);

        return TermEnd(start, Months);
    }

    /// <summary><see cref="TermEnd(LocalDate)"/> for a number of months, 0 or more; 0: the day before the start.</summary>
    internal static LocalDate? TermEnd(LocalDate start, long months)
    {
        start.Deconstruct(out var year, out var month, out var day);
        return day == 1 ? InMonth(year, month + months - 1, 31) : InMonth(year, month + months, day - 1);
    }

    /// <summary>The term of a row of equal terms that holds a day; each is computed anew from its own first day (§ 190 BGB).</summary>
    /// <param name="firstStart">First day of the first term of the row.</param>
    /// <param name="day">On or after <paramref name="firstStart"/>.</param>
    /// <returns>Null: that term ends after the year 9999.</returns>
    public Term? TermHolding(LocalDate firstStart, LocalDate day)
    {
        var start = firstStart;
        while (true)
        {
            start = JumpTowards(start, day);
            if (TermEnd(start) is not { } end) return null;
            if (end >= day) return new Term(start, end);
            start = end.PlusDays(1);
        }
    }

    /// <summary>As in a contract: <c>3M</c>.</summary>
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture) + Codes[(int)Unit];

    /// <inheritdoc/>
    public bool Equals(Period other) => Number == other.Number && Unit == other.Unit;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Period other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (Number * 7) + (int)Unit;

    // Up to the 28th every month has the day, so that the terms in between need not be walked.
    LocalDate JumpTowards(LocalDate start, LocalDate day)
    {
        if (!IsInMonths)
        {
            var length = Unit == PeriodUnit.Weeks ? 7 * Number : Number;
            return start.PlusDays(LocalDate.DaysBetween(start, day) / length * length);
        }

        if (start.Day > 28) return start;

        var months = ((day.Year - start.Year) * 12) + day.Month - start.Month - (day.Day < start.Day ? 1 : 0);
        return start.PlusMonths(months / Months * Months);
    }

    bool Counts(LocalDate day, HolidaySet holidays) =>
        Unit == PeriodUnit.WorkingDays ? holidays.IsWorkingDay(day) : holidays.IsWerktag(day);

    LocalDate? Walk(LocalDate from, HolidaySet holidays)
    {
        var day = from;
        for (var left = Number; left > 0;)
        {
            if (day.PlusDaysOrNull(1) is not { } next) return null;
            day = next;
            if (Counts(day, holidays)) left--;
        }

        return day;
    }

    // The n-th counted day back from the end, the end included, must still lie after the event.
    LocalDate? WalkBack(LocalDate end, HolidaySet holidays)
    {
        var day = end;
        for (var left = Number; left > 0;)
        {
            if (Counts(day, holidays)) left--;
            if (day.PlusDaysOrNull(-1) is not { } before) return null;
            day = before;
        }

        return day;
    }

    // A month number outside 1 to 12 counts on into other years; a day the month lacks becomes its last.
    static LocalDate? InMonth(int year, long month, int day)
    {
        var index = (year * 12L) + month - 1;
        if (index is < 12 or > (9999 * 12) + 11) return null;

        var targetYear = (int)(index / 12);
        var targetMonth = (int)(index % 12) + 1;
        return new LocalDate(targetYear, targetMonth, Math.Min(day, LocalDate.DaysInMonth(targetYear, targetMonth)));
    }
}

/// <summary>A term: both days belong to it.</summary>
public readonly struct Term
{
    /// <summary>A term from its first to its last day.</summary>
    /// <param name="start">First day.</param>
    /// <param name="end">Last day; the term ends at its 24:00.</param>
    public Term(LocalDate start, LocalDate end)
    {
        Start = start;
        End = end;
    }

    /// <summary>First day.</summary>
    public LocalDate Start { get; }

    /// <summary>Last day, inclusive.</summary>
    public LocalDate End { get; }
}
