using System;
using System.Globalization;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>The kinds of <see cref="Anchor"/>.</summary>
public enum AnchorKind
{
    /// <summary>The end of the initial and of each renewal term.</summary>
    TermEnd,

    /// <summary>Every day.</summary>
    AnyDay,

    /// <summary>Saturdays (§ 621 Nr. 2 BGB).</summary>
    Saturday,

    /// <summary>The 15th and the last day of a month (§ 192 BGB).</summary>
    MidOrEnd,

    /// <summary>The n-th day of a month, or its last if it is shorter; 31: the last.</summary>
    DayOfMonth,

    /// <summary>The last day of every n-th month of the year: 1 month, 3 quarter, 6 half-year, 12 year.</summary>
    CalendarEnd,

    /// <summary>The end of every n contract months, counted from the start of the contract, not chained.</summary>
    ContractEnd,

    /// <summary>The same day each year; 29 February becomes 28 February.</summary>
    FixedDay,

    /// <summary>Named days.</summary>
    Dates,
}

/// <summary>Kündigungstermin: the days on which a contract may end.</summary>
/// <remarks>Spellings: <c>term_end, any_day, saturday, month_end, mid_or_end, dom:15, quarter_end, half_year_end, year_end,
/// contract_month_end, contract_quarter_end, contract_year_end, fixed:09-30, date:2026-06-30|2027-06-30</c>.</remarks>
public sealed class Anchor
{
    readonly string text;
    readonly int number;                // day of month, months between ends, or month * 100 + day
    readonly LocalDate[] dates;

    Anchor(string text, AnchorKind kind, int number, LocalDate[]? dates = null)
    {
        this.text = text;
        this.number = number;
        this.dates = dates ?? [];
        Kind = kind;
    }

    /// <summary>The end of each term: what a blank anchor means where terms renew or expire.</summary>
    public static Anchor TermEnds { get; } = new("term_end", AnchorKind.TermEnd, 0);

    /// <summary>Which rule names the days.</summary>
    public AnchorKind Kind { get; }

    /// <summary>The anchor of a text; null: the text is none.</summary>
    public static Anchor? ParseOrNull(string text) =>
        text switch
        {
            "term_end" => TermEnds,
            "any_day" => new(text, AnchorKind.AnyDay, 0),
            "saturday" => new(text, AnchorKind.Saturday, 0),
            "month_end" => new(text, AnchorKind.CalendarEnd, 1),
            "quarter_end" => new(text, AnchorKind.CalendarEnd, 3),
            "half_year_end" => new(text, AnchorKind.CalendarEnd, 6),
            "year_end" => new(text, AnchorKind.CalendarEnd, 12),
            "mid_or_end" => new(text, AnchorKind.MidOrEnd, 15),
            "contract_month_end" => new(text, AnchorKind.ContractEnd, 1),
            "contract_quarter_end" => new(text, AnchorKind.ContractEnd, 3),
            "contract_year_end" => new(text, AnchorKind.ContractEnd, 12),
            _ when text.StartsWith("dom:", StringComparison.Ordinal) => DayOfMonthOrNull(text),
            _ when text.StartsWith("fixed:", StringComparison.Ordinal) => FixedDayOrNull(text),
            _ when text.StartsWith("date:", StringComparison.Ordinal) => DatesOrNull(text),
            _ => null,
        };

    /// <summary>The first day of this anchor on or after a day; null: there is none (more). Term ends are the chain's business, not asked here.</summary>
    /// <param name="from">Earliest day of interest.</param>
    /// <param name="start">Start of the contract, from which contract months are counted.</param>
    public LocalDate? FirstFrom(LocalDate from, LocalDate start)
    {
        switch (Kind)
        {
            case AnchorKind.AnyDay: return from;
            case AnchorKind.Saturday: return from.PlusDaysOrNull(((int)IsoDayOfWeek.Saturday - (int)from.DayOfWeek + 7) % 7);
            case AnchorKind.MidOrEnd: return from.Day <= 15 ? new LocalDate(from.Year, from.Month, 15) : MonthDay(from, 0, 31);
            case AnchorKind.DayOfMonth: return MonthDay(from, 0, number) is { } day && day >= from ? day : MonthDay(from, 1, number);
            case AnchorKind.CalendarEnd: return MonthDay(from, (number - (from.Month % number)) % number, 31);
            case AnchorKind.ContractEnd: return FirstContractEnd(from, start, number);
            case AnchorKind.FixedDay: return YearDay(from.Year) is { } thisYear && thisYear >= from ? thisYear : YearDay(from.Year + 1);
            case AnchorKind.Dates: return Array.Find(dates, date => date >= from) is { } found && found >= from ? found : null;
            default: throw new InvalidOperationException("Ends of terms follow from the terms, not from the calendar.");
        }
    }

    /// <summary>Whether the day is one of this anchor.</summary>
    public bool Contains(LocalDate day, LocalDate start) => Kind != AnchorKind.TermEnd && FirstFrom(day, start) == day;

    /// <summary>Day of the month, months between ends, or for a fixed day month · 100 + day; 0 where the kind says it all.</summary>
    internal int Number => number;

    /// <summary>As it was read.</summary>
    public override string ToString() => text;

    /// <summary>The first te(start, k · months), k = 1, 2, …, on or after a day: contract months are counted from the start, not chained.</summary>
    internal static LocalDate? FirstContractEnd(LocalDate from, LocalDate start, int months)
    {
        var apart = ((from.Year - start.Year) * 12L) + from.Month - start.Month;
        for (var k = Math.Max(1, (apart / months) - 1); ; k++)
        {
            if (Period.TermEnd(start, k * months) is not { } end) return null;
            if (end >= from) return end;
        }
    }

    static Anchor? DayOfMonthOrNull(string text) =>
        TryNumber(text, 4, out var day) && day is >= 1 and <= 31 ? new(text, AnchorKind.DayOfMonth, day) : null;

    static Anchor? FixedDayOrNull(string text) =>
        text.Length == 11 && LocalDate.TryParse("2024-" + text.Substring(6), out var day)      // a leap year: 29 February is a spelling
            ? new(text, AnchorKind.FixedDay, (day.Month * 100) + day.Day)
            : null;

    static Anchor? DatesOrNull(string text)
    {
        var parts = text.Substring(5).Split('|');
        var read = new LocalDate[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!LocalDate.TryParse(parts[i], out read[i])) return null;
        }

        Array.Sort(read);
        return new(text, AnchorKind.Dates, 0, read);
    }

    internal static bool TryNumber(string text, int start, out int number)
    {
        number = 0;
        return text.Length - start is > 0 and < 4
            && int.TryParse(text.Substring(start), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    static LocalDate? MonthDay(LocalDate from, int monthsLater, int day)
    {
        var month = from.Month + monthsLater;
        var year = from.Year + ((month - 1) / 12);
        if (year > 9999) return null;

        month = ((month - 1) % 12) + 1;
        return new LocalDate(year, month, Math.Min(day, LocalDate.DaysInMonth(year, month)));
    }

    LocalDate? YearDay(int year) =>
        year > 9999 ? null : new LocalDate(year, number / 100, Math.Min(number % 100, LocalDate.DaysInMonth(year, number / 100)));
}
