using System;
using System.Collections.Generic;
using System.Globalization;

namespace Offboarding.Plugins.Calendar;

/// <summary>A day was asked of a holiday calendar that does not know it. Whoever counted on it must not go on: without the holidays of a year no date in it is sure.</summary>
public sealed class HolidaysUnknownException : Exception
{
    internal HolidaysUnknownException(string calendar, int? year)
        : base(year is { } asked
            ? "The rules of the holiday calendar '" + calendar + "' do not hold for the year " + asked.ToString(CultureInfo.InvariantCulture) + "."
            : "No holiday rule names the calendar '" + calendar + "'.")
    {
        Calendar = calendar;
        Year = year;
    }

    /// <summary>Code of the calendar.</summary>
    public string Calendar { get; }

    /// <summary>The year whose holidays are unknown; null: no rule names the calendar, so that every year is.</summary>
    public int? Year { get; }
}

/// <summary>The public holidays of one calendar, computed year by year when a day is asked.</summary>
/// <remarks>Serves one call; not safe for threads.</remarks>
public sealed class HolidayCalendar
{
    readonly HolidayRules rules;
    readonly Dictionary<int, IReadOnlyDictionary<LocalDate, Holiday>> years = [];

    internal HolidayCalendar(HolidayRules rules, string code)
    {
        this.rules = rules;
        Code = code;
        IsNamed = rules.Names(code);
        IsLimited = !IsNamed || rules.IsLimited(code);
    }

    /// <summary>Code, as DE-BY.</summary>
    public string Code { get; }

    /// <summary>Whether some rule names the calendar. If not, it is unknown: it is not one without holidays.</summary>
    public bool IsNamed { get; }

    /// <summary>Whether there are years of which the holidays are unknown.</summary>
    public bool IsLimited { get; }

    /// <summary>The holiday on a day; null: it is none.</summary>
    /// <exception cref="HolidaysUnknownException">The holidays of that year are unknown.</exception>
    public Holiday? On(LocalDate day)
    {
        if (!years.TryGetValue(day.Year, out var holidays))
        {
            if (!IsNamed) throw new HolidaysUnknownException(Code, null);
            if (IsLimited && !rules.Knows(Code, day.Year)) throw new HolidaysUnknownException(Code, day.Year);

            years[day.Year] = holidays = Computed(day.Year);
        }

        return holidays.TryGetValue(day, out var holiday) ? holiday : null;
    }

    Dictionary<LocalDate, Holiday> Computed(int year)
    {
        var days = new Dictionary<LocalDate, Holiday>();
        foreach (var holiday in rules.Of(Code, year, year)) days[holiday.Date] = holiday;
        return days;
    }
}

/// <summary>The calendars that contracts may name, and the one of contracts that name none.</summary>
/// <remarks>Serves one call; not safe for threads.</remarks>
public sealed class HolidayCalendars
{
    readonly Lazy<HolidayRules> rules;
    readonly Dictionary<string, HolidayCalendar> calendars = new(StringComparer.Ordinal);

    /// <summary>Calendars of rules.</summary>
    /// <param name="rules">All rules.</param>
    /// <param name="standard">Code of the calendar of contracts that name none; null or blank: they have no holidays.</param>
    public HolidayCalendars(HolidayRules rules, string? standard)
        : this(() => rules, standard)
    {
    }

    /// <summary>Calendars of rules that are read when the first calendar is asked for: a rule that cannot be read stops only who needs it.</summary>
    internal HolidayCalendars(Func<HolidayRules> rules, string? standard)
    {
        this.rules = new Lazy<HolidayRules>(rules, isThreadSafe: false);
        Standard = string.IsNullOrWhiteSpace(standard) ? null : standard;
    }

    /// <summary>No rules and no standard, made anew: a contract that names a calendar cannot be judged.</summary>
    public static HolidayCalendars None => new(new HolidayRules([]), null);

    /// <summary>Code of the calendar of contracts that name none; null: they have no holidays.</summary>
    public string? Standard { get; }

    /// <summary>Codes that rules name, in order.</summary>
    public IReadOnlyList<string> Codes => rules.Value.Calendars;

    /// <summary>The calendar of a code, which perhaps no rule names.</summary>
    public HolidayCalendar Of(string code)
    {
        if (!calendars.TryGetValue(code, out var calendar)) calendars[code] = calendar = new HolidayCalendar(rules.Value, code);
        return calendar;
    }
}
