using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Evidence;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Schedule;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>Ends a run: with a certificate and completed lines when everything is gone and verified, else as failed with what is left. Never completed in doubt.</summary>
/// <remarks>Requests: lines, failures, entries of the run, recycle bin; 1 for each line that was carried out; 1 each for run, plan and job.</remarks>
sealed class RunSettlement
{
    const string RecycleBin = "recyclebinconfig";
    const string BinDays = "cleanupintervalindays";

    readonly PluginCall call;
    readonly ErasureJobRow job;
    readonly ErasureRunRow run;
    readonly ErasurePlanRow plan;
    readonly string basis;
    readonly LocalDate today;

    internal RunSettlement(PluginCall call, ErasureJobRow job, ErasureRunRow run, ErasurePlanRow plan, string basis, LocalDate today)
    {
        this.call = call;
        this.job = job;
        this.run = run;
        this.plan = plan;
        this.basis = basis;
        this.today = today;
    }

    /// <summary>Whether rows came meanwhile that are due and whose lines the schedule still has to make: then the job stays open.</summary>
    internal bool HasMore { get; init; }

    /// <summary>A run that ends. Requests: 1.</summary>
    internal static void End(PluginCall call, ErasureRunRow run, ErasureRunRunState state, string report) =>
        call.AsSystem.Update(new ErasureRunRow(new Entity(ErasureRunRow.Table, run.Id)) { RunState = state, FinishedOn = call.Now, Report = report }.Entity);

    internal RunAnswer Finish()
    {
        var failures = JobQueries.OpenFailures(call.AsSystem, job.Id);
        var undecided = PlanContent.UndecidedOf(basis);
        var problem = failures.Count > 0 ? Text("OFF-3370", failures.Count) : undecided.Count > 0 ? Text("OFF-3371", undecided.Count) : null;
        var certificate = new Certificate(call.Language)
        {
            Job = job.Name ?? "?",
            Day = today,
            Run = run,
            PlanHash = plan.Hash ?? "",
            Entries = EvidenceQueries.AllEntries(call.AsSystem, run.Id),
            Kept = PlanContent.KeptOf(basis),
            Undecided = undecided,
            Failures = failures,
            BinDays = ReadBinDays(),
            Problem = problem,
        }.Html();
        call.AsSystem.Update(new ErasurePlanRow(new Entity(ErasurePlanRow.Table, plan.Id)) { Approval = ErasurePlanApproval.Executed }.Entity);
        if (problem is not null) return Failed(problem, failures.Count, certificate);

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

    ErasureJobRow Ended(string certificate, string detail) =>
        new(new Entity(ErasureJobRow.Table, job.Id)) { Certificate = certificate, Detail = detail, Step = null, LeaseOwner = null, LeaseUntil = null };

    string Text(string code, int count) => Messages.Format(code, call.Language, "job", job.Name ?? "?", "count", count.ToString(CultureInfo.InvariantCulture));

    /// <summary>Days for which the recycle bin keeps deleted rows at most; null: there is none. Requests: 1 or 2.</summary>
    int? ReadBinDays()
    {
        if (TableCatalog.Of(call.AsSystem, [RecycleBin]).Find(RecycleBin)?.Find(BinDays) is null) return null;

        var query = new QueryExpression(RecycleBin) { ColumnSet = new ColumnSet(BinDays) };
        query.AddOrder("recyclebinconfigid", OrderType.Ascending);
        var days = call.AsSystem.AllRows(query).Select(static row => row.GetAttributeValue<int?>(BinDays) ?? 0).ToList();
        return days.Count == 0 ? null : days.Max();
    }
}
