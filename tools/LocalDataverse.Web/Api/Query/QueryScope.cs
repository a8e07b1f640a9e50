using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Web.Api.Model;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.Api.Query;

/// <summary>A part of a query that has a table of its own: the query, or the link of a lambda. Lookups on the way to a column become links of it.</summary>
internal sealed class QueryScope
{
    readonly WebApiModel model;
    readonly DataCollection<LinkEntity> links;
    readonly Dictionary<string, LinkEntity> lookups = new(StringComparer.Ordinal);
    readonly string prefix;

    QueryScope(WebApiModel model, Table table, DataCollection<LinkEntity> links, string prefix)
    {
        this.model = model;
        this.links = links;
        this.prefix = prefix;
        Table = table;
    }

    public Table Table { get; }

    public static QueryScope Of(QueryExpression query, Table table, WebApiModel model) => new(model, table, query.LinkEntities, "n");

    /// <summary>The scope of a lambda, whose rows are those of a link.</summary>
    public QueryScope Of(LinkEntity link, Table table) => new(model, table, link.LinkEntities, $"{link.EntityAlias}n");

    /// <summary>The column that an expression means, and the name of the link it is in; null: the scope's own table.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80040315: the expression is no column.</exception>
    public ScopedColumn Column(SingleValuePropertyAccessNode node)
    {
        var (table, alias) = Source(node.Source);
        var column = model.PropertiesOf(table).TryColumn(node.Property.Name) ?? throw WebFault.Unsupported($"the property {node.Property.Name} of {table.Name} in a query");
        return new ScopedColumn(table, column, alias);
    }

    /// <summary>The table and link of the node that a property hangs on.</summary>
    public (Table Table, string? Alias) Source(SingleValueNode node)
    {
        switch (node)
        {
            case ResourceRangeVariableReferenceNode:
                return (Table, null);
            case SingleNavigationNode step:
                var (table, alias) = Source(step.Source);
                var lookup = Lookup(table, step.NavigationProperty.Name);
                var link = LinkOf(alias, lookup);
                return (model.Catalog.Table(lookup.Target), link.EntityAlias);
            case ConvertNode convert:
                return Source(convert.Source);
            default:
                throw WebFault.Unsupported($"an expression of kind {node.Kind} before a property");
        }
    }

    public Navigation Navigation(Table table, IEdmNavigationProperty property) =>
        model.PropertiesOf(table).TryNavigation(property.Name) ?? throw WebFault.Unsupported($"the navigation property {property.Name} of {table.Name} in a query");

    LookupNavigation Lookup(Table table, string name) => model.PropertiesOf(table).TryNavigation(name) switch
    {
        LookupNavigation { Target: not null } lookup => lookup,
        _ => throw WebFault.Unsupported($"the navigation property {name} of {table.Name} on the way to a column"),
    };

    LinkEntity LinkOf(string? parent, LookupNavigation lookup)
    {
        var key = $"{parent}/{lookup.Name}";
        if (lookups.TryGetValue(key, out var known)) return known;

        var target = model.Catalog.Table(lookup.Target);
        var holder = parent is null ? links : lookups.Values.Single(link => link.EntityAlias == parent).LinkEntities;
        var link = new LinkEntity
        {
            LinkFromEntityName = parent ?? Table.Name,
            LinkFromAttributeName = lookup.Column.Name,
            LinkToEntityName = target.Name,
            LinkToAttributeName = target.PrimaryId.Name,
            JoinOperator = JoinOperator.LeftOuter,
            EntityAlias = $"{prefix}{lookups.Count + 1}",
        };
        holder.Add(link);
        lookups.Add(key, link);
        return link;
    }
}

/// <summary>A column in a query.</summary>
/// <param name="Alias">Name of the link it is in; null: the scope's own table.</param>
internal sealed record ScopedColumn(Table Table, Column Column, string? Alias);
