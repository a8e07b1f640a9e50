using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.KeepInTouch;

/// <summary>Every read of check-ins, and what ends them.</summary>
static class CheckInQueries
{
    static readonly ColumnSet Columns = new(
        CheckInRow.Columns.Name, CheckInRow.Columns.CaseId, CheckInRow.Columns.AccountId, CheckInRow.Columns.ContactId, CheckInRow.Columns.DueOn, CheckInRow.Columns.Channel,
        CheckInRow.Columns.CheckInState, CheckInRow.Columns.CheckInKey, CheckInRow.Columns.OwnerId);

    /// <summary>Check-ins of a case. Requests: 1.</summary>
    internal static IReadOnlyList<CheckInRow> OfCase(IOrganizationService service, Guid caseId) => Read(service, static (query, id) => query.AddCondition(CheckInRow.Columns.CaseId, ConditionOperator.Equal, id), caseId);

    /// <summary>Check-ins that are not done yet and rest on a consent. Requests: 1.</summary>
    internal static IReadOnlyList<CheckInRow> OpenOfConsent(IOrganizationService service, Guid consentId) => Read(service, static (query, id) => AddOpen(query, CheckInRow.Columns.ConsentId, id), consentId);

    /// <summary>Check-ins of an account that are not done yet. Requests: 1.</summary>
    internal static IReadOnlyList<CheckInRow> OpenOfAccount(IOrganizationService service, Guid accountId) => Read(service, static (query, id) => AddOpen(query, CheckInRow.Columns.AccountId, id), accountId);

    /// <summary>Planned check-ins whose day has come, the earliest first, without some. Requests: 1.</summary>
    internal static IReadOnlyList<CheckInRow> Due(IOrganizationService service, LocalDate today, IReadOnlyCollection<Guid> leftOut, int most)
    {
        var query = new QueryExpression(CheckInRow.Table) { ColumnSet = Columns, TopCount = most };
        query.Criteria.AddCondition(CheckInRow.Columns.CheckInState, ConditionOperator.Equal, (int)CheckInCheckInState.Planned);
        query.Criteria.AddCondition(CheckInRow.Columns.DueOn, ConditionOperator.OnOrBefore, today.ToString());
        if (leftOut.Count > 0) query.Criteria.AddCondition(new ConditionExpression(CheckInRow.Columns.Id, ConditionOperator.NotIn, leftOut.Cast<object>().ToArray()));
        query.AddOrder(CheckInRow.Columns.DueOn, OrderType.Ascending);
        query.AddOrder(CheckInRow.Columns.Id, OrderType.Ascending);
        return [.. service.RetrieveMultiple(query).Entities.Select(static row => new CheckInRow(row))];
    }

    /// <summary>The first day on which anything of an account or of a contact is restricted or erased; null: nothing is scheduled. Requests: 1.</summary>
    internal static LocalDate? FirstErasure(IOrganizationService service, Guid accountId)
    {
        var query = new QueryExpression(RetentionScheduleRow.Table)
        {
            ColumnSet = new ColumnSet(RetentionScheduleRow.Columns.RestrictFrom, RetentionScheduleRow.Columns.EarliestErasure),
        };
        query.Criteria.AddCondition(RetentionScheduleRow.Columns.State, ConditionOperator.Equal, (int)RetentionScheduleState.Active);
        query.AddOrder(RetentionScheduleRow.Columns.Id, OrderType.Ascending);
        query.AddLink(ErasureJobRow.Table, RetentionScheduleRow.Columns.JobId, ErasureJobRow.Columns.Id).LinkCriteria.AddCondition(ErasureJobRow.Columns.AccountId, ConditionOperator.Equal, accountId);
        return service.AllRows(query).Select(static row => new RetentionScheduleRow(row)).SelectMany(static row => new[] { row.RestrictFrom, row.EarliestErasure })
            .Where(static day => day is not null).OrderBy(static day => day).FirstOrDefault();
    }

    /// <summary>Ends one by itself. Requests: 1.</summary>
    internal static void Stop(IOrganizationService service, Guid id, string reason) =>
        service.Update(new CheckInRow(new Entity(CheckInRow.Table, id)) { CheckInState = CheckInCheckInState.Stopped, StopReason = reason }.Entity);

    static void AddOpen(FilterExpression criteria, string column, Guid id)
    {
        criteria.AddCondition(column, ConditionOperator.Equal, id);
        criteria.AddCondition(new ConditionExpression(CheckInRow.Columns.CheckInState, ConditionOperator.In, (int)CheckInCheckInState.Planned, (int)CheckInCheckInState.Drafted));
    }

    static IReadOnlyList<CheckInRow> Read(IOrganizationService service, Action<FilterExpression, Guid> add, Guid id)
    {
        var query = new QueryExpression(CheckInRow.Table) { ColumnSet = Columns };
        add(query.Criteria, id);
        query.AddOrder(CheckInRow.Columns.DueOn, OrderType.Ascending);
        query.AddOrder(CheckInRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new CheckInRow(row))];
    }
}
