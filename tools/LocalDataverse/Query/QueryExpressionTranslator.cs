using System;
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

    /// <summary>What each source is asked for; aggregates are read from it when all sources are known.</summary>
    readonly List<(Source Source, ColumnSet? Columns)> columnSets = [];

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
        var aggregates = Aggregates(query.ColumnSet) || query.LinkEntities.Any(Aggregates);
        var root = builder.AddRoot(query.EntityName, table => aggregates ? [] : Columns(table, query.ColumnSet, query.Distinct));
        columnSets.Add((root, query.ColumnSet));
        root.Links = [.. query.LinkEntities.Select(link => Link(link, root))];

        // Only now, when every alias is known: a condition of the root may name a link.
        root.Filter = Filter(query.Criteria, root);
        foreach (var (link, entity) in root.Links.Zip(query.LinkEntities)) Filters(link, entity);

        return new QueryModel
        {
            Root = root,
            Sources = builder.Sources,
            Orders = aggregates ? [] :
            [
                .. query.Orders.Select(order => Order(order, root)),
                .. root.Links.Zip(query.LinkEntities).SelectMany(pair => LinkOrders(pair.First, pair.Second)),
            ],
            Top = query.TopCount,
            Page = Paging.Of(query.PageInfo, query.TopCount),
            Distinct = query.Distinct && !aggregates,
            Aggregation = aggregates ? Aggregation(query) : null,
            Store = RowStores.Named(query.DataSource),
        };
    }

    // Different rows have different keys: a distinct query returns the key only if it is asked for.
    static IReadOnlyList<SelectedColumn> Columns(Table table, ColumnSet? columns, bool distinct) => distinct && columns?.Columns.Count > 0
        ? LinkedColumns(table, columns)
        : [.. Projection.Resolve(table, columns).Select(column => new SelectedColumn(column))];

    Link Link(LinkEntity entity, Source parent)
    {
        var source = builder.AddLinked(entity.LinkToEntityName, entity.EntityAlias, table => LinkedColumns(table, entity.Columns));
        columnSets.Add((source, entity.Columns));
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
        if (filter is null || (filter.Conditions.Count == 0 && filter.Filters.Count == 0 && filter.AnyAllFilterLinkEntity is null)) return null;
        return new FilterGroup(
            filter.FilterOperator,
            [
                .. filter.Conditions.Select(condition => Condition(condition, source)),
                .. filter.Filters.Select(child => Filter(child, source)).OfType<FilterGroup>(),
                .. filter.AnyAllFilterLinkEntity is { } related ? [Related(related, source)] : Array.Empty<Filter>(),
            ]);
    }

    LinkCondition Related(LinkEntity entity, Source parent)
    {
        var link = Link(entity, parent);
        if (!link.IsCondition)
            throw Fault.Of(FaultCode.QueryBuilderInvalidJoinOperator, $"Unsupported join operator {entity.JoinOperator} in a filter. Use Any, NotAny, All or NotAll.");

        Filters(link, entity);
        return new LinkCondition(link);
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

    static bool Aggregates(ColumnSet? columns) => columns?.AttributeExpressions.Count > 0;

    static bool Aggregates(LinkEntity entity) => Aggregates(entity.Columns) || entity.LinkEntities.Any(Aggregates);

    Aggregation Aggregation(QueryExpression query)
    {
        var (groups, aggregated) = (new List<Grouping>(), new List<Aggregate>());
        foreach (var (source, columns) in columnSets)
        {
            if (columns is null) continue;
            foreach (var expression in columns.AttributeExpressions) Aggregate(source, expression, groups, aggregated);
        }

        return Aggregator.Demand(new Aggregation(groups, aggregated, [.. query.Orders.Select(AggregateOrder)], Aggregator.MostRows));
    }

    static void Aggregate(Source source, XrmAttributeExpression expression, List<Grouping> groups, List<Aggregate> aggregated)
    {
        var column = source.Table.Column(expression.AttributeName ?? "");
        var alias = string.IsNullOrEmpty(expression.Alias) ? throw Fault.Of(FaultCode.QueryBuilderInvalidAttributeValue, $"The attribute value provided is invalid. {column.Name} needs an alias, because the query aggregates.") : expression.Alias;
        if (expression.HasGroupBy && expression.AggregateType != XrmAggregateType.None) throw Aggregator.BothGroupAndAggregate(column);

        if (expression.HasGroupBy) groups.Add(Aggregator.Demand(new Grouping(source.Index, column, alias, DateGroupingOf(expression.DateTimeGrouping))));
        else aggregated.Add(Aggregator.Demand(new Aggregate(source.Index, source.Table.Name, column, alias, KindOf(expression.AggregateType, column), Distinct: false)));
    }

    static AggregateKind KindOf(XrmAggregateType type, Column column) => type switch
    {
        XrmAggregateType.Count => AggregateKind.Count,
        XrmAggregateType.CountColumn => AggregateKind.CountColumn,
        XrmAggregateType.Sum => AggregateKind.Sum,
        XrmAggregateType.Avg => AggregateKind.Avg,
        XrmAggregateType.Min => AggregateKind.Min,
        XrmAggregateType.Max => AggregateKind.Max,
        _ => throw Aggregator.NeitherGroupNorAggregate(column),
    };

    static DateGrouping? DateGroupingOf(XrmDateTimeGrouping grouping) => grouping switch
    {
        XrmDateTimeGrouping.None => null,
        XrmDateTimeGrouping.Day => DateGrouping.Day,
        XrmDateTimeGrouping.Week => DateGrouping.Week,
        XrmDateTimeGrouping.Month => DateGrouping.Month,
        XrmDateTimeGrouping.Quarter => DateGrouping.Quarter,
        XrmDateTimeGrouping.Year => DateGrouping.Year,
        _ => throw Fault.Of(FaultCode.QueryBuilderInvalidDateGrouping, $"An invalid value was specified for dategrouping: {grouping}. The embedded Dataverse supports day, week, month, quarter and year."),
    };

    static AggregateOrder AggregateOrder(OrderExpression order) => string.IsNullOrEmpty(order.Alias)
        ? throw Fault.Of(FaultCode.QueryBuilderAliasRequiredForAggregateOrderBy, "An alias is required for an order clause for an aggregate Query.")
        : new AggregateOrder(order.Alias, order.OrderType == OrderType.Descending);
}
