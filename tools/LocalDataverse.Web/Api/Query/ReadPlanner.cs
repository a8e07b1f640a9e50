using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Query;
using LocalDataverse.Web.Api.Json;
using LocalDataverse.Web.Api.Model;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk.Query;
using FaultCode = LocalDataverse.Faults.FaultCode;

namespace LocalDataverse.Web.Api.Query;

/// <summary>The query options of a URL as a query: <c>$select</c>, <c>$filter</c>, <c>$orderby</c>, <c>$top</c>, <c>$expand</c>.</summary>
internal sealed class ReadPlanner(WebApiModel model, IDictionary<string, SingleValueNode> aliases)
{
    /// <summary>Tables that a query may expand, levels below included.</summary>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/join-tables: as many as a query may have links.</remarks>
    const int MostExpansions = ModelBuilder.MostLinks;

    int expansions;

    /// <summary>The plan for a table. A null clause was not given.</summary>
    public ReadPlan Plan(Table table, SelectExpandClause? select, FilterClause? filter, OrderByClause? order, long? top)
    {
        var properties = model.PropertiesOf(table);
        var selected = Columns(select, properties);
        var query = new QueryExpression(table.Name) { TopCount = Top(top) };
        var scope = QueryScope.Of(query, table, model);
        if (filter is not null) query.Criteria = new FilterTranslator(model, aliases).Translate(filter, scope);
        for (var key = order; key is not null; key = key.ThenBy) query.Orders.Add(Order(key, scope));

        var expanded = Expansions(select, table);
        query.ColumnSet = selected is null ? new ColumnSet { AllColumns = true } : new ColumnSet([.. selected.Concat(NeededBy(expanded)).Select(column => column.Name).Distinct(StringComparer.Ordinal)]);
        return new ReadPlan(query, new RowShape(properties, selected ?? properties.Columns), expanded)
        {
            Context = Context(selected, expanded),
        };
    }

    static int? Top(long? top) => top switch
    {
        null => null,
        > 0 and <= Paging.LargestPage => (int)top,
        _ => throw WebFault.Of((int)FaultCode.InvalidArgument, $"$top is {top}. Give a number from 1 to {Paging.LargestPage}."),
    };

    static OrderExpression Order(OrderByClause key, QueryScope scope)
    {
        var node = key.Expression is ConvertNode convert ? convert.Source : key.Expression;
        if (node is not SingleValuePropertyAccessNode property) throw WebFault.Unsupported($"an expression of kind {node.Kind} in $orderby: name a property");

        var column = scope.Column(property);
        return new OrderExpression(
            column.Column.Name, key.Direction == OrderByDirection.Descending ? OrderType.Descending : OrderType.Ascending, alias: null!, entityName: column.Alias!);
    }

    /// <summary>The columns asked for, with the key, and for amounts their currency. Null: all.</summary>
    static IReadOnlyList<Column>? Columns(SelectExpandClause? clause, TableProperties properties)
    {
        var items = clause?.SelectedItems.Where(item => item is not ExpandedReferenceSelectItem).ToList() ?? [];
        if (items.Count == 0 || items.Exists(item => item is WildcardSelectItem)) return null;

        var columns = items.Select(item => Column(item, properties)).ToList();
        if (columns.Exists(column => column.Type == ColumnType.Money) && properties.Table.TryColumn("transactioncurrencyid") is { } currency) columns.Add(currency);
        return [.. columns.Append(properties.Table.PrimaryId).Distinct()];
    }

    static Column Column(SelectItem item, TableProperties properties)
    {
        if (item is not PathSelectItem { SelectedPath: { Count: 1 } path }) throw WebFault.Unsupported($"{item.GetType().Name} in $select: name properties");

        return path.FirstSegment switch
        {
            PropertySegment property when properties.TryColumn(property.Property.Name) is { } column => column,
            NavigationPropertySegment navigation when properties.TryNavigation(navigation.NavigationProperty.Name) is LookupNavigation lookup => lookup.Column,
            var other => throw WebFault.Unsupported($"'{other.Identifier}' in $select: name columns; navigation properties stand in $expand"),
        };
    }

