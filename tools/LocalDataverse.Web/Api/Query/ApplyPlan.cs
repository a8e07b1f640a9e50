using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.Api.Query;

/// <summary><c>$apply</c> as queries.</summary>
/// <param name="Query">Groups with their aggregates.</param>
/// <param name="Groups">Aliases of the groups.</param>
/// <param name="Distinct">Aggregates with a query of their own.</param>
internal sealed record ApplyPlan(QueryExpression Query, IReadOnlyList<string> Groups, IReadOnlyList<DistinctCount> Distinct)
{
    /// <summary>The groups with all aggregates. One request, and one more for each countdistinct; these are not one snapshot.</summary>
    public EntityCollection Execute(IOrganizationService service)
    {
        var answer = service.RetrieveMultiple(Query);
        foreach (var count in Distinct)
        {
            // Empty is no value (F252).
            var found = service.RetrieveMultiple(count.Query).Entities.Where(row => row.Attributes.TryGetValue(DistinctCount.Value, out var value) && value is AliasedValue { Value: not null }).ToLookup(KeyOf, StringComparer.Ordinal);
            foreach (var row in answer.Entities) row[count.Alias] = new AliasedValue(entityLogicalName: null, attributeLogicalName: null, found[KeyOf(row)].Count());
        }

        foreach (var row in answer.Entities) ApplyTranslator.Tidy(row);
        return answer;
    }

    string KeyOf(Entity row) => string.Join('\u0001', Groups.Select(group => row.Attributes.TryGetValue(group, out var value) ? Text(value) : ""));

    static string Text(object? value) => value switch
    {
        AliasedValue aliased => Text(aliased.Value),
        EntityReference reference => reference.Id.ToString(),
        OptionSetValue option => option.Value.ToString(CultureInfo.InvariantCulture),
        Money money => money.Value.ToString(CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };
}

/// <summary>How many different values a column has in each group.</summary>
/// <param name="Alias">Its name in the answer.</param>
/// <param name="Query">A group for each value, below the groups that are asked for.</param>
internal sealed record DistinctCount(string Alias, QueryExpression Query)
{
    /// <summary>Alias of the column whose values are counted.</summary>
    public const string Value = "distinctvalue";
}
