using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Schedule;

/// <summary>The accounts whose relationship ended or resumed without having been written down yet, whatever the door through which they went.</summary>
/// <remarks>Found by what stands on the rows, so that a deactivation past every step is found like any other. Only few accounts are among them on any night.</remarks>
static class EndingAccounts
{
    const string ModifiedOn = "modifiedon";

    /// <summary>
    /// In the order of their ids: inactive ones without a day of deactivation that were changed since the product came, inactive ones whose end is not known yet, and active ones with a
    /// day of deactivation. Requests: 1 per 5,000.
    /// </summary>
    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="installedOn">When the product came; null: not yet, then nobody left since.</param>
    /// <param name="after">Only ids after this one; empty: all.</param>
    internal static IReadOnlyList<AccountRow> Since(IOrganizationService service, DateTime? installedOn, string after)
    {
        var query = Query();
        var either = query.Criteria.AddFilter(LogicalOperator.Or);
        if (installedOn is { } since) AddInactiveUndated(either).AddCondition(ModifiedOn, ConditionOperator.GreaterEqual, since);

        var unknown = either.AddFilter(LogicalOperator.And);
        unknown.AddCondition(AccountRow.Columns.State, ConditionOperator.Equal, (int)AccountState.Inactive);
        unknown.AddCondition(AccountRow.Columns.DeactivatedOn, ConditionOperator.NotNull);
        unknown.AddCondition(AccountRow.Columns.RelationshipEnd, ConditionOperator.Null);

        var back = either.AddFilter(LogicalOperator.And);
        back.AddCondition(AccountRow.Columns.State, ConditionOperator.Equal, (int)AccountState.Active);
        back.AddCondition(AccountRow.Columns.DeactivatedOn, ConditionOperator.NotNull);
        return Read(service, query, after);
    }

    /// <summary>Accounts that were inactive before the product came and have no day of deactivation, in the order of their ids. Requests: 1 per 5,000.</summary>
    internal static IReadOnlyList<AccountRow> Baseline(IOrganizationService service, DateTime installedOn, string after)
    {
        var query = Query();
        AddInactiveUndated(query.Criteria).AddCondition(ModifiedOn, ConditionOperator.LessThan, installedOn);
        return Read(service, query, after);
    }

    static FilterExpression AddInactiveUndated(FilterExpression to)
    {
        var undated = to.AddFilter(LogicalOperator.And);
        undated.AddCondition(AccountRow.Columns.State, ConditionOperator.Equal, (int)AccountState.Inactive);
        undated.AddCondition(AccountRow.Columns.DeactivatedOn, ConditionOperator.Null);
        return undated;
    }

    static QueryExpression Query()
    {
        var query = new QueryExpression(AccountRow.Table)
        {
            ColumnSet = new ColumnSet(AccountRow.Columns.State, AccountRow.Columns.DeactivatedOn, AccountRow.Columns.RelationshipEnd, AccountRow.Columns.Name, ModifiedOn),
        };
        query.AddOrder(AccountRow.Columns.Id, OrderType.Ascending);
        return query;
    }

    // The database orders ids in its own way; after which one a step goes on is decided by their text.
    static IReadOnlyList<AccountRow> Read(IOrganizationService service, QueryExpression query, string after) =>
    [
        .. service.AllRows(query).Select(static row => new AccountRow(row))
            .Where(row => string.CompareOrdinal(ScheduleJobs.KeyOf(row.Id), after) > 0)
            .OrderBy(static row => ScheduleJobs.KeyOf(row.Id), StringComparer.Ordinal),
    ];

    /// <summary>When the row was last changed: it was not deactivated, or back, later than that. UTC.</summary>
    internal static DateTime ChangedOn(AccountRow account) => account.Entity.GetAttributeValue<DateTime>(ModifiedOn);
}
