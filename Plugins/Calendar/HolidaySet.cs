using System.Collections.Generic;

namespace Offboarding.Plugins.Calendar;

/// <summary>The public holidays that count for one contract, and the working days that follow from them.</summary>
public sealed class HolidaySet
{
    readonly LocalDate[] days;      // ascending, each once

    HolidaySet(LocalDate[] days) => this.days = days;

    /// <summary>No holidays: weekends alone rest.</summary>
    public static HolidaySet None { get; } = new([]);

    /// <summary>Days in ascending order, each once.</summary>
    public IReadOnlyList<LocalDate> Days => days;

    /// <summary>These days, in any order, repeated or not.</summary>
    public static HolidaySet Of(IEnumerable<LocalDate> holidays)
    {
        var distinct = new SortedSet<LocalDate>(holidays);
        if (distinct.Count == 0) return None;

        var ascending = new LocalDate[distinct.Count];
        distinct.CopyTo(ascending);
        return new HolidaySet(ascending);
    }

    /// <summary>Reads <c>2026-01-01;2026-04-03</c>. False: a part is no day. Null and blank: no holidays.</summary>
    public static bool TryParse(string? text, out HolidaySet holidays)
    {
        holidays = None;
        if (string.IsNullOrWhiteSpace(text)) return true;

        // Every contract carries its list: days of ten characters, each but the last followed by a semicolon.
        const int Step = LocalDate.IsoLength + 1;
        if ((text!.Length + 1) % Step != 0) return false;

        var listed = new LocalDate[(text.Length + 1) / Step];
        var ascending = true;
        for (var i = 0; i < listed.Length; i++)
        {
            if (i > 0 && text[(i * Step) - 1] != ';') return false;
            if (!LocalDate.TryParse(text, i * Step, out listed[i])) return false;
            ascending &= i == 0 || listed[i - 1] < listed[i];
        }

        holidays = ascending ? new HolidaySet(listed) : Of(listed);
        return true;
    }

    /// <summary>Whether the day is a holiday of this set. A Sunday is one only if it is listed.</summary>
    public bool Contains(LocalDate day)
    {
        var low = 0;
        var high = days.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            if (days[middle] == day) return true;
            if (days[middle] < day) low = middle + 1;
            else high = middle - 1;
        }

        return false;
    }

    /// <summary>Arbeitstag: Monday to Friday without holidays.</summary>
    public bool IsWorkingDay(LocalDate day) => day.DayOfWeek <= IsoDayOfWeek.Friday && !Contains(day);

    /// <summary>Werktag: Monday to Saturday without holidays (§ 3 (2) BUrlG; the usual reading of § 580a BGB).</summary>
    public bool IsWerktag(LocalDate day) => day.DayOfWeek <= IsoDayOfWeek.Saturday && !Contains(day);

    /// <summary>The day itself if it is an Arbeitstag, else the next one (§ 193 BGB). Null: none before the calendar ends.</summary>
    public LocalDate? WorkingDayFrom(LocalDate day) => Step(day, 1);

    /// <summary>The day itself if it is an Arbeitstag, else the last one before. Null: none after the calendar begins.</summary>
    public LocalDate? WorkingDayUntil(LocalDate day) => Step(day, -1);

    LocalDate? Step(LocalDate day, int direction)
    {
        LocalDate? candidate = day;
        while (candidate is { } found && !IsWorkingDay(found)) candidate = found.PlusDaysOrNull(direction);
        return candidate;
    }
}
