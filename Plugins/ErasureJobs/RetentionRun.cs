using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Feedback;
using Offboarding.Plugins.Holds;
using Offboarding.Plugins.KeepInTouch;
using Offboarding.Plugins.Proof;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>One step of carrying out the plan of a job, under its lease.</summary>
/// <remarks>
/// Requests of every step: 1 for pauses, 3 for the job, 1 each for run, plan, hashes of the parts, part; 3 for settings and the day; 1 to write where the job stands. To mask and delete: the map, the
/// tables, those of the kernel, of the stop and of <see cref="EvidenceWriter"/>. The first step of a plan makes the plan again (<see cref="PlanBuilder"/>) in the transaction of its first write.
/// </remarks>
sealed class RetentionRun
{
    const char MarkSeparator = '\n';

    readonly PluginCall call;
    readonly RunToken token;
    readonly ErasureJobRow job;
    readonly ErasureRunRow run;
    readonly ErasurePlanRow plan;
    readonly IReadOnlyList<ErasurePlanPartRow> parts;
    readonly FailureLog failures;
    readonly LocalDate today;
    string needles = "";

    RetentionRun(PluginCall call, RunToken token, ErasureJobRow job, ErasureRunRow run, ErasurePlanRow plan)
    {
        this.call = call;
        this.token = token;
        this.job = job;
        this.run = run;
        this.plan = plan;
        parts = JobQueries.Parts(call.AsSystem, plan.Id, withContent: false);
        failures = new FailureLog(call, job, run.Id);
        today = call.DayOfJobs();
    }

    IOrganizationService Service => call.AsSystem;

    string JobName => job.Name ?? "?";

    internal static RunAnswer Step(PluginCall call, RunToken token, string fault)
    {
        var held = JobQueries.Locked(call.AsSystem, token.Job);
        if (held.Fence != token.Fence || held.LeaseUntil is null || !Guid.TryParse(held.LeaseOwner, out var owner)) return RunAnswer.NextJob(Text(call, "OFF-TEXT-RUN-LOST", held));

        var approved = JobQueries.LivePlans(call.AsSystem, held.Id).FirstOrDefault(static one => one.Approval == ErasurePlanApproval.Approved);
        if (approved is null) return RunAnswer.NextJob(Text(call, "OFF-TEXT-RUN-LOST", held));

        return new RetentionRun(call, token, held, JobQueries.Run(call.AsSystem, owner), approved).Do(fault);
    }

    RunAnswer Do(string fault)
    {
        var place = RunPlace.Parse(job.Step);
        if (place.Stage != RunStage.Settle && place.Part > parts.Count) place = new RunPlace(RunStage.Settle, PlanContent.FirstWork, 0);
        if (PlanContent.HashOf(parts.Select(static part => part.Hash ?? "")) != plan.Hash) return Drifted(place);
        if (place.Stage == RunStage.Settle) return Settled(mayEmpty: fault.Length == 0);

        var rows = RowsAt(place, out var isUntouched);
        if (!isUntouched) return Drifted(place);
        if (fault.Length > 0) return Faulted(place, rows, fault);
        return place.Stage switch
        {
            RunStage.Mask => Mask(place, rows),
            RunStage.Delete => Delete(place, rows),
            RunStage.Purge => Purge(place, rows),
            _ => Verify(place, rows),
        };
    }

    /// <summary>The rows of the part from where the job stands.</summary>
    List<PlannedRow> RowsAt(RunPlace place, out bool isUntouched)
    {
        var part = parts[place.Part - 1];
        var stored = JobQueries.Part(Service, part.Id);
        var content = stored.Content ?? "";
        needles = stored.Needles ?? "";
        isUntouched = PlanContent.PartHash(content) == part.Hash;
        return isUntouched ? [.. PlanContent.RowsOf(content).Skip(place.Offset)] : [];
    }

    RunAnswer Mask(RunPlace place, List<PlannedRow> rows)
    {
        if (place == RunPlace.Start)
        {
            var draft = IsStillApproved() ? new PlanBuilder(call).Build(job) : null;
            if (draft?.Content.Hash != plan.Hash) return Drifted(place);
            Remember(parts[0], draft!.Unchanged.Concat(KeptTables.RowsOf(Service, draft)).Select(static row => row.ToString()));
            BeforeTheEnd();
        }

        var some = rows.Take(token.Size).ToList();
        var work = some.ConvertAll(static row => row.ToWipeRow());
        var setup = Setup(some);
        var values = NeedleCollector.ValuesOf(Service, setup.Map, setup.Catalog, work);
        var outcome = new WipeKernel(setup).Mask(work);

        // Only now: a key is made after the subject's row was written.
        var marks = values.Count == 0 ? [] : NeedleCollector.Marks(values, SubjectKeys.Of(Service, job.AccountId!, call.Language));
        if (outcome.OnHold.Count < some.Count) Remember(parts[place.Part - 1], needles.Split(MarkSeparator).Where(static line => line.Length > 0).Concat(marks));
        return Recorded(place, rows, some, outcome, "OFF-TEXT-RUN-MASKED");
    }

