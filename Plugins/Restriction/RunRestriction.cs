using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Offboarding.Plugins.Nightly;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Restriction;

/// <summary>The part of a night that restricts rows of which the day has come, and gives back those whose restriction ended: one job a step, at most 200 rows.</summary>
/// <remarks>Loop contract. A step that fails is repeated with half as many rows; a job whose single row fails is left out of the run and named. Requests: <see cref="RestrictionStep"/>.</remarks>
static class RunRestriction
{
    const int JobsPerRead = 100;

    /// <summary>One step of the night.</summary>
    /// <param name="call">The call of off_RunNightly.</param>
    /// <param name="text">The token; empty: from the beginning.</param>
    /// <param name="prefix">What stands before the tokens that are answered.</param>
    /// <param name="after">The token of the part that follows.</param>
    /// <exception cref="Microsoft.Xrm.Sdk.InvalidPluginExecutionException">OFF-5003: unknown token; OFF-3254: too many jobs failed.</exception>
    internal static void Step(PluginCall call, string text, string prefix, string after)
    {
        var token = text.Length == 0 ? RestrictionToken.Start : RestrictionToken.ParseOrNull(text) ?? throw Refusal.Of("OFF-5003", call.Language, "token", prefix + text, "message", call.Context.MessageName);
        var night = NightlyRules.Read(call, []);
        var job = NextJob(call, night, ref token);
        if (job is null)
        {
            call.ReturnLoopStep(after, processed: 0, failed: 0, "");
            return;
        }

        if (RestrictedTeam.FindOrNull(call, out var gap) is not { } team)
        {
            call.ReturnLoopStep(after, processed: 0, failed: 1, gap);
            return;
        }

        if (call.OptionalText("Fault") is { } fault)
        {
            Settle(call, token, job, fault, prefix);
            return;
        }

        var step = new RestrictionStep(call, night, team);
        var next = step.Pass(job, token.Size) ? token.Past(job.OpenKey!) : token;
        call.ReturnLoopStep(prefix + next, step.Moved, step.Lacking.Count, Report(call, job, step));
    }

    /// <summary>The next job of which rows may have to change hands; null: none is left. Requests: 1 for each 100 jobs, 2 when there is none.</summary>
    static ErasureJobRow? NextJob(PluginCall call, NightlyRules night, ref RestrictionToken token)
    {
        while (true)
        {
            var jobs = token.IsOfOpen
                ? RestrictionQueries.Open(call.AsSystem, night.Today, token.After, JobsPerRead)
                : RestrictionQueries.Ended(call.AsSystem, token.After, JobsPerRead);
            var isOfOpen = token.IsOfOpen;
            if (jobs.FirstOrDefault(job => !isOfOpen || job.FormerOwners != RestrictionStep.KeyOf(job)) is { } next) return next;

            if (jobs.Count == JobsPerRead) token = token.Past(jobs[jobs.Count - 1].OpenKey!);
            else if (token.IsOfOpen) return null;
            else token = token.ToOpen();
        }
    }

    static void Settle(PluginCall call, RestrictionToken token, ErasureJobRow job, string fault, string prefix)
    {
        if (token.Size > 1)
        {
            call.ReturnLoopStep(prefix + token.Halved(), processed: 0, failed: 0, "");
            return;
        }

        var name = job.Name ?? "?";
        if (token.Failures == RestrictionToken.MostFailures)
            throw Refusal.Of("OFF-3254", call.Language, "most", Text(RestrictionToken.MostFailures), "job", name, "fault", fault);

        call.ReturnLoopStep(prefix + token.PastFailed(job.OpenKey!), processed: 0, failed: 1, Messages.Part("OFF-TEXT-RESTRICTION-FAILED", call.Language, "job", name, "fault", fault));
    }

    static string Report(PluginCall call, ErasureJobRow job, RestrictionStep step)
    {
        var lines = new List<string>();
        if (step.Moved > 0) lines.Add(Messages.Part("OFF-TEXT-RESTRICTION-MOVED", call.Language, "job", job.Name ?? "?", "rows", Text(step.Moved)));
        if (step.Lacking.Count > 0) lines.Add(Messages.Format("OFF-3253", call.Language, "job", job.Name ?? "?", "role", RestrictedTeam.RoleName, "privileges", string.Join(", ", step.Lacking)));
        return string.Join("\n", lines);
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
