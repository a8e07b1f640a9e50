using System;
using System.Collections.Generic;
using System.Text.Json;
using LocalDataverse.Metadata;
using LocalDataverse.Web.Api.Model;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Web.Api.Json;

/// <summary>Rows as JSON, with the annotations that the caller prefers.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-data-web-api</remarks>
internal sealed class RowWriter(WebApiModel model, Preferences preferences)
{
    const string FormattedValue = "OData.Community.Display.V1.FormattedValue";
    const string LookupLogicalName = "Microsoft.Dynamics.CRM.lookuplogicalname";
    const string AssociatedNavigation = "Microsoft.Dynamics.CRM.associatednavigationproperty";

    readonly bool formats = preferences.Wants(FormattedValue);
    readonly bool namesTables = preferences.Wants(LookupLogicalName);
    readonly bool namesNavigations = preferences.Wants(AssociatedNavigation);

    /// <summary>The version of a row as an ETag. Null: the row has none.</summary>
    public static string? ETag(Entity row) => string.IsNullOrEmpty(row.RowVersion) ? null : $"W/\"{row.RowVersion}\"";

    /// <summary>Name of the key of a table.</summary>
    public string KeyOf(string table) => model.Catalog.Table(table).PrimaryId.Name;

    /// <summary>A row with what was expanded. The caller has begun the object and ends it.</summary>
    public void WriteProperties(Utf8JsonWriter json, RowTree tree)
    {
        if (tree.NamedBy is not null) json.WriteString("@odata.type", $"#{WebApiModel.Namespace}.{tree.Shape.Table.Name}");
        WriteETag(json, tree.Row);
        if (tree.NamedBy is { } id) json.WriteString(id, tree.Row.Id);
        foreach (var column in tree.Shape.Columns) WriteColumn(json, tree.Row, column, tree.Shape.Properties);
        foreach (var (name, expanded) in tree.Expanded) WriteExpanded(json, name, expanded);
    }

    public void Write(Utf8JsonWriter json, RowTree tree)
    {
        json.WriteStartObject();
        WriteProperties(json, tree);
        json.WriteEndObject();
    }

    /// <summary>A row as a query told it: columns that are there, those of links and aggregates under their alias.</summary>
    public void WriteLoose(Utf8JsonWriter json, Entity row, TableProperties? properties, bool isAggregate = false, string? type = null)
    {
        json.WriteStartObject();
        if (type is not null) json.WriteString("@odata.type", "#" + type);
        if (!isAggregate) WriteETag(json, row);
        foreach (var (name, value) in row.Attributes)
        {
            if (value is AliasedValue || properties?.Table.TryColumn(name) is not { } column) WriteAliased(json, row, name, value);
            else if (properties.TryColumn(TableProperties.NameOf(column)) is not null) WriteColumn(json, row, column, properties);
        }

        json.WriteEndObject();
    }

    static void WriteETag(Utf8JsonWriter json, Entity row)
    {
        if (ETag(row) is { } tag) json.WriteString("@odata.etag", tag);
    }

    void WriteColumn(Utf8JsonWriter json, Entity row, Column column, TableProperties properties)
    {
        var name = TableProperties.NameOf(column);
        row.Attributes.TryGetValue(column.Name, out var value);
        if (formats && row.FormattedValues.TryGetValue(column.Name, out var text)) json.WriteString($"{name}@{FormattedValue}", text);
        if (value is EntityReference reference)
        {
            if (namesNavigations && properties.NavigationTo(column, reference.LogicalName) is { } navigation) json.WriteString($"{name}@{AssociatedNavigation}", navigation);
            if (namesTables) json.WriteString($"{name}@{LookupLogicalName}", reference.LogicalName);
        }

        json.WritePropertyName(name);
        ValueWriter.Write(json, column, value);
    }

    void WriteAliased(Utf8JsonWriter json, Entity row, string name, object? value)
    {
        var inner = value is AliasedValue aliased ? aliased.Value : value;
        if (formats && row.FormattedValues.TryGetValue(name, out var text)) json.WriteString($"{name}@{FormattedValue}", text);
        if (namesTables && inner is EntityReference reference) json.WriteString($"{name}@{LookupLogicalName}", reference.LogicalName);
        json.WritePropertyName(name);
        if (value is AliasedValue { EntityLogicalName: { } table, AttributeLogicalName: { } column } && model.Catalog.TryTable(table)?.TryColumn(column) is { } known) ValueWriter.Write(json, known, inner);
        else WriteAny(json, inner);
    }

    /// <summary>A value of an answer, rows included.</summary>
    public void WriteAny(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case Entity row: WriteRow(json, row); break;
            case EntityCollection rows: WriteRows(json, rows.Entities); break;
            case string[] or Guid[]:
                json.WriteStartArray();
                foreach (var item in (Array)value) ValueWriter.Write(json, item);
                json.WriteEndArray();
                break;
            default: ValueWriter.Write(json, value); break;
        }
    }

    /// <summary>Rows of an answer: those without table are open.</summary>
    public void WriteRows(Utf8JsonWriter json, IEnumerable<Entity> rows)
    {
        json.WriteStartArray();
        foreach (var row in rows) WriteRow(json, row);
        json.WriteEndArray();
    }

    public void WriteRow(Utf8JsonWriter json, Entity row)
    {
        var table = model.Catalog.TryTable(row.LogicalName);
        WriteLoose(json, row, table is null ? null : model.PropertiesOf(table), isAggregate: table is null, type: $"{WebApiModel.Namespace}.{table?.Name ?? "expando"}");
    }

    void WriteExpanded(Utf8JsonWriter json, string name, Expanded expanded)
    {
        if (expanded.Counts && expanded.Many is not null) json.WriteNumber($"{name}@odata.count", expanded.Many.Count);
        json.WritePropertyName(name);
        if (expanded.Many is { } many)
        {
            json.WriteStartArray();
            foreach (var tree in many) Write(json, tree);
            json.WriteEndArray();
        }
        else if (expanded.One is { } one)
        {
            Write(json, one);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
