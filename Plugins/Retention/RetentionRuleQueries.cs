using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Retention;

/// <summary>Every read of retention rules.</summary>
static class RetentionRuleQueries
{
    /// <summary>The rules on file; a deactivated row counts as switched off. Requests: 1 per 5,000 rows.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-3001 to OFF-3014: a row cannot be read or contradicts another. Then nothing is judged: half a law is none.</exception>
    internal static RetentionRules All(IOrganizationService service, Language language)
    {
        try
        {
            return RetentionRules.Read(Texts(service));
        }
        catch (RetentionRuleException wrong)
        {
            throw Refusal.Of(wrong.Code, language, wrong.Values);
        }
    }

    /// <summary>The rows on file, each the text of a column by its name. Requests: 1 per 5,000 rows.</summary>
    internal static IReadOnlyList<Func<string, string?>> Texts(IOrganizationService service) => [.. service.AllRows(Query()).Select(TextOf)];

    static QueryExpression Query()
    {
        var query = new QueryExpression(RetentionRuleRow.Table) { ColumnSet = new ColumnSet([.. RetentionRuleRow.FactColumns.Values, RetentionRuleRow.Columns.State]) };
        query.AddOrder(RetentionRuleRow.Columns.RuleId, OrderType.Ascending);
        query.AddOrder(RetentionRuleRow.Columns.Id, OrderType.Ascending);
        return query;
    }

    // A yes/no column cannot be blank in a row, and an empty text means no.
    static Func<string, string?> TextOf(Entity entity)
    {
        var row = new RetentionRuleRow(entity);
        return column => column switch
        {
            "active" => row.Active == true && row.State == RetentionRuleState.Active ? "yes" : "no",
            "open_proceedings" => row.OpenProceedings == true ? "yes" : "no",
            _ => row.Fact(column),
        };
    }
}
