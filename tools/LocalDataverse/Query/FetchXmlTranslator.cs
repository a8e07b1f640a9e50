using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Query;

/// <summary>FetchXML as a query model.</summary>
internal sealed class FetchXmlTranslator
{
    readonly ModelBuilder builder;
    readonly FetchElement fetch;
    readonly bool aggregates;

    /// <summary>Links wait here with their element until every alias is known: a filter may name any of them.</summary>
    readonly List<(Source Source, FetchElement Element)> elements = [];

    FetchXmlTranslator(FetchElement fetch, MetadataCatalog catalog)
    {
        builder = new(catalog);
        this.fetch = fetch;
        aggregates = fetch.Flag("aggregate");
    }

    public static QueryModel Translate(string? text, MetadataCatalog catalog) => new FetchXmlTranslator(FetchElement.Parse(text), catalog).Translate();

    QueryModel Translate()
    {
        if (fetch.Of("entity").ToList() is not [var entity])
        {
            throw Fault.Of(
                FaultCode.InvalidFetchXml,
                "Malformed FetchXml. <fetch> must have exactly one <entity>.");
        }
        var root = builder.AddRoot(entity.Text("name"), table => RootColumns(entity, table));
        elements.Add((root, entity));
        root.Links = Links(entity, root);

        // The list grows while links inside filters are found; those come with their own filters.
        for (var i = 0; i < elements.Count; i++) elements[i].Source.Filter = Filters(elements[i].Element, elements[i].Source);

        var top = fetch.Number("top");
        return new QueryModel
        {
            Root = root,
            Sources = builder.Sources,
            Orders = aggregates ? [] : [.. Orders()],
            Top = top,
            Page = Paging.Of(fetch.Number("page"), fetch.Number("count"), fetch.Text("paging-cookie"), fetch.Flag("returntotalrecordcount"), top),
            Distinct = fetch.Flag("distinct") && !aggregates,
            Store = RowStores.Named(fetch.Text("datasource")),
            RawOrder = fetch.Flag("useraworderby"),
            Aggregation = aggregates ? Aggregation() : null,
        };
    }

    IReadOnlyList<SelectedColumn> RootColumns(FetchElement entity, Table table)
    {
        if (aggregates) return [];
        if (!entity.Of("attribute").Any()) return [.. table.Columns.Select(column => new SelectedColumn(column))];
        var columns = Columns(entity, table);
        return fetch.Flag("distinct") || columns.Any(selected => selected.Column == table.PrimaryId && selected.Alias is null)
            ? columns
            : [new SelectedColumn(table.PrimaryId), .. columns];
    }

    IReadOnlyList<SelectedColumn> Columns(FetchElement parent, Table table)
    {
        if (aggregates) return [];
        if (parent.Of("all-attributes").Any()) return [.. table.Columns.Select(column => new SelectedColumn(column))];
        return [.. parent.Of("attribute").Select(attribute => Column(attribute, table)).Distinct()];
    }

    static SelectedColumn Column(FetchElement attribute, Table table)
    {
        foreach (var only in (string[])["aggregate", "groupby", "dategrouping", "distinct"])
        {
            if (attribute.Text(only) is { } text) throw attribute.Invalid(only, text, "nothing, unless <fetch> has aggregate='true'");
        }

        return new SelectedColumn(table.Column(attribute.Text("name") ?? ""), attribute.Text("alias"));
    }

    IReadOnlyList<Link> Links(FetchElement parent, Source source) => [.. parent.Of("link-entity").Select(element => Link(element, source))];

    Link Link(FetchElement element, Source parent)
    {
        var source = builder.AddLinked(element.Text("name"), element.Text("alias"), table => Columns(element, table));
        elements.Add((source, element));
        var link = builder.Link(source, element.Text("from"), parent, element.Text("to"), FetchNames.Join(element.Text("link-type")));
        source.Links = Links(element, source);
        return link;
    }

    FilterGroup? Filters(FetchElement element, Source source)
    {
        var filters = element.Of("filter").Select(filter => Filter(filter, source)).ToList();
        return filters.Count switch
        {
            0 => null,
            1 => filters[0],
            _ => new FilterGroup(LogicalOperator.And, filters),
        };
    }

