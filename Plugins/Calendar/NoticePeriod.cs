using System.Collections.Generic;

namespace Offboarding.Plugins.Calendar;

/// <summary>A notice period: one period, or several one after the other as <c>2M+30D</c>.</summary>
public sealed class NoticePeriod
{
    readonly Period[] parts;

    NoticePeriod(Period[] parts) => this.parts = parts;

    /// <summary>No days at all: notice ends the contract on the day of receipt.</summary>
    public static NoticePeriod AtOnce { get; } = new([default]);

    /// <summary>The parts in the order in which they run.</summary>
    public IReadOnlyList<Period> Parts => parts;

    /// <summary>A single period.</summary>
    public static NoticePeriod Of(Period period) => new([period]);

    /// <summary>Reads <c>3M</c> or <c>2M+30D</c>; null: the text is no period.</summary>
    public static NoticePeriod? ParseOrNull(string text)
    {
        var count = 1;
        foreach (var c in text)
        {
            if (c == '+') count++;
        }

        var read = new Period[count];
        var start = 0;
        for (var i = 0; i < count; i++)
        {
            var end = text.IndexOf('+', start);
            if (end < 0) end = text.Length;
            if (!Period.TryParse(text, start, end, out read[i])) return null;
            start = end + 1;
        }

        return new NoticePeriod(read);
    }

    /// <inheritdoc cref="Period.EndAfter"/>
    public LocalDate? EndAfter(LocalDate eventDay, HolidaySet holidays)
    {
        LocalDate? end = eventDay;
        foreach (var part in parts) end = end is { } day ? part.EndAfter(day, holidays) : null;
        return end;
    }

    /// <inheritdoc cref="Period.LatestEvent"/>
    public LocalDate? LatestEvent(LocalDate end, HolidaySet holidays)
    {
        LocalDate? latest = end;
        for (var i = parts.Length - 1; i >= 0; i--) latest = latest is { } day ? parts[i].LatestEvent(day, holidays) : null;
        return latest;
    }

    /// <summary>
    /// Whether the period is longer than some months: months by number, other units by what is at most as long (28 days, 4 weeks,
    /// 20 Arbeitstage, 24 Werktage a month). Parts add up.
    /// </summary>
    /// <param name="months">At least 1.</param>
    public bool IsLongerThanMonths(int months)
    {
        // Shares of one month over their common denominator 840, so that 9 days and 20 days are 29 days, and nothing is rounded.
        var share = 0L;
        foreach (var part in parts)
        {
            share += part.Number * part.Unit switch
            {
                PeriodUnit.Days => 840L / 28,
                PeriodUnit.Weeks => 840L / 4,
                PeriodUnit.WorkingDays => 840L / 20,
                PeriodUnit.Werktage => 840L / 24,
                PeriodUnit.Months => 840L,
                PeriodUnit.Quarters => 840L * 3,
                _ => 840L * 12,
            };
        }

        return share > 840L * months;
    }

    /// <summary>As in a contract: <c>2M+30D</c>.</summary>
    public override string ToString() => string.Join("+", parts);
}
