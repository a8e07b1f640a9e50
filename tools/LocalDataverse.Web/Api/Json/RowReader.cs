using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using LocalDataverse.Metadata;
using LocalDataverse.Query;
using LocalDataverse.Web.Api.Model;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace LocalDataverse.Web.Api.Json;

/// <summary>Reads a row out of a JSON body: columns, <c>@odata.bind</c>, and rows to be created with it.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/create-entity-web-api</remarks>
internal sealed class RowReader(Exchange exchange)
{
    const string Bind = "@odata.bind";
    const string Type = "@odata.type";

    WebApiModel Model => exchange.Model;

    /// <summary>The body of a request as a JSON object.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80048D19: there is none, or it is no JSON.</exception>
    public static JsonElement Body(WebApiRequest request)
    {
        if (request.Header("Content-Type") is { } type && !type.Contains("json", StringComparison.OrdinalIgnoreCase))
            throw WebFault.Payload($"The body is of type '{type}'. Send application/json.");

        try
        {
            var body = JsonForm.Read(request.Body);
            return body.ValueKind == JsonValueKind.Object ? body : throw WebFault.Payload($"The body is a JSON {body.ValueKind}. Send an object, in braces.");
        }
        catch (JsonException broken)
        {
            throw WebFault.Payload(request.Body.IsEmpty ? "The body is empty. Send a JSON object." : $"The body is no valid JSON: {broken.Message}");
        }
    }

    /// <summary>A row of a table.</summary>
    /// <param name="isNew">Rows may be created with it.</param>
    /// <exception cref="System.ServiceModel.FaultException">0x80090801: a property is not declared; 0x80048D19: a value does not fit; 0x80090800: a URL names no row.</exception>
    public WrittenRow Read(JsonElement json, Table table, bool isNew)
    {
        var written = new WrittenRow(new Entity(table.Name));
        Fill(written, written.Row, json, table, isNew);
        return written;
    }

    /// <summary>A row that says by <c>@odata.type</c> of which table it is; else of the one that is expected.</summary>
    /// <exception cref="System.ServiceModel.FaultException">As <see cref="Read"/>; 0x80048D19: the table is not known.</exception>
    public Entity ReadTyped(JsonElement json, string? expected, string place)
    {
        if (json.ValueKind != JsonValueKind.Object) throw ValueReader.Wrong(json, "a row in braces", place);

        var name = json.TryGetProperty(Type, out var type) && type.ValueKind == JsonValueKind.String ? TableName(type.GetString()!) : expected;
        var table = Model.Catalog.TryTable(name) ?? throw WebFault.Payload($"The row '{place}' does not say of which table it is. Give it the property {Type}, such as \"Microsoft.Dynamics.CRM.account\".");
        var written = Read(json, table, isNew: true);
        return written.Before.Count + written.After.Count == 0 ? written.Row : throw WebFault.Unsupported($"rows to be created or tied inside a parameter: {place}");
    }

    /// <summary>A reference to a row: <c>@odata.id</c>, or its type with its key.</summary>
    public EntityReference ReadReference(JsonElement json, string? expected, string place)
    {
        if (json.ValueKind != JsonValueKind.Object) throw ValueReader.Wrong(json, "a row in braces, with @odata.id or with @odata.type and its key", place);
        if (json.TryGetProperty("@odata.id", out var id) && id.ValueKind == JsonValueKind.String) return RowAddress.Of(id.GetString(), place, exchange);

        var row = ReadTyped(json, expected, place);
        return row.Id != Guid.Empty ? row.ToEntityReference() : throw WebFault.Payload($"The row '{place}' has no id. Give it {Model.Catalog.Table(row.LogicalName).PrimaryId.Name} or @odata.id.");
    }

    static string TableName(string type) => type[(type.LastIndexOf('.') + 1)..].TrimStart('#');

    void Fill(WrittenRow written, Entity row, JsonElement json, Table table, bool isNew)
    {
        var properties = Model.PropertiesOf(table);
        foreach (var property in json.EnumerateObject())
        {
            var name = property.Name;
            if (name.EndsWith(Bind, StringComparison.Ordinal) && name.Length > Bind.Length) BindTo(written, row, name[..^Bind.Length], property.Value, properties);
            else if (name.Contains('@')) continue;
            else if (properties.TryColumn(name) is { } column) SetColumn(row, column, property.Value, properties);
            else if (properties.TryNavigation(name) is { } navigation) SetRelated(written, row, navigation, property.Value, isNew, table);
            else throw Undeclared(name, table);
        }
    }

    static void SetColumn(Entity row, Column column, JsonElement value, TableProperties properties)
    {
        if (column.IsLookup)
        {
            throw WebFault.Payload(
                $"'{TableProperties.NameOf(column)}' cannot be written. Set the lookup by its navigation property with {Bind}: {string.Join(", ", properties.Navigations.OfType<LookupNavigation>().Where(one => one.Column == column).Select(one => one.Name))}.");
        }

        var read = ValueReader.Read(value, column, column.Name);
        if (column == properties.Table.PrimaryId) row.Id = read is Guid id ? id : throw ValueReader.Wrong(value, "an id", column.Name);
        row[column.Name] = read!;
    }