    /// <summary>A standing approval that was revoked before the first write covers nothing; a person's approval stands.</summary>
    bool IsStillApproved() =>
        !ApproveStanding.IsStanding(plan) || StandingApprovals.Read(Service, today).Covering(plan, JobQueries.Part(Service, parts[0].Id).Content ?? "") is not null;

    /// <summary>Keeps with a part what is looked for afterwards, and where. Requests: 1; none for nothing.</summary>
    void Remember(ErasurePlanPartRow part, IEnumerable<string> marks)
    {
        var lines = new SortedSet<string>(marks, StringComparer.Ordinal);
        if (lines.Count > 0) Service.Update(new ErasurePlanPartRow(new Entity(ErasurePlanPartRow.Table, part.Id)) { Needles = string.Join("\n", lines) }.Entity);
    }

    /// <summary>What has to be done while the customer is still known: figures are folded without persons, and nobody is contacted any more.</summary>
    void BeforeTheEnd()
    {
        if (job.AccountId is not { LogicalName: AccountRow.Table } account) return;

        ReasonFolding.OfAccount(call, account.Id);
        foreach (var open in CheckInQueries.OpenOfAccount(Service, account.Id)) CheckInQueries.Stop(Service, open.Id, Messages.Part("OFF-TEXT-CHECKIN-ERASED", call.Language, "day", call.Language.Text(today)));
    }

    RunAnswer Delete(RunPlace place, List<PlannedRow> rows)
    {
        var some = rows.Take(token.Size).ToList();
        var deleted = some.Where(static row => row.IsDeleted).ToList();
        if (deleted.Count == 0) return GoOn(Past(place, rows, some.Count), some.Count, processed: 0, failed: 0, "");

        var outcome = new WipeKernel(Setup(deleted)).Delete([.. deleted.Select(static row => row.ToWipeRow())]);
        return Recorded(place, rows, some, outcome, "OFF-TEXT-RUN-DELETED");
    }

    RunAnswer Purge(RunPlace place, List<PlannedRow> rows)
    {
        var some = rows.Take(token.Size).ToList();
        var audited = AuditPurge.Recorded(Service, [.. some.Select(static row => row.Id)]);
        var recorded = some.FindAll(row => audited.Contains(row.Id));
        AuditPurge.Delete(Service, recorded);
        new EvidenceWriter(call, run, plan, job).WritePurged(recorded);
        return GoOn(Past(place, rows, some.Count), some.Count, recorded.Count, failed: 0, Report("OFF-TEXT-RUN-PURGED", recorded.Count));
    }

    RunAnswer Verify(RunPlace place, List<PlannedRow> rows)
    {
        var some = rows.Take(token.Size).ToList();
        var outcome = new WipeKernel(Setup(some)).Check([.. some.Select(static row => row.ToWipeRow())]);
        failures.Write(outcome.Failures);
        return GoOn(Past(place, rows, some.Count), some.Count, processed: 0, outcome.Failures.Count, Report("OFF-TEXT-RUN-VERIFIED", some.Count));
    }

    /// <summary>What the kernel did is recorded; what a hold protects stops the job.</summary>
    RunAnswer Recorded(RunPlace place, List<PlannedRow> rows, List<PlannedRow> some, WipeOutcome outcome, string report)
    {
        new EvidenceWriter(call, run, plan, job).Write(outcome.Changes, some);
        failures.Write(outcome.Failures);
        if (outcome.OnHold.Count > 0)
        {
            Update(new ErasureJobRow { StatusReason = ErasureJobStatusReason.Held, Step = place.ToString(), LeaseUntil = call.Now + Lease.HeldLength, Detail = Text(call, "OFF-3373", job) });
            return RunAnswer.NextJob(Text(call, "OFF-3373", job), outcome.Changes.Count);
        }

        var changed = outcome.Changes.Select(static change => change.Row).Distinct().Count();
        return GoOn(Past(place, rows, some.Count), some.Count, changed, outcome.Failures.Count, Report(report, changed));
    }

    RunPlace Past(RunPlace place, List<PlannedRow> rows, int done)
    {
        if (done < rows.Count) return place.Past(done);
        if (place.Stage == RunStage.Mask) Service.Update(new ErasurePlanPartRow(new Entity(ErasurePlanPartRow.Table, parts[place.Part - 1].Id)) { Done = true }.Entity);
        return place.Next(parts.Count);
    }

