using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Checks;

/// <summary>Custom APIs, their parameters, and environment variables.</summary>
/// <remarks><see href="https://learn.microsoft.com/power-apps/developer/data-platform/customapi-tables"/>.</remarks>
internal static class CustomApiRules
{
    const int NewestType = 12;

    public static IEnumerable<Finding> Check(CheckedSolution solution) =>
        solution.CustomApis.SelectMany(api => Api(solution, api))
            .Concat(solution.Documents("customapis/", "customapirequestparameter.xml").SelectMany(parameter => Parameter(solution, parameter, isRequest: true)))
            .Concat(solution.Documents("customapis/", "customapiresponseproperty.xml").SelectMany(property => Parameter(solution, property, isRequest: false)))
            .Concat(solution.Variables.SelectMany(variable => Variable(solution, variable)));

    static IEnumerable<Finding> Api(CheckedSolution solution, XElement api)
    {
        var name = (string?)api.Attribute("uniquename") ?? "";
        if (SolutionXml.FileOf(api)?.Split('/')[^2] != name) yield return solution.At(api, $"The Custom API {name} lies in another folder.", $"Move it to customapis/{name}.");
        if (!solution.IsOurs(name)) yield return solution.At(api, $"The Custom API {name} has not the publisher's prefix.", $"Begin it with {solution.Prefix}.");

        var key = api.Element("plugintypeid")?.Elements().FirstOrDefault();
        var type = solution.PluginTypes.FirstOrDefault(t => Guid.TryParse(key?.Value, out var wanted) && Guid.TryParse((string?)t.Attribute("PluginTypeId"), out var id) && id == wanted);
        if (type is null) yield return solution.At((XObject?)key ?? api, $"The Custom API {name} runs the type {key?.Value.Trim() ?? "(none)"}, which no assembly of the solution lists.", "Write the PluginTypeId of its plug-in.");

        var table = api.Element("boundentitylogicalname")?.Value.Trim() ?? "";
        var binding = api.Element("bindingtype")?.Value.Trim();
        if (binding is not ("0" or "1" or "2")) yield return solution.At((XObject?)api.Element("bindingtype") ?? api, $"The binding of {name} is \"{binding}\".", "Use 0 (global), 1 (table) or 2 (rows of a table).");
        else if (binding == "0" && table.Length > 0) yield return solution.At(api.Element("boundentitylogicalname")!, $"{name} is global and names a table.", "Remove the table or bind the API.");
        else if (binding != "0" && (table.Length == 0 || !solution.KnowsTable(table))) yield return solution.At(api, $"{name} is bound to the table \"{table}\", which is not known.", "Correct boundentitylogicalname.");
        if (api.Element("isfunction")?.Value.Trim() == "1" && solution.Documents($"customapis/{name}/", "customapiresponseproperty.xml").Count == 0)
        {
            yield return solution.At(api, $"{name} is a function without response property.", "Add one, or make it an action.");
        }
    }

    static IEnumerable<Finding> Parameter(CheckedSolution solution, XElement parameter, bool isRequest)
    {
        var name = (string?)parameter.Attribute("uniquename") ?? "";
        var parts = (SolutionXml.FileOf(parameter) ?? "").Split('/');
        if (parts.Length < 4 || parts[^2] != name) yield return solution.At(parameter, $"The parameter {name} lies in another folder.", "Give the folder its name.");
        if (parts.Length >= 4 && !solution.CustomApis.Any(api => (string?)api.Attribute("uniquename") == parts[^4])) yield return solution.At(parameter, $"The parameter {name} lies below {parts[^4]}, which is no Custom API.", "Move it.");
        if (!int.TryParse(parameter.Element("type")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var type) || type > NewestType)
        {
            yield return solution.At((XObject?)parameter.Element("type") ?? parameter, $"The type of {name} is \"{parameter.Element("type")?.Value}\".", $"Use 0 to {NewestType}.");
        }

        if (!isRequest && parameter.Element("isoptional") is { } optional) yield return solution.At(optional, "A response property has no isoptional; import fails on it.", "Remove it.");
        if (parameter.Element("logicalentityname")?.Value.Trim() is { Length: > 0 } table && !solution.KnowsTable(table)) yield return solution.At(parameter, $"{name} is of the table {table}, which is not known.", "Correct logicalentityname.");
    }

    static IEnumerable<Finding> Variable(CheckedSolution solution, XElement variable)
    {
        var name = (string?)variable.Attribute("schemaname") ?? "";
        var file = SolutionXml.FileOf(variable) ?? "";
        if (file.Split('/')[^2] != name) yield return solution.At(variable, $"The environment variable {name} lies in another folder.", $"Move it to environmentvariabledefinitions/{name}.");
        if (!solution.IsOurs(name)) yield return solution.At(variable, $"The environment variable {name} has not the publisher's prefix.", $"Begin it with {solution.Prefix}.");
        if (!int.TryParse(variable.Element("type")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var type) || type is < 100000000 or > 100000005)
        {
            yield return solution.At((XObject?)variable.Element("type") ?? variable, $"The type of {name} is \"{variable.Element("type")?.Value}\".", "Use 100000000 (text) to 100000005 (secret).");
        }
    }
}
