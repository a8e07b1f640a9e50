using System.Globalization;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Retention;

/// <summary>Day and month on which a financial year ends. The default value is 31 December.</summary>
/// <remarks>28 and 29 February both mean the last of February, so that a leap year has one end, not two.</remarks>
public readonly struct FiscalYearEnd
{
    const int Length = 5;
    const int February = 2;
    const int LeapYear = 2000;

    readonly int month;     // 0: 31 December
    readonly int day;

    FiscalYearEnd(int month, int day)
    {
        this.month = month;
        this.day = day;
    }

    /// <summary>Reads <c>MM-DD</c>; null and empty: 31 December. False: another text, or a day that no year has.</summary>
    public static bool TryParse(string? text, out FiscalYearEnd end)
    {
        end = default;
        if (string.IsNullOrEmpty(text)) return true;
        if (text!.Length != Length || !LocalDate.TryParse(LeapYear.ToString(CultureInfo.InvariantCulture) + "-" + text, out var day)) return false;

        end = new FiscalYearEnd(day.Month, day.Day);
        return true;
    }

    /// <summary>The end in a calendar year.</summary>
    /// <param name="year">1 to 9999.</param>
    public LocalDate In(int year) =>
        month == 0 ? new LocalDate(year, 12, 31)
        : month == February && day >= 28 ? new LocalDate(year, month, LocalDate.DaysInMonth(year, month))
        : new LocalDate(year, month, day);

    /// <summary>The calendar year in which the financial year ends that holds a day.</summary>
    public int YearHolding(LocalDate date) => date <= In(date.Year) ? date.Year : date.Year + 1;

    /// <summary><c>MM-DD</c>.</summary>
    public override string ToString() => month == 0 ? "12-31" : Two(month) + "-" + Two(day);

    static string Two(int number) => number.ToString("D2", CultureInfo.InvariantCulture);
}
