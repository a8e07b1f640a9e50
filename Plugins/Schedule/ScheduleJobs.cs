using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Schedule;

/// <summary>Every read of erasure jobs and of the lines of their schedule.</summary>
static class ScheduleJobs
{
    static readonly string[] JobColumns =
    [
        ErasureJobRow.Columns.AccountId, ErasureJobRow.Columns.OpenKey, ErasureJobRow.Columns.StatusReason, ErasureJobRow.Columns.State, ErasureJobRow.Columns.InputState,
        ErasureJobRow.Columns.NextCheckOn, ErasureJobRow.Columns.RelationshipEnd, ErasureJobRow.Columns.DueOn, ErasureJobRow.Columns.RestrictFrom, ErasureJobRow.Columns.LineCount,
        ErasureJobRow.Columns.RestrictedOn, ErasureJobRow.Columns.Step, ErasureJobRow.Columns.Detail,
    ];

    static readonly string[] LineColumns =
    [
        RetentionScheduleRow.Columns.LineKey, RetentionScheduleRow.Columns.Name, RetentionScheduleRow.Columns.SubjectTable, RetentionScheduleRow.Columns.SubjectId,
        RetentionScheduleRow.Columns.RecordClass, RetentionScheduleRow.Columns.OperativeRule, RetentionScheduleRow.Columns.RuleVersion, RetentionScheduleRow.Columns.RetentionEnd,
        RetentionScheduleRow.Columns.EarliestErasure, RetentionScheduleRow.Columns.RestrictFrom, RetentionScheduleRow.Columns.LineStatus, RetentionScheduleRow.Columns.Action,
        RetentionScheduleRow.Columns.LosingRules, RetentionScheduleRow.Columns.Missing, RetentionScheduleRow.Columns.Alerts, RetentionScheduleRow.Columns.InvalidCode,
        RetentionScheduleRow.Columns.RowCount, RetentionScheduleRow.Columns.Facts, RetentionScheduleRow.Columns.MovedEarlier, RetentionScheduleRow.Columns.ErasedOn,
    ];

    /// <summary>Open jobs after one, in the order of their accounts. Requests: 1.</summary>
    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="afterKey">Key of the job before; empty: from the first.</param>
    /// <param name="most">How many.</param>
    internal static IReadOnlyList<ErasureJobRow> Open(IOrganizationService service, string afterKey, int most)
    {
        var query = new QueryExpression(ErasureJobRow.Table) { ColumnSet = new ColumnSet(JobColumns), TopCount = most };
        query.Criteria.AddCondition(ErasureJobRow.Columns.State, ConditionOperator.Equal, (int)ErasureJobState.Active);
        if (afterKey.Length > 0) query.Criteria.AddCondition(ErasureJobRow.Columns.OpenKey, ConditionOperator.GreaterThan, afterKey);
        query.AddOrder(ErasureJobRow.Columns.OpenKey, OrderType.Ascending);
        return Read(service.RetrieveMultiple(query).Entities);
    }

    /// <summary>The open jobs of accounts, by account. Requests: 1.</summary>
    internal static IReadOnlyDictionary<Guid, ErasureJobRow> OpenOf(IOrganizationService service, IReadOnlyCollection<Guid> accounts)
    {
        if (accounts.Count == 0) return new Dictionary<Guid, ErasureJobRow>();

        var query = new QueryExpression(ErasureJobRow.Table) { ColumnSet = new ColumnSet(JobColumns) };
        query.Criteria.AddCondition(new ConditionExpression(ErasureJobRow.Columns.OpenKey, ConditionOperator.In, accounts.Select(static id => (object)KeyOf(id)).ToArray()));
        query.AddOrder(ErasureJobRow.Columns.Id, OrderType.Ascending);
        return Read(service.AllRows(query)).ToDictionary(static job => Guid.Parse(job.OpenKey!));
    }

    /// <summary>The newest job of an account, open or over; null: its relationship has not ended, or the erasure has detached it. Requests: 1.</summary>
    internal static ErasureJobRow? NewestOf(IOrganizationService service, Guid account)
    {
        var query = new QueryExpression(ErasureJobRow.Table) { ColumnSet = new ColumnSet([.. JobColumns, ErasureJobRow.Columns.CompletedOn, ErasureJobRow.Columns.ReactivatedOn]), TopCount = 1 };
        query.Criteria.AddCondition(ErasureJobRow.Columns.AccountId, ConditionOperator.Equal, account);
        query.AddOrder(ErasureJobRow.Columns.CreatedOn, OrderType.Descending);
        query.AddOrder(ErasureJobRow.Columns.Id, OrderType.Ascending);
        return Read(service.RetrieveMultiple(query).Entities).FirstOrDefault();
    }

    /// <summary>The lines of a job. Requests: 1 per 5,000.</summary>
    internal static IReadOnlyList<RetentionScheduleRow> Lines(IOrganizationService service, Guid job)
    {
        var query = new QueryExpression(RetentionScheduleRow.Table) { ColumnSet = new ColumnSet(LineColumns) };
        query.Criteria.AddCondition(RetentionScheduleRow.Columns.JobId, ConditionOperator.Equal, job);
        query.AddOrder(RetentionScheduleRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new RetentionScheduleRow(row))];
    }

    /// <summary>The key of an open job: the account's id.</summary>
    internal static string KeyOf(Guid account) => account.ToString("D");

    /// <summary>Whether the erasure has written something of a job: then the customer's return undoes nothing.</summary>
    internal static bool HasWritten(ErasureJobRow job, IEnumerable<RetentionScheduleRow> lines) =>
        job.StatusReason is ErasureJobStatusReason.Executing or ErasureJobStatusReason.Verified or ErasureJobStatusReason.Failed
        || (job.StatusReason == ErasureJobStatusReason.Held && !string.IsNullOrEmpty(job.Step))
        || lines.Any(static line => line.ErasedOn is not null);

    static IReadOnlyList<ErasureJobRow> Read(IEnumerable<Entity> rows) => [.. rows.Select(static row => new ErasureJobRow(row))];
}
