using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.Erasure;

/// <summary>Whether the first two characters of a postcode single nobody out: at least ten rows of the table have them in this column.</summary>
/// <remarks>Requests: 1 for each table, column and pair of characters, once. A row that was cut down to two characters still counts, one that was emptied does not.</remarks>
sealed class Postcodes
{
    /// <summary>k: fewer rows than this would be too few to hide among.</summary>
    internal const int Fewest = 10;

    readonly IOrganizationService service;
    readonly Dictionary<string, bool> answers = new(StringComparer.Ordinal);

    internal Postcodes(IOrganizationService service) => this.service = service;

    internal bool IsShared(TableFacts table, string column, string digits)
    {
        var question = table.Name + "|" + column + "|" + digits;
        if (!answers.TryGetValue(question, out var answer)) answers[question] = answer = Count(table, column, digits) >= Fewest;
        return answer;
    }

    int Count(TableFacts table, string column, string digits)
    {
        var query = new QueryExpression(table.Name) { ColumnSet = new ColumnSet(table.PrimaryId), TopCount = Fewest };
        query.Criteria.AddCondition(column, ConditionOperator.BeginsWith, digits);
        return service.RetrieveMultiple(query).Entities.Count;
    }
}
