using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk.Metadata;

namespace LocalDataverse.Web.Api.Schema;

/// <summary>GET of metadata: tables, columns, keys, relationships, choices.</summary>
/// <remarks>
/// https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-metadata-web-api. One request; one more for each table that a filter leaves where
/// columns or relationships are wanted, and one more where a table is named by its MetadataId. There are no pages.
/// </remarks>
internal sealed class SchemaRequests(Exchange exchange)
{
    static readonly string[] Refused = ["$orderby", "$top", "$skip", "$skiptoken", "$search", "$apply", "$compute", "fetchXml", "savedQuery", "userQuery"];

    readonly SchemaSource source = new(exchange.Service);

    /// <exception cref="System.ServiceModel.FaultException">0x8006088A: there is nothing of that name; 0x80040315: the path or an option is of a form that is not served.</exception>
    public WebApiResponse Answer(IReadOnlyList<ODataPathSegment> path)
    {
        if (exchange.Request.Method != "GET") throw WebFault.Unsupported($"{exchange.Request.Method} of metadata: import a solution");
        if (Refused.FirstOrDefault(exchange.Url.Has) is { } option) throw WebFault.Unsupported($"the query option {option} with metadata");

        return path[^1] switch
        {
            CountSegment => WebApiResponse.Text(StatusCodes.Status200OK, "text/plain", List(Find(path.SkipLast(1).ToList(), clause: null)).Count.ToString(CultureInfo.InvariantCulture)),
            PropertySegment property => Property(Find(path.SkipLast(1).ToList(), clause: null), property),
            EntitySetSegment or KeySegment or NavigationPropertySegment or TypeSegment => Whole(path),
            var other => throw WebFault.Unsupported($"a path with '{other.Identifier}' ({other.GetType().Name}) at the end of metadata"),
        };
    }

