using System.Collections.Generic;

namespace Offboarding.Plugins.Calendar;

/// <summary>The public holidays that count for one contract, and the working days that follow from them.</summary>
public sealed class HolidaySet
{
    readonly LocalDate[] days;      // ascending, each once; empty with a calendar
    readonly SortedSet<LocalDate>? passedOver;

    HolidaySet(LocalDate[] days, HolidayCalendar? calendar = null, SortedSet<LocalDate>? passedOver = null)
    {
        this.days = days;
        Calendar = calendar;
        this.passedOver = passedOver;
    }

    /// <summary>No holidays: weekends alone rest.</summary>
    public static HolidaySet None { get; } = new([]);

    /// <summary>The listed days in ascending order, each once; none if a calendar gives the days.</summary>
    public IReadOnlyList<LocalDate> Days => days;

    /// <summary>The calendar whose rules give the days; null: the days are listed, or there are none.</summary>
    public HolidayCalendar? Calendar { get; }

    /// <summary>The holidays of a calendar, of whatever year is asked.</summary>
    public static HolidaySet Of(HolidayCalendar calendar) => new([], calendar);

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

    /// <summary>The same holidays; those over which counting passes, though their weekday would count, are noted.</summary>
    /// <param name="noted">Gets the days.</param>
    internal HolidaySet Noting(SortedSet<LocalDate> noted) => new(days, Calendar, noted);

    /// <summary>Whether the day is a holiday of this set. A Sunday is one only if it is listed.</summary>
    /// <exception cref="HolidaysUnknownException">The calendar does not know the year.</exception>
    public bool Contains(LocalDate day)
    {
        if (Calendar is not null) return Calendar.On(day) is not null;

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
    public bool IsWorkingDay(LocalDate day) => day.DayOfWeek <= IsoDayOfWeek.Friday && !PassesOver(day);

    /// <summary>Werktag: Monday to Saturday without holidays (§ 3 (2) BUrlG; the usual reading of § 580a BGB).</summary>
    public bool IsWerktag(LocalDate day) => day.DayOfWeek <= IsoDayOfWeek.Saturday && !PassesOver(day);

    /// <summary>The day itself if it is an Arbeitstag, else the next one (§ 193 BGB). Null: none before the calendar ends.</summary>
    public LocalDate? WorkingDayFrom(LocalDate day) => Step(day, 1);

    /// <summary>The day itself if it is an Arbeitstag, else the last one before. Null: none after the calendar begins.</summary>
    public LocalDate? WorkingDayUntil(LocalDate day) => Step(day, -1);

    bool PassesOver(LocalDate day)
    {
        var isHoliday = Contains(day);
        if (isHoliday) passedOver?.Add(day);
        return isHoliday;
    }

    LocalDate? Step(LocalDate day, int direction)
    {
        LocalDate? candidate = day;
        while (candidate is { } found && !IsWorkingDay(found)) candidate = found.PlusDaysOrNull(direction);
        return candidate;
    }
}