    FilterGroup Filter(FetchElement filter, Source source)
    {
        var op = filter.Text("type") switch
        {
            null or "and" => LogicalOperator.And,
            "or" => LogicalOperator.Or,
            var other => throw filter.Invalid("type", other, "and or or"),
        };
        return new FilterGroup(op, [.. filter.All.Select(child => Part(child, source))]);
    }

    Filter Part(FetchElement element, Source source) => element.Name switch
    {
        "condition" => Condition(element, source),
        "filter" => Filter(element, source),
        _ => LinkCondition(element, source),
    };

    LinkCondition LinkCondition(FetchElement element, Source source)
    {
        var link = Link(element, source);
        if (!link.IsCondition) throw element.Invalid("link-type", element.Text("link-type"), "any, not any, all or not all inside a filter");
        return new LinkCondition(link);
    }

    Filter Condition(FetchElement condition, Source standsIn)
    {
        var source = builder.NamedInFilter(condition.Text("entityname"), standsIn);
        var (column, op) = (condition.Text("attribute"), FetchNames.Operator(condition.Text("operator")));
        if (condition.Text("valueof") is { } other)
        {
            var (otherSource, otherColumn) = other.Split('.') is [var alias, var name] ? (builder.NamedInFilter(alias, standsIn), name) : (source, other);
            return builder.Comparison(source, column, op, otherSource, otherColumn);
        }

        var listed = condition.Of("value").Select(value => value.Content);
        return builder.Condition(source, column, op, [.. condition.Text("value") is { } single ? listed.Prepend(single) : listed]);
    }

    IEnumerable<Order> Orders()
    {
        foreach (var (source, element) in elements)
        {
            foreach (var order in element.Of("order"))
            {
                if (order.Text("alias") is not null)
                {
                    throw Fault.Of(
                        FaultCode.QueryBuilderAliasNotAllowedForNonAggregateOrderBy,
                        "An alias cannot be specified for an order clause for a non-aggregate Query. Use an attribute.");
                }

                yield return ModelBuilder.Order(builder.Named(order.Text("entityname"), source), order.Text("attribute"), order.Flag("descending"));
            }
        }
    }

    Aggregation Aggregation()
    {
        var (groups, aggregated, orders) = (new List<Grouping>(), new List<Aggregate>(), new List<AggregateOrder>());
        foreach (var (source, element) in elements)
        {
            foreach (var attribute in element.Of("attribute")) Aggregate(attribute, source, groups, aggregated);
            orders.AddRange(element.Of("order").Select(AggregateOrder));
        }

        var limit = Math.Min(fetch.Number("aggregatelimit") ?? Aggregator.MostRows, Aggregator.MostRows);
        return Aggregator.Demand(new Aggregation(groups, aggregated, orders, limit));
    }

    static void Aggregate(FetchElement attribute, Source source, List<Grouping> groups, List<Aggregate> aggregated)
    {
        var column = source.Table.Column(attribute.Text("name") ?? "");
        var alias = attribute.Text("alias") ?? throw attribute.Invalid("alias", null, "a name, because the query aggregates");
        var isGroup = attribute.Flag("groupby");
        if (attribute.Text("aggregate") is null)
        {
            if (!isGroup) throw Aggregator.NeitherGroupNorAggregate(column);

            groups.Add(Aggregator.Demand(new Grouping(source.Index, column, alias, FetchNames.DateGrouping(attribute.Text("dategrouping")))));
            return;
        }

        if (isGroup) throw Aggregator.BothGroupAndAggregate(column);

        var aggregate = new Aggregate(source.Index, source.Table.Name, column, alias, FetchNames.Aggregate(attribute), attribute.Flag("distinct"));
        aggregated.Add(Aggregator.Demand(aggregate));
    }

    static AggregateOrder AggregateOrder(FetchElement order)
    {
        if (order.Text("attribute") is { } column)
        {
            throw Fault.Of(
                FaultCode.QueryBuilderAttributeNotAllowedForAggregateOrderBy,
                $"An attribute cannot be specified for an order clause for an aggregate Query. Use an alias instead of {column}.");
        }

        var alias = order.Text("alias") ?? throw Fault.Of(
            FaultCode.QueryBuilderAliasRequiredForAggregateOrderBy,
            "An alias is required for an order clause for an aggregate Query.");
        return new AggregateOrder(alias, order.Flag("descending"));
    }
}
