using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Proof;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Schedule;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>Ends a run: with a certificate and completed lines when everything is gone and proven, else as failed with what is left. Never completed in doubt.</summary>
/// <remarks>Requests: those of <see cref="CertificateSource"/>; lines; 1 for each line that was carried out; 1 each for run, plan and job.</remarks>
sealed class RunSettlement
{
    readonly PluginCall call;
    readonly ErasureJobRow job;
    readonly ErasureRunRow run;
    readonly ErasurePlanRow plan;
    readonly string basis;
    readonly LocalDate today;
    readonly ProofResult? proof;

    /// <param name="call">The step.</param>
    /// <param name="job">The job.</param>
    /// <param name="run">Its run.</param>
    /// <param name="plan">The plan that was carried out.</param>
    /// <param name="basis">Part 1 of the plan.</param>
    /// <param name="today">Local date of jobs.</param>
    /// <param name="proof">What the search afterwards found; null: there were more rows than one step can search.</param>
    internal RunSettlement(PluginCall call, ErasureJobRow job, ErasureRunRow run, ErasurePlanRow plan, string basis, LocalDate today, ProofResult? proof)
    {
        this.call = call;
        this.job = job;
        this.run = run;
        this.plan = plan;
        this.basis = basis;
        this.today = today;
        this.proof = proof;
    }

    /// <summary>Whether rows came meanwhile that are due and whose lines the schedule still has to make: then the job stays open.</summary>
    internal bool HasMore { get; init; }

    /// <summary>A run that ends. Requests: 1.</summary>
    internal static void End(PluginCall call, ErasureRunRow run, ErasureRunRunState state, string report) =>
        call.AsSystem.Update(new ErasureRunRow(new Entity(ErasureRunRow.Table, run.Id)) { RunState = state, FinishedOn = call.Now, Report = report }.Entity);

    internal RunAnswer Finish()
    {
        var source = new CertificateSource(call, job, run, plan, basis, today);
        var problem = source.ProblemOf(proof);
        var certificate = source.Html(proof, problem);
        call.AsSystem.Update(new ErasurePlanRow(new Entity(ErasurePlanRow.Table, plan.Id)) { Approval = ErasurePlanApproval.Executed }.Entity);
        if (problem is not null) return Failed(problem, source.Failures.Count + (proof?.FindCount ?? 0), certificate);

        foreach (var line in PlanContent.DueLinesOf(basis))
            call.AsSystem.Update(new RetentionScheduleRow(new Entity(RetentionScheduleRow.Table, line)) { ErasedOn = today, LineStatus = RetentionScheduleLineStatus.Completed }.Entity);

        var isOpen = HasMore || ScheduleJobs.Lines(call.AsSystem, job.Id).Any(static line => JobLines.IsOpen(line));
        var report = Messages.Part(isOpen ? "OFF-TEXT-RUN-RESTRICTED" : "OFF-TEXT-RUN-COMPLETED", call.Language, "job", job.Name ?? "?");
        End(call, run, ErasureRunRunState.Finished, report);
        var change = Ended(certificate, report);
        change.FailureCount = 0;
        change.CompletedOn = today;
        change.StatusReason = isOpen ? ErasureJobStatusReason.Restricted : ErasureJobStatusReason.Completed;
        if (!isOpen)
        {
            change.State = ErasureJobState.Inactive;
            change.OpenKey = job.Id.ToString("D");
        }

        call.AsSystem.Update(change.Entity);
        return RunAnswer.NextJob(report);
    }

    RunAnswer Failed(string problem, int count, string certificate)
    {
        End(call, run, ErasureRunRunState.Failed, problem);
        var change = Ended(certificate, problem);
        change.StatusReason = ErasureJobStatusReason.Failed;
        change.FailureCount = count;
        call.AsSystem.Update(change.Entity);
        return RunAnswer.NextJob(problem);
    }

    ErasureJobRow Ended(string certificate, string detail)
    {
        var change = new ErasureJobRow(new Entity(ErasureJobRow.Table, job.Id)) { Certificate = certificate, Detail = detail, Step = null, LeaseOwner = null, LeaseUntil = null };
        if (proof is null) return change;

        change.Proof = ProofText.Of(proof);
        change.ProvenOn = call.Now;
        return change;
    }
}
