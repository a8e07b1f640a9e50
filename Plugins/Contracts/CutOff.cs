using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>Calendar period in which a cut-off day lies.</summary>
public enum CutOffPeriod
{
    /// <summary>Monday to Sunday.</summary>
    Week,

    /// <summary>Calendar month.</summary>
    Month,

    /// <summary>Calendar quarter.</summary>
    Quarter,
}

/// <summary>
/// Stichtag: the last day of receipt, fixed by the calendar period of the end instead of a length. Written <c>period:kind:n:offset</c>:
/// <c>month:day:15:0</c> is the 15th of the month of the end, <c>quarter:werktag:3:1</c> the third Werktag of the quarter before.
/// </summary>
/// <remarks>
/// Source: § 621 Nr. 2, 3, § 580a BGB. Saturday is a Werktag: BGH VIII ZR 206/04 leaves open a third day on a Saturday, and the earlier day is safe.
/// A period shorter than n days, or with fewer than n Werktage, ends the search on its last day.
/// </remarks>
public sealed class CutOff
{
    readonly string text;
    readonly bool countsWerktage;
    readonly int number;
    readonly int offset;

    CutOff(string text, CutOffPeriod period, bool countsWerktage, int number, int offset)
    {
        this.text = text;
        this.countsWerktage = countsWerktage;
        this.number = number;
        this.offset = offset;
        Period = period;
    }

    /// <summary>Whether days or Werktage are counted.</summary>
    internal bool CountsWerktage => countsWerktage;

    /// <summary>Which day of the period.</summary>
    internal int Number => number;

    /// <summary>How many periods before that of the end.</summary>
    internal int Offset => offset;

    /// <summary>Week, month or quarter.</summary>
    public CutOffPeriod Period { get; }

    /// <summary>The cut-off of a text; null: the text is none.</summary>
    public static CutOff? ParseOrNull(string text)
    {
        var parts = text.Split(':');
        if (parts.Length != 4) return null;

        CutOffPeriod? period = parts[0] switch { "week" => CutOffPeriod.Week, "month" => CutOffPeriod.Month, "quarter" => CutOffPeriod.Quarter, _ => null };
        bool? werktage = parts[1] switch { "day" => false, "werktag" => true, _ => null };
        if (period is not { } calendarPeriod || werktage is not { } countsWerktage) return null;
        if (!Anchor.TryNumber(parts[2], 0, out var number) || !Anchor.TryNumber(parts[3], 0, out var offset)) return null;

        var longest = calendarPeriod switch { CutOffPeriod.Week => 7, CutOffPeriod.Month => 31, _ => 92 };
        return number >= 1 && number <= longest ? new CutOff(text, calendarPeriod, countsWerktage, number, offset) : null;
    }

    /// <summary>The last day on which notice to <paramref name="end"/> may be received. Null: before the year 1.</summary>
    public LocalDate? LatestReceipt(LocalDate end, HolidaySet holidays) => Start(end, -offset) is { } start ? DayIn(start, holidays) : null;

    /// <summary>First day of the first calendar period whose cut-off day is <paramref name="receipt"/> or later. Null: after the year 9999.</summary>
    public LocalDate? FirstEnd(LocalDate receipt, HolidaySet holidays)
    {
        if (Start(receipt, 0) is not { } own) return null;

        return Start(receipt, receipt <= DayIn(own, holidays) ? offset : offset + 1);
    }

    /// <summary>As it was read.</summary>
    public override string ToString() => text;

    LocalDate DayIn(LocalDate start, HolidaySet holidays)
    {
        var last = Start(start, 1) is { } next ? next.PlusDays(-1) : LocalDate.MaxIsoValue;
        if (!countsWerktage) return LocalDate.Min(last, start.PlusDaysOrNull(number - 1) ?? last);

        var day = start;
        for (var left = number; day < last; day = day.PlusDays(1))
        {
            if (holidays.IsWerktag(day) && --left == 0) break;
        }

        return day;
    }

    // First day of the period that holds a day, moved by a number of periods.
    LocalDate? Start(LocalDate day, int periods)
    {
        if (Period == CutOffPeriod.Week) return day.PlusDaysOrNull(1 - (int)day.DayOfWeek + (7 * periods));

        var months = Period == CutOffPeriod.Month ? 1 : 3;
        day.Deconstruct(out var year, out var month, out _);
        var index = (year * 12) + ((month - 1) / months * months) + (periods * months);
        return index is >= 12 and <= (9999 * 12) + 11 ? new LocalDate(index / 12, (index % 12) + 1, 1) : null;
    }
}
