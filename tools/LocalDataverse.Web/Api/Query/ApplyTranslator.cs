using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Web.Api.Model;
using Microsoft.OData.UriParser;
using Microsoft.OData.UriParser.Aggregation;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.Api.Query;

/// <summary><c>$apply</c> as a query with aggregates: filter, then groupby or aggregate.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/aggregate-data</remarks>
internal sealed class ApplyTranslator(WebApiModel model, IDictionary<string, SingleValueNode> aliases)
{
    /// <summary>Alias of a count that stands in for what nobody asked for: a query has an aggregate or a group.</summary>
    const string Unasked = "unasked";

    readonly List<AggregateExpression> distinct = [];

    public ApplyPlan Translate(ApplyClause clause, FilterClause? filter, OrderByClause? order, Table table)
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
                case GroupByTransformationNode grouped:
                    foreach (var property in grouped.GroupingProperties) AddGroup(query, scope, property);
                    if (grouped.ChildTransformations is AggregateTransformationNode inner) AddAggregates(query, scope, inner);
                    else if (grouped.ChildTransformations is not null) throw WebFault.Unsupported($"{grouped.ChildTransformations.Kind} inside groupby of $apply");
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

        var groups = query.ColumnSet.AttributeExpressions.Where(one => one.HasGroupBy).ToList();
        var counts = distinct.ConvertAll(one => new DistinctCount(one.Alias, Pairs(query, groups, ColumnOf(one, scope))));
        if (query.ColumnSet.AttributeExpressions.Count == 0) query.ColumnSet.AttributeExpressions.Add(new XrmAttributeExpression(table.PrimaryId.Name, XrmAggregateType.Count, Unasked));
        for (var key = order; key is not null; key = key.ThenBy) query.Orders.Add(Order(key));
        return new ApplyPlan(query, [.. groups.Select(group => group.Alias)], counts);
    }

    /// <summary>Removes what stood in for nothing.</summary>
    public static void Tidy(Entity row) => row.Attributes.Remove(Unasked);

    /// <summary>The same rows in finer groups: one for each value of a column. The SDK has no aggregate that counts them.</summary>
    static QueryExpression Pairs(QueryExpression query, List<XrmAttributeExpression> groups, Column column)
    {
        var pairs = new QueryExpression(query.EntityName) { ColumnSet = new ColumnSet(), Criteria = query.Criteria };
        pairs.LinkEntities.AddRange(query.LinkEntities);
        pairs.ColumnSet.AttributeExpressions.AddRange(groups);
        pairs.ColumnSet.AttributeExpressions.Add(new XrmAttributeExpression(column.Name) { Alias = DistinctCount.Value, HasGroupBy = true });
        return pairs;
    }

    static void AddGroup(QueryExpression query, QueryScope scope, GroupByPropertyNode property)
    {
        if (property.Expression is not SingleValuePropertyAccessNode node || scope.Column(node) is not { Alias: null } column)
            throw WebFault.Unsupported($"groupby of '{property.Name}', a property of another table; use fetchXml");

        query.ColumnSet.AttributeExpressions.Add(new XrmAttributeExpression(column.Column.Name) { Alias = TableProperties.NameOf(column.Column), HasGroupBy = true });
    }

    void AddAggregates(QueryExpression query, QueryScope scope, AggregateTransformationNode aggregates)
    {
        foreach (var one in aggregates.AggregateExpressions)
        {
            if (one is not AggregateExpression aggregate) throw WebFault.Unsupported($"an aggregate of kind {one.AggregateKind} in $apply");

            if (aggregate.Method == AggregationMethod.CountDistinct) distinct.Add(aggregate);
            else query.ColumnSet.AttributeExpressions.Add(Aggregate(aggregate, scope));
        }
    }

    static Column ColumnOf(AggregateExpression aggregate, QueryScope scope) =>
        aggregate.Expression is SingleValuePropertyAccessNode node && scope.Column(node) is { Alias: null } column
            ? column.Column
            : throw WebFault.Unsupported($"the aggregate '{aggregate.Alias}' of something else than a property of {scope.Table.Name}; use fetchXml");

    static XrmAttributeExpression Aggregate(AggregateExpression aggregate, QueryScope scope)
    {
        if (aggregate.Method == AggregationMethod.VirtualPropertyCount) return new XrmAttributeExpression(scope.Table.PrimaryId.Name, XrmAggregateType.Count, aggregate.Alias);

        var column = ColumnOf(aggregate, scope);
        var type = aggregate.Method switch
        {
            AggregationMethod.Sum => XrmAggregateType.Sum,
            AggregationMethod.Average => XrmAggregateType.Avg,
            AggregationMethod.Min => XrmAggregateType.Min,
            AggregationMethod.Max => XrmAggregateType.Max,
            _ => throw WebFault.Unsupported($"{aggregate.Method} in $apply; use fetchXml"),
        };
        return new XrmAttributeExpression(column.Name, type, aggregate.Alias);
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
