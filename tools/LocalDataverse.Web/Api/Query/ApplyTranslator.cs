using System.Collections.Generic;
using LocalDataverse.Metadata;
using LocalDataverse.Web.Api.Model;
using Microsoft.OData.UriParser;
using Microsoft.OData.UriParser.Aggregation;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.Api.Query;

/// <summary><c>$apply</c> as a query with aggregates: filter, then groupby or aggregate.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/aggregate-data</remarks>
internal sealed class ApplyTranslator(WebApiModel model, IDictionary<string, SingleValueNode> aliases)
{
    public QueryExpression Translate(ApplyClause clause, FilterClause? filter, OrderByClause? order, Table table)
    {
        var query = new QueryExpression(table.Name) { ColumnSet = new ColumnSet() };
        var scope = QueryScope.Of(query, table, model);
        var filters = new FilterTranslator(model, aliases);
        if (filter is not null) query.Criteria.AddFilter(filters.Translate(filter, scope));

        var isAggregated = false;
        foreach (var step in clause.Transformations)
        {
            if (isAggregated) throw WebFault.Unsupported("another step of $apply after groupby or aggregate");

            switch (step)
            {
                case FilterTransformationNode before:
                    query.Criteria.AddFilter(filters.Translate(before.FilterClause, scope));
                    break;
                case GroupByTransformationNode groups:
                    foreach (var property in groups.GroupingProperties) AddGroup(query, scope, property);
                    if (groups.ChildTransformations is AggregateTransformationNode inner) AddAggregates(query, scope, inner);
                    else if (groups.ChildTransformations is not null) throw WebFault.Unsupported($"{groups.ChildTransformations.Kind} inside groupby of $apply");
                    isAggregated = true;
                    break;
                case AggregateTransformationNode aggregates:
                    AddAggregates(query, scope, aggregates);
                    isAggregated = true;
                    break;
                default:
                    throw WebFault.Unsupported($"{step.Kind} in $apply");
            }
        }

        if (!isAggregated) throw WebFault.Unsupported("$apply without groupby and aggregate; use $filter");

        for (var key = order; key is not null; key = key.ThenBy) query.Orders.Add(Order(key));
        return query;
    }

    static void AddGroup(QueryExpression query, QueryScope scope, GroupByPropertyNode property)
    {
        if (property.Expression is not SingleValuePropertyAccessNode node || scope.Column(node) is not { Alias: null } column)
            throw WebFault.Unsupported($"groupby of '{property.Name}', a property of another table; use fetchXml");

        query.ColumnSet.AttributeExpressions.Add(new XrmAttributeExpression(column.Column.Name) { Alias = TableProperties.NameOf(column.Column), HasGroupBy = true });
    }

    static void AddAggregates(QueryExpression query, QueryScope scope, AggregateTransformationNode aggregates)
    {
        foreach (var one in aggregates.AggregateExpressions)
        {
            if (one is not AggregateExpression aggregate) throw WebFault.Unsupported($"an aggregate of kind {one.AggregateKind} in $apply");

            query.ColumnSet.AttributeExpressions.Add(Aggregate(aggregate, scope));
        }
    }

    static XrmAttributeExpression Aggregate(AggregateExpression aggregate, QueryScope scope)
    {
        if (aggregate.Method == AggregationMethod.VirtualPropertyCount) return new XrmAttributeExpression(scope.Table.PrimaryId.Name, XrmAggregateType.Count, aggregate.Alias);
        if (aggregate.Expression is not SingleValuePropertyAccessNode node || scope.Column(node) is not { Alias: null } column)
            throw WebFault.Unsupported($"the aggregate '{aggregate.Alias}' of something else than a property of {scope.Table.Name}; use fetchXml");

        var type = aggregate.Method switch
        {
            AggregationMethod.Sum => XrmAggregateType.Sum,
            AggregationMethod.Average => XrmAggregateType.Avg,
            AggregationMethod.Min => XrmAggregateType.Min,
            AggregationMethod.Max => XrmAggregateType.Max,
            _ => throw WebFault.Unsupported($"{aggregate.Method} in $apply; use fetchXml with distinct"),
        };
        return new XrmAttributeExpression(column.Column.Name, type, aggregate.Alias);
    }

    static OrderExpression Order(OrderByClause key) => new(
        attributeName: null!,
        key.Direction == OrderByDirection.Descending ? OrderType.Descending : OrderType.Ascending,
        alias: key.Expression switch
        {
            SingleValueOpenPropertyAccessNode open => open.Name,
            SingleValuePropertyAccessNode property => property.Property.Name,
            ConvertNode { Source: SingleValueOpenPropertyAccessNode open } => open.Name,
            ConvertNode { Source: SingleValuePropertyAccessNode property } => property.Property.Name,
            _ => throw WebFault.Unsupported($"an expression of kind {key.Expression.Kind} in $orderby after $apply"),
        });
}
