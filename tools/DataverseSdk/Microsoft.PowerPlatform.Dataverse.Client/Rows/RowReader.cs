using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Microsoft.PowerPlatform.Dataverse.Client.Metadata;
using Microsoft.PowerPlatform.Dataverse.Client.Utils;
using Microsoft.Xrm.Sdk;

namespace Microsoft.PowerPlatform.Dataverse.Client.Rows;

/// <summary>Rows of answers as the SDK has them: typed values, formatted values, names of lookups.</summary>
/// <remarks>Columns without value are left out, as in the SDK. https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-data-web-api</remarks>
internal sealed class RowReader(TableDefinitions tables)
{
    const string Formatted = "@OData.Community.Display.V1.FormattedValue";
    const string LookupTable = "@Microsoft.Dynamics.CRM.lookuplogicalname";
    const string Type = "@odata.type";

    /// <summary>A row of a table.</summary>
    /// <param name="json">The row.</param>
    /// <param name="table">Its table.</param>
    /// <param name="joined">Columns of links and aggregates by the name under which they come; null: none.</param>
    public Entity Read(JsonElement json, TableDefinition table, IReadOnlyDictionary<string, JoinedColumn>? joined = null)
    {
        var row = new Entity(table.Name);
        foreach (var property in json.EnumerateObject())
        {
            if (property.Name == "@odata.etag") row.RowVersion = Version(property.Value.GetString());
            if (property.Name.Contains('@') || property.Value.ValueKind == JsonValueKind.Null) continue;

            if (joined?.TryGetValue(property.Name, out var alias) == true) ReadJoined(row, json, property, alias);
            else ReadColumn(row, json, property, table);
        }

        if (row.Attributes.TryGetValue(table.PrimaryId, out var id) && id is Guid known) row.Id = known;
        return row;
    }

    /// <summary>A row that says itself of which table it is; one of none keeps what JSON has.</summary>
    public Entity ReadTyped(JsonElement json)
    {
        var name = json.TryGetProperty(Type, out var type) ? type.GetString()! : "";
        name = name[(name.LastIndexOf('.') + 1)..];
        return name.Length == 0 || name == "expando" ? ReadOpen(json) : Read(json, tables.Of(name));
    }

    /// <summary>A reference: the row's type and its id.</summary>
    public EntityReference ReadReference(JsonElement json)
    {
        var row = ReadTyped(json);
        return new EntityReference(row.LogicalName, row.Id);
    }

    static string? Version(string? tag) => tag?.StartsWith("W/\"", StringComparison.Ordinal) == true ? tag[3..^1] : tag;

    static Entity ReadOpen(JsonElement json)
    {
        var row = new Entity();
        foreach (var property in json.EnumerateObject())
        {
            if (property.Name.Contains('@') || property.Value.ValueKind == JsonValueKind.Null) continue;

            var name = property.Name;
            var table = Annotation(json, name, LookupTable);
            if (table is not null && name.StartsWith('_') && name.EndsWith("_value", StringComparison.Ordinal)) name = name[1..^6];
            row[name] = table is not null
                ? new EntityReference(table, property.Value.GetGuid()) { Name = Annotation(json, property.Name, Formatted) }
                : Open(property.Value, Annotation(json, property.Name, Type));
            if (Annotation(json, property.Name, Formatted) is { } shown) row.FormattedValues[name] = shown;
        }

        return row;
    }

    /// <summary>A value whose type only its annotation tells, if anything does.</summary>
    static object Open(JsonElement value, string? type) => (value.ValueKind, type) switch
    {
        (JsonValueKind.True or JsonValueKind.False, _) => value.GetBoolean(),
        (JsonValueKind.Number, "#Decimal") => value.GetDecimal(),
        (JsonValueKind.Number, "#Double") => value.GetDouble(),
        (JsonValueKind.Number, "#Int64") => value.GetInt64(),
        (JsonValueKind.Number, _) => value.TryGetInt32(out var number) ? number : value.GetDecimal(),
        (JsonValueKind.String, "#Guid") => value.GetGuid(),
        (JsonValueKind.String, "#DateTimeOffset" or "#Date") => ColumnText.Read(value.GetString()!),
        (JsonValueKind.String, _) => value.GetString()!,
        _ => throw new NotSupportedException($"A value of kind {value.ValueKind} in a row without table is not supported by this build; use the Official build."),
    };

