using System;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using Microsoft.PowerPlatform.Dataverse.Client.Metadata;
using Microsoft.Xrm.Sdk;

namespace Microsoft.PowerPlatform.Dataverse.Client.Rows;

/// <summary>Rows and values as bodies of requests.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/create-entity-web-api</remarks>
internal sealed class RowBody(TableDefinitions tables)
{
    /// <summary>The columns of a row.</summary>
    /// <exception cref="NotSupportedException">Rows together with it, or parties.</exception>
    public JsonObject Of(Entity row)
    {
        if (row.RelatedEntities.Count > 0) throw new NotSupportedException("Rows that are created together with another one are not supported by this build; create them one by one, or use the Official build.");

        var table = tables.Of(row.LogicalName);
        var body = new JsonObject();
        foreach (var (column, value) in row.Attributes) Add(body, table, column, value);
        return body;
    }

    /// <summary>A row as a parameter, which says of which table it is.</summary>
    public JsonObject Typed(Entity row)
    {
        var body = Of(row);
        body["@odata.type"] = "Microsoft.Dynamics.CRM." + row.LogicalName;
        if (row.Id != Guid.Empty) body[tables.Of(row.LogicalName).PrimaryId] = row.Id;
        return body;
    }

    /// <summary>A reference as a parameter.</summary>
    public JsonObject Typed(EntityReference row) => new()
    {
        ["@odata.type"] = "Microsoft.Dynamics.CRM." + row.LogicalName,
        [tables.Of(row.LogicalName).PrimaryId] = row.Id,
    };

    /// <summary>Address of a row below the root, by id or by alternate key.</summary>
    public string Address(string table, Guid id, KeyAttributeCollection keys)
    {
        var definition = tables.Of(table);
        return id != Guid.Empty || keys.Count == 0
            ? $"{definition.SetName}({id:D})"
            : $"{definition.SetName}({string.Join(',', keys.Select(key => $"{definition.PropertyOf(key.Key)}={Key(definition, key.Key, key.Value)}"))})";
    }

    public string Address(EntityReference row) => Address(row.LogicalName, row.Id, row.KeyAttributes);

    static string Key(TableDefinition table, string column, object? value) => Uri.EscapeDataString(value switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        Guid id => id.ToString("D"),
        DateTime moment => table.Days.Contains(column) ? ColumnText.Day(moment) : ColumnText.Instant(moment),
        EntityReference reference => reference.Id.ToString("D"),
        OptionSetValue option => option.Value.ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"A key of type {value?.GetType().Name ?? "null"} ({column}) is not supported by this build; use the Official build."),
    });

    void Add(JsonObject body, TableDefinition table, string column, object? value)
    {
        if (table.IsLookup(column))
        {
            var reference = value as EntityReference;
            if (value is not null && reference is null) throw new NotSupportedException($"The lookup {table.Name}.{column} takes an EntityReference, not a {value.GetType().Name}.");
            body[table.NavigationOf(column, reference?.LogicalName) + "@odata.bind"] = reference is null ? null : "/" + Address(reference);
        }
        else
        {
            body[column] = Value(value, table.Days.Contains(column), column);
        }
    }

    /// <summary>A value of a column or parameter that is no row.</summary>
    public static JsonNode? Value(object? value, bool isDay, string place) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag,
        int number => number,
        long number => number,
        decimal number => number,
        double number => number,
        Guid id => id,
        DateTime moment => isDay ? ColumnText.Day(moment) : ColumnText.Instant(moment),
        Money money => money.Value,
        OptionSetValue option => option.Value,
        OptionSetValueCollection options => string.Join(',', options.Select(option => option.Value.ToString(CultureInfo.InvariantCulture))),
        BooleanManagedProperty managed => managed.Value,
        byte[] bytes => Convert.ToBase64String(bytes),
        string[] texts => new JsonArray([.. texts.Select(text => JsonValue.Create(text))]),
        Enum member => Convert.ToInt32(member, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"A value of type {value.GetType().Name} ({place}) is not supported by this build; use the Official build."),
    };
}
