using System.Collections.Generic;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Playbooks;

/// <summary>The working days of an account.</summary>
public static class PlanCalendar
{
    /// <summary>Working days at the account's region; without one, at the place that the setting off_HolidayCalendar names; without that, without holidays.</summary>
    /// <param name="calendars">All calendars; asking one reads the rules, once.</param>
    /// <param name="region">Code on the account, as DE-BY; null or blank: none.</param>
    /// <param name="blackouts">Times without talks.</param>
    /// <param name="language">For errors.</param>
    /// <exception cref="Microsoft.Xrm.Sdk.InvalidPluginExecutionException">OFF-1417: no holiday rule names the calendar. It is unknown, not one without holidays.</exception>
    public static WorkingDays Of(HolidayCalendars calendars, string? region, IReadOnlyList<Blackout> blackouts, Language language)
    {
        var code = string.IsNullOrWhiteSpace(region) ? calendars.Standard : region!.Trim();
        if (code is null) return new WorkingDays(HolidaySet.None, blackouts);

        var calendar = calendars.Of(code);
        if (!calendar.IsNamed) throw Refusal.Of("OFF-1417", language, "region", code, "known", string.Join(", ", calendars.Codes));

        return new WorkingDays(HolidaySet.Of(calendar), blackouts);
    }
}
