using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Nightly;

/// <summary>Cases that ask to be completed by themselves on the earliest day.</summary>
static class DueCases
{
    const string CompleteOffboarding = "off_CompleteOffboarding";
    const int ActivityOpen = 0;
    const int ActivityScheduled = 3;

    // One to complete, and one that says whether to come again.
    const int Most = 2;

    /// <summary>
    /// Open, decided cases with off_completeautomatically whose planned end has passed and whose earliest day has come, whose account is active and not known to be
    /// blocked, and without an open mandatory item; longest waiting first, at most two. Requests: 1; if there are any, 2 more (mandatory items, open activities of these cases).
    /// </summary>
    /// <remarks>
    /// An item is done when its activity is: the state of the item's own row is only what was last written. What the conditions let through wrongly, the operation refuses:
    /// it judges anew.
    /// </remarks>
    internal static IReadOnlyList<OffboardingCaseRow> Read(IOrganizationService service, LocalDate today, IReadOnlyCollection<Guid> leftOut)
    {
        var query = new QueryExpression(OffboardingCaseRow.Table) { ColumnSet = new ColumnSet(OffboardingCaseRow.Columns.Name) };
        AddConditions(query.Criteria, today, leftOut);
        query.AddOrder(OffboardingCaseRow.Columns.PlannedEnd, OrderType.Ascending);
        query.AddOrder(OffboardingCaseRow.Columns.Id, OrderType.Ascending);

        var account = query.AddLink(AccountRow.Table, OffboardingCaseRow.Columns.AccountId, AccountRow.Columns.Id);
        account.EntityAlias = "account";
        account.LinkCriteria.AddCondition(AccountRow.Columns.State, ConditionOperator.Equal, (int)AccountState.Active);
        var verdict = account.LinkCriteria.AddFilter(LogicalOperator.Or);
        verdict.AddCondition(AccountRow.Columns.Verdict, ConditionOperator.Null);
        verdict.AddCondition(AccountRow.Columns.Verdict, ConditionOperator.Equal, (int)AccountVerdict.Clear);

        var due = service.AllRows(query);
        if (due.Count == 0) return [];

        var hindered = Hindered(service, today, leftOut);
        return [.. due.Where(row => !hindered.Contains(row.Id)).Take(Most).Select(static row => new OffboardingCaseRow(row))];
    }

    /// <summary>Cases with a mandatory item whose activity is open. Requests: 2, and 1 per further 5,000 rows.</summary>
    static HashSet<Guid> Hindered(IOrganizationService service, LocalDate today, IReadOnlyCollection<Guid> leftOut)
    {
        var items = new QueryExpression(PlanItemRow.Table) { ColumnSet = new ColumnSet(PlanItemRow.Columns.CaseId, PlanItemRow.Columns.ActivityRowId) };
        items.Criteria.AddCondition(PlanItemRow.Columns.ItemState, ConditionOperator.Equal, (int)PlanItemItemState.Open);
        items.Criteria.AddCondition(PlanItemRow.Columns.Mandatory, ConditionOperator.Equal, true);
        items.AddOrder(PlanItemRow.Columns.Id, OrderType.Ascending);
        AddConditions(items.AddLink(OffboardingCaseRow.Table, PlanItemRow.Columns.CaseId, OffboardingCaseRow.Columns.Id).LinkCriteria, today, leftOut);

        var activities = new QueryExpression("activitypointer") { ColumnSet = new ColumnSet("activityid") };
        activities.Criteria.AddCondition(new ConditionExpression("statecode", ConditionOperator.In, ActivityOpen, ActivityScheduled));
        activities.AddOrder("activityid", OrderType.Ascending);
        AddConditions(activities.AddLink(OffboardingCaseRow.Table, "regardingobjectid", OffboardingCaseRow.Columns.Id).LinkCriteria, today, leftOut);

        var open = new HashSet<string>(service.AllRows(activities).Select(static row => row.Id.ToString("D")), StringComparer.OrdinalIgnoreCase);
        return [.. service.AllRows(items).Select(static row => new PlanItemRow(row))
            .Where(item => item.ActivityRowId is { } activity && open.Contains(activity))
            .Select(static item => item.CaseId?.Id ?? Guid.Empty)];
    }

    static void AddConditions(FilterExpression criteria, LocalDate today, IReadOnlyCollection<Guid> leftOut)
    {
        criteria.AddCondition(OffboardingCaseRow.Columns.State, ConditionOperator.Equal, (int)OffboardingCaseState.Active);
        criteria.AddCondition(new ConditionExpression(
            OffboardingCaseRow.Columns.StatusReason,
            ConditionOperator.In,
            (int)OffboardingCaseStatusReason.Announce,
            (int)OffboardingCaseStatusReason.Transition,
            (int)OffboardingCaseStatusReason.Close));
        criteria.AddCondition(OffboardingCaseRow.Columns.CompleteAutomatically, ConditionOperator.Equal, true);
        criteria.AddCondition(OffboardingCaseRow.Columns.PlannedEnd, ConditionOperator.OnOrBefore, today.PlusDays(-1).ToString());
        var earliest = criteria.AddFilter(LogicalOperator.Or);
        earliest.AddCondition(OffboardingCaseRow.Columns.PossibleFrom, ConditionOperator.Null);
        earliest.AddCondition(OffboardingCaseRow.Columns.PossibleFrom, ConditionOperator.OnOrBefore, today.ToString());
        if (leftOut.Count > 0) criteria.AddCondition(new ConditionExpression(OffboardingCaseRow.Columns.Id, ConditionOperator.NotIn, leftOut.Cast<object>().ToArray()));
    }

    /// <summary>Completes one by the operation that people use. Requests: 1, and those of the operation.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-1101 to OFF-1333: the operation refuses it, and the step is undone.</exception>
    internal static void Complete(IOrganizationService service, OffboardingCaseRow due) => service.Execute(new OrganizationRequest(CompleteOffboarding)
    {
        ["Target"] = due.Entity.ToEntityReference(),
        ["RequestId"] = due.Id.ToString("D"),
    });
}
