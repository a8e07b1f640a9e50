using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Microsoft.PowerPlatform.Dataverse.Client.Http;
using Microsoft.Xrm.Sdk;

namespace Microsoft.PowerPlatform.Dataverse.Client.Metadata;

/// <summary>Definitions of tables and messages, read once for a client and its clones, as who signed in.</summary>
/// <remarks>Two requests for each table, one for all messages. https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-metadata-web-api</remarks>
internal sealed class TableDefinitions
{
    readonly WebApiConnection connection;
    readonly ConcurrentDictionary<string, Lazy<TableDefinition>> tables = new(StringComparer.Ordinal);
    Lazy<OperationCatalog> operations;

    public TableDefinitions(WebApiConnection connection)
    {
        this.connection = connection;
        operations = new(ReadOperations);
    }

    /// <exception cref="System.ServiceModel.FaultException">There is no such table, or it cannot be read.</exception>
    public TableDefinition Of(string table)
    {
        var lazy = tables.GetOrAdd(table, name => new Lazy<TableDefinition>(() => Read(name)));
        try
        {
            return lazy.Value;
        }
        catch
        {
            // What failed once is asked again.
            tables.TryRemove(table, out _);
            throw;
        }
    }

    /// <summary>The operation of a name. Null: the environment has none.</summary>
    public Operation? TryOperation(string name) => operations.Value.TryFind(name);

    /// <summary>Reads everything anew when it is next needed: an import changed it.</summary>
    public void Forget()
    {
        tables.Clear();
        operations = new(ReadOperations);
    }

    OperationCatalog ReadOperations() => OperationCatalog.Read(connection.GetAsSelf("$metadata", "application/xml").Body);

    TableDefinition Read(string name)
    {
        var key = $"EntityDefinitions(LogicalName='{Uri.EscapeDataString(name)}')";
        var table = connection.GetAsSelf(
            key + "?$select=LogicalName,EntitySetName,PrimaryIdAttribute"
            + "&$expand=Attributes($select=LogicalName,AttributeTypeName),ManyToOneRelationships($select=ReferencingAttribute,ReferencedEntity,ReferencingEntityNavigationPropertyName)"
            + ",OneToManyRelationships($select=SchemaName,ReferencedEntityNavigationPropertyName)"
            + ",ManyToManyRelationships($select=SchemaName,Entity1LogicalName,Entity2LogicalName,Entity1NavigationPropertyName,Entity2NavigationPropertyName)").Json;
        var days = connection.GetAsSelf(key + "/Attributes/Microsoft.Dynamics.CRM.DateTimeAttributeMetadata?$select=LogicalName,DateTimeBehavior").Json;
        return new TableDefinition(
            name,
            Text(table, "EntitySetName"),
            Text(table, "PrimaryIdAttribute"),
            Items(table, "Attributes").ToDictionary(column => Text(column, "LogicalName"), KindOf, StringComparer.Ordinal),
            Items(days, "value").Where(column => Text(column.GetProperty("DateTimeBehavior"), "Value") == "DateOnly").Select(column => Text(column, "LogicalName")).ToHashSet(StringComparer.Ordinal),
            [.. Items(table, "ManyToOneRelationships").Select(one => new LookupProperty(Text(one, "ReferencingEntityNavigationPropertyName"), Text(one, "ReferencingAttribute"), Text(one, "ReferencedEntity")))],
            [
                .. Items(table, "OneToManyRelationships").Select(one => new CollectionProperty(Text(one, "ReferencedEntityNavigationPropertyName"), Text(one, "SchemaName"), Role: null)),
                .. Items(table, "ManyToManyRelationships").SelectMany(many => Peers(many, name)),
            ]);
    }

    /// <summary>Each side of the relationship that is this table; both where it ties a table to itself.</summary>
    static IEnumerable<CollectionProperty> Peers(JsonElement many, string table)
    {
        var (first, second) = (Text(many, "Entity1LogicalName"), Text(many, "Entity2LogicalName"));
        var isSelf = first == second;
        if (first == table) yield return new CollectionProperty(Text(many, "Entity1NavigationPropertyName"), Text(many, "SchemaName"), isSelf ? EntityRole.Referenced : null);
        if (second == table) yield return new CollectionProperty(Text(many, "Entity2NavigationPropertyName"), Text(many, "SchemaName"), isSelf ? EntityRole.Referencing : null);
    }

    static ColumnKind KindOf(JsonElement column)
    {
        var name = column.GetProperty("AttributeTypeName") is { ValueKind: JsonValueKind.Object } type ? Text(type, "Value") : "";
        return name.EndsWith("Type", StringComparison.Ordinal) && Enum.TryParse<ColumnKind>(name[..^4], out var kind) ? kind : ColumnKind.Unknown;
    }

    static IEnumerable<JsonElement> Items(JsonElement owner, string name) => owner.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : [];

    static string Text(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
