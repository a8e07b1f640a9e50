using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Schedule;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>Every read of standing approvals, and whether they cover a plan.</summary>
/// <remarks>
/// A standing approval is given for one version of one rule under one erasure map. A plan is covered when each of its due lines has one, the map and the rules are as they were when it was given,
/// no column is undecided, no line of the job has an alert, waits for review or was moved earlier by a rule, and whoever gave it did not plan. Else a person decides.
/// </remarks>
sealed class StandingApprovals
{
    readonly IOrganizationService service;
    readonly IReadOnlyList<StandingApprovalRow> approvals;
    readonly Dictionary<string, string> digests = new(StringComparer.Ordinal);

    StandingApprovals(IOrganizationService service, IReadOnlyList<StandingApprovalRow> approvals)
    {
        this.service = service;
        this.approvals = approvals;
    }

    /// <summary>Whether there is any.</summary>
    internal bool IsEmpty => approvals.Count == 0;

    /// <summary>Those that stand on a day. Requests: 1.</summary>
    internal static StandingApprovals Read(IOrganizationService service, LocalDate today)
    {
        var query = new QueryExpression(StandingApprovalRow.Table)
        {
            ColumnSet = new ColumnSet(
                StandingApprovalRow.Columns.Name, StandingApprovalRow.Columns.RuleId, StandingApprovalRow.Columns.RuleVersion, StandingApprovalRow.Columns.MapDigest, StandingApprovalRow.Columns.RuleDigest,
                StandingApprovalRow.Columns.ApprovedById, StandingApprovalRow.Columns.RevokedOn),
        };
        query.Criteria.AddCondition(StandingApprovalRow.Columns.State, ConditionOperator.Equal, (int)StandingApprovalState.Active);
        query.AddOrder(StandingApprovalRow.Columns.Id, OrderType.Ascending);
        return new StandingApprovals(service, [.. service.AllRows(query).Select(static row => new StandingApprovalRow(row)).Where(row => !(row.RevokedOn <= today))]);
    }

    /// <summary>The digest of the rules that a standing approval is given for: all rules of each record class in which the rule decides, because any of them may prolong. Requests: 2.</summary>
    /// <returns>64 hexadecimal digits; null: no active rule has this id and version.</returns>
    internal static string? RuleDigest(IOrganizationService service, string ruleId, int version)
    {
        var query = new QueryExpression(RetentionRuleRow.Table) { ColumnSet = new ColumnSet(RetentionRuleRow.Columns.RecordClass) };
        query.Criteria.AddCondition(RetentionRuleRow.Columns.RuleId, ConditionOperator.Equal, ruleId);
        query.Criteria.AddCondition(RetentionRuleRow.Columns.Version, ConditionOperator.Equal, version);
        query.Criteria.AddCondition(RetentionRuleRow.Columns.State, ConditionOperator.Equal, (int)RetentionRuleState.Active);
        query.AddOrder(RetentionRuleRow.Columns.Id, OrderType.Ascending);
        var classes = service.AllRows(query).Select(static row => new RetentionRuleRow(row).RecordClass ?? "").Distinct(StringComparer.Ordinal).ToList();
        return classes.Count == 0 ? null : Digest.Of(string.Join("\n", RuleDigests.Of(service, classes).Lines().OrderBy(static line => line, StringComparer.Ordinal)));
    }

    /// <summary>The approvals that cover a plan together; null: a person decides. Requests: 1 for the lines of the job, 2 for each rule.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="basis">Its first part.</param>
    internal IReadOnlyList<StandingApprovalRow>? Covering(ErasurePlanRow plan, string basis)
    {
        if (IsEmpty || plan.JobId is null || PlanContent.UndecidedOf(basis).Count > 0) return null;
        if (ScheduleJobs.Lines(service, plan.JobId.Id).Any(static line => NeedsPerson(line))) return null;

        var map = basis.Split('\n').FirstOrDefault(static line => line.StartsWith("map\t", StringComparison.Ordinal))?.Substring("map\t".Length);
        var rules = PlanContent.DueRulesOf(basis);
        var covering = rules.Select(rule => approvals.FirstOrDefault(one => Covers(one, rule, map, plan.PlannedById?.Id))).ToList();
        return rules.Count == 0 || covering.Exists(static one => one is null) ? null : [.. covering.Select(static one => one!)];
    }

    bool Covers(StandingApprovalRow approval, KeyValuePair<string, int> rule, string? map, Guid? planner) =>
        approval.RuleId == rule.Key && approval.RuleVersion == rule.Value && approval.MapDigest == map && approval.ApprovedById is { } giver && giver.Id != planner
        && approval.RuleDigest == DigestOf(rule);

    string DigestOf(KeyValuePair<string, int> rule)
    {
        var key = rule.Key + "|" + rule.Value.ToString(CultureInfo.InvariantCulture);
        if (!digests.TryGetValue(key, out var digest)) digests[key] = digest = RuleDigest(service, rule.Key, rule.Value) ?? "";
        return digest;
    }

    static bool NeedsPerson(RetentionScheduleRow line) =>
        JobLines.IsOpen(line) && (!string.IsNullOrEmpty(line.Alerts) || line.LineStatus == RetentionScheduleLineStatus.Review || line.MovedEarlier == true);
}
