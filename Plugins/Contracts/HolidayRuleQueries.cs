using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>Every read of holiday rules.</summary>
static class HolidayRuleQueries
{
    /// <summary>The calendars of all active rules. Requests: none until a contract asks for a calendar, then 1 per 5,000 rows, once.</summary>
    /// <param name="service">Acts as SYSTEM: what a holiday is does not depend on who asks.</param>
    /// <param name="standard">Calendar of contracts that name none (setting off_HolidayCalendar); null: they have no holidays.</param>
    /// <param name="language">For errors.</param>
    /// <remarks>
    /// Asking throws OFF-5005 if a row cannot be read or contradicts itself. Then no contract with a calendar is judged: a holiday that is left out moves dates.
    /// </remarks>
    internal static HolidayCalendars Active(IOrganizationService service, string? standard, Language language) =>
        Read(() => ActiveRows(service), standard, language);

    /// <summary>The rows of all active rules, in a fixed order. Requests: 1 per 5,000 rows.</summary>
    internal static IReadOnlyList<Entity> ActiveRows(IOrganizationService service)
    {
        var query = new QueryExpression(HolidayRuleRow.Table) { ColumnSet = new ColumnSet([.. HolidayRuleRow.FactColumns.Values]) };
        query.Criteria.AddCondition(HolidayRuleRow.Columns.State, ConditionOperator.Equal, (int)HolidayRuleState.Active);
        query.AddOrder(HolidayRuleRow.Columns.RuleId, OrderType.Ascending);
        query.AddOrder(HolidayRuleRow.Columns.Version, OrderType.Ascending);
        query.AddOrder(HolidayRuleRow.Columns.Id, OrderType.Ascending);
        return service.AllRows(query);
    }

    /// <summary>The calendars of rows that are read when a contract asks for a calendar; see <see cref="Active"/>.</summary>
    internal static HolidayCalendars Read(Func<IReadOnlyList<Entity>> rows, string? standard, Language language) => new(() => RulesOf(rows(), language), standard);

    static HolidayRules RulesOf(IReadOnlyList<Entity> rows, Language language)
    {
        try
        {
            return new HolidayRules([.. rows.Select(static row => HolidayRule.Read(new HolidayRuleRow(row).Fact))]);
        }
        catch (HolidayRuleException wrong)
        {
            throw Refusal.Of("OFF-5005", language, "rule", wrong.RuleId, "column", wrong.Column, "value", wrong.Value, "remedy", wrong.Remedy);
        }
    }
}
