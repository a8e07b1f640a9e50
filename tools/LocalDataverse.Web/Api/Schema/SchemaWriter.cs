using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using LocalDataverse.Web.Api.Json;
using LocalDataverse.Web.Api.Model;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk.Metadata;

namespace LocalDataverse.Web.Api.Schema;

/// <summary>Metadata as JSON: the selected properties, and what is expanded.</summary>
internal static class SchemaWriter
{
    /// <param name="json">Where.</param>
    /// <param name="item">What.</param>
    /// <param name="declared">The type that readers expect; another one is named.</param>
    /// <param name="clause">Null: all properties, nothing expanded.</param>
    public static void Write(Utf8JsonWriter json, object item, Type declared, SelectExpandClause? clause)
    {
        json.WriteStartObject();
        WriteProperties(json, item, declared, clause);
        json.WriteEndObject();
    }

    /// <summary>As <see cref="Write"/>, into an object that the caller has begun and ends.</summary>
    public static void WriteProperties(Utf8JsonWriter json, object item, Type declared, SelectExpandClause? clause)
    {
        if (item.GetType() != declared) json.WriteString("@odata.type", $"#{WebApiModel.Namespace}.{item.GetType().Name}");
        var selected = Selected(clause);
        foreach (var property in SchemaShape.PropertiesOf(item.GetType()).Where(property => SchemaShape.KindOf(property) == SchemaPropertyKind.Structural))
        {
            if (selected is not null && !selected.Contains(property.Name)) continue;

            json.WritePropertyName(property.Name);
            WriteValue(json, property.GetValue(item), property.PropertyType);
        }

        foreach (var expanded in clause?.SelectedItems.OfType<ExpandedReferenceSelectItem>() ?? []) WriteExpanded(json, item, expanded);
    }

    static HashSet<string>? Selected(SelectExpandClause? clause)
    {
        var items = clause?.SelectedItems.Where(item => item is not ExpandedReferenceSelectItem).ToList() ?? [];
        if (items.Count == 0 || items.Exists(item => item is WildcardSelectItem)) return null;

        return [.. items.Select(item => item is PathSelectItem path ? path.SelectedPath.LastSegment.Identifier : throw WebFault.Unsupported($"{item.GetType().Name} in $select of metadata")), nameof(MetadataBase.MetadataId)];
    }

    static void WriteExpanded(Utf8JsonWriter json, object item, ExpandedReferenceSelectItem reference)
    {
        if (reference is not ExpandedNavigationSelectItem expanded) throw WebFault.Unsupported("$expand of $ref in metadata");
        if (expanded.OrderByOption is not null || expanded.TopOption is not null || expanded.SkipOption is not null || expanded.SearchOption is not null || expanded.LevelsOption is not null
            || expanded.ApplyOption is not null || expanded.ComputeOption is not null || expanded.CountOption is not null)
            throw WebFault.Unsupported("other options inside $expand of metadata than $select, $filter and $expand");

        var navigation = (NavigationPropertySegment)expanded.PathToNavigationProperty.LastSegment;
        var target = SchemaModel.ClassOf(navigation.NavigationProperty.Type.Definition);
        var related = SchemaShape.Related(item, navigation.NavigationProperty.Name);
        json.WritePropertyName(navigation.NavigationProperty.Name);
        switch (related)
        {
            case null:
                json.WriteNullValue();
                break;
            case IEnumerable many:
                json.WriteStartArray();
                foreach (var one in many)
                {
                    if (expanded.FilterOption is null || SchemaFilter.Matches(expanded.FilterOption.Expression, one)) Write(json, one, target, expanded.SelectAndExpand);
                }

                json.WriteEndArray();
                break;
            default:
                Write(json, related, target, expanded.SelectAndExpand);
                break;
        }
    }

    public static void WriteValue(Utf8JsonWriter json, object? value, Type declared)
    {
        switch (value)
        {
            case Enum member: json.WriteStringValue(member.ToString()); break;
            case short small: json.WriteNumberValue(small); break;
            case not null when SchemaShape.IsComplex(value.GetType()): Write(json, value, declared, clause: null); break;
            case IEnumerable many and not string:
                json.WriteStartArray();
                foreach (var one in many) WriteValue(json, one, SchemaShape.ItemOf(declared)!);
                json.WriteEndArray();
                break;
            default: ValueWriter.Write(json, value); break;
        }
    }
}
