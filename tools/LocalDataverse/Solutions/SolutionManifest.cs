using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LocalDataverse.Solutions;

/// <summary>solution.xml: who publishes what, in which version.</summary>
internal sealed record SolutionManifest(
    string UniqueName,
    Version Version,
    bool IsManaged,
    IReadOnlyDictionary<int, string> Names,
    IReadOnlyDictionary<int, string> Descriptions,
    PublisherDefinition Publisher,
    IReadOnlyList<RootComponent> RootComponents,
    IReadOnlyList<SolutionDependency> Dependencies)
{
    internal static SolutionManifest Read(SolutionZip zip)
    {
        const string part = SolutionZip.Manifest;
        var root = zip.ReadXml(part, "Every solution");
        var manifest = root.Element("SolutionManifest") ?? throw new SolutionImportException(
            part, $"The root element {root.Name.LocalName} has no SolutionManifest.", "Pack a solution, not another kind of zip.", PlatformCode.ImportInvalidFile);

        var uniqueName = manifest.Needed("UniqueName", part);
        if (!Regex.IsMatch(uniqueName, "^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
        {
            throw new SolutionImportException(
                part, $"The unique name '{uniqueName}' has other signs than A-Z, a-z, 0-9 and _.", "Choose another unique name.", PlatformCode.InvalidSolutionUniqueName);
        }

        return new SolutionManifest(
            uniqueName,
            ReadVersion(manifest.Needed("Version", part)),
            manifest.Int("Managed", part) switch
            {
                1 => true,
                0 => false,
                var other => throw new SolutionImportException(
                    part, $"Managed is {other}, expected 0 or 1: 2 stands in sources only.", "Pack the solution, do not zip its source folder.", PlatformCode.ImportXsdValidation),
            },
            manifest.Element("LocalizedNames").Labels(part),
            manifest.Element("Descriptions").Labels(part),
            PublisherDefinition.Read(manifest.Element("Publisher"), part),
            [.. (manifest.Element("RootComponents")?.Elements("RootComponent") ?? []).Select(RootComponent.Read)],
            SolutionDependency.ReadAll(manifest));
    }

    static Version ReadVersion(string text) => Version.TryParse(text, out var version) && version.Build >= 0 && version.Revision >= 0
        ? version
        : throw new SolutionImportException(
            SolutionZip.Manifest, $"The version is '{text}', expected four numbers such as 1.0.0.0.", "Correct the version.", PlatformCode.InvalidSolutionVersion);
}

/// <summary>The publisher whose prefix all names carry.</summary>
internal sealed record PublisherDefinition(string UniqueName, string FriendlyName, string Prefix, int OptionValuePrefix)
{
    internal static PublisherDefinition Read(XElement? publisher, string part)
    {
        if (publisher is null)
        {
            throw new SolutionImportException(
                part, "SolutionManifest has no Publisher.", "Add the publisher and pack again.", PlatformCode.ImportXsdValidation);
        }

        var uniqueName = publisher.Needed("UniqueName", part);
        return new PublisherDefinition(
            uniqueName,
            publisher.Element("LocalizedNames").Labels(part).InLanguage(1033) ?? uniqueName,
            publisher.Needed("CustomizationPrefix", part),
            publisher.Int("CustomizationOptionValuePrefix", part));
    }
}

/// <summary>A component that the manifest declares.</summary>
/// <param name="Type">componenttype: 1 table, 9 global choice, 20 role, 91 assembly, 92 step, …</param>
/// <param name="Id">Id, for types that are declared by id.</param>
/// <param name="SchemaName">Name, for types that are declared by name.</param>
internal sealed record RootComponent(int Type, Guid? Id, string? SchemaName)
{
    internal const int Table = 1;
    internal const int Choice = 9;
    internal const int Role = 20;
    internal const int ColumnProfile = 70;
    internal const int Assembly = 91;
    internal const int Step = 92;

    internal string Key => SchemaName ?? Id?.ToString("B") ?? "";

    internal static RootComponent Read(XElement component)
    {
        var type = component.NeededAttribute("type", SolutionZip.Manifest);
        if (!int.TryParse(type, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw Xml.Unreadable(component, "type", type, "the number of a component type", SolutionZip.Manifest);
        }

        var id = component.Attribute("id")?.Value;
        var name = component.Attribute("schemaName")?.Value;
        if (id is null && name is null) component.NeededAttribute("schemaName", SolutionZip.Manifest);

        return new RootComponent(number, id is null ? null : component.Id(id, "id", SolutionZip.Manifest), name);
    }
}
