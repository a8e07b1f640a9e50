using System;
using System.Collections.Generic;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;

namespace Offboarding.Plugins.Nightly;

/// <summary>What one step judges by: the day in the time zone of jobs, the rules, the settings.</summary>
sealed class NightlyRules
{
    readonly Lazy<string> state;
    readonly Lazy<ContractSources> sources;

    NightlyRules(LocalDate today, NoticeRules notice, HolidayCalendars calendars, Lazy<string> state, IReadOnlyList<int> ladderDays, bool withSubsidiaries, Lazy<ContractSources> sources)
    {
        Today = today;
        Notice = notice;
        Calendars = calendars;
        this.state = state;
        LadderDays = ladderDays;
        WithSubsidiaries = withSubsidiaries;
        this.sources = sources;
    }

    internal LocalDate Today { get; }

    internal NoticeRules Notice { get; }

    internal HolidayCalendars Calendars { get; }

    /// <summary>Fingerprint of rules and settings. Requests: that of the holiday rules, if they were not read yet.</summary>
    internal string State => state.Value;

    internal IReadOnlyList<int> LadderDays { get; }

    internal bool WithSubsidiaries { get; }

    /// <summary>Other tables in which contracts live. Requests: 1 with the first use; none with off_ContractSources = no.</summary>
    internal ContractSources Sources => sources.Value;

    /// <summary>
    /// Reads rules and settings. Requests: 3, and the caller's language for errors; 1 more for holiday rules with the first use of <see cref="State"/> or of a calendar.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="ladderDays">The ladder; empty where no reminder is created, so that a ladder that cannot be read does not keep a rep from working.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-5001, OFF-5002: a setting or a rule cannot be used. Then nothing is judged.</exception>
    internal static NightlyRules Read(PluginCall call, IReadOnlyList<int> ladderDays)
    {
        var settings = call.Settings;
        var rows = NoticeRuleQueries.ActiveRows(call.AsSystem);
        var holidays = new Lazy<IReadOnlyList<Entity>>(() => HolidayRuleQueries.ActiveRows(call.AsSystem), isThreadSafe: false);
        return new NightlyRules(
            call.DayOfJobs(),
            NoticeRuleQueries.Read(rows, call.Language),
            HolidayRuleQueries.Read(() => holidays.Value, settings.HolidayCalendar, call.Language),
            new Lazy<string>(() => RuleState.Of(rows, holidays.Value, settings.HolidayCalendar, ladderDays, settings.IncludeSubsidiaries), isThreadSafe: false),
            ladderDays,
            settings.IncludeSubsidiaries,
            new Lazy<ContractSources>(() => ContractSources.Of(call), isThreadSafe: false));
    }

    /// <summary>Reads the holiday rules now instead of with the first contract that needs them: a run must not take their defect for that of a contract.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-5005: a holiday rule cannot be used.</exception>
    internal void DemandReadable() => _ = Calendars.Codes;

    /// <summary>When the next night begins, in UTC. Requests: 1.</summary>
    internal DateTime NextDue(PluginCall call)
    {
        var midnight = new UtcTimeFromLocalTimeRequest { TimeZoneCode = call.Settings.TimeZoneCode, LocalTime = Today.PlusDays(1).ToDateTimeUnspecified() };
        return ((UtcTimeFromLocalTimeResponse)call.AsSystem.Execute(midnight)).UtcTime;
    }
}
