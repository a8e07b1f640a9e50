using System.Collections.Generic;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Playbooks;

/// <summary>From where the holiday calendar of an account is known.</summary>
public enum CalendarSource
{
    /// <summary>There is none: Monday to Friday, without holidays.</summary>
    None,

    /// <summary>The region on the account.</summary>
    Region,

    /// <summary>The first address of the account.</summary>
    Address,

    /// <summary>The setting off_HolidayCalendar.</summary>
    Setting,
}

/// <summary>Where an account is, as far as holidays go.</summary>
public sealed class PlanPlace
{
    /// <summary>Code of a calendar on the account, as DE-BY; null or blank: the address decides.</summary>
    public string? Region { get; init; }

    /// <summary>Country of the first address; null: blank.</summary>
    public string? Country { get; init; }

    /// <summary>State or canton of the first address; null: blank.</summary>
    public string? State { get; init; }
}

/// <summary>The working days of an account, and from which calendar they are.</summary>
public sealed class PlanCalendar
{
    PlanCalendar(WorkingDays workingDays, string? code, CalendarSource source)
    {
        WorkingDays = workingDays;
        Code = code;
        Source = source;
    }

    /// <summary>With blackouts.</summary>
    public WorkingDays WorkingDays { get; }

    /// <summary>Code of the calendar; null: none.</summary>
    public string? Code { get; }

    /// <summary>From where the code is known.</summary>
    public CalendarSource Source { get; }

    /// <summary>
    /// Working days at the account's region; without one, at its address; where that names no place with a calendar, at the place that the setting
    /// off_HolidayCalendar names; without that, without holidays.
    /// </summary>
    /// <param name="calendars">All calendars; asking one reads the rules, once.</param>
    /// <param name="place">Of the account.</param>
    /// <param name="blackouts">Times without talks.</param>
    /// <param name="language">For errors.</param>
    /// <exception cref="Microsoft.Xrm.Sdk.InvalidPluginExecutionException">OFF-1417: region or setting name a calendar that no holiday rule names. It is unknown, not one without holidays.</exception>
    public static PlanCalendar Of(HolidayCalendars calendars, PlanPlace place, IReadOnlyList<Blackout> blackouts, Language language)
    {
        if (!string.IsNullOrWhiteSpace(place.Region)) return Named(calendars, place.Region!.Trim(), CalendarSource.Region, blackouts, language);

        // An address is written for letters: what it says is used where there are rules for it, and is no error where there are none.
        if (AddressRegion.CalendarOf(place.Country, place.State) is { } code && calendars.Of(code) is { IsNamed: true } local)
            return new PlanCalendar(new WorkingDays(HolidaySet.Of(local), blackouts), code, CalendarSource.Address);

        return calendars.Standard is { } standard
            ? Named(calendars, standard, CalendarSource.Setting, blackouts, language)
            : new PlanCalendar(new WorkingDays(HolidaySet.None, blackouts), null, CalendarSource.None);
    }

    /// <summary>Which calendar it is, in words.</summary>
    public string Text(Language language) => Source switch
    {
        CalendarSource.Region => Messages.Part("OFF-TEXT-CALENDAR-REGION", language, "calendar", Code ?? ""),
        CalendarSource.Address => Messages.Part("OFF-TEXT-CALENDAR-ADDRESS", language, "calendar", Code ?? ""),
        CalendarSource.Setting => Messages.Part("OFF-TEXT-CALENDAR-SETTING", language, "calendar", Code ?? ""),
        _ => Messages.Part("OFF-TEXT-CALENDAR-NONE", language),
    };

    static PlanCalendar Named(HolidayCalendars calendars, string code, CalendarSource source, IReadOnlyList<Blackout> blackouts, Language language)
    {
        var calendar = calendars.Of(code);
        if (!calendar.IsNamed) throw Refusal.Of("OFF-1417", language, "region", code, "known", string.Join(", ", calendars.Codes));

        return new PlanCalendar(new WorkingDays(HolidaySet.Of(calendar), blackouts), code, source);
    }
}
