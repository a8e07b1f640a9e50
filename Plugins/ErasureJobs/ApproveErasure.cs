using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary><c>off_ApproveErasure</c>: a second person signs the hash of a plan, or rejects it. Four eyes (Art. 5(2), 32 GDPR).</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (bound to off_erasureplan, privilege prvShareoff_ErasureJob, which data protection officers have and the job has not). In: Hash, Count
/// (the number that the person typed), Reject, Reason. Out: Approved (Boolean). Nothing is erased: the next off_RunRetention does that, if nothing has changed by then.</para>
/// <para>Requests: 1 for the plan, 3 for the job, 1 for the parts, 2 writes; 1 more for the caller's language when it is refused.</para>
/// </remarks>
public sealed class ApproveErasure : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-3360: the plan does not wait for approval; OFF-3361: planner and approver are one person; OFF-3362: another hash, or the stored plan was changed; OFF-3363: another
    /// number of rows; OFF-3364: rejected without a reason.
    /// </exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var id = call.Required<EntityReference>("Target").Id;
        var job = JobQueries.Locked(call.AsSystem, JobQueries.Plan(call.AsSystem, id).JobId!.Id);
        var plan = JobQueries.Plan(call.AsSystem, id);
        if (plan.Approval != ErasurePlanApproval.Waiting || job.StatusReason != ErasureJobStatusReason.WaitingForApproval)
            throw Refusal.Of("OFF-3360", call.Language, "plan", plan.Name ?? "?");

        var isRejected = call.OptionalValue<bool>("Reject") == true;
        if (isRejected) Reject(call, plan, job);
        else Approve(call, plan);
        call.Return("Approved", !isRejected);
    }

    static void Approve(PluginCall call, ErasurePlanRow plan)
    {
        if (plan.PlannedById?.Id == call.Context.InitiatingUserId) throw Refusal.Of("OFF-3361", call.Language, "plan", plan.Name ?? "?");

        var parts = JobQueries.Parts(call.AsSystem, plan.Id, withContent: true);
        var stored = PlanContent.HashOf(parts.Select(static part => PlanContent.PartHash(part.Content ?? "")));
        if (!string.Equals(call.RequiredText("Hash"), plan.Hash, StringComparison.OrdinalIgnoreCase) || !string.Equals(stored, plan.Hash, StringComparison.Ordinal))
            throw Refusal.Of("OFF-3362", call.Language, "plan", plan.Name ?? "?");

        var count = (plan.EraseCount ?? 0) + (plan.PseudonymizeCount ?? 0);
        if (call.OptionalValue<int>("Count") is not { } typed || typed != count)
            throw Refusal.Of("OFF-3363", call.Language, "plan", plan.Name ?? "?", "typed", call.OptionalValue<int>("Count")?.ToString(CultureInfo.InvariantCulture) ?? "–");

        call.AsSystem.Update(new ErasurePlanRow(new Entity(ErasurePlanRow.Table, plan.Id))
        {
            Approval = ErasurePlanApproval.Approved, ApprovedById = new EntityReference("systemuser", call.Context.InitiatingUserId), ApprovedOn = call.Now,
        }.Entity);
    }

    static void Reject(PluginCall call, ErasurePlanRow plan, ErasureJobRow job)
    {
        if (call.OptionalText("Reason") is not { } reason) throw Refusal.Of("OFF-3364", call.Language, "plan", plan.Name ?? "?");

        call.AsSystem.Update(new ErasurePlanRow(new Entity(ErasurePlanRow.Table, plan.Id)) { Approval = ErasurePlanApproval.Rejected, Reason = reason }.Entity);
        call.AsSystem.Update(new ErasureJobRow(new Entity(ErasureJobRow.Table, job.Id)) { StatusReason = ErasureJobStatusReason.Due }.Entity);
    }
}
