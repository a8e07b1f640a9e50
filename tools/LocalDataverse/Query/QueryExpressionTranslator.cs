using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Query;

/// <summary>QueryExpression and QueryByAttribute as a query model.</summary>
internal sealed class QueryExpressionTranslator
{
    readonly ModelBuilder builder;

    QueryExpressionTranslator(MetadataCatalog catalog) => builder = new(catalog);

    public static QueryModel Translate(QueryExpression query, MetadataCatalog catalog) => new QueryExpressionTranslator(catalog).Translate(query);

    public static QueryModel Translate(QueryByAttribute query, MetadataCatalog catalog)
    {
        if (query.Attributes.Count == 0 || query.Attributes.Count != query.Values.Count)
        {
            throw Fault.Of(
                FaultCode.QueryBuilderByAttributeMismatch,
                "QueryByAttribute must specify a non-empty value array with the same number of elements as in the attributes array; "
                + $"it has {query.Attributes.Count} attributes and {query.Values.Count} values.");
        }

        var expression = new QueryExpression(query.EntityName) { ColumnSet = query.ColumnSet, PageInfo = query.PageInfo, TopCount = query.TopCount };
        expression.Orders.AddRange(query.Orders);
        for (var i = 0; i < query.Attributes.Count; i++)
        {
            if (query.Values[i] is null) expression.Criteria.AddCondition(query.Attributes[i], ConditionOperator.Null);
            else expression.Criteria.AddCondition(query.Attributes[i], ConditionOperator.Equal, query.Values[i]);
        }

        return Translate(expression, catalog);
    }

    QueryModel Translate(QueryExpression query)
    {
        if (query.SubQueryExpression is not null) throw Fault.Unsupported("QueryExpression.SubQueryExpression");
        RefuseAttributeExpressions(query.ColumnSet);
        var root = builder.AddRoot(query.EntityName, table => Columns(table, query.ColumnSet, query.Distinct));
        root.Links = [.. query.LinkEntities.Select(link => Link(link, root))];

        // Only now, when every alias is known: a condition of the root may name a link.
        root.Filter = Filter(query.Criteria, root);
        foreach (var (link, entity) in root.Links.Zip(query.LinkEntities)) Filters(link, entity);

        return new QueryModel
        {
            Root = root,
            Sources = builder.Sources,
            Orders =
            [
                .. query.Orders.Select(order => Order(order, root)),
                .. root.Links.Zip(query.LinkEntities).SelectMany(pair => LinkOrders(pair.First, pair.Second)),
            ],
            Top = query.TopCount,
            Page = Paging.Of(query.PageInfo, query.TopCount),
            Distinct = query.Distinct,
            Store = RowStores.Named(query.DataSource),
        };
    }

    // Different rows have different keys: a distinct query returns the key only if it is asked for.
    static IReadOnlyList<SelectedColumn> Columns(Table table, ColumnSet? columns, bool distinct) => distinct && columns?.Columns.Count > 0
        ? LinkedColumns(table, columns)
        : [.. Projection.Resolve(table, columns).Select(column => new SelectedColumn(column))];

    Link Link(LinkEntity entity, Source parent)
    {
        RefuseAttributeExpressions(entity.Columns);
        var source = builder.AddLinked(entity.LinkToEntityName, entity.EntityAlias, table => LinkedColumns(table, entity.Columns));
        var link = builder.Link(source, entity.LinkToAttributeName, parent, entity.LinkFromAttributeName, entity.JoinOperator);
        source.Links = [.. entity.LinkEntities.Select(child => Link(child, source))];
        return link;
    }

    // Unlike the root, a link returns only what is named.
    static IReadOnlyList<SelectedColumn> LinkedColumns(Table table, ColumnSet? columns)
    {
        if (columns is null) return [];
        var selected = columns.AllColumns ? table.Columns : columns.Columns.Select(table.Column).Distinct();
        return [.. selected.Select(column => new SelectedColumn(column))];
    }

    void Filters(Link link, LinkEntity entity)
    {
        link.Source.Filter = Filter(entity.LinkCriteria, link.Source);
        foreach (var (child, childEntity) in link.Source.Links.Zip(entity.LinkEntities)) Filters(child, childEntity);
    }

    FilterGroup? Filter(FilterExpression? filter, Source source)
    {
        if (filter is null || (filter.Conditions.Count == 0 && filter.Filters.Count == 0)) return null;
        return new FilterGroup(
            filter.FilterOperator,
            [
                .. filter.Conditions.Select(condition => Condition(condition, source)),
                .. filter.Filters.Select(child => Filter(child, source)).OfType<FilterGroup>(),
            ]);
    }

    Filter Condition(ConditionExpression condition, Source standsIn)
    {
        var source = builder.NamedInFilter(condition.EntityName, standsIn);
        if (!condition.CompareColumns) return builder.Condition(source, condition.AttributeName, condition.Operator, [.. condition.Values]);
        if (condition.Values.Count != 1 || condition.Values[0] is not string other)
        {
            throw Fault.Of(
                FaultCode.QueryBuilderBadCondition,
                $"Incorrect filter condition: the comparison of {condition.AttributeName} must name one other column.");
        }

        return builder.Comparison(source, condition.AttributeName, condition.Operator, source, other);
    }

    Order Order(OrderExpression order, Source standsIn)
    {
        if (!string.IsNullOrEmpty(order.Alias))
        {
            throw Fault.Of(
                FaultCode.QueryBuilderAliasNotAllowedForNonAggregateOrderBy,
                "An alias cannot be specified for an order clause for a non-aggregate Query. Use an attribute.");
        }

        return ModelBuilder.Order(builder.Named(order.EntityName, standsIn), order.AttributeName, order.OrderType == OrderType.Descending);
    }

    IEnumerable<Order> LinkOrders(Link link, LinkEntity entity) =>
        entity.Orders.Select(order => Order(order, link.Source))
            .Concat(link.Source.Links.Zip(entity.LinkEntities).SelectMany(pair => LinkOrders(pair.First, pair.Second)));

    static void RefuseAttributeExpressions(ColumnSet? columns)
    {
        if (columns?.AttributeExpressions.Count > 0) throw Fault.Unsupported("ColumnSet.AttributeExpressions; use FetchXML for aggregates");
    }
}