    void BindTo(WrittenRow written, Entity row, string name, JsonElement value, TableProperties properties)
    {
        switch (properties.TryNavigation(name))
        {
            case LookupNavigation lookup when value.ValueKind == JsonValueKind.Null:
                row[lookup.Column.Name] = null!;
                break;
            case LookupNavigation lookup:
                row[lookup.Column.Name] = Bound(lookup, value, name);
                break;
            case { } many:
                if (value.ValueKind != JsonValueKind.Array) throw ValueReader.Wrong(value, "a list of URLs", name + Bind);
                Tie(written, row, many, [.. value.EnumerateArray().Select(one => RowAddress.Of(one.ValueKind == JsonValueKind.String ? one.GetString() : null, name + Bind, exchange))]);
                break;
            default:
                throw Undeclared(name, properties.Table);
        }
    }

    EntityReference Bound(LookupNavigation lookup, JsonElement value, string name)
    {
        var reference = RowAddress.Of(value.ValueKind == JsonValueKind.String ? value.GetString() : null, name + Bind, exchange);
        return lookup.Target is null || lookup.Target == reference.LogicalName
            ? reference
            : throw WebFault.Of(WebFault.BadBindUrl, $"The URL of '{name}{Bind}' names a row of {reference.LogicalName}, expected {lookup.Target}.");
    }

    void Tie(WrittenRow written, Entity row, Navigation navigation, EntityReferenceCollection others)
    {
        if (row.Id == Guid.Empty) row.Id = Guid.NewGuid();      // the request that ties must name the row before it is there
        written.After.Add(new AssociateRequest { Target = row.ToEntityReference(), Relationship = Relations.Of(navigation), RelatedEntities = others });
    }

    void SetRelated(WrittenRow written, Entity row, Navigation navigation, JsonElement value, bool isNew, Table table)
    {
        switch (navigation)
        {
            case LookupNavigation lookup when value.ValueKind == JsonValueKind.Null:
                row[lookup.Column.Name] = null!;
                break;
            case var _ when !isNew:
                throw WebFault.Unsupported($"changing rows of '{navigation.Name}' together with a row that exists; change them by requests of their own");
            case LookupNavigation { Target: { } target } lookup:
                row[lookup.Column.Name] = CreateFirst(written, target, value, navigation.Name);
                break;
            case ChildrenNavigation { Relationship: { From: PartyLists.Table, Column: PartyLists.Activity } } parties:
                AddParties(row, table, parties, value);
                break;
            case ChildrenNavigation children:
                row.RelatedEntities[new Relationship(children.Relationship.Name)] =
                    new EntityCollection([.. Objects(value, navigation.Name).Select(one => Child(written, one, children.Relationship.From))]) { EntityName = children.Relationship.From };
                break;
            case PeersNavigation peers:
                Tie(written, row, peers, [.. Objects(value, navigation.Name).Select(one => CreateFirst(written, peers.Target, one, navigation.Name))]);
                break;
            default:
                throw WebFault.Unsupported($"creating a row of '{navigation.Name}' together with this one; bind it with {navigation.Name}{Bind}");
        }
    }

    EntityReference CreateFirst(WrittenRow written, string target, JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.Object) throw ValueReader.Wrong(value, "a row in braces", place);

        var other = Child(written, value, target);
        if (other.Id == Guid.Empty) other.Id = Guid.NewGuid();      // the row that refers to it is written in the same transaction
        written.Before.Add(new CreateRequest { Target = other });
        return other.ToEntityReference();
    }

    Entity Child(WrittenRow written, JsonElement json, string table)
    {
        var row = new Entity(table);
        Fill(written, row, json, Model.Catalog.Table(table), isNew: true);
        return row;
    }

    /// <summary>The members of an activity's party lists, each put into the list that its participationtypemask means.</summary>
    void AddParties(Entity row, Table table, ChildrenNavigation navigation, JsonElement value)
    {
        var parties = Objects(value, navigation.Name).Select(one => Read(one, Model.Catalog.Table(PartyLists.Table), isNew: true).Row).ToList();
        foreach (var list in parties.GroupBy(party => party.GetAttributeValue<OptionSetValue>(PartyLists.Mask)?.Value))
        {
            var column = table.Columns.FirstOrDefault(one => one.Type == ColumnType.PartyList && PartyLists.MaskOf(one.Name) == list.Key)
                ?? throw WebFault.Payload($"A party of '{navigation.Name}' has the {PartyLists.Mask} '{list.Key}', which {table.Name} does not have.");
            foreach (var party in list) party.Attributes.Remove(PartyLists.Mask);
            row[column.Name] = new EntityCollection([.. list]) { EntityName = PartyLists.Table };
        }
    }

    static IEnumerable<JsonElement> Objects(JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.Array) throw ValueReader.Wrong(value, "a list of rows", place);

        return value.EnumerateArray().Select(one => one.ValueKind == JsonValueKind.Object ? one : throw ValueReader.Wrong(one, "a row in braces", place));
    }

    static Exception Undeclared(string name, Table table) => WebFault.Of(
        WebFault.UndeclaredProperty,
        $"The property '{name}' does not exist on type '{WebApiModel.Namespace}.{table.Name}'. Names of columns are in lower case; those of navigation properties stand in $metadata.");
}