    IReadOnlyList<ExpandPlan> Expansions(SelectExpandClause? clause, Table table)
    {
        var plans = new List<ExpandPlan>();
        foreach (var item in clause?.SelectedItems.OfType<ExpandedReferenceSelectItem>() ?? [])
        {
            if (item is not ExpandedNavigationSelectItem expanded || expanded.PathToNavigationProperty is not [NavigationPropertySegment step])
                throw WebFault.Unsupported("$expand of $ref, or behind another property");
            if (++expansions > MostExpansions) throw WebFault.Of((int)FaultCode.TooManyLinkEntitiesInQuery, $"$expand names more than {MostExpansions} navigation properties.");
            if (expanded.SearchOption is not null || expanded.SkipOption is not null || expanded.LevelsOption is not null || expanded.ApplyOption is not null || expanded.ComputeOption is not null)
                throw WebFault.Unsupported("other options inside $expand than $select, $filter, $orderby, $top, $count and $expand");

            var navigation = model.PropertiesOf(table).TryNavigation(step.NavigationProperty.Name) ?? throw WebFault.Unsupported($"the navigation property {step.NavigationProperty.Name} in $expand");
            if (navigation is LookupNavigation && (expanded.FilterOption is not null || expanded.OrderByOption is not null || expanded.TopOption is not null))
                throw WebFault.Of(WebFault.BadUrl, $"$filter, $orderby and $top cannot be used inside $expand of '{navigation.Name}', which has one row at most.");

            if (navigation is LookupNavigation { Target: null } owner) plans.Add(Owner(owner, expanded.SelectAndExpand));
            else plans.Add(new ExpandPlan(navigation, Nested(navigation, expanded), expanded.CountOption == true));
        }

        return plans;
    }

    /// <summary>A user or a team: whole, or its id only, which is all that both have in common.</summary>
    ExpandPlan Owner(LookupNavigation owner, SelectExpandClause? clause)
    {
        var items = clause?.SelectedItems.ToList() ?? [];
        if (items.Exists(item => item is ExpandedReferenceSelectItem)) throw WebFault.Unsupported($"$expand inside $expand of '{owner.Name}', which may be a user or a team; expand owninguser or owningteam");

        var isWhole = items.Count == 0 || items.Exists(item => item is WildcardSelectItem);
        IReadOnlyList<ReadPlan> plans = [.. owner.Column.Targets.Select(model.Catalog.TryTable).OfType<Table>().Select(table => isWhole ? Plan(table, select: null, filter: null, order: null, top: null) : KeyOnly(table))];
        return new ExpandPlan(owner, plans[0], Counts: false) { ByTable = plans };
    }

    ReadPlan KeyOnly(Table table) => new(new QueryExpression(table.Name) { ColumnSet = new ColumnSet(table.PrimaryId.Name) }, new RowShape(model.PropertiesOf(table), [table.PrimaryId]), []);

    ReadPlan Nested(Navigation navigation, ExpandedNavigationSelectItem expanded)
    {
        var target = navigation switch
        {
            LookupNavigation lookup => lookup.Target,
            ChildrenNavigation children => children.Relationship.From,
            PeersNavigation peers => peers.Target,
            _ => null,
        } ?? throw WebFault.Unsupported($"$expand of '{navigation.Name}', which may be of several tables; expand owninguser or owningteam");
        return Plan(model.Catalog.Table(target), expanded.SelectAndExpand, expanded.FilterOption, expanded.OrderByOption, expanded.TopOption);
    }

    static IEnumerable<Column> NeededBy(IReadOnlyList<ExpandPlan> expanded) => expanded.Select(one => one.Navigation).OfType<LookupNavigation>().Select(lookup => lookup.Column);

    static string Context(IReadOnlyList<Column>? columns, IReadOnlyList<ExpandPlan> expanded)
    {
        var parts = (columns?.Select(TableProperties.NameOf) ?? []).Concat(expanded.Select(one => one.Navigation.Name + (one.Read.Context.Length > 0 ? one.Read.Context : "()"))).ToList();
        return parts.Count == 0 ? "" : $"({string.Join(',', parts)})";
    }
}
