using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>Every read of notice rules.</summary>
static class NoticeRuleQueries
{
    /// <summary>All active rules, in the order in which they decide. Requests: 1 per 5,000 rows.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-5002: a row cannot be read or contradicts itself. Then nothing is judged: half a law is none.</exception>
    internal static NoticeRules Active(IOrganizationService service, Language language) => Read(ActiveRows(service), language);

    /// <summary>The rows of all active rules, in the order in which they decide. Requests: 1 per 5,000 rows.</summary>
    internal static IReadOnlyList<Entity> ActiveRows(IOrganizationService service)
    {
        var query = new QueryExpression(NoticeRuleRow.Table) { ColumnSet = new ColumnSet([.. NoticeRuleRow.FactColumns.Values]) };
        query.Criteria.AddCondition(NoticeRuleRow.Columns.State, ConditionOperator.Equal, (int)NoticeRuleState.Active);
        query.AddOrder(NoticeRuleRow.Columns.Sequence, OrderType.Ascending);
        query.AddOrder(NoticeRuleRow.Columns.RuleId, OrderType.Ascending);
        query.AddOrder(NoticeRuleRow.Columns.Version, OrderType.Ascending);
        query.AddOrder(NoticeRuleRow.Columns.Id, OrderType.Ascending);
        return service.AllRows(query);
    }

    /// <summary>Rules of rows. A version ends the day before the next one begins, so that adding one changes no row.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-5002, as above.</exception>
    internal static NoticeRules Read(IEnumerable<Entity> rows, Language language)
    {
        var versions = rows.Select(static row => new NoticeRuleRow(row)).ToList();
        var texts = new List<Func<string, string?>>();
        foreach (var row in versions)
        {
            var next = versions.Where(other => other.RuleId == row.RuleId && other.Version > row.Version).OrderBy(static other => other.Version).FirstOrDefault();
            if (next is { ValidFrom: null }) continue;

            texts.Add(TextOf(row, Earlier(row.ValidTo, next?.ValidFrom?.PlusDays(-1))));
        }

        try
        {
            return NoticeRules.Read(texts);
        }
        catch (NoticeRuleException wrong)
        {
            throw Refusal.Of("OFF-5002", language, "rule", wrong.RuleId, "column", wrong.Column, "value", wrong.Value, "remedy", wrong.Remedy);
        }
    }

    static LocalDate? Earlier(LocalDate? x, LocalDate? y) => x is null || y < x ? y ?? x : x;

    static Func<string, string?> TextOf(NoticeRuleRow row, LocalDate? validTo) => column => column switch
    {
        "valid_to" => validTo?.ToString(),

        // A yes/no column is never blank in a row, but a rule leaves it blank where it means nothing: everywhere but in rights.
        "first_included" => row.Kind != NoticeRuleKind.Right ? null : row.FirstIncluded == true ? "yes" : "no",
        _ => row.Fact(column),
    };
}
