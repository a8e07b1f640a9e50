using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Offboard.Import;

namespace Offboard.Installation;

/// <summary>A deployment settings file, as pac writes one: values of environment variables for one environment.</summary>
/// <remarks>https://learn.microsoft.com/power-platform/alm/conn-ref-env-variables-build-tools#deployment-settings-file. Blank values are left as they are.</remarks>
internal sealed class DeploymentSettings
{
    readonly IReadOnlyList<(string Name, string Value)> values;

    DeploymentSettings(IReadOnlyList<(string Name, string Value)> values) => this.values = values;

    /// <param name="path">Full path.</param>
    /// <param name="name">As the user gave it.</param>
    /// <exception cref="CommandFailure">It cannot be read, or asks for something else than values of variables.</exception>
    public static DeploymentSettings Read(string path, string name)
    {
        JObject json;
        try
        {
            json = JObject.Parse(CsvText.Read(path));
        }
        catch (JsonException broken)
        {
            throw new CommandFailure($"{name} is no JSON: {broken.Message}", "Write it as deployment/settings.example.json.");
        }

        if (json["ConnectionReferences"] is JArray { Count: > 0 }) throw new CommandFailure($"{name} sets connection references, and the solution has none.", "Empty ConnectionReferences.");
        if (json["EnvironmentVariables"] is not JArray variables) throw new CommandFailure($"{name} has no list EnvironmentVariables.", "Write it as deployment/settings.example.json.");

        return new DeploymentSettings([.. variables.Select((one, at) => Variable(one, at, name))]);
    }

    static (string Name, string Value) Variable(JToken one, int at, string file) => one is JObject && one["SchemaName"]?.Type == JTokenType.String && one["Value"]?.Type == JTokenType.String
        ? ((string)one["SchemaName"]!, (string)one["Value"]!)
        : throw new CommandFailure($"EnvironmentVariables[{at}] of {file} has no SchemaName and Value that are texts.", "Write it as { \"SchemaName\": \"off_TimeZoneCode\", \"Value\": \"110\" }.");

    /// <summary>Writes the values that differ. Two requests, and one for each such value.</summary>
    /// <returns>The variables that were written.</returns>
    /// <exception cref="CommandFailure">The environment has no such variable; none was written.</exception>
    public IReadOnlyList<string> Apply(IOrganizationService service)
    {
        var given = values.Where(value => value.Value.Length > 0).ToList();
        if (given.Count == 0) return [];

        var definitions = Rows(service, "environmentvariabledefinition", "schemaname", given.Select(value => (object)value.Name), "schemaname")
            .ToDictionary(row => row.GetAttributeValue<string>("schemaname"), row => row.Id, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, _) in given.Where(value => !definitions.ContainsKey(value.Name))) throw new CommandFailure($"The environment has no variable {name}, which the settings give a value.", "Correct its name in the settings, or import the solution that brings it.");

        var present = Rows(service, "environmentvariablevalue", "environmentvariabledefinitionid", definitions.Values.Cast<object>(), "environmentvariabledefinitionid", "value")
            .ToDictionary(row => row.GetAttributeValue<EntityReference>("environmentvariabledefinitionid").Id);
        var written = new List<string>();
        foreach (var (name, value) in given)
        {
            var definition = definitions[name];
            if (present.TryGetValue(definition, out var row))
            {
                if (row.GetAttributeValue<string>("value") == value) continue;

                service.Update(new Entity("environmentvariablevalue", row.Id) { ["value"] = value });
            }
            else
            {
                service.Create(new Entity("environmentvariablevalue") { ["environmentvariabledefinitionid"] = new EntityReference("environmentvariabledefinition", definition), ["value"] = value });
            }

            written.Add(name);
        }

        return written;
    }

    static IEnumerable<Entity> Rows(IOrganizationService service, string table, string column, IEnumerable<object> listed, params string[] columns)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(columns) };
        query.Criteria.AddCondition(column, ConditionOperator.In, [.. listed]);
        return service.RetrieveMultiple(query).Entities;
    }
}
