using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.PowerPlatform.Dataverse.Client.Http;
using Microsoft.PowerPlatform.Dataverse.Client.Metadata;
using Microsoft.PowerPlatform.Dataverse.Client.Rows;
using Microsoft.Xrm.Sdk;

namespace Microsoft.PowerPlatform.Dataverse.Client.Messages;

/// <summary>Calls functions and actions by their names: Custom APIs, and those of the platform.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/use-web-api-actions and …/use-web-api-functions</remarks>
internal sealed class OperationCaller(WebApiConnection connection, TableDefinitions tables, RowBody rows, RowReader reader)
{
    /// <summary>The row that a bound message is called on.</summary>
    const string Target = "Target";

    /// <exception cref="NotSupportedException">The environment has no such operation: it is no message of the Web API, or its solution is missing.</exception>
    public OrganizationResponse Call(OrganizationRequest request)
    {
        var operation = tables.TryOperation(request.RequestName) ?? throw new NotSupportedException(
            $"The environment has no operation {request.RequestName} in its Web API. If it is one of a solution, import the solution; if it is the platform's, use the Official build.");
        var answer = operation.IsFunction ? CallFunction(request, operation) : CallAction(request, operation);

        // What tables and operations there are has changed.
        if (operation.Name is "ImportSolution" or "PublishAllXml") tables.Forget();
        var response = Response(operation.Name);
        if (answer.Body.Length > 0) Read(response, operation, answer.Json);
        return response;
    }

    WebApiAnswer CallAction(OrganizationRequest request, Operation operation)
    {
        var body = new JsonObject();
        foreach (var (name, value) in Given(request, operation)) body[name] = Json(value, name);
        return connection.Send(HttpMethod.Post, Path(request, operation), body.ToJsonString(), FetchAnnotations);
    }

    WebApiAnswer CallFunction(OrganizationRequest request, Operation operation)
    {
        var given = Given(request, operation).ToList();
        var names = string.Join(',', given.Select((one, at) => $"{one.Name}=@p{at}"));
        var values = string.Join('&', given.Select((one, at) => $"@p{at}={Uri.EscapeDataString(Literal(one.Value, one.Name))}"));
        return connection.Get($"{Path(request, operation)}({names}){(values.Length > 0 ? "?" + values : "")}", FetchAnnotations);
    }

    static (string Name, string Value) FetchAnnotations => Query.FetchReader.Annotations;

    string Path(OrganizationRequest request, Operation operation)
    {
        if (operation.Bound is null) return operation.Name;
        if (operation.Bound.IsList) throw MessageSender.Lacking(operation.Name);

        return request.Parameters.TryGetValue(Target, out var target) && target is EntityReference row
            ? $"{rows.Address(row)}/Microsoft.Dynamics.CRM.{operation.Name}"
            : throw new NotSupportedException($"{operation.Name} is called on a row: give it the parameter Target.");
    }

    /// <summary>Parameters that are given, by the names that the operation has; those that are null are left out.</summary>
    static IEnumerable<(string Name, object Value)> Given(OrganizationRequest request, Operation operation)
    {
        foreach (var (name, value) in request.Parameters)
        {
            if (operation.Bound is not null && name == Target) continue;
            if (!operation.Parameters.Any(parameter => parameter.Name == name)) throw new NotSupportedException($"{operation.Name} has no parameter {name} in this environment.");
            if (value is not null) yield return (name, value);
        }
    }

    JsonNode? Json(object value, string name) => value switch
    {
        Entity row => rows.Typed(row),
        EntityReference row => rows.Typed(row),
        EntityCollection list => new JsonArray([.. list.Entities.Select(rows.Typed)]),
        _ => RowBody.Value(value, isDay: false, name),
    };

    string Literal(object value, string name) => value switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        bool flag => flag ? "true" : "false",
        Guid id => id.ToString("D"),
        DateTime moment => ColumnText.Instant(moment),
        _ => Json(value, name)!.ToJsonString(),
    };

    /// <summary>The SDK's class of a response, where callers expect one.</summary>
    static OrganizationResponse Response(string name) => name switch
    {
        "ImportSolution" => new ImportSolutionResponse { ResponseName = name },
        "PublishAllXml" => new PublishAllXmlResponse { ResponseName = name },
        _ => new OrganizationResponse { ResponseName = name },
    };

    void Read(OrganizationResponse response, Operation operation, JsonElement json)
    {
        if (operation.Rows is { } type)
        {
            var isList = new OperationValue("", type).IsList;
            response.Results[isList ? "EntityCollection" : "Entity"] = isList ? Rows(json.GetProperty("value")) : reader.ReadTyped(json);
            return;
        }

        foreach (var output in operation.Outputs)
        {
            if (json.TryGetProperty(output.Name, out var value) && value.ValueKind != JsonValueKind.Null) response.Results[output.Name] = Value(value, output);
        }
    }

    object Value(JsonElement value, OperationValue output) => (output.Item, output.IsList) switch
    {
        ("Edm.String", false) => value.GetString()!,
        ("Edm.Boolean", false) => value.GetBoolean(),
        ("Edm.Int32", false) => value.GetInt32(),
        ("Edm.Int64", false) => value.GetInt64(),
        ("Edm.Decimal", false) => value.GetDecimal(),
        ("Edm.Double", false) => value.GetDouble(),
        ("Edm.Guid", false) => value.GetGuid(),
        ("Edm.DateTimeOffset", false) => ColumnText.Read(value.GetString()!),
        ("Edm.String", true) => value.EnumerateArray().Select(text => text.GetString()!).ToArray(),
        (_, true) when value.ValueKind == JsonValueKind.Array => Rows(value),
        (_, false) when value.ValueKind == JsonValueKind.Object => IsReference(value) ? reader.ReadReference(value) : reader.ReadTyped(value),
        _ => throw new NotSupportedException($"The output {output.Name} of type {output.Type} is not supported by this build; use the Official build."),
    };

    EntityCollection Rows(JsonElement list) => new([.. list.EnumerateArray().Select(reader.ReadTyped)]);

    /// <summary>A row of which there is only its id: a reference and such a row look the same, and a reference is what outputs hold.</summary>
    static bool IsReference(JsonElement row) => row.EnumerateObject().Count(property => !property.Name.Contains('@')) == 1;
}
