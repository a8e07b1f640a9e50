using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>The part of a night that plans the jobs that are due: one a step. Nothing is erased by it: each plan waits for a person, or for a standing approval.</summary>
/// <remarks>
/// A job that cannot be planned says why in its details, and is tried again the next night. A plan that somebody rejected is not made again as long as it would be the same one; a job
/// that failed waits for a person. Requests: 1 when none is due; else 1, and those of off_PlanErasure and 1 more.
/// </remarks>
static class PlanDueJobs
{
    /// <summary>One step of the night.</summary>
    /// <param name="call">The call of off_RunNightly.</param>
    /// <param name="text">Key of the last job that was looked at; empty: none.</param>
    /// <param name="prefix">What stands before the tokens that are answered.</param>
    /// <param name="after">The token of the part that follows.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-5003: unknown token.</exception>
    internal static void Step(PluginCall call, string text, string prefix, string after)
    {
        if (text.Length > 0 && !Guid.TryParseExact(text, "D", out _)) throw Refusal.Of("OFF-5003", call.Language, "token", prefix + text, "message", call.Context.MessageName);
        if (JobQueries.NextToPlan(call.AsSystem, text) is not { } due)
        {
            call.ReturnLoopStep(after, processed: 0, failed: 0, "");
            return;
        }

        var next = prefix + due.OpenKey;
        if (call.OptionalText("Fault") is { } fault)
        {
            call.ReturnLoopStep(next, processed: 0, failed: 1, Messages.Part("OFF-TEXT-PLAN-FAILED", call.Language, "job", due.Name ?? "?", "fault", fault));
            return;
        }

        var job = JobQueries.Locked(call.AsSystem, due.Id);
        if (job.StatusReason != ErasureJobStatusReason.Due)
        {
            call.ReturnLoopStep(next, processed: 0, failed: 0, "");
            return;
        }

        var draft = new PlanBuilder(call).Build(job);
        if (PlanErasure.DefectOf(call, job, draft) is { } defect)
        {
            Explain(call, job, defect.Message);
            call.ReturnLoopStep(next, processed: 0, failed: 1, defect.Message);
            return;
        }

        if (JobQueries.IsRejected(call.AsSystem, job.Id, draft!.Content.Hash))
        {
            var rejected = Messages.Part("OFF-TEXT-PLAN-REJECTED", call.Language, "job", job.Name ?? "?");
            Explain(call, job, rejected);
            call.ReturnLoopStep(next, processed: 0, failed: 0, rejected);
            return;
        }

        PlanErasure.Store(call, job, draft);
        var count = (draft.EraseCount + draft.PseudonymizeCount).ToString(CultureInfo.InvariantCulture);
        call.ReturnLoopStep(next, processed: 1, failed: 0, Messages.Part("OFF-TEXT-JOB-PLANNED", call.Language, "job", job.Name ?? "?", "rows", count));
    }

    /// <summary>Says in the job what it waits for. Requests: 1; none if it says so already.</summary>
    static void Explain(PluginCall call, ErasureJobRow job, string detail)
    {
        if (job.Detail != detail) call.AsSystem.Update(new ErasureJobRow(new Entity(ErasureJobRow.Table, job.Id)) { Detail = detail }.Entity);
    }
}
