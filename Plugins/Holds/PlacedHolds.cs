using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Holds;

/// <summary>The accounts that have a certain hold already.</summary>
static class PlacedHolds
{
    /// <summary>Accounts with a hold on all of their data, of the same kind, purpose and matter and with the same days. Requests: 1 per 5,000 such holds.</summary>
    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="wish">The hold; without a first day any hold that is in force today is the same.</param>
    /// <param name="today">Local date.</param>
    internal static HashSet<Guid> Like(IOrganizationService service, LegalHoldRow wish, LocalDate today)
    {
        var query = new QueryExpression(LegalHoldRow.Table) { ColumnSet = new ColumnSet(LegalHoldRow.Columns.AccountId) };
        query.Criteria.AddCondition(LegalHoldRow.Columns.AccountId, ConditionOperator.NotNull);
        query.Criteria.AddCondition(LegalHoldRow.Columns.Kind, ConditionOperator.Equal, (int)wish.Kind!.Value);
        query.Criteria.AddCondition(LegalHoldRow.Columns.RecordClass, ConditionOperator.Null);
        query.Criteria.AddCondition(LegalHoldRow.Columns.RowId, ConditionOperator.Null);
        Same(query, LegalHoldRow.Columns.Purpose, wish.Purpose);
        Same(query, LegalHoldRow.Columns.Matter, wish.Matter);
        if (wish.From is { } from) query.Criteria.AddCondition(LegalHoldRow.Columns.From, ConditionOperator.On, from.ToString());
        else query.Criteria.AddCondition(LegalHoldRow.Columns.From, ConditionOperator.OnOrBefore, today.ToString());
        if (wish.Until is { } until) query.Criteria.AddCondition(LegalHoldRow.Columns.Until, ConditionOperator.On, until.ToString());
        else query.Criteria.AddCondition(LegalHoldRow.Columns.Until, ConditionOperator.Null);
        query.AddOrder(LegalHoldRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new LegalHoldRow(row).AccountId!.Id)];
    }

    static void Same(QueryExpression query, string column, string? value)
    {
        if (value is null) query.Criteria.AddCondition(column, ConditionOperator.Null);
        else query.Criteria.AddCondition(column, ConditionOperator.Equal, value);
    }
}
