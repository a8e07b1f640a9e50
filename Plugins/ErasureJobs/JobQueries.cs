using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Evidence;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>Every read of erasure jobs, plans, their parts and runs, and the write by which callers exclude each other.</summary>
static class JobQueries
{
    static readonly string[] JobColumns =
    [
        ErasureJobRow.Columns.Name, ErasureJobRow.Columns.AccountId, ErasureJobRow.Columns.OpenKey, ErasureJobRow.Columns.StatusReason, ErasureJobRow.Columns.State, ErasureJobRow.Columns.Fence,
        ErasureJobRow.Columns.LeaseOwner, ErasureJobRow.Columns.LeaseUntil, ErasureJobRow.Columns.Step, ErasureJobRow.Columns.FailureCount, ErasureJobRow.Columns.Detail,
    ];

    static readonly string[] PlanColumns =
    [
        ErasurePlanRow.Columns.Name, ErasurePlanRow.Columns.JobId, ErasurePlanRow.Columns.AccountId, ErasurePlanRow.Columns.Hash, ErasurePlanRow.Columns.Approval, ErasurePlanRow.Columns.ApprovedById,
        ErasurePlanRow.Columns.PlannedById, ErasurePlanRow.Columns.EraseCount, ErasurePlanRow.Columns.PseudonymizeCount, ErasurePlanRow.Columns.UndecidedCount, ErasurePlanRow.Columns.Reason,
    ];

    static readonly object[] Workable = [(int)ErasureJobStatusReason.WaitingForApproval, (int)ErasureJobStatusReason.Executing, (int)ErasureJobStatusReason.Verified];

    /// <summary>A job, after its row was written in this transaction: whoever else works on it waits, and what is read is the latest. Requests: 3.</summary>
    /// <remarks>The write repeats the number of failures, which only the last step of a run sets, from a count.</remarks>
    internal static ErasureJobRow Locked(IOrganizationService service, Guid job)
    {
        service.Update(new ErasureJobRow(new Entity(ErasureJobRow.Table, job)) { FailureCount = Job(service, job).FailureCount ?? 0 }.Entity);
        return Job(service, job);
    }

    /// <summary>Requests: 1.</summary>
    internal static ErasureJobRow Job(IOrganizationService service, Guid job) => new(service.Retrieve(ErasureJobRow.Table, job, new ColumnSet(JobColumns)));

    /// <summary>What a search of a job has found so far. Requests: 1.</summary>
    internal static string ProofOf(IOrganizationService service, Guid job) =>
        new ErasureJobRow(service.Retrieve(ErasureJobRow.Table, job, new ColumnSet(ErasureJobRow.Columns.Proof))).Proof ?? "";

    /// <summary>The next job with an approved plan that nobody works on; null: none. Requests: 1.</summary>
    /// <remarks>A held job is looked at only once its writing began: before that, the schedule says where it goes on.</remarks>
    internal static Guid? NextWork(IOrganizationService service, DateTime now, ICollection<Guid> without)
    {
        var query = ApprovedPlans(out var job);
        query.TopCount = 1;
        if (without.Count > 0) query.Criteria.AddCondition(new ConditionExpression(ErasurePlanRow.Columns.JobId, ConditionOperator.NotIn, without.Cast<object>().ToArray()));
        var isFree = job.LinkCriteria.AddFilter(LogicalOperator.Or);
        isFree.AddCondition(ErasureJobRow.Columns.LeaseUntil, ConditionOperator.Null);
        isFree.AddCondition(ErasureJobRow.Columns.LeaseUntil, ConditionOperator.LessEqual, now);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault() is { } plan ? new ErasurePlanRow(plan).JobId!.Id : null;
    }

    /// <summary>The first due job without a plan after one, in the order of their accounts; null: none. Requests: 1.</summary>
    internal static ErasureJobRow? NextToPlan(IOrganizationService service, string after)
    {
        var query = new QueryExpression(ErasureJobRow.Table) { ColumnSet = new ColumnSet(JobColumns), TopCount = 1 };
        query.Criteria.AddCondition(ErasureJobRow.Columns.State, ConditionOperator.Equal, (int)ErasureJobState.Active);
        query.Criteria.AddCondition(ErasureJobRow.Columns.StatusReason, ConditionOperator.Equal, (int)ErasureJobStatusReason.Due);
        query.Criteria.AddCondition(ErasureJobRow.Columns.AccountId, ConditionOperator.NotNull);
        if (after.Length > 0) query.Criteria.AddCondition(ErasureJobRow.Columns.OpenKey, ConditionOperator.GreaterThan, after);
        query.AddOrder(ErasureJobRow.Columns.OpenKey, OrderType.Ascending);
        return service.RetrieveMultiple(query).Entities.Select(static row => new ErasureJobRow(row)).FirstOrDefault();
    }