    static void ReadColumn(Entity row, JsonElement json, JsonProperty property, TableDefinition table)
    {
        var name = property.Name;
        var column = name.StartsWith('_') && name.EndsWith("_value", StringComparison.Ordinal) && table.IsLookup(name[1..^6]) ? name[1..^6] : name;
        if (!table.Columns.TryGetValue(column, out var kind)) throw new DataverseOperationException($"The answer has a property {name}, which {table.Name} has no column for.");

        row[column] = Value(property.Value, kind, json, name);
        if (Annotation(json, name, Formatted) is { } shown) row.FormattedValues[column] = shown;
    }

    void ReadJoined(Entity row, JsonElement json, JsonProperty property, JoinedColumn alias)
    {
        var value = alias.Aggregate == Aggregation.Count
            ? property.Value.GetInt32()
            : Value(property.Value, alias.Aggregate == Aggregation.Average && alias.Kind == ColumnKind.Integer ? ColumnKind.Decimal : alias.Kind, json, property.Name);
        row[property.Name] = new AliasedValue(alias.Table, alias.Column, value);
        if (Annotation(json, property.Name, Formatted) is { } shown) row.FormattedValues[property.Name] = shown;
    }

    static object Value(JsonElement value, ColumnKind kind, JsonElement row, string property) => kind switch
    {
        ColumnKind.Boolean => value.GetBoolean(),
        ColumnKind.Integer => value.GetInt32(),
        ColumnKind.BigInt => value.ValueKind == JsonValueKind.String ? long.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetInt64(),
        ColumnKind.Decimal => value.GetDecimal(),
        ColumnKind.Double => value.GetDouble(),
        ColumnKind.Money => new Money(value.GetDecimal()),
        ColumnKind.Picklist or ColumnKind.State or ColumnKind.Status => new OptionSetValue(value.GetInt32()),
        ColumnKind.MultiSelectPicklist => Options(value.GetString()!),
        ColumnKind.Lookup or ColumnKind.Customer or ColumnKind.Owner => new EntityReference(
            Annotation(row, property, LookupTable) ?? throw new DataverseOperationException($"The answer does not say to which table {property} refers."), value.GetGuid()) { Name = Annotation(row, property, Formatted) },
        ColumnKind.Uniqueidentifier => value.GetGuid(),
        ColumnKind.DateTime => ColumnText.Read(value.GetString()!),
        ColumnKind.ManagedProperty => new BooleanManagedProperty(value.ValueKind == JsonValueKind.Object ? value.GetProperty("Value").GetBoolean() : value.GetBoolean()),
        ColumnKind.Image => value.GetBytesFromBase64(),
        ColumnKind.String or ColumnKind.Memo or ColumnKind.EntityName or ColumnKind.Virtual or ColumnKind.Unknown when value.ValueKind == JsonValueKind.String => value.GetString()!,
        _ => throw new NotSupportedException($"Columns of type {kind} ({property}) are not supported by this build; use the Official build."),
    };

    static OptionSetValueCollection Options(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(option => new OptionSetValue(int.Parse(option, CultureInfo.InvariantCulture)))];

    static string? Annotation(JsonElement row, string property, string name) => row.TryGetProperty(property + name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>A column that comes under another name than its own.</summary>
/// <param name="Table">Logical name.</param>
/// <param name="Column">Logical name.</param>
/// <param name="Kind">Type of the column.</param>
/// <param name="Aggregate">What of it was asked for.</param>
internal sealed record JoinedColumn(string Table, string Column, ColumnKind Kind, Aggregation Aggregate);

/// <summary>What of a column was asked for.</summary>
internal enum Aggregation
{
    /// <summary>The value, or one of the same type.</summary>
    Value,

    /// <summary>A number of rows or of a part of a date.</summary>
    Count,

    Average,
}
