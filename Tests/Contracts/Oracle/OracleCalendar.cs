using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Offboarding.Tests.Contracts.Oracle;

/// <summary>
/// Date arithmetic as the statutes word it, day by day, on the framework's own date type. It shares nothing with the product, so that a slip
/// on one side shows as a difference.
/// </summary>
sealed class OracleCalendar(HashSet<DateOnly> holidays)
{
    public bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day);

    public bool IsWerktag(DateOnly day) => day.DayOfWeek is not DayOfWeek.Sunday && !holidays.Contains(day);

    public DateOnly NextWorkingDay(DateOnly day)
    {
        while (!IsWorkingDay(day)) day = day.AddDays(1);
        return day;
    }

    public DateOnly LastWorkingDay(DateOnly day)
    {
        while (!IsWorkingDay(day)) day = day.AddDays(-1);
        return day;
    }

    /// <summary>§§ 187 (1), 188: the day of the event is not counted.</summary>
    public DateOnly PeriodEnd(DateOnly eventDay, string period)
    {
        var day = eventDay;
        foreach (var part in period.Split('+'))
        {
            var (number, unit) = Split(part);
            day = unit switch
            {
                "D" => day.AddDays(number),
                "W" => day.AddDays(7 * number),
                "WD" => Walk(day, number, IsWorkingDay),
                "WT" => Walk(day, number, IsWerktag),
                _ => SameDayMonthsLater(day, Months(number, unit)),
            };
        }

        return day;
    }

    /// <summary>§§ 187 (2), 188 (2): the first day counts.</summary>
    public static DateOnly TermEnd(DateOnly start, string term)
    {
        var (number, unit) = Split(term);
        return unit switch
        {
            "D" => start.AddDays(number - 1),
            "W" => start.AddDays((7 * number) - 1),
            _ => TermEnd(start, Months(number, unit)),
        };
    }

    public static DateOnly TermEnd(DateOnly start, int months)
    {
        var firstOfMonth = new DateOnly(start.Year, start.Month, 1).AddMonths(months);
        if (start.Day == 1) return firstOfMonth.AddDays(-1);

        var wanted = start.Day - 1;
        var lastDay = DateTime.DaysInMonth(firstOfMonth.Year, firstOfMonth.Month);
        return firstOfMonth.AddDays(Math.Min(wanted, lastDay) - 1);
    }

    /// <summary>Whether a day is on an anchor that the calendar or the start of the contract fixes.</summary>
    public static bool IsOnAnchor(DateOnly day, string anchor, DateOnly start)
    {
        var isMonthEnd = day.AddDays(1).Day == 1;
        switch (anchor)
        {
            case "any_day": return true;
            case "saturday": return day.DayOfWeek == DayOfWeek.Saturday;
            case "month_end": return isMonthEnd;
            case "mid_or_end": return isMonthEnd || day.Day == 15;
            case "quarter_end": return isMonthEnd && day.Month % 3 == 0;
            case "half_year_end": return isMonthEnd && day.Month % 6 == 0;
            case "year_end": return isMonthEnd && day.Month == 12;
            case "contract_month_end": return IsContractEnd(day, start, 1);
            case "contract_quarter_end": return IsContractEnd(day, start, 3);
            case "contract_year_end": return IsContractEnd(day, start, 12);
        }

        var value = anchor[(anchor.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (anchor.StartsWith("dom:", StringComparison.Ordinal))
        {
            var number = int.Parse(value, CultureInfo.InvariantCulture);
            return day.Day == number || (isMonthEnd && number > day.Day);
        }

        if (anchor.StartsWith("fixed:", StringComparison.Ordinal))
        {
            return day.ToString("MM-dd", CultureInfo.InvariantCulture) == value
                || (value == "02-29" && !DateTime.IsLeapYear(day.Year) && day is { Month: 2, Day: 28 });
        }

        return value.Split('|').Contains(Iso(day), StringComparer.Ordinal);
    }

    public static bool IsContractEnd(DateOnly day, DateOnly start, int months)
    {
        var apart = ((day.Year - start.Year) * 12) + day.Month - start.Month;
        return Enumerable.Range(Math.Max(0, apart - 1), 3).Any(k => k > 0 && k % months == 0 && TermEnd(start, k) == day);
    }

    /// <summary>The cut-off day for an end: <c>period:kind:n:offset</c>.</summary>
    public DateOnly CutOffDay(DateOnly end, string cutOff)
    {
        var parts = cutOff.Split(':');
        var number = int.Parse(parts[2], CultureInfo.InvariantCulture);
        var offset = int.Parse(parts[3], CultureInfo.InvariantCulture);
        var (first, next) = parts[0] switch
        {
            "week" => (Monday(end).AddDays(-7 * offset), Monday(end).AddDays(7 - (7 * offset))),
            "month" => (MonthStart(end, 1).AddMonths(-offset), MonthStart(end, 1).AddMonths(1 - offset)),
            _ => (MonthStart(end, 3).AddMonths(-3 * offset), MonthStart(end, 3).AddMonths(3 - (3 * offset))),
        };
        var candidates = Enumerable.Range(0, next.DayNumber - first.DayNumber).Select(first.AddDays)
            .Where(day => parts[1] == "day" || IsWerktag(day)).ToList();
        return number <= candidates.Count ? candidates[number - 1] : next.AddDays(-1);

        static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        static DateOnly MonthStart(DateOnly day, int months) => new(day.Year, ((day.Month - 1) / months * months) + 1, 1);
    }

    public static (int Number, string Unit) Split(string period)
    {
        var digits = period.TakeWhile(char.IsAsciiDigit).Count();
        return (int.Parse(period[..digits], CultureInfo.InvariantCulture), period[digits..]);
    }

    public static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    static int Months(int number, string unit) => unit switch { "Q" => 3 * number, "Y" => 12 * number, _ => number };

    static DateOnly SameDayMonthsLater(DateOnly day, int months)
    {
        var month = new DateOnly(day.Year, day.Month, 1).AddMonths(months);
        return month.AddDays(Math.Min(day.Day, DateTime.DaysInMonth(month.Year, month.Month)) - 1);
    }

    static DateOnly Walk(DateOnly day, int number, Func<DateOnly, bool> counts)
    {
        for (var left = number; left > 0;)
        {
            day = day.AddDays(1);
            if (counts(day)) left--;
        }

        return day;
    }
}
