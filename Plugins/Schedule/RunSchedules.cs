using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Nightly;

namespace Offboarding.Plugins.Schedule;

/// <summary><c>off_RunSchedules</c>: one step of writing down when relationships ended, and of keeping erasure jobs and their lines as facts, holds and rules say.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API off_RunSchedules (global action). In: Token, Fault (String, optional). Out: those of every loop. The caller repeats with the
/// token until More is no; after a fault it calls again with the same token and the fault's text: the next step takes half as many schedules; one that fails alone is left out and named.</para>
/// <para>Runs as SYSTEM; the API demands a privilege that only administrators and the job have. A run on a day on which nothing changed writes nothing.</para>
/// <para>Requests: 5 (caller's language, settings, notice rules, local time, beginning of the next night) and those of <see cref="ScheduleStep"/>.</para>
/// </remarks>
public sealed class RunSchedules : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-5003: unknown token; OFF-3200: too many schedules failed; OFF-3204: no erasure map; OFF-3001 to OFF-3014, OFF-5001, OFF-5002: rules or settings cannot be used.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        Step(call, call.OptionalText("Token"), prefix: "", after: null);
    }

    /// <summary>One step; the night takes it as one of its parts.</summary>
    /// <param name="call">The call, of off_RunSchedules or off_RunNightly.</param>
    /// <param name="text">The token; null or empty: from the beginning.</param>
    /// <param name="prefix">What stands before the tokens that are answered.</param>
    /// <param name="after">Token of the part of the night that follows; null: none does.</param>
    /// <exception cref="InvalidPluginExecutionException">As for off_RunSchedules.</exception>
    internal static void Step(PluginCall call, string? text, string prefix, string? after)
    {
        var token = string.IsNullOrEmpty(text)
            ? ScheduleToken.Start
            : ScheduleToken.ParseOrNull(text!) ?? throw Refusal.Of("OFF-5003", call.Language, "token", prefix + text, "message", call.Context.MessageName);
        var answer = new Answer(call, NightlyRules.Read(call, []), prefix, after);
        var step = new ScheduleStep(call, answer.Night);
        var due = step.Due(token, out var next);
        if (call.OptionalText("Fault") is { } fault && due.Count > 0)
        {
            if (token.Size > 1) answer.Give(token.Halved(), processed: 0, failed: 0, "");
            else LeaveOut(call, answer, token, due[0], fault);
            return;
        }

        foreach (var one in due) step.Write(one);
        var report = due.Count == 0 ? "" : Messages.Part("OFF-TEXT-SCHEDULES", call.Language, "count", Text(due.Count), "rows", Text(step.Written));
        answer.Give(next, due.Count, failed: 0, report);
    }

    static void LeaveOut(PluginCall call, Answer answer, ScheduleToken token, DueSchedule failing, string fault)
    {
        if (token.Failures == ScheduleToken.MostFailures)
            throw Refusal.Of("OFF-3200", call.Language, "most", Text(ScheduleToken.MostFailures), "schedule", failing.Name, "fault", fault);

        answer.Give(token.Past(failing.Key), processed: 0, failed: 1, Messages.Part("OFF-TEXT-SCHEDULE-FAILED", call.Language, "schedule", failing.Name, "fault", fault));
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the caller is told.</summary>
    sealed class Answer
    {
        readonly PluginCall call;
        readonly string prefix;
        readonly string? after;

        internal Answer(PluginCall call, NightlyRules night, string prefix, string? after)
        {
            this.call = call;
            this.prefix = prefix;
            this.after = after;
            Night = night;
        }

        internal NightlyRules Night { get; }

        internal void Give(ScheduleToken? next, int processed, int failed, string report)
        {
            var token = next is null ? after : prefix + next;
            if (token is not null) call.ReturnLoopStep(token, processed, failed, report);
            else call.ReturnLoopEnd(processed, failed, Night.NextDue(call), report);
        }
    }
}
