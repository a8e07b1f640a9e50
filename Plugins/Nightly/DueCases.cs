using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Nightly;

/// <summary>Cases whose end has passed: they move to Close, and those that ask for it are completed by themselves on the earliest day. Cases in Follow-up are closed when nothing of their plan is left.</summary>
static class DueCases
{
    const string CompleteOffboarding = "off_CompleteOffboarding";
    const int ActivityOpen = 0;
    const int ActivityScheduled = 3;
    const string AccountAlias = "account";
    const string CaseAlias = "case";

    // One for this step, and one that says whether to come again.
    const int Most = 2;

    /// <summary>
    /// Open cases whose planned end has passed and whose earliest day has come, whose account is active and not known to be blocked, and which either are still in
    /// Transition (with the way lapse: in Announce), or are decided, complete by themselves and have no open mandatory item; and those in Follow-up without any open item or mandatory point of the checklist; longest
    /// waiting first, at most two. Requests: 1; 3 more (items, open activities, open points of these cases) if some would complete by themselves or are in Follow-up.
    /// </summary>
    /// <remarks>
    /// Steps keep the state of an item as its activity is; what came past them is read from the activity. What the conditions let through wrongly, the operation refuses:
    /// it judges anew.
    /// </remarks>
    internal static IReadOnlyList<OffboardingCaseRow> Read(IOrganizationService service, LocalDate today, IReadOnlyCollection<Guid> leftOut)
    {
        var query = new QueryExpression(OffboardingCaseRow.Table)
        {
            ColumnSet = new ColumnSet(OffboardingCaseRow.Columns.Name, OffboardingCaseRow.Columns.StatusReason, OffboardingCaseRow.Columns.Way),
        };
        AddOpen(query.Criteria, leftOut);
        var due = query.Criteria.AddFilter(LogicalOperator.Or);
        due.AddCondition(OffboardingCaseRow.Columns.StatusReason, ConditionOperator.Equal, (int)OffboardingCaseStatusReason.FollowUp);
        var ended = due.AddFilter(LogicalOperator.And);
        AddEnded(ended, today);
        AddFreeAccount(ended);
        var either = ended.AddFilter(LogicalOperator.Or);
        AddToClose(either);
        AddAutomatic(either.AddFilter(LogicalOperator.And));
        query.AddOrder(OffboardingCaseRow.Columns.PlannedEnd, OrderType.Ascending);
        query.AddOrder(OffboardingCaseRow.Columns.Id, OrderType.Ascending);
        query.AddLink(AccountRow.Table, OffboardingCaseRow.Columns.AccountId, AccountRow.Columns.Id).EntityAlias = AccountAlias;

        var rows = service.AllRows(query).Select(static row => new OffboardingCaseRow(row)).ToList();
        var hindered = new Lazy<HashSet<Guid>>(() => Hindered(service, today, leftOut), isThreadSafe: false);
        return [.. rows.Where(row => ClosesFirst(row) || !hindered.Value.Contains(row.Id)).Take(Most)];
    }

    /// <summary>Whether the case moves to Close first; a case that completes by itself is completed in the next step.</summary>
    internal static bool ClosesFirst(OffboardingCaseRow due) =>
        due.StatusReason == OffboardingCaseStatusReason.Transition || (due.StatusReason == OffboardingCaseStatusReason.Announce && due.Way == OffboardingCaseWay.Lapse);

