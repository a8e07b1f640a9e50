using System;
using System.Collections.Generic;
using System.Linq;

namespace LocalDataverse.Solutions;

/// <summary>An environment variable with its default.</summary>
/// <param name="SchemaName">Schema name.</param>
/// <param name="DisplayName">Display name in the base language.</param>
/// <param name="Type">100000000 text, …1 number, …2 yes/no, …3 JSON, …4 data source, …5 secret.</param>
/// <param name="Default">Default value, or null.</param>
/// <param name="IsRequired">Whether a value is required.</param>
/// <param name="Place">File.</param>
internal sealed record EnvironmentVariableDefinition(string SchemaName, string DisplayName, int Type, string? Default, bool IsRequired, string Place)
{
    const int Text = 100_000_000;
    const int Secret = 100_000_005;

    internal static IReadOnlyList<EnvironmentVariableDefinition> ReadAll(SolutionZip zip)
    {
        var values = zip.Names.FirstOrDefault(name => name.EndsWith("/environmentvariablevalues.json", StringComparison.OrdinalIgnoreCase));
        if (values is not null)
        {
            throw new SolutionImportException(
                values, "The solution ships values of environment variables; they would override the customer's.", "Ship defaults, and values as deployment settings.");
        }

        return [.. zip.InSubfoldersOf("environmentvariabledefinitions", "environmentvariabledefinition.xml").Select(file =>
        {
            var variable = zip.ReadXml(file, "An environment variable");
            var name = variable.NeededAttribute("schemaname", file);
            var type = variable.Int("type", file);
            return new EnvironmentVariableDefinition(
                name,
                variable.Element("displayname")?.Attribute("default")?.Value ?? name,
                type is >= Text and <= Secret ? type : throw Xml.Unreadable(
                    variable, "type", variable.Needed("type", file), $"{Text} to {Secret}", file),
                variable.Text("defaultvalue"),
                variable.Flag("isrequired", file),
                file);
        })];
    }
}
