using System.Collections.Generic;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Playbooks;

/// <summary>A time in which no talk with a customer is to take place, as year-end closing or a holiday shutdown.</summary>
public sealed class Blackout
{
    /// <summary>A time without talks.</summary>
    /// <param name="name">As people call it.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day, inclusive; before the first: the blackout has no days.</param>
    public Blackout(string name, LocalDate from, LocalDate to)
    {
        Name = name;
        From = from;
        To = to;
    }

    /// <summary>As people call it.</summary>
    public string Name { get; }

    /// <summary>First day.</summary>
    public LocalDate From { get; }

    /// <summary>Last day, inclusive.</summary>
    public LocalDate To { get; }

    /// <summary>Whether the day lies inside.</summary>
    public bool Contains(LocalDate day) => From <= day && day <= To;
}

/// <summary>The days on which people work at the account's place, and those of them on which one may talk with the customer.</summary>
public sealed class WorkingDays
{
    /// <summary>The farthest a free day is looked for: a blackout of more than a year is a mistake in the data.</summary>
    internal const int LongestSearchDays = 400;

    readonly HolidaySet holidays;

    /// <summary>Working days of a place.</summary>
    /// <param name="holidays">Of the account's region.</param>
    /// <param name="blackouts">Times without talks: for all customers and for this one.</param>
    public WorkingDays(HolidaySet holidays, IReadOnlyList<Blackout> blackouts)
    {
        this.holidays = holidays;
        Blackouts = blackouts;
    }

    /// <summary>Monday to Friday, no holidays, no blackouts.</summary>
    public static WorkingDays Plain => new(HolidaySet.None, []);

    /// <summary>Times without talks.</summary>
    public IReadOnlyList<Blackout> Blackouts { get; }

    /// <summary>Monday to Friday, no holiday.</summary>
    /// <exception cref="HolidaysUnknownException">The calendar does not know the year.</exception>
    public bool IsWorkingDay(LocalDate day) => holidays.IsWorkingDay(day);

    /// <summary>Whether the day is a holiday, be it on a weekend.</summary>
    public bool IsHoliday(LocalDate day) => holidays.Contains(day);

    /// <summary>The blackout that a day lies in; null: none.</summary>
    public Blackout? BlackoutOn(LocalDate day)
    {
        foreach (var blackout in Blackouts)
            if (blackout.Contains(day)) return blackout;

        return null;
    }

    /// <summary>Whether one may talk with the customer on this day: a working day outside all blackouts.</summary>
    public bool IsTalkDay(LocalDate day) => BlackoutOn(day) is null && IsWorkingDay(day);

    /// <summary>
    /// A day so many units from another. In working days it is always a working day: 0 is the day itself or the last working day before it,
    /// 1 the next one after it, -1 the one before what 0 gives.
    /// </summary>
    /// <returns>Never earlier for a later day; null: outside the calendar.</returns>
    public LocalDate? Shift(LocalDate day, int offset, OffsetUnit unit)
    {
        if (unit == OffsetUnit.CalendarDays) return day.PlusDaysOrNull(offset);

        var found = holidays.WorkingDayUntil(day);
        for (; offset < 0 && found is { } later; offset++) found = later.PlusDaysOrNull(-1) is { } before ? holidays.WorkingDayUntil(before) : null;
        for (; offset > 0 && found is { } earlier; offset--) found = earlier.PlusDaysOrNull(1) is { } after ? holidays.WorkingDayFrom(after) : null;
        return found;
    }

    /// <summary>The day itself if it is a working day, else the next one; null: outside the calendar.</summary>
    public LocalDate? From(LocalDate day) => holidays.WorkingDayFrom(day);

    /// <summary>The day itself if it is a working day, else the last one before it; null: outside the calendar.</summary>
    public LocalDate? Until(LocalDate day) => holidays.WorkingDayUntil(day);

    /// <summary>The first day from a day on for a talk; null: none up to a last day, or none within <see cref="LongestSearchDays"/> days.</summary>
    public LocalDate? TalkDayFrom(LocalDate day, LocalDate? last = null)
    {
        for (var i = 0; i <= LongestSearchDays; i++)
        {
            if (day.PlusDaysOrNull(i) is not { } candidate || candidate > last) return null;
            if (IsTalkDay(candidate)) return candidate;
        }

        return null;
    }

    /// <summary>The last day up to a day for a talk, not before another; null: none.</summary>
    public LocalDate? TalkDayUntil(LocalDate day, LocalDate first)
    {
        for (var i = 0; i <= LongestSearchDays; i++)
        {
            if (day.PlusDaysOrNull(-i) is not { } candidate || candidate < first) return null;
            if (IsTalkDay(candidate)) return candidate;
        }

        return null;
    }
}