    /// <summary>Moves one to Close: nothing obliges any more, what is left of the plan is to be done. Requests: 1.</summary>
    /// <remarks>Only as it was read: a person who works on the case meanwhile comes first, and the step is repeated.</remarks>
    internal static void Close(IOrganizationService service, OffboardingCaseRow due)
    {
        var change = new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, due.Id) { RowVersion = due.Entity.RowVersion }) { StatusReason = OffboardingCaseStatusReason.Close };
        service.Execute(new UpdateRequest { Target = change.Entity, ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches });
    }

    /// <summary>Cases with an item whose activity is open: a mandatory one, or in Follow-up any; and those in Follow-up with an open point. Requests: 3, and 1 per further 5,000 rows.</summary>
    static HashSet<Guid> Hindered(IOrganizationService service, LocalDate today, IReadOnlyCollection<Guid> leftOut)
    {
        var items = new QueryExpression(PlanItemRow.Table) { ColumnSet = new ColumnSet(PlanItemRow.Columns.CaseId, PlanItemRow.Columns.ActivityRowId) };
        items.Criteria.AddCondition(PlanItemRow.Columns.ItemState, ConditionOperator.Equal, (int)PlanItemItemState.Open);
        var counts = items.Criteria.AddFilter(LogicalOperator.Or);
        counts.AddCondition(PlanItemRow.Columns.Mandatory, ConditionOperator.Equal, true);
        counts.AddCondition(CaseAlias, OffboardingCaseRow.Columns.StatusReason, ConditionOperator.Equal, (int)OffboardingCaseStatusReason.FollowUp);
        items.AddOrder(PlanItemRow.Columns.Id, OrderType.Ascending);
        AddCompleting(items.AddLink(OffboardingCaseRow.Table, PlanItemRow.Columns.CaseId, OffboardingCaseRow.Columns.Id), today, leftOut);

        var activities = new QueryExpression("activitypointer") { ColumnSet = new ColumnSet("activityid") };
        activities.Criteria.AddCondition(new ConditionExpression("statecode", ConditionOperator.In, ActivityOpen, ActivityScheduled));
        activities.AddOrder("activityid", OrderType.Ascending);
        AddCompleting(activities.AddLink(OffboardingCaseRow.Table, "regardingobjectid", OffboardingCaseRow.Columns.Id), today, leftOut);

        var open = new HashSet<string>(service.AllRows(activities).Select(static row => row.Id.ToString("D")), StringComparer.OrdinalIgnoreCase);
        return [.. service.AllRows(items).Select(static row => new PlanItemRow(row))
            .Where(item => item.ActivityRowId is { } activity && open.Contains(activity))
            .Select(static item => item.CaseId?.Id ?? Guid.Empty),
            .. WithOpenPoints(service, leftOut)];
    }

    /// <summary>Cases in Follow-up whose closing checklist has an open mandatory point: to close them would be refused. Requests: 1, and 1 per further 5,000 rows.</summary>
    static IEnumerable<Guid> WithOpenPoints(IOrganizationService service, IReadOnlyCollection<Guid> leftOut)
    {
        var points = new QueryExpression(ClosingPointRow.Table) { ColumnSet = new ColumnSet(ClosingPointRow.Columns.CaseId) };
        points.Criteria.AddCondition(ClosingPointRow.Columns.PointState, ConditionOperator.Equal, (int)ClosingPointPointState.Open);
        points.Criteria.AddCondition(ClosingPointRow.Columns.Mandatory, ConditionOperator.Equal, true);
        points.AddOrder(ClosingPointRow.Columns.Id, OrderType.Ascending);
        var followUp = points.AddLink(OffboardingCaseRow.Table, ClosingPointRow.Columns.CaseId, OffboardingCaseRow.Columns.Id);
        AddOpen(followUp.LinkCriteria, leftOut);
        followUp.LinkCriteria.AddCondition(OffboardingCaseRow.Columns.StatusReason, ConditionOperator.Equal, (int)OffboardingCaseStatusReason.FollowUp);
        return service.AllRows(points).Select(static row => new ClosingPointRow(row).CaseId?.Id ?? Guid.Empty);
    }

    /// <summary>Cases that would complete, were no item open.</summary>
    static void AddCompleting(LinkEntity link, LocalDate today, IReadOnlyCollection<Guid> leftOut)
    {
        link.EntityAlias = CaseAlias;
        AddOpen(link.LinkCriteria, leftOut);
        var due = link.LinkCriteria.AddFilter(LogicalOperator.Or);
        due.AddCondition(OffboardingCaseRow.Columns.StatusReason, ConditionOperator.Equal, (int)OffboardingCaseStatusReason.FollowUp);
        var ended = due.AddFilter(LogicalOperator.And);
        AddEnded(ended, today);
        AddAutomatic(ended);
    }

    static void AddOpen(FilterExpression criteria, IReadOnlyCollection<Guid> leftOut)
    {
        criteria.AddCondition(OffboardingCaseRow.Columns.State, ConditionOperator.Equal, (int)OffboardingCaseState.Active);
        if (leftOut.Count > 0) criteria.AddCondition(new ConditionExpression(OffboardingCaseRow.Columns.Id, ConditionOperator.NotIn, leftOut.Cast<object>().ToArray()));
    }

    static void AddEnded(FilterExpression criteria, LocalDate today)
    {
        criteria.AddCondition(OffboardingCaseRow.Columns.PlannedEnd, ConditionOperator.OnOrBefore, today.PlusDays(-1).ToString());
        var earliest = criteria.AddFilter(LogicalOperator.Or);
        earliest.AddCondition(OffboardingCaseRow.Columns.PossibleFrom, ConditionOperator.Null);
        earliest.AddCondition(OffboardingCaseRow.Columns.PossibleFrom, ConditionOperator.OnOrBefore, today.ToString());
    }

    static void AddFreeAccount(FilterExpression criteria)
    {
        criteria.AddCondition(AccountAlias, AccountRow.Columns.State, ConditionOperator.Equal, (int)AccountState.Active);
        var verdict = criteria.AddFilter(LogicalOperator.Or);
        verdict.AddCondition(AccountAlias, AccountRow.Columns.Verdict, ConditionOperator.Null);
        verdict.AddCondition(AccountAlias, AccountRow.Columns.Verdict, ConditionOperator.Equal, (int)AccountVerdict.Clear);
    }

    static void AddToClose(FilterExpression either)
    {
        either.AddCondition(OffboardingCaseRow.Columns.StatusReason, ConditionOperator.Equal, (int)OffboardingCaseStatusReason.Transition);
        var lapsed = either.AddFilter(LogicalOperator.And);
        lapsed.AddCondition(OffboardingCaseRow.Columns.StatusReason, ConditionOperator.Equal, (int)OffboardingCaseStatusReason.Announce);
        lapsed.AddCondition(OffboardingCaseRow.Columns.Way, ConditionOperator.Equal, (int)OffboardingCaseWay.Lapse);
    }

    static void AddAutomatic(FilterExpression criteria)
    {
        criteria.AddCondition(new ConditionExpression(
            OffboardingCaseRow.Columns.StatusReason, ConditionOperator.In, (int)OffboardingCaseStatusReason.Announce, (int)OffboardingCaseStatusReason.Close));
        criteria.AddCondition(OffboardingCaseRow.Columns.CompleteAutomatically, ConditionOperator.Equal, true);
    }

    /// <summary>Completes one by the operation that people use. Requests: 1, and those of the operation.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-1101 to OFF-1333: the operation refuses it, and the step is undone.</exception>
    internal static void Complete(IOrganizationService service, OffboardingCaseRow due)
    {
        var request = new OrganizationRequest(CompleteOffboarding) { ["Target"] = due.Entity.ToEntityReference() };

        // Of a case in Follow-up the night may have let the account go: with the same id the operation would only answer again.
        if (due.StatusReason != OffboardingCaseStatusReason.FollowUp) request["RequestId"] = due.Id.ToString("D");
        service.Execute(request);
    }
}
