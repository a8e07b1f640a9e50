using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>The part of a night that approves what standing approvals cover: one waiting plan a step.</summary>
/// <remarks>Requests: 2 when nothing stands or waits (settings and the day among the caller's); else 1 for the approvals, 1 for waiting plans, 4 for the job and plan, 1 for the parts, those of <see cref="StandingApprovals.Covering"/>, and 1 to approve.</remarks>
static class ApproveStanding
{
    /// <summary>One step of the night.</summary>
    /// <param name="call">The call of off_RunNightly.</param>
    /// <param name="text">Id of the last plan that was looked at; empty: none.</param>
    /// <param name="prefix">What stands before the tokens that are answered.</param>
    /// <param name="after">The token of the part that follows.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-5003: unknown token.</exception>
    internal static void Step(PluginCall call, string text, string prefix, string after)
    {
        if (text.Length > 0 && !Guid.TryParseExact(text, "D", out _)) throw Refusal.Of("OFF-5003", call.Language, "token", prefix + text, "message", call.Context.MessageName);

        var approvals = StandingApprovals.Read(call.AsSystem, call.DayOfJobs());
        if (approvals.IsEmpty || Next(call.AsSystem, text) is not { } id)
        {
            call.ReturnLoopStep(after, processed: 0, failed: 0, "");
            return;
        }

        var next = prefix + id.ToString("D");
        if (call.OptionalText("Fault") is { } fault)
        {
            call.ReturnLoopStep(next, processed: 0, failed: 1, Messages.Part("OFF-TEXT-STANDING-FAILED", call.Language, "plan", JobQueries.Plan(call.AsSystem, id).Name ?? "?", "fault", fault));
            return;
        }

        var report = Approve(call, approvals, id);
        call.ReturnLoopStep(next, report.Length > 0 ? 1 : 0, failed: 0, report);
    }

    /// <summary>Whether a plan was approved by standing approvals: only these leave a reason.</summary>
    internal static bool IsStanding(ErasurePlanRow plan) => plan.Approval == ErasurePlanApproval.Approved && !string.IsNullOrEmpty(plan.Reason);

    static string Approve(PluginCall call, StandingApprovals approvals, Guid id)
    {
        var job = JobQueries.Locked(call.AsSystem, JobQueries.Plan(call.AsSystem, id).JobId!.Id);
        var plan = JobQueries.Plan(call.AsSystem, id);
        if (plan.Approval != ErasurePlanApproval.Waiting || job.StatusReason != ErasureJobStatusReason.WaitingForApproval) return "";

        var parts = JobQueries.Parts(call.AsSystem, id, withContent: true).Select(static part => part.Content ?? "").ToList();
        if (parts.Count == 0 || PlanContent.HashOf(parts.Select(static part => PlanContent.PartHash(part))) != plan.Hash) return "";
        if (approvals.Covering(plan, parts[0]) is not { } covering) return "";

        var names = string.Join(", ", covering.Select(static one => one.Name ?? "?").Distinct(StringComparer.Ordinal).OrderBy(static name => name, StringComparer.Ordinal));
        call.AsSystem.Update(new ErasurePlanRow(new Entity(ErasurePlanRow.Table, id))
        {
            Approval = ErasurePlanApproval.Approved,
            ApprovedById = covering[0].ApprovedById,
            ApprovedOn = call.Now,
            Reason = Messages.Part("OFF-TEXT-STANDING-REASON", call.Language, "approvals", names),
        }.Entity);
        return Messages.Part("OFF-TEXT-STANDING-APPROVED", call.Language, "plan", plan.Name ?? "?", "approvals", names);
    }

    /// <summary>The waiting plan after one, in the order of their ids as text. Requests: 1 per 5,000.</summary>
    static Guid? Next(IOrganizationService service, string after)
    {
        var query = new QueryExpression(ErasurePlanRow.Table) { ColumnSet = new ColumnSet(ErasurePlanRow.Columns.Id) };
        query.Criteria.AddCondition(ErasurePlanRow.Columns.Approval, ConditionOperator.Equal, (int)ErasurePlanApproval.Waiting);
        query.AddOrder(ErasurePlanRow.Columns.Id, OrderType.Ascending);
        var left = service.AllRows(query).Select(static row => row.Id).Where(id => string.CompareOrdinal(id.ToString("D"), after) > 0).OrderBy(static id => id.ToString("D"), StringComparer.Ordinal).ToList();
        return left.Count == 0 ? null : left[0];
    }
}
