using System;
using System.Collections.Generic;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;

namespace Offboarding.Plugins.Nightly;

/// <summary>What one step judges by: the day in the time zone of jobs, the notice rules, the settings.</summary>
sealed class NightlyRules
{
    NightlyRules(LocalDate today, NoticeRules notice, string state, IReadOnlyList<int> ladderDays, bool withSubsidiaries)
    {
        Today = today;
        Notice = notice;
        State = state;
        LadderDays = ladderDays;
        WithSubsidiaries = withSubsidiaries;
    }

    internal LocalDate Today { get; }

    internal NoticeRules Notice { get; }

    /// <summary>Fingerprint of rules and settings.</summary>
    internal string State { get; }

    internal IReadOnlyList<int> LadderDays { get; }

    internal bool WithSubsidiaries { get; }

    /// <summary>Reads rules and settings. Requests: 3, and the caller's language for errors.</summary>
    /// <param name="call">The call.</param>
    /// <param name="ladderDays">The ladder; empty where no reminder is created, so that a ladder that cannot be read does not keep a rep from working.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-5001, OFF-5002: a setting or a rule cannot be used. Then nothing is judged.</exception>
    internal static NightlyRules Read(PluginCall call, IReadOnlyList<int> ladderDays)
    {
        var settings = call.Settings;
        var rows = NoticeRuleQueries.ActiveRows(call.AsSystem);
        var local = new LocalTimeFromUtcTimeRequest { TimeZoneCode = settings.TimeZoneCode, UtcTime = call.Context.OperationCreatedOn };
        var now = ((LocalTimeFromUtcTimeResponse)call.AsSystem.Execute(local)).LocalTime;
        return new NightlyRules(
            LocalDate.FromDateTime(now),
            NoticeRuleQueries.Read(rows, call.Language),
            RuleState.Of(rows, ladderDays, settings.IncludeSubsidiaries),
            ladderDays,
            settings.IncludeSubsidiaries);
    }

    /// <summary>When the next night begins, in UTC. Requests: 1.</summary>
    internal DateTime NextDue(PluginCall call)
    {
        var midnight = new UtcTimeFromLocalTimeRequest { TimeZoneCode = call.Settings.TimeZoneCode, LocalTime = Today.PlusDays(1).ToDateTimeUnspecified() };
        return ((UtcTimeFromLocalTimeResponse)call.AsSystem.Execute(midnight)).UtcTime;
    }
}