    /// <summary>Whether somebody rejected a plan of a job with this hash. Requests: 1.</summary>
    internal static bool IsRejected(IOrganizationService service, Guid job, string hash)
    {
        var query = new QueryExpression(ErasurePlanRow.Table) { ColumnSet = new ColumnSet(ErasurePlanRow.Columns.Hash), TopCount = 1 };
        query.Criteria.AddCondition(ErasurePlanRow.Columns.JobId, ConditionOperator.Equal, job);
        query.Criteria.AddCondition(ErasurePlanRow.Columns.Hash, ConditionOperator.Equal, hash);
        query.Criteria.AddCondition(ErasurePlanRow.Columns.Approval, ConditionOperator.Equal, (int)ErasurePlanApproval.Rejected);
        return service.RetrieveMultiple(query).Entities.Count > 0;
    }

    /// <summary>When the first lease ends of jobs that others work on; null: nobody works. Requests: 1.</summary>
    internal static DateTime? NextLeaseEnd(IOrganizationService service, DateTime now)
    {
        var query = ApprovedPlans(out var job);
        job.Columns = new ColumnSet(ErasureJobRow.Columns.LeaseUntil);
        job.LinkCriteria.AddCondition(ErasureJobRow.Columns.LeaseUntil, ConditionOperator.GreaterThan, now);
        var ends = service.AllRows(query).Select(static row => row.GetAttributeValue<AliasedValue?>("job." + ErasureJobRow.Columns.LeaseUntil)?.Value).OfType<DateTime>().ToList();
        return ends.Count == 0 ? null : ends.Min();
    }

    /// <summary>A plan. Requests: 1.</summary>
    internal static ErasurePlanRow Plan(IOrganizationService service, Guid plan) => new(service.Retrieve(ErasurePlanRow.Table, plan, new ColumnSet(PlanColumns)));

