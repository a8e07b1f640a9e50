using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Findings;
using Offboarding.Plugins.Nightly;
using Offboarding.Plugins.Retention;

namespace Offboarding.Plugins.Schedule;

/// <summary><c>off_ScheduleBaseline</c>: one step of scheduling accounts that were inactive before the product came, or of showing what that would mean.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API off_ScheduleBaseline (global action). In: Preview (Boolean, optional; not given counts as yes, then nothing is written), DeactivatedOn (String, optional day by which
/// they were surely inactive; not given: for each account the day of its last change, since nobody can have deactivated it later), Token, Fault (String, optional). Out: those of every loop, and
/// Lines, Due (Integer) of this step.</para>
/// <para>Such accounts are no findings and get no tasks by themselves. What is scheduled then follows the same way as any other: nothing is erased before plan and approval.</para>
/// <para>Requests: those of <see cref="RunSchedules"/> for as many accounts.</para>
/// </remarks>
public sealed class ScheduleBaseline : IPlugin
{
    static readonly IReadOnlyDictionary<string, LocalDate> NothingErased = new Dictionary<string, LocalDate>(StringComparer.Ordinal);

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-3201: the product is not installed; OFF-3202: the day lies ahead; OFF-3200: too many failed; OFF-5003: unknown token.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var text = call.OptionalText("Token");
        var token = text is null ? ScheduleToken.Start : ScheduleToken.ParseOrNull(text) ?? throw Refusal.Of("OFF-5003", call.Language, "token", text, "message", "off_ScheduleBaseline");
        var installedOn = FindingQueries.InstalledOn(call.AsSystem) ?? throw Refusal.Of("OFF-3201", call.Language);
        var night = NightlyRules.Read(call, []);
        var given = call.OptionalDate("DeactivatedOn");
        if (given > night.Today) throw Refusal.Of("OFF-3202", call.Language, "day", given.Value.ToString());

        var all = EndingAccounts.Baseline(call.AsSystem, installedOn, token.After);
        var some = all.Take(token.Size).ToList();
        if (call.OptionalText("Fault") is { } fault && some.Count > 0)
        {
            Settle(call, token, ScheduleJobs.KeyOf(some[0].Id), fault);
            return;
        }

        var tally = new Tally();
        var schedules = new AccountSchedules(call, night);
        var step = new ScheduleStep(call, night);
        var facts = schedules.Facts.Read([.. some.Select(static account => account.Id)]);
        foreach (var account in some)
        {
            var dated = facts[account.Id] with { DeactivatedOn = given ?? step.DayOfChange(account) };
            if (call.OptionalValue<bool>("Preview") ?? true) tally.Add(dated, schedules.Lines(dated, NothingErased));
            else step.Ended(dated, isDated: false);
        }

        var next = all.Count > some.Count ? token.GoOn(ScheduleJobs.KeyOf(some[some.Count - 1].Id)) : null;
        var report = Messages.Part(
            "OFF-TEXT-BASELINE", call.Language, "count", Text(some.Count), "lines", Text(tally.Lines), "due", Text(tally.Due), "unknown", Text(tally.Unknown), "rows", Text(step.Written));
        Answer(call, next, some.Count, failed: 0, tally, report);
    }

    static void Settle(PluginCall call, ScheduleToken token, string account, string fault)
    {
        if (token.Size > 1)
        {
            Answer(call, token.Halved(), processed: 0, failed: 0, new Tally(), "");
            return;
        }

        if (token.Failures == ScheduleToken.MostFailures)
            throw Refusal.Of("OFF-3200", call.Language, "most", Text(ScheduleToken.MostFailures), "schedule", account, "fault", fault);

        Answer(call, token.Past(account), processed: 0, failed: 1, new Tally(), Messages.Part("OFF-TEXT-SCHEDULE-FAILED", call.Language, "schedule", account, "fault", fault));
    }

    static void Answer(PluginCall call, ScheduleToken? next, int processed, int failed, Tally tally, string report)
    {
        call.ReturnStep(next is not null, next?.ToString(), processed, failed);
        call.Return("Lines", tally.Lines);
        call.Return("Due", tally.Due);
        call.Return("Report", report);
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What a preview counts.</summary>
    sealed class Tally
    {
        internal int Lines { get; private set; }

        internal int Due { get; private set; }

        internal int Unknown { get; private set; }

        internal void Add(AccountFacts account, IReadOnlyList<ScheduleLine> lines)
        {
            Lines += lines.Count;
            Due += lines.Count(static line => line.Result.Status == RetentionStatus.Due);
            if (account.RelationshipEnd is null) Unknown++;
        }
    }
}
