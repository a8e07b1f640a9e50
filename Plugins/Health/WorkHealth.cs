using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Evidence;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Health;

/// <summary>Whether the work goes on: nights run, nothing has failed or lies too long, and chains of evidence hang together.</summary>
static class WorkHealth
{
    /// <summary>A night may be missed without harm; two are a pattern.</summary>
    const int MissedNights = 2;

    /// <summary>Days for which a plan or a case may wait after its day before somebody is told.</summary>
    const int PatienceDays = 14;

    /// <summary>Runs of the retention job whose chains are looked at, the latest first.</summary>
    const int RunsLookedAt = 20;

    /// <summary>Requests: 9, and 1 for each of up to 20 runs of the retention job.</summary>
    internal static void Check(HealthReport report, PluginCall call)
    {
        var today = LocalDate.FromDateTime(call.Now);
        Overdue(report, "OFF-5366", HealthSeverity.Error, Contracts(today.PlusDays(-MissedNights)));
        Overdue(report, "OFF-5360", HealthSeverity.Error, Rows(ErasureJobRow.Table, ErasureJobRow.Columns.StatusReason, (int)ErasureJobStatusReason.Failed));
        Overdue(report, "OFF-5361", HealthSeverity.Warning, Rows(ErasureFailureRow.Table, ErasureFailureRow.Columns.FailureState, (int)ErasureFailureFailureState.Open));
        Overdue(report, "OFF-5362", HealthSeverity.Error, Requests(today));
        Overdue(report, "OFF-5363", HealthSeverity.Warning, Waiting(today.PlusDays(-PatienceDays)));
        Overdue(report, "OFF-5364", HealthSeverity.Warning, Cases(today.PlusDays(-PatienceDays)));
        Overdue(report, "OFF-5365", HealthSeverity.Warning, Rows(FindingRow.Table, FindingRow.Columns.FindingState, (int)FindingFindingState.Open));
        Overdue(report, "OFF-5368", HealthSeverity.Warning, Running(today.PlusDays(-MissedNights)));
        Chains(report);
    }

    static void Overdue(HealthReport report, string code, HealthSeverity severity, QueryExpression query)
    {
        var names = report.Service.AllRows(query).Select(static row => row.GetAttributeValue<string?>("off_name") ?? row.Id.ToString("D")).ToList();
        if (names.Count > 0) report.Find(severity, code, "count", names.Count.ToString(CultureInfo.InvariantCulture), "names", report.Names(names));
    }

    static QueryExpression Contracts(LocalDate before)
    {
        var query = Active(ContractRow.Table);
        query.Criteria.AddCondition(ContractRow.Columns.NextCheckOn, ConditionOperator.OnOrBefore, before.ToString());
        return query;
    }

    static QueryExpression Rows(string table, string column, int value)
    {
        var query = Active(table);
        query.Criteria.AddCondition(column, ConditionOperator.Equal, value);
        return query;
    }

    static QueryExpression Requests(LocalDate today)
    {
        var query = Active(SubjectRequestRow.Table);
        query.Criteria.AddCondition(SubjectRequestRow.Columns.LegalDeadline, ConditionOperator.OnOrBefore, today.PlusDays(-1).ToString());
        query.Criteria.AddCondition(SubjectRequestRow.Columns.AnsweredOn, ConditionOperator.Null);
        query.Criteria.AddCondition(SubjectRequestRow.Columns.RequestState, ConditionOperator.NotEqual, (int)SubjectRequestRequestState.Refused);
        return query;
    }

    static QueryExpression Waiting(LocalDate before)
    {
        var query = Rows(ErasurePlanRow.Table, ErasurePlanRow.Columns.Approval, (int)ErasurePlanApproval.Waiting);
        query.Criteria.AddCondition(ErasurePlanRow.Columns.PlannedOn, ConditionOperator.OnOrBefore, before.ToString());
        return query;
    }

    static QueryExpression Cases(LocalDate before)
    {
        var query = Active(OffboardingCaseRow.Table);
        query.Criteria.AddCondition(OffboardingCaseRow.Columns.PlannedEnd, ConditionOperator.OnOrBefore, before.ToString());
        query.Criteria.AddCondition(OffboardingCaseRow.Columns.CompletedOn, ConditionOperator.Null);
        return query;
    }

    static QueryExpression Running(LocalDate before)
    {
        var query = Rows(ErasureRunRow.Table, ErasureRunRow.Columns.RunState, (int)ErasureRunRunState.Running);
        query.Criteria.AddCondition(ErasureRunRow.Columns.StartedOn, ConditionOperator.OnOrBefore, before.ToString());
        return query;
    }

    static QueryExpression Active(string table)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet("off_name") };
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        query.AddOrder("off_name", OrderType.Ascending);
        query.AddOrder(table + "id", OrderType.Ascending);
        return query;
    }

    /// <summary>A run's head is the hash of its last entry, and it began with the head of an earlier run. What lies between, off_VerifyEvidence reckons.</summary>
    static void Chains(HealthReport report)
    {
        var runs = EvidenceQueries.Runs(report.Service).Select(static row => new { row.Name, Chain = EvidenceQueries.Run(row) }).ToList();
        var heads = new HashSet<string>(runs.Select(static run => run.Chain.Head), StringComparer.Ordinal) { EvidenceEntry.Genesis };
        var broken = runs.Skip(runs.Count - RunsLookedAt).Where(run => !HangsTogether(report.Service, run.Chain, heads)).Select(static run => run.Name ?? run.Chain.Id.ToString("D")).ToList();
        if (broken.Count > 0) report.Find(HealthSeverity.Error, "OFF-5367", "runs", report.Names(broken));
    }

    static bool HangsTogether(IOrganizationService service, EvidenceRun run, HashSet<string> heads)
    {
        if (!heads.Contains(run.Anchor)) return false;

        var last = EvidenceQueries.Last(service, run.Id);
        return last is null ? run.EntryCount == 0 && run.Head == run.Anchor : last.Sequence == run.EntryCount && last.Hash == run.Head;
    }
}
