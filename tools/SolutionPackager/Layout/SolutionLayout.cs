using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Layout;

/// <summary>Which kind of component lies where in an unpacked solution.</summary>
/// <remarks>
/// The layout of the official SolutionPackager
/// (<see href="https://learn.microsoft.com/power-platform/alm/solution-packager-tool"/>). A kind that is not in the table stays inline
/// in <see cref="Skeleton"/>; its parts keep their path.
/// </remarks>
internal static class SolutionLayout
{
    /// <summary>customizations.xml with empty placeholders.</summary>
    public const string Skeleton = "Other/Customizations.xml";

    /// <summary>solution.xml, for both kinds of package.</summary>
    public const string Manifest = "Other/Solution.xml";

    /// <summary>In an optional part: what goes to <c>MissingDependencies</c> of solution.xml.</summary>
    public const string Dependencies = "Other/MissingDependencies.xml";

    public static IReadOnlyList<Section> Sections { get; } =
    [
        new TableSection(),
        Files("Roles", "Role", "Roles/", role => (string?)role.Attribute("name")),
        new FileSection("Workflows", "Workflow", "Workflows/", ".+\\.data\\.xml", ProcessFile, ".data.xml"),
        new WholeFileSection("FieldSecurityProfiles", "Other/FieldSecurityProfiles.xml"),
        new WholeFileSection("EntityMaps", "Other/EntityMaps.xml"),
        new RelationshipSection(),
        Files("optionsets", "optionset", "OptionSets/", set => (string?)set.Attribute("Name")),
        Files("Dashboards", "Dashboard", "Dashboards/", dashboard => dashboard.Element("FormId")?.Value),
        Files("Dialogs", "Dialog", "Dialogs/", dialog => dialog.Element("FormId")?.Value),
        new WebResourceSection(),
        new FileSection("CustomControls", "CustomControl", "Controls/", ".+\\.data\\.xml", control => PartBelow("Controls/", control.Element("FileName")), ".data.xml"),
        new FileSection("SolutionPluginAssemblies", "PluginAssembly", "PluginAssemblies/", ".+\\.data\\.xml",
            assembly => PartBelow("PluginAssemblies/", assembly.Element("FileName")), ".data.xml"),
        Files("SdkMessageProcessingSteps", "SdkMessageProcessingStep", "SdkMessageProcessingSteps/", step => (string?)step.Attribute("SdkMessageProcessingStepId")),
        App("AppModuleSiteMaps", "AppModuleSiteMap", "SiteMapUniqueName"),
        App("AppModules", "AppModule", "UniqueName"),
        Files("EntityDataSources", "EntityDataSource", "EntityDataSources/", source => (string?)source.Attribute("EntityDataSourceId")),
        new FileSection("CanvasApps", "CanvasApp", "CanvasApps/", "[^/]+\\.meta\\.xml", app => app.Element("Name")?.Value, ".meta.xml"),
    ];

    /// <summary>Folders whose files become elements of customizations.xml, never parts; the last ones only in the official layout.</summary>
    static readonly string[] MetadataFolders =
    [
        "Other/", "Entities/", "Roles/", "OptionSets/", "Dashboards/", "Dialogs/", "SdkMessageProcessingSteps/", "AppModuleSiteMaps/", "AppModules/",
        "EntityDataSources/", "Templates/", "Connectors/",
    ];

    static readonly string[] MetadataEndings = [".data.xml", ".meta.xml"];

    /// <summary>Whether a file that no component claimed goes into the zip at its own path. If not, it has no business in the source.</summary>
    public static bool IsPart(string path) =>
        path.Contains('/', StringComparison.Ordinal)
        && !MetadataFolders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal))
        && !MetadataEndings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal));

    static FileSection Files(string placeholder, string item, string folder, Func<XElement, string?> name) =>
        new(placeholder, item, folder, "[^/]+\\.xml", element => name(element)?.Replace('/', '_'));

    static FileSection App(string folder, string item, string name) =>
        new(folder, item, folder + "/", "[^/]+/" + item + "(_managed)?\\.xml", app => app.Element(name) is { } unique ? $"{unique.Value}/{item}" : null, managedForms: true);

    static string? ProcessFile(XElement process) =>
        PartBelow("Workflows/", process.Element("XamlFileName") ?? process.Element("JsonFileName")) ?? (string?)process.Attribute("WorkflowId");

    static string? PartBelow(string folder, XElement? fileName) =>
        fileName?.Value.Trim().TrimStart('/') is { } part && part.StartsWith(folder, StringComparison.Ordinal) ? part[folder.Length..] : null;
}
