using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboard.Connection;

namespace Offboard.Retention;

/// <summary>An erasure job that is open, with its plan.</summary>
/// <param name="Id">off_erasurejobid.</param>
/// <param name="Name">Its number.</param>
/// <param name="Status">Status reason in words.</param>
/// <param name="State">Value of the status reason.</param>
/// <param name="DueOn">YYYY-MM-DD; null: nothing is known to become due.</param>
/// <param name="Failures">Rows that wait for a person.</param>
/// <param name="Detail">What it waits for, or why it failed.</param>
/// <param name="Step">Where the run stands; null: it has not begun.</param>
/// <param name="Plan">The plan that waits or is approved; null: there is none.</param>
internal sealed record ErasureJob(Guid Id, string Name, string Status, int State, string? DueOn, int Failures, string Detail, string? Step, ErasurePlan? Plan)
{
    /// <summary>Values of the status reason of off_erasurejob.</summary>
    public const int Due = 727000001, WaitingForApproval = 727000002, Failed = 727000005;

    /// <summary>Whether off_PlanErasure takes it.</summary>
    public bool CanBePlanned => State is Due or Failed;
}

/// <summary>A plan of erasure that waits for approval or is approved.</summary>
/// <param name="Id">off_erasureplanid.</param>
/// <param name="Name">Its number.</param>
/// <param name="IsApproved">Whether it is approved; else it waits.</param>
/// <param name="Hash">What an approver signs.</param>
/// <param name="Erase">Rows that are deleted or anonymized.</param>
/// <param name="Pseudonymize">Rows that are pseudonymized.</param>
/// <param name="Keep">Rows that are kept.</param>
/// <param name="Undecided">Columns that nobody has decided.</param>
/// <param name="Summary">Counts by table and method, as JSON.</param>
/// <param name="Parts">Parts in which it is carried out.</param>
internal sealed record ErasurePlan(Guid Id, string Name, bool IsApproved, string Hash, int Erase, int Pseudonymize, int Keep, int Undecided, string Summary, int Parts)
{
    /// <summary>Rows that the plan changes: what an approver types.</summary>
    public int Count => Erase + Pseudonymize;
}

/// <summary>Reads of erasure jobs and plans. All of them take a handful of requests, whatever the number of jobs.</summary>
internal static class ErasureJobs
{
    const int Waiting = 727000000, Approved = 727000001, Paused = 727000001, NoEntries = 0;

    /// <summary>All open jobs, by due day and number.</summary>
    public static IReadOnlyList<ErasureJob> Open(IOrganizationService service)
    {
        var query = new QueryExpression("off_erasurejob") { ColumnSet = new ColumnSet("off_name", "statuscode", "off_dueon", "off_failurecount", "off_detail", "off_step") };
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        query.AddOrder("off_dueon", OrderType.Ascending);
        query.AddOrder("off_name", OrderType.Ascending);
        var plans = Plans(service);
        return [.. service.AllRows(query).Select(row => new ErasureJob(
            row.Id,
            row.GetAttributeValue<string>("off_name") ?? "?",
            row.Shown("statuscode"),
            row.ChoiceOf("statuscode") ?? 0,
            row.DayOf("off_dueon"),
            row.GetAttributeValue<int?>("off_failurecount") ?? 0,
            row.GetAttributeValue<string>("off_detail") ?? "",
            row.GetAttributeValue<string>("off_step"),
            plans.GetValueOrDefault(row.Id)))];
    }

    /// <summary>Whether the erasure is paused.</summary>
    public static bool IsPaused(IOrganizationService service)
    {
        var query = new QueryExpression("off_erasurerun") { ColumnSet = new ColumnSet("off_name"), TopCount = 1 };
        query.Criteria.AddCondition("off_runstate", ConditionOperator.Equal, Paused);
        return service.RetrieveMultiple(query).Entities.Count > NoEntries;
    }

    static Dictionary<Guid, ErasurePlan> Plans(IOrganizationService service)
    {
        var query = new QueryExpression("off_erasureplan")
        {
            ColumnSet = new ColumnSet("off_name", "off_jobid", "off_approval", "off_hash", "off_erasecount", "off_pseudonymizecount", "off_keepcount", "off_undecidedcount", "off_summary"),
        };
        query.Criteria.AddCondition(new ConditionExpression("off_approval", ConditionOperator.In, Waiting, Approved));
        query.AddOrder("createdon", OrderType.Ascending);
        var rows = service.AllRows(query).ToList();
        var parts = Parts(service, rows.ConvertAll(row => row.Id));
        var plans = new Dictionary<Guid, ErasurePlan>();
        foreach (var row in rows)
        {
            plans[row.GetAttributeValue<EntityReference>("off_jobid").Id] = new ErasurePlan(
                row.Id,
                row.GetAttributeValue<string>("off_name") ?? "?",
                row.ChoiceOf("off_approval") == Approved,
                row.GetAttributeValue<string>("off_hash") ?? "",
                row.GetAttributeValue<int?>("off_erasecount") ?? 0,
                row.GetAttributeValue<int?>("off_pseudonymizecount") ?? 0,
                row.GetAttributeValue<int?>("off_keepcount") ?? 0,
                row.GetAttributeValue<int?>("off_undecidedcount") ?? 0,
                row.GetAttributeValue<string>("off_summary") ?? "{}",
                parts.GetValueOrDefault(row.Id));
        }

        return plans;
    }

    static Dictionary<Guid, int> Parts(IOrganizationService service, List<Guid> plans)
    {
        var counts = new Dictionary<Guid, int>();
        foreach (var group in plans.InGroups())
        {
            var query = new QueryExpression("off_erasureplanpart") { ColumnSet = new ColumnSet("off_planid") };
            query.Criteria.AddCondition(new ConditionExpression("off_planid", ConditionOperator.In, group));
            foreach (var plan in service.AllRows(query).CountBy(row => row.GetAttributeValue<EntityReference>("off_planid").Id)) counts[plan.Key] = plan.Value;
        }

        return counts;
    }
}
