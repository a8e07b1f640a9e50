using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Query;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Messages;

/// <summary>Rows that refer to a row which is retrieved: one query for each relationship, all in the one request.</summary>
/// <remarks>https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.retrieverequest.relatedentitiesquery</remarks>
internal static class RelatedRows
{
    /// <summary>Adds the rows to the answer, as far as the caller may read them.</summary>
    public static void Add(Entity answer, RelationshipQueryCollection queries, Table table, Call call)
    {
        foreach (var (key, query) in queries)
        {
            if (call.Catalog.TryRelationship(key.SchemaName) is not OneToMany relationship || relationship.To != table.Name)
            {
                throw Fault.Unsupported($"RelatedEntitiesQuery by {key.SchemaName}: it is no one-to-many relationship in which other rows refer to {table.Name}");
            }

            if (query is not QueryExpression expression || expression.EntityName != relationship.From)
            {
                throw Fault.Unsupported($"RelatedEntitiesQuery by {key.SchemaName} with another query than a QueryExpression of {relationship.From}");
            }

            answer.RelatedEntities[key] = QueryExecutor.Execute(Of(expression, relationship, answer), call.AsCaller());
        }
    }

    /// <summary>The query of the caller stays as it is: the condition goes into a filter around it.</summary>
    static QueryExpression Of(QueryExpression asked, OneToMany relationship, Entity row)
    {
        var query = new QueryExpression(asked.EntityName) { ColumnSet = asked.ColumnSet, TopCount = asked.TopCount, PageInfo = asked.PageInfo, Distinct = asked.Distinct };
        query.Orders.AddRange(asked.Orders);
        query.LinkEntities.AddRange(asked.LinkEntities);
        query.Criteria.AddCondition(relationship.Column, ConditionOperator.Equal, row.Id);
        query.Criteria.AddFilter(asked.Criteria);
        return query;
    }
}
