using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary><c>off_PlanErasure</c>: lists what the erasure of a job would change, row by row and column by column, and stores it for approval. Changes nothing but the plan.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (bound to off_erasurejob, privilege prvWriteoff_ErasureJob). Out: PlanId, Hash, Count (rows that are changed or deleted: what the
/// approver types), Erase, Pseudonymize, Keep, Undecided (columns), Summary (JSON). Earlier plans of the job become void.</para>
/// <para>Requests: 3 for the job, those of <see cref="PlanBuilder"/>, 2 for earlier plans and failures, 1 each to end them, 1 for the plan, 1 for each 100 rows, 1 for the job.</para>
/// </remarks>
public sealed class PlanErasure : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-3350: the job is not due; OFF-3351: no line is due; OFF-3352: rows without a line; OFF-3353: too many rows; OFF-3354: a hold protects rows that are due.
    /// </exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var job = JobQueries.Locked(call.AsSystem, call.Required<EntityReference>("Target").Id);
        if (job.State != ErasureJobState.Active || job.AccountId is null
            || job.StatusReason is not (ErasureJobStatusReason.Due or ErasureJobStatusReason.Failed or ErasureJobStatusReason.WaitingForApproval))
            throw Refusal.Of("OFF-3350", call.Language, "job", job.Name ?? "?");

        var draft = new PlanBuilder(call).Build(job);
        if (DefectOf(call, job, draft) is { } defect) throw defect;

        call.Return("PlanId", Store(call, job, draft!));
        call.Return("Hash", draft!.Content.Hash);
        call.Return("Count", draft.EraseCount + draft.PseudonymizeCount);
        call.Return("Erase", draft.EraseCount);
        call.Return("Pseudonymize", draft.PseudonymizeCount);
        call.Return("Keep", draft.KeepCount);
        call.Return("Undecided", draft.Undecided.Count);
        call.Return("Summary", draft.Summary);
    }

    /// <summary>Why a draft cannot become a plan; null: it can.</summary>
    /// <param name="call">The call.</param>
    /// <param name="job">The job.</param>
    /// <param name="draft">Null: too many rows.</param>
    internal static InvalidPluginExecutionException? DefectOf(PluginCall call, ErasureJobRow job, PlanDraft? draft)
    {
        var name = job.Name ?? "?";
        if (draft is null) return Refusal.Of("OFF-3353", call.Language, "job", name, "most", Text(PlanBuilder.MostRows));
        if (draft.HeldRows > 0) return Refusal.Of("OFF-3354", call.Language, "job", name, "count", Text(draft.HeldRows));
        if (draft.WithoutLine.Count > 0)
        {
            var tables = string.Join(", ", draft.WithoutLine.Select(static table => table.Key + " (" + Text(table.Value) + ")"));
            return Refusal.Of("OFF-3352", call.Language, "job", name, "tables", tables);
        }

        return draft.DueLines == 0 ? Refusal.Of("OFF-3351", call.Language, "job", name) : null;
    }

    /// <summary>Stores a plan in place of earlier ones and lets its job wait for approval. Requests: 2 reads, 1 for each earlier plan and failure, 1 for the plan, 1 for each 100 rows, 1 for the job.</summary>
    /// <returns>Id of the plan.</returns>
    internal static Guid Store(PluginCall call, ErasureJobRow job, PlanDraft draft)
    {
        foreach (var earlier in JobQueries.LivePlans(call.AsSystem, job.Id)) Void(call.AsSystem, earlier.Id, Messages.Part("OFF-TEXT-PLAN-REPLACED", call.Language));

        // What failed before is tried again; what fails again is set aside again, by the new run.
        foreach (var failure in JobQueries.OpenFailures(call.AsSystem, job.Id))
            call.AsSystem.Update(new ErasureFailureRow(new Entity(ErasureFailureRow.Table, failure.Id)) { FailureState = ErasureFailureFailureState.Settled }.Entity);

        var plan = Create(call, job, draft);
        call.AsSystem.Update(new ErasureJobRow(new Entity(ErasureJobRow.Table, job.Id))
        {
            StatusReason = ErasureJobStatusReason.WaitingForApproval, Step = null, LeaseOwner = null, LeaseUntil = null, Detail = Messages.Part("OFF-TEXT-JOB-WAITS", call.Language),
        }.Entity);
        return plan;
    }

    /// <summary>A plan that does not hold any more. Requests: 1.</summary>
    internal static void Void(IOrganizationService service, Guid plan, string reason) =>
        service.Update(new ErasurePlanRow(new Entity(ErasurePlanRow.Table, plan)) { Approval = ErasurePlanApproval.Void, Reason = reason }.Entity);

    static Guid Create(PluginCall call, ErasureJobRow job, PlanDraft draft)
    {
        var plan = call.AsSystem.Create(new ErasurePlanRow
        {
            JobId = new EntityReference(ErasureJobRow.Table, job.Id),
            AccountId = job.AccountId,
            Approval = ErasurePlanApproval.Waiting,
            PlannedById = new EntityReference("systemuser", call.Context.InitiatingUserId),
            PlannedOn = call.DayOfJobs(),
            Hash = draft.Content.Hash,
            EraseCount = draft.EraseCount,
            PseudonymizeCount = draft.PseudonymizeCount,
            KeepCount = draft.KeepCount,
            UndecidedCount = draft.Undecided.Count,
            Summary = draft.Summary,
        }.Entity);
        for (var at = 0; at < draft.Content.Parts.Count; at++)
        {
            var content = draft.Content.Parts[at];
            call.AsSystem.Create(new ErasurePlanPartRow
            {
                PlanId = new EntityReference(ErasurePlanRow.Table, plan), Name = Text(at + 1), Number = at + 1, Content = content, Hash = PlanContent.PartHash(content), Done = at == 0,
            }.Entity);
        }

        return plan;
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
