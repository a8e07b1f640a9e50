using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Checks;

/// <summary>Every root component has a body, and every body of such a kind is a root component.</summary>
/// <remarks>0x8004803A: not declared as root; 0x8004801F: declared, but not there.</remarks>
internal static class RootComponentRules
{
    /// <summary>Kinds of components that are listed, with the key they are listed by.</summary>
    static readonly Kind[] Kinds =
    [
        new("1", "table", "schemaName", "Entities", entity => entity.Element("Name")?.Value.Trim().ToLowerInvariant()),
        new("9", "global choice", "schemaName", "optionsets", set => (string?)set.Attribute("Name")),
        new("20", "role", "id", "Roles", role => (string?)role.Attribute("id")),
        new("29", "process", "id", "Workflows", process => (string?)process.Attribute("WorkflowId")),
        new("60", "dashboard", "id", "Dashboards", dashboard => dashboard.Element("FormId")?.Value, "Dialogs"),
        new("61", "web resource", "schemaName", "WebResources", resource => resource.Element("Name")?.Value),
        new("62", "site map", "schemaName", "AppModuleSiteMaps", map => map.Element("SiteMapUniqueName")?.Value),
        new("66", "code component", "schemaName", "CustomControls", control => control.Element("Name")?.Value),
        new("70", "column security profile", "id", "FieldSecurityProfiles", profile => (string?)profile.Attribute("fieldsecurityprofileid")),
        new("80", "app", "schemaName", "AppModules", app => app.Element("UniqueName")?.Value),
        new("91", "plug-in assembly", "id", "SolutionPluginAssemblies", assembly => (string?)assembly.Attribute("PluginAssemblyId")),
        new("92", "step", "id", "SdkMessageProcessingSteps", step => (string?)step.Attribute("SdkMessageProcessingStepId")),
    ];

    public static IEnumerable<Finding> Check(CheckedSolution solution)
    {
        var roots = solution.Manifest.Elements("RootComponents").Elements("RootComponent").ToList();
        return Kinds.SelectMany(kind => Compare(solution, kind, roots))
            .Concat(Assemblies(solution, roots));
    }

    static IEnumerable<Finding> Compare(CheckedSolution solution, Kind kind, List<XElement> roots)
    {
        var bodies = solution.Customizations.Elements().Where(section => section.Name.LocalName == kind.Section || section.Name.LocalName == kind.AlsoIn).Elements()
            .Select(body => (Body: body, Key: Normal(kind.KeyOf(body)))).ToList();
        var listed = roots.Where(root => (string?)root.Attribute("type") == kind.Type)
            .Select(root => (Root: root, Key: Normal((string?)root.Attribute(kind.Attribute)))).ToList();

        foreach (var twice in listed.GroupBy(item => item.Key, StringComparer.Ordinal).SelectMany(group => group.Skip(1)))
        {
            yield return solution.At(twice.Root, $"The {kind.Name} {twice.Key} is listed twice.", "Remove one RootComponent.");
        }

        foreach (var (root, key) in listed.Where(item => bodies.TrueForAll(body => body.Key != item.Key)))
        {
            yield return solution.At(root, $"The {kind.Name} {key} is a RootComponent, but is not in the solution (0x8004801F).", $"Add it to {kind.Section}, correct the {kind.Attribute}, or remove the line.");
        }

        foreach (var (body, key) in bodies.Where(item => listed.TrueForAll(root => root.Key != item.Key)))
        {
            yield return solution.At(body, $"The {kind.Name} {key} is not declared as RootComponent (0x8004803A).", $"Add type=\"{kind.Type}\" {kind.Attribute}=\"{key}\" to Other/Solution.xml.");
        }
    }

    static IEnumerable<Finding> Assemblies(CheckedSolution solution, List<XElement> roots)
    {
        foreach (var body in solution.Customizations.Elements("SolutionPluginAssemblies").Elements("PluginAssembly"))
        {
            var id = Normal((string?)body.Attribute("PluginAssemblyId"));
            var root = roots.Find(r => (string?)r.Attribute("type") == "91" && Normal((string?)r.Attribute("id")) == id);
            if (root is not null && (string?)root.Attribute("schemaName") != (string?)body.Attribute("FullName"))
            {
                yield return solution.At(root, $"The RootComponent of assembly {id} has not its FullName as schemaName.", $"Write schemaName=\"{(string?)body.Attribute("FullName")}\".");
            }
        }
    }

    /// <summary>Ids compare without braces and case; names as they are, but a table's is lower case already.</summary>
    static string Normal(string? key) => key is null ? "" : Guid.TryParse(key, out var id) ? id.ToString("B") : key.Trim();

    sealed record Kind(string Type, string Name, string Attribute, string Section, Func<XElement, string?> KeyOf, string? AlsoIn = null);
}
