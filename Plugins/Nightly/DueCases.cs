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

    /// <summary>
    /// Open, decided cases with off_completeautomatically whose planned end has passed and whose earliest day has come, whose account is active and not known to be
    /// blocked, and without an open mandatory item; longest waiting first, at most two. Requests: 1.
    /// </summary>
    /// <remarks>What the conditions let through wrongly, the operation refuses: it judges anew.</remarks>
    internal static IReadOnlyList<OffboardingCaseRow> Read(IOrganizationService service, LocalDate today, IReadOnlyCollection<Guid> leftOut)
    {
        var query = new QueryExpression(OffboardingCaseRow.Table) { ColumnSet = new ColumnSet(OffboardingCaseRow.Columns.Name), TopCount = 2 };
        query.Criteria.AddCondition(OffboardingCaseRow.Columns.State, ConditionOperator.Equal, (int)OffboardingCaseState.Active);
        query.Criteria.AddCondition(new ConditionExpression(
            OffboardingCaseRow.Columns.StatusReason,
            ConditionOperator.In,
            (int)OffboardingCaseStatusReason.Announce,
            (int)OffboardingCaseStatusReason.Transition,
            (int)OffboardingCaseStatusReason.Close));
        query.Criteria.AddCondition(OffboardingCaseRow.Columns.CompleteAutomatically, ConditionOperator.Equal, true);
        query.Criteria.AddCondition(OffboardingCaseRow.Columns.PlannedEnd, ConditionOperator.OnOrBefore, today.PlusDays(-1).ToString());
        var earliest = query.Criteria.AddFilter(LogicalOperator.Or);
        earliest.AddCondition(OffboardingCaseRow.Columns.PossibleFrom, ConditionOperator.Null);
        earliest.AddCondition(OffboardingCaseRow.Columns.PossibleFrom, ConditionOperator.OnOrBefore, today.ToString());
        if (leftOut.Count > 0)
            query.Criteria.AddCondition(new ConditionExpression(OffboardingCaseRow.Columns.Id, ConditionOperator.NotIn, leftOut.Cast<object>().ToArray()));
        query.AddOrder(OffboardingCaseRow.Columns.PlannedEnd, OrderType.Ascending);
        query.AddOrder(OffboardingCaseRow.Columns.Id, OrderType.Ascending);

        var account = query.AddLink(AccountRow.Table, OffboardingCaseRow.Columns.AccountId, AccountRow.Columns.Id);
        account.EntityAlias = "account";
        account.LinkCriteria.AddCondition(AccountRow.Columns.State, ConditionOperator.Equal, (int)AccountState.Active);
        var verdict = account.LinkCriteria.AddFilter(LogicalOperator.Or);
        verdict.AddCondition(AccountRow.Columns.Verdict, ConditionOperator.Null);
        verdict.AddCondition(AccountRow.Columns.Verdict, ConditionOperator.Equal, (int)AccountVerdict.Clear);

        var open = query.AddLink(PlanItemRow.Table, OffboardingCaseRow.Columns.Id, PlanItemRow.Columns.CaseId, JoinOperator.LeftOuter);
        open.EntityAlias = "open";
        open.LinkCriteria.AddCondition(PlanItemRow.Columns.ItemState, ConditionOperator.Equal, (int)PlanItemItemState.Open);
        open.LinkCriteria.AddCondition(PlanItemRow.Columns.Mandatory, ConditionOperator.Equal, true);
        query.Criteria.AddCondition("open", PlanItemRow.Columns.Id, ConditionOperator.Null);
        return [.. service.RetrieveMultiple(query).Entities.Select(static row => new OffboardingCaseRow(row))];
    }

    /// <summary>Completes one by the operation that people use. Requests: 1, and those of the operation.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-1101 to OFF-1333: the operation refuses it, and the step is undone.</exception>
    internal static void Complete(IOrganizationService service, OffboardingCaseRow due) => service.Execute(new OrganizationRequest(CompleteOffboarding)
    {
        ["Target"] = due.Entity.ToEntityReference(),
        ["RequestId"] = due.Id.ToString("D"),
    });
}
