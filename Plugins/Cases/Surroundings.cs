using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Timing;

namespace Offboarding.Plugins.Cases;

/// <summary>What a case meets at its account: unfinished business, people, working days, blackouts.</summary>
sealed class Surroundings
{
    const int TalkDaysProposed = 3;

    Surroundings(OpenBusiness business, PlanOwners owners, PlanCalendar calendar)
    {
        Business = business;
        Owners = owners;
        Calendar = calendar;
    }

    internal OpenBusiness Business { get; }

    internal PlanOwners Owners { get; }

    internal PlanCalendar Calendar { get; }

    /// <summary>Reads all of it. Requests: 2 (the account with what is open, people with blackouts), 1 more for holiday rules if the account has a calendar and no contract asked for one.</summary>
    /// <param name="call">Of the operation.</param>
    /// <param name="account">With region, address and owner.</param>
    /// <param name="owner">Of the case.</param>
    /// <param name="contact">Main contact of the case; null: none.</param>
    /// <param name="installed">Which tables of other apps exist.</param>
    /// <param name="calendars">Perhaps read by the judgement already.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-1417, OFF-5005: the calendar.</exception>
    internal static Surroundings Read(
        PluginCall call, AccountRow account, EntityReference owner, EntityReference? contact, InstalledTables installed, HolidayCalendars calendars)
    {
        var business = OpenBusiness.Read(call.AsSystem, account.Id, installed, contact?.Id);
        var users = PlanOwners.UsersAmong(owner, account.OwnerId);
        var people = users.Length == 0 ? [] : PlanQueries.PeopleWithBlackouts(call.AsSystem, users, account.Id, call.Today);
        var blackouts = users.Length == 0 ? PlanQueries.Blackouts(call.AsSystem, account.Id, call.Today, call.Language) : PlanQueries.BlackoutsIn(people, call.Language);
        return new Surroundings(business, PlanOwners.Of(owner, account.OwnerId, people), PlanCalendar.Of(calendars, CaseQueries.PlaceOf(account), blackouts, call.Language));
    }

    /// <summary>What speaks against the time, with the rows that cause it, and better days for a talk, as JSON. Requests: none.</summary>
    /// <param name="call">Of the operation.</param>
    /// <param name="talk">Day of the talk; null: none is planned.</param>
    /// <param name="end">Planned end; null: not known.</param>
    /// <param name="lastTalk">Last day on which a talk is in time; null: no limit.</param>
    internal string Warnings(PluginCall call, LocalDate? talk, LocalDate? end, LocalDate? lastTalk = null) =>
        TimingText.Json(TimingWarnings(call, talk, end), TalkDays(call, lastTalk), call.Language);

    /// <summary>What speaks against the time. Requests: none.</summary>
    internal IReadOnlyList<TimingWarning> TimingWarnings(PluginCall call, LocalDate? talk, LocalDate? end) => TimingRule.Warnings(Business.Rows, call.Today, talk, end, Calendar.WorkingDays);

    /// <summary>Good days for the talk, the first ones. Requests: none.</summary>
    internal IReadOnlyList<LocalDate> TalkDays(PluginCall call, LocalDate? lastTalk) => TimingRule.TalkDays(call.Today, lastTalk, TalkDaysProposed, Calendar.WorkingDays);
}
