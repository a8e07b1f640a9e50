using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using LocalDataverse.Metadata;
using LocalDataverse.Solutions;
using LocalDataverse.Web.Api.Json;
using LocalDataverse.Web.Api.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.Api.Requests;

/// <summary>Calls functions and actions: the platform's, and those of Custom APIs.</summary>
/// <remarks>
/// https://learn.microsoft.com/power-apps/developer/data-platform/webapi/use-web-api-actions and …/use-web-api-functions. Parameters that the caller leaves out
/// are absent in the request.
/// </remarks>
internal sealed class OperationRequests(Exchange exchange)
{
    readonly RowReader reader = new(exchange);

    public WriteStep Plan(OperationResource resource)
    {
        var operation = resource.Operation;
        var request = new OrganizationRequest(operation.Name);
        if (resource.Row is { } row && operation.Binding == CustomApiBinding.Entity) request[operation.BoundParameter] = Known(row);
        if (operation.IsFunction) ReadUrl(request, operation);
        else ReadBody(request, operation, resource.Table);

        var isAction = !operation.IsFunction;
        return new WriteStep([isAction ? exchange.Marked(operation.Adapt(request)) : operation.Adapt(request)], answers => Answer(operation, answers[0].Results));
    }

    EntityReference Known(EntityReference row) => row.KeyAttributes.Count == 0
        ? row
        : exchange.Service.Read(row, new ColumnSet(exchange.Model.Catalog.Table(row.LogicalName).PrimaryId.Name)).ToEntityReference();

    void ReadBody(OrganizationRequest request, Operation operation, Table? table)
    {
        if (exchange.Request.Body.IsEmpty) return;

        foreach (var property in RowReader.Body(exchange.Request).EnumerateObject())
        {
            if (property.Name.Contains('@')) continue;

            var parameter = operation.Parameters.FirstOrDefault(one => one.Name == property.Name) ?? throw WebFault.Of(
                WebFault.UndeclaredProperty,
                $"The parameter '{property.Name}' of the action '{operation.Name}' is not declared. Its parameters are {(operation.Parameters.Count == 0 ? "none" : string.Join(", ", operation.Parameters.Select(one => one.Name)))}.");
            if (property.Value.ValueKind != JsonValueKind.Null) request[parameter.Name] = Read(property.Value, parameter, table);
        }
    }

    object Read(JsonElement value, OperationParameter parameter, Table? table) => parameter.Kind switch
    {
        ValueKind.Entity => reader.ReadTyped(value, parameter.Table, parameter.Name),
        ValueKind.EntityReference => reader.ReadReference(value, parameter.Table, parameter.Name),
        ValueKind.EntityCollection => ReadRows(value, parameter, table),
        ValueKind.PrincipalAccess => ReadPrincipalAccess(value, parameter.Name),
        _ => ValueReader.Read(value, parameter.Kind, parameter.Name),
    };

    EntityCollection ReadRows(JsonElement value, OperationParameter parameter, Table? table)
    {
        if (value.ValueKind != JsonValueKind.Array) throw ValueReader.Wrong(value, "a list of rows", parameter.Name);

        // In bulk messages each row says of which table it is, as online, although the path does, too.
        var rows = value.EnumerateArray().Select((row, place) => reader.ReadTyped(row, parameter.Table, $"{parameter.Name}[{place}]")).ToList();
        return new EntityCollection(rows) { EntityName = table?.Name ?? parameter.Table ?? rows.FirstOrDefault()?.LogicalName };
    }

    PrincipalAccess ReadPrincipalAccess(JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("Principal", out var principal) || !value.TryGetProperty("AccessMask", out var mask) || mask.ValueKind != JsonValueKind.String)
            throw ValueReader.Wrong(value, "an object with Principal and AccessMask", place);

        return Enum.TryParse<AccessRights>(mask.GetString(), out var rights)
            ? new PrincipalAccess { Principal = reader.ReadReference(principal, expected: null, place + "/Principal"), AccessMask = rights }
            : throw ValueReader.Wrong(mask, $"names of rights between commas: {string.Join(", ", Enum.GetNames<AccessRights>())}", place + "/AccessMask");
    }

    void ReadUrl(OrganizationRequest request, Operation operation)
    {
        foreach (var given in Given())
        {
            var parameter = operation.Parameters.FirstOrDefault(one => one.Name == given.Name);
            if (parameter is null) continue;

            var json = Json(given.Value, given.Name);
            if (json.ValueKind != JsonValueKind.Null) request[given.Name] = Read(json, parameter, table: null);
        }
    }

    IEnumerable<OperationSegmentParameter> Given() => exchange.Url.Segments[^1] switch
    {
        OperationSegment bound => bound.Parameters,
        OperationImportSegment import => import.Parameters,
        _ => [],
    };

    /// <summary>A parameter in a URL as JSON: a literal of OData, an alias, or JSON itself.</summary>
    JsonElement Json(object? value, string name) => value switch
    {
        ParameterAliasNode alias => FromText(exchange.Url.Option(alias.Alias) ?? throw WebFault.Of(WebFault.BadUrl, $"The parameter {alias.Alias} has no value. Give it as a query option."), name),
        ConvertNode convert => Json(convert.Source, name),
        ConstantNode { LiteralText: { } text } => FromText(text, name),
        _ => throw WebFault.Unsupported($"the value of the parameter {name} in the URL"),
    };

    static JsonElement FromText(string text, string name)
    {
        // Texts stand between apostrophes in URLs, alone and inside JSON.
        var json = text.StartsWith('{') || text.StartsWith('[') ? text.Replace('\'', '"')
            : text.StartsWith('\'') && text.EndsWith('\'') && text.Length > 1 ? JsonSerializer.Serialize(text[1..^1].Replace("''", "'", StringComparison.Ordinal))
            : text is "true" or "false" or "null" || double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _) ? text
            : JsonSerializer.Serialize(text);
        try
        {
            return JsonForm.Read(Encoding.UTF8.GetBytes(json));
        }
        catch (JsonException broken)
        {
            throw WebFault.Of(WebFault.BadUrl, $"The value of the parameter {name} cannot be read: {broken.Message}");
        }
    }

    WebApiResponse Answer(Operation operation, ParameterCollection results)
    {
        if (operation.Outputs.Count == 0) return WebApiResponse.NoContent();

        var writer = new RowWriter(exchange.Model, exchange.Preferences);
        return WebApiResponse.Json(StatusCodes.Status200OK, json => new OperationAnswer(exchange.Root, writer, json).Write(operation, results)).With("Preference-Applied", exchange.Preferences.Applied);
    }
}