    WebApiResponse Whole(IReadOnlyList<ODataPathSegment> path)
    {
        var clause = exchange.Url.Parser.ParseSelectAndExpand();
        var filter = exchange.Url.Parser.ParseFilter();
        var declared = SchemaModel.ClassOf(path[^1].EdmType);
        var found = Find(path, clause, filter);
        if (found is not IReadOnlyList<MetadataBase> many)
        {
            if (filter is not null) throw WebFault.Of(WebFault.BadUrl, "$filter cannot be used with one definition. Leave it out, or leave out the key.");

            return WebApiResponse.Json(StatusCodes.Status200OK, json =>
            {
                json.WriteStartObject();
                json.WriteString("@odata.context", $"{exchange.Root}$metadata#{exchange.Url.Path}/$entity");
                SchemaWriter.WriteProperties(json, found, declared, clause);
                json.WriteEndObject();
            });
        }

        return WebApiResponse.Json(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("@odata.context", $"{exchange.Root}$metadata#{exchange.Url.Path}");
            if (exchange.Url.Parser.ParseCount() == true) json.WriteNumber("@odata.count", many.Count);
            json.WriteStartArray("value");
            foreach (var one in many) SchemaWriter.Write(json, one, declared, clause);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    WebApiResponse Property(object owner, PropertySegment property)
    {
        if (owner is IReadOnlyList<MetadataBase> || SchemaShape.TryProperty(owner.GetType(), property.Property.Name) is not { } shown) throw Missing(property.Identifier);

        return WebApiResponse.Json(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("@odata.context", $"{exchange.Root}$metadata#{exchange.Url.Path}");
            json.WritePropertyName("value");
            SchemaWriter.WriteValue(json, shown.GetValue(owner), shown.PropertyType);
            json.WriteEndObject();
        });
    }

    /// <summary>What a path leads to: a list, or one.</summary>
    object Find(IReadOnlyList<ODataPathSegment> path, SelectExpandClause? clause, FilterClause? filter = null)
    {
        var (found, at) = First(path, clause, filter);
        for (; at < path.Count; at++) found = Step(found, path[at]);
        if (filter is not null && found is IReadOnlyList<MetadataBase> many) return Filtered(many, filter);

        return found;
    }

    /// <summary>What the set and the key behind it lead to, and the place of the segment after them.</summary>
    (object Found, int Next) First(IReadOnlyList<ODataPathSegment> path, SelectExpandClause? clause, FilterClause? filter)
    {
        var set = ((EntitySetSegment)path[0]).EntitySet.Name;
        if (set == SchemaModel.Relationships) return (source.Relationships(), 1);
        if (set == SchemaModel.Choices) return (source.Choices(), 1);

        var wanted = Wanted(path.OfType<NavigationPropertySegment>().Select(step => step.NavigationProperty.Name).Take(1).Concat(Expanded(clause)));
        if (path.ElementAtOrDefault(1) is KeySegment key) return (Table(key, wanted), 2);
        if (wanted == (EntityFilters.Entity | EntityFilters.Privileges) || filter is null || path.Count > 1) return (source.AllTables(wanted), 1);

        // Columns of all tables are much: first those that are asked for.
        var names = Filtered(source.AllTables(EntityFilters.Entity | EntityFilters.Privileges), filter).Cast<EntityMetadata>().Select(table => table.LogicalName);
        return ((MetadataBase[])[.. names.Select(name => source.Table(name, wanted))], 1);
    }

    static IEnumerable<string> Expanded(SelectExpandClause? clause) => clause?.SelectedItems.OfType<ExpandedReferenceSelectItem>().Select(item => item.PathToNavigationProperty.LastSegment.Identifier) ?? [];

    static EntityFilters Wanted(IEnumerable<string> navigations)
    {
        var wanted = EntityFilters.Entity | EntityFilters.Privileges;
        foreach (var navigation in navigations)
        {
            if (navigation == nameof(EntityMetadata.Attributes)) wanted |= EntityFilters.Attributes;
            else if (navigation.EndsWith("Relationships", StringComparison.Ordinal)) wanted |= EntityFilters.Relationships;
        }

        return wanted;
    }

    EntityMetadata Table(KeySegment key, EntityFilters wanted)
    {
        var (property, value) = key.Keys.Single();
        var found = source.AllTables(EntityFilters.Entity).FirstOrDefault(table => Equals(SchemaShape.TryProperty(typeof(EntityMetadata), property)!.GetValue(table), value)) ?? throw Missing($"{value}");
        return source.Table(found.LogicalName, wanted);
    }

    object Step(object found, ODataPathSegment segment)
    {
        switch (segment)
        {
            case NavigationPropertySegment step when found is not IReadOnlyList<MetadataBase>:
                return SchemaShape.Related(found, step.NavigationProperty.Name) switch
                {
                    null => throw Missing(step.Identifier),
                    IEnumerable many => (MetadataBase[])[.. many.Cast<MetadataBase>()],
                    var one => one,
                };
            case TypeSegment cast:
                var type = SchemaModel.ClassOf(cast.EdmType);
                if (found is IReadOnlyList<MetadataBase> all) return (MetadataBase[])[.. all.Where(type.IsInstanceOfType)];

                return type.IsInstanceOfType(found) ? found : throw Missing(cast.Identifier);
            case KeySegment key:
                var (property, value) = key.Keys.Single();
                return List(found).FirstOrDefault(one => Equals(SchemaShape.TryProperty(one.GetType(), property)?.GetValue(one), value)) ?? throw Missing($"{value}");
            default:
                throw WebFault.Unsupported($"a path with '{segment.Identifier}' ({segment.GetType().Name}) at this place of metadata");
        }
    }

    static MetadataBase[] Filtered(IReadOnlyList<MetadataBase> many, FilterClause filter) => [.. many.Where(one => SchemaFilter.Matches(filter.Expression, one))];

    static IReadOnlyList<MetadataBase> List(object found) => found as IReadOnlyList<MetadataBase> ?? throw WebFault.Unsupported("a count or a key behind one definition");

    static Exception Missing(string name) => WebFault.Of(WebFault.NoResource, $"There is no definition '{name}' here.");
}