    RunAnswer GoOn(RunPlace next, int done, int processed, int failed, string report)
    {
        // Only now may somebody rely on it: masking has begun, or everything was read again.
        var status = next.Stage == RunStage.Settle ? ErasureJobStatusReason.Verified : ErasureJobStatusReason.Executing;
        Update(new ErasureJobRow { StatusReason = status, Step = next.ToString(), LeaseUntil = call.Now + Lease.Length });
        return RunAnswer.GoOn(token.Advanced(done), processed, failed, report);
    }

    /// <summary>Several rows failed together: half as many next time. One failed alone: it is set aside, and the job goes on without it.</summary>
    RunAnswer Faulted(RunPlace place, List<PlannedRow> rows, string fault)
    {
        var attempted = Math.Min(token.Size, rows.Count);
        if (attempted > 1) return RunAnswer.GoOn(token.Halved(attempted), processed: 0, failed: 0, "");

        failures.WriteRefused(rows[0], fault);
        var next = Past(place, rows, 1);
        Update(new ErasureJobRow { Step = next.ToString(), LeaseUntil = call.Now + Lease.Length });
        return RunAnswer.GoOn(RunToken.Of(job.Id, token.Fence), processed: 0, failed: 1, Messages.Part("OFF-TEXT-RUN-ASIDE", call.Language, "table", rows[0].Table, "row", rows[0].Id.ToString("D")));
    }

    /// <summary>The plan does not hold any more: nothing is written by it, or nothing further.</summary>
    RunAnswer Drifted(RunPlace place)
    {
        var reason = Text(call, "OFF-3372", job);
        PlanErasure.Void(Service, plan.Id, reason);
        RunSettlement.End(call, run, ErasureRunRunState.Finished, reason);
        Update(new ErasureJobRow
        {
            StatusReason = place == RunPlace.Start ? ErasureJobStatusReason.Due : ErasureJobStatusReason.Failed, Step = null, LeaseUntil = null, LeaseOwner = null, Detail = reason,
        });
        return RunAnswer.NextJob(reason);
    }

    /// <summary>Looks whether anything came meanwhile, searches everything again, and ends the job. After a fault nothing is emptied: what the platform refuses to delete is a find.</summary>
    RunAnswer Settled(bool mayEmpty)
    {
        var stored = JobQueries.Parts(Service, plan.Id, withContent: true);
        var content = stored.Select(static part => part.Content ?? "").ToList();
        var work = content.Skip(1).SelectMany(static part => PlanContent.RowsOf(part)).ToList();
        var planned = new HashSet<Guid>(work.Select(static row => row.Id));
        var again = new PlanBuilder(call).Build(job);

        // A row that joined a line would be taken for erased with it. One whose line is still to be made only keeps the job open.
        foreach (var row in again?.Rows.Where(row => !planned.Contains(row.Id)) ?? []) failures.WriteAppeared(row);
        var proof = again is null ? null : Proven(again, work, PlanContent.RowsOf(stored[0].Needles ?? ""), mayEmpty);
        return new RunSettlement(call, job, run, plan, content[0], today, proof) { HasMore = again is null || again.DueWithoutLine.Any(row => !planned.Contains(row)) }.Finish();
    }

    ProofResult Proven(PlanDraft again, List<PlannedRow> work, IReadOnlyList<PlannedRow> unchanged, bool mayEmpty)
    {
        using var marks = new NeedleSet(SubjectKeys.Of(Service, job.AccountId!, call.Language), Proofs.LinesOf(Service, job.AccountId!.Id));
        var search = new ProofSearch(Service, again.Map, again.Catalog, marks, Proofs.RowsOf([.. work, .. unchanged], again.Judged)) { Planned = Proofs.PlannedOf(work), MayEmpty = mayEmpty };
        Proofs.Search(search);
        search.Result.AddGap(OtherRows.Name, ProofGapKind.OtherRows, 0);
        if (work.Count > 0) new EvidenceWriter(call, run, plan, job).WriteEmptied(search.Emptied, work[0]);
        return search.Result;
    }

    WipeSetup Setup(IReadOnlyList<PlannedRow> some) => new()
    {
        Service = Service,
        Map = ErasureMapQueries.Read(Service),
        Catalog = TableCatalog.Of(Service, [.. some.Select(static row => row.Table).Concat(["activityparty"]).Distinct(StringComparer.Ordinal)]),
        Subject = job.AccountId!,
        Stop = new HoldStop(today),
        Fence = token.Fence,
        Language = call.Language,
    };

    void Update(ErasureJobRow change) => Service.Update(new Entity(ErasureJobRow.Table, job.Id) { Attributes = change.Entity.Attributes });

    string Report(string code, int rows) => Messages.Part(code, call.Language, "job", JobName, "rows", rows.ToString(CultureInfo.InvariantCulture));

    static string Text(PluginCall call, string code, ErasureJobRow job) =>
        code.StartsWith("OFF-TEXT", StringComparison.Ordinal) ? Messages.Part(code, call.Language, "job", job.Name ?? "?") : Messages.Format(code, call.Language, "job", job.Name ?? "?");
}