    /// <summary>The plans of a job that wait or are approved, the newest first. Requests: 1.</summary>
    internal static IReadOnlyList<ErasurePlanRow> LivePlans(IOrganizationService service, Guid job)
    {
        var query = new QueryExpression(ErasurePlanRow.Table) { ColumnSet = new ColumnSet(PlanColumns) };
        query.Criteria.AddCondition(ErasurePlanRow.Columns.JobId, ConditionOperator.Equal, job);
        query.Criteria.AddCondition(new ConditionExpression(ErasurePlanRow.Columns.Approval, ConditionOperator.In, (int)ErasurePlanApproval.Waiting, (int)ErasurePlanApproval.Approved));
        query.AddOrder(ErasurePlanRow.Columns.CreatedOn, OrderType.Descending);
        query.AddOrder(ErasurePlanRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new ErasurePlanRow(row))];
    }

    /// <summary>The parts of a plan in their order. Requests: 1 per 5,000 parts.</summary>
    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="plan">Id of the plan.</param>
    /// <param name="withContent">Whether the texts are wanted, too.</param>
    internal static IReadOnlyList<ErasurePlanPartRow> Parts(IOrganizationService service, Guid plan, bool withContent)
    {
        var query = new QueryExpression(ErasurePlanPartRow.Table) { ColumnSet = new ColumnSet(ErasurePlanPartRow.Columns.Number, ErasurePlanPartRow.Columns.Hash, ErasurePlanPartRow.Columns.Done) };
        if (withContent) query.ColumnSet.AddColumns(ErasurePlanPartRow.Columns.Content, ErasurePlanPartRow.Columns.Needles);
        query.Criteria.AddCondition(ErasurePlanPartRow.Columns.PlanId, ConditionOperator.Equal, plan);
        query.AddOrder(ErasurePlanPartRow.Columns.Number, OrderType.Ascending);
        query.AddOrder(ErasurePlanPartRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new ErasurePlanPartRow(row))];
    }

    /// <summary>A part with its text and its search marks. Requests: 1.</summary>
    internal static ErasurePlanPartRow Part(IOrganizationService service, Guid part) =>
        new(service.Retrieve(ErasurePlanPartRow.Table, part, new ColumnSet(ErasurePlanPartRow.Columns.Content, ErasurePlanPartRow.Columns.Needles)));

    /// <summary>The last plan of a job that was carried out; null: none was. Requests: 1.</summary>
    internal static ErasurePlanRow? ExecutedPlan(IOrganizationService service, Guid job)
    {
        var query = new QueryExpression(ErasurePlanRow.Table) { ColumnSet = new ColumnSet(PlanColumns), TopCount = 1 };
        query.Criteria.AddCondition(ErasurePlanRow.Columns.JobId, ConditionOperator.Equal, job);
        query.Criteria.AddCondition(ErasurePlanRow.Columns.Approval, ConditionOperator.Equal, (int)ErasurePlanApproval.Executed);
        query.AddOrder(ErasurePlanRow.Columns.CreatedOn, OrderType.Descending);
        query.AddOrder(ErasurePlanRow.Columns.Id, OrderType.Ascending);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault() is { } plan ? new ErasurePlanRow(plan) : null;
    }

    /// <summary>The run that last recorded something of a job; null: none did. Requests: 2, or 1.</summary>
    internal static ErasureRunRow? RunOf(IOrganizationService service, Guid job)
    {
        var query = new QueryExpression(ErasureRecordRow.Table) { ColumnSet = new ColumnSet(ErasureRecordRow.Columns.RunId), TopCount = 1 };
        query.Criteria.AddCondition(ErasureRecordRow.Columns.Job, ConditionOperator.Equal, job.ToString("D"));
        query.AddOrder(ErasureRecordRow.Columns.At, OrderType.Descending);
        query.AddOrder(ErasureRecordRow.Columns.Id, OrderType.Ascending);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault() is { } entry ? Run(service, new ErasureRecordRow(entry).RunId!.Id) : null;
    }

    /// <summary>A run. Requests: 1.</summary>
    internal static ErasureRunRow Run(IOrganizationService service, Guid run) => new(service.Retrieve(ErasureRunRow.Table, run, new ColumnSet(
        ErasureRunRow.Columns.Name, ErasureRunRow.Columns.Anchor, ErasureRunRow.Columns.Head, ErasureRunRow.Columns.EntryCount, ErasureRunRow.Columns.RowsMasked, ErasureRunRow.Columns.RowsDeleted,
        ErasureRunRow.Columns.RunState, ErasureRunRow.Columns.StartedOn)));

    /// <summary>Runs in a state. Requests: 1.</summary>
    internal static IReadOnlyList<ErasureRunRow> Runs(IOrganizationService service, ErasureRunRunState state)
    {
        var query = new QueryExpression(ErasureRunRow.Table) { ColumnSet = new ColumnSet(ErasureRunRow.Columns.Name, ErasureRunRow.Columns.RunState, ErasureRunRow.Columns.EntryCount, ErasureRunRow.Columns.Report) };
        query.Criteria.AddCondition(ErasureRunRow.Columns.RunState, ConditionOperator.Equal, (int)state);
        query.AddOrder(ErasureRunRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new ErasureRunRow(row))];
    }

    /// <summary>Head of the last run that ended; <see cref="EvidenceEntry.Genesis"/>: none did. Requests: 1.</summary>
    internal static string LastHead(IOrganizationService service)
    {
        var query = new QueryExpression(ErasureRunRow.Table) { ColumnSet = new ColumnSet(ErasureRunRow.Columns.Head), TopCount = 1 };
        query.Criteria.AddCondition(ErasureRunRow.Columns.FinishedOn, ConditionOperator.NotNull);
        query.AddOrder(ErasureRunRow.Columns.FinishedOn, OrderType.Descending);
        query.AddOrder(ErasureRunRow.Columns.Id, OrderType.Descending);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault() is { } run ? new ErasureRunRow(run).Head ?? EvidenceEntry.Genesis : EvidenceEntry.Genesis;
    }

    /// <summary>What of a job failed and is not settled. Requests: 1.</summary>
    internal static IReadOnlyList<ErasureFailureRow> OpenFailures(IOrganizationService service, Guid job)
    {
        var query = new QueryExpression(ErasureFailureRow.Table)
        {
            ColumnSet = new ColumnSet(ErasureFailureRow.Columns.FailureKey, ErasureFailureRow.Columns.TableName, ErasureFailureRow.Columns.RowId, ErasureFailureRow.Columns.Reason),
        };
        query.Criteria.AddCondition(ErasureFailureRow.Columns.JobId, ConditionOperator.Equal, job);
        query.Criteria.AddCondition(ErasureFailureRow.Columns.FailureState, ConditionOperator.Equal, (int)ErasureFailureFailureState.Open);
        query.AddOrder(ErasureFailureRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new ErasureFailureRow(row))];
    }

    static QueryExpression ApprovedPlans(out LinkEntity job)
    {
        var query = new QueryExpression(ErasurePlanRow.Table) { ColumnSet = new ColumnSet(ErasurePlanRow.Columns.JobId) };
        query.Criteria.AddCondition(ErasurePlanRow.Columns.Approval, ConditionOperator.Equal, (int)ErasurePlanApproval.Approved);
        query.AddOrder(ErasurePlanRow.Columns.Id, OrderType.Ascending);
        job = query.AddLink(ErasureJobRow.Table, ErasurePlanRow.Columns.JobId, ErasureJobRow.Columns.Id);
        job.EntityAlias = "job";
        var works = job.LinkCriteria.AddFilter(LogicalOperator.Or);
        works.AddCondition(new ConditionExpression(ErasureJobRow.Columns.StatusReason, ConditionOperator.In, Workable));
        var held = works.AddFilter(LogicalOperator.And);
        held.AddCondition(ErasureJobRow.Columns.StatusReason, ConditionOperator.Equal, (int)ErasureJobStatusReason.Held);
        held.AddCondition(ErasureJobRow.Columns.Step, ConditionOperator.NotNull);
        return query;
    }
}
