using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Screens;

namespace LocalDataverse.Solutions;

/// <summary>A solution zip, read and understood, but not yet compared with an environment.</summary>
internal sealed record SolutionPackage(
    SolutionManifest Manifest,
    IReadOnlyList<TableDefinition> Tables,
    IReadOnlyList<TableRelationship> Relationships,
    IReadOnlyList<string> GlobalChoices,
    IReadOnlyList<AssemblyDefinition> Assemblies,
    IReadOnlyList<StepDefinition> Steps,
    IReadOnlyList<CustomApiDefinition> CustomApis,
    IReadOnlyList<EnvironmentVariableDefinition> Variables,
    IReadOnlyList<RoleDefinition> Roles,
    IReadOnlyList<ColumnProfileDefinition> Profiles,
    ScreenCatalog Screens,
    IReadOnlyList<ImportedComponent> Carried)
{
    internal static SolutionPackage Read(SolutionZip zip, MetadataCatalog installed)
    {
        var manifest = SolutionManifest.Read(zip);
        var customizations = zip.ReadXml(SolutionZip.Customizations, "Every solution");
        return new SolutionPackage(
            manifest,
            new TableReader(customizations, installed).ReadAll(),
            RelationshipReader.ReadAll(customizations),
            [.. (customizations.Element("optionsets")?.Elements("optionset") ?? []).Select(set => set.NeededAttribute("Name", SolutionZip.Customizations))],
            AssemblyDefinition.ReadAll(zip, customizations),
            StepDefinition.ReadAll(customizations),
            CustomApiDefinition.ReadAll(zip),
            EnvironmentVariableDefinition.ReadAll(zip),
            RoleDefinition.ReadAll(customizations),
            ColumnProfileDefinition.ReadAll(customizations),
            ScreenReader.Read(zip, customizations),
            CarriedComponents.Of(zip, customizations));
    }
}

/// <summary>What a solution holds that has no effect in the embedded Dataverse.</summary>
internal static class CarriedComponents
{
    /// <summary>Elements of customizations.xml that are read, or that carry no component.</summary>
    static readonly HashSet<string> Interpreted = new(StringComparer.Ordinal)
    {
        "Entities", "Roles", "FieldSecurityProfiles", "EntityRelationships", "optionsets", "SolutionPluginAssemblies", "SdkMessageProcessingSteps", "Languages",
        "WebResources", "Dashboards", "AppModules", "AppModuleSiteMaps", "RibbonDiffXml",
    };

    static readonly HashSet<string> InterpretedFolders = new(StringComparer.OrdinalIgnoreCase)
    {
        "customapis", "environmentvariabledefinitions", "PluginAssemblies",
    };

    internal static IReadOnlyList<ImportedComponent> Of(SolutionZip zip, XElement customizations)
    {
        var carried = new List<ImportedComponent>();
        foreach (var section in customizations.Elements().Where(section => !Interpreted.Contains(section.Name.LocalName)))
        {
            carried.AddRange(section.Elements().Where(HasContent).Select(component => Carry(component.Name.LocalName, NameOf(component))));
        }

        var files = (customizations.Element("WebResources")?.Elements().Elements("FileName") ?? []).Select(file => file.Value.Trim().TrimStart('/')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        carried.AddRange(zip.Names.Where(part => IsCarriedPart(part) && !files.Contains(part)).Select(part => Carry("Part", part)));
        return carried;
    }

    static ImportedComponent Carry(string kind, string name) => new(kind, name, ImportOutcome.Carried);

    static bool HasContent(XElement element) => element.HasElements || element.HasAttributes || element.Value.Trim().Length > 0;

    static bool IsCarriedPart(string part) => part.Split('/') is { Length: > 1 } path && !InterpretedFolders.Contains(path[0]);

    internal static string NameOf(XElement component)
    {
        var named = component.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName.ToLowerInvariant() is "name" or "uniquename" or "id")?.Value
            ?? component.Elements().FirstOrDefault(child => child.Name.LocalName.ToLowerInvariant() is "name" or "uniquename" or "formid" or "savedqueryid" or "schemaname")?.Value;
        return string.IsNullOrWhiteSpace(named) ? Xml.Place(component, SolutionZip.Customizations) : named.Trim();
    }
}
