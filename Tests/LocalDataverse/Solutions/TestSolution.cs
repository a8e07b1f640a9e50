using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Xml.Linq;

namespace Offboarding.Tests.LocalDataverse.Solutions;

/// <summary>A small managed solution for one test, written as a real zip: nothing is registered past the solution format.</summary>
internal sealed class TestSolution
{
    internal const string Publisher = "testing";

    static readonly ConcurrentDictionary<string, Guid> TypeIds = new(StringComparer.Ordinal);

    public string UniqueName { get; init; } = "Testing";

    public string Version { get; init; } = "1.0.0.0";

    public bool IsManaged { get; init; } = true;

    public string PublisherName { get; init; } = Publisher;

    public List<TestStep> Steps { get; } = [];

    public List<TestApi> Apis { get; } = [];

    public List<TestTable> Tables { get; } = [];

    public List<XElement> Relationships { get; } = [];

    public List<TestVariable> Variables { get; } = [];

    public List<XElement> Roles { get; } = [];

    /// <summary>The registered types; default: all test plugins.</summary>
    public List<string> Types { get; init; } = [.. TestPlugins.Types];

    /// <summary>The registered workflow activities; default: none.</summary>
    public List<string> Activities { get; init; } = [];

    /// <summary>Bytes of the plugin assembly; default: the test plugins.</summary>
    public byte[] Assembly { get; init; } = TestPlugins.Bytes;

    public string AssemblyName { get; init; } = TestPlugins.FullName;

    public Guid AssemblyId { get; init; } = TypeId("the assembly");

    /// <summary>Last changes before the files are written, to make a solution wrong.</summary>
    public Action<XElement, XElement> Spoil { get; init; } = (_, _) => { };

    /// <summary>Files left out of the zip.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>Further files of the zip.</summary>
    public Dictionary<string, string> MoreFiles { get; } = new(StringComparer.Ordinal);

    /// <summary>The same type has the same id in every test solution.</summary>
    public static Guid TypeId(string typeName) => TypeIds.GetOrAdd(typeName, _ => Guid.NewGuid());

    public static byte[] Of(params IEnumerable<TestStep> steps)
    {
        var solution = new TestSolution();
        solution.Steps.AddRange(steps);
        return solution.ToZip();
    }

    public byte[] ToZip()
    {
        var manifest = Manifest();
        var customizations = Customizations();
        Spoil(manifest, customizations);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["[Content_Types].xml"] = Encoding.UTF8.GetBytes("""<?xml version="1.0" encoding="utf-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/octet-stream"/></Types>"""),
            ["solution.xml"] = Encoding.UTF8.GetBytes(manifest.ToString()),
            ["customizations.xml"] = Encoding.UTF8.GetBytes(customizations.ToString()),
        };
        if (UsesAssembly) files[FileName] = Assembly;
        foreach (var api in Apis) api.AddTo(files);
        foreach (var variable in Variables) variable.AddTo(files);
        foreach (var (name, text) in MoreFiles) files[name] = Encoding.UTF8.GetBytes(text);
        foreach (var name in Missing) files.Remove(name);
        return Zip(files);
    }

    bool UsesAssembly => Steps.Count > 0 || Activities.Count > 0 || Apis.Exists(api => api.Plugin is not null);

    string FileName => $"PluginAssemblies/OffboardingTestPlugins-{AssemblyId.ToString().ToUpperInvariant()}/OffboardingTestPlugins.dll";

    static byte[] Zip(Dictionary<string, byte[]> files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    XElement Manifest() => new(
        "ImportExportXml",
        new XElement(
            "SolutionManifest",
            new XElement("UniqueName", UniqueName),
            new XElement("LocalizedNames", Label("LocalizedName", UniqueName)),
            new XElement("Descriptions"),
            new XElement("Version", Version),
            new XElement("Managed", IsManaged ? 1 : 0),
            new XElement(
                "Publisher",
                new XElement("UniqueName", PublisherName),
                new XElement("LocalizedNames", Label("LocalizedName", PublisherName)),
                new XElement("CustomizationPrefix", "tst"),
                new XElement("CustomizationOptionValuePrefix", 88888)),
            new XElement("RootComponents", RootComponents()),
            new XElement("MissingDependencies")));

    IEnumerable<XElement> RootComponents()
    {
        foreach (var table in Tables)
        {
            yield return new XElement(
                "RootComponent",
                new XAttribute("type", 1),
                new XAttribute("schemaName", table.SchemaName.ToLowerInvariant()),
                new XAttribute("behavior", 0));
        }
        foreach (var role in Roles)
        {
            yield return new XElement("RootComponent", new XAttribute("type", 20), role.Attribute("id"), new XAttribute("behavior", 0));
        }
        if (UsesAssembly)
        {
            yield return new XElement(
                "RootComponent",
                new XAttribute("type", 91),
                new XAttribute("id", AssemblyId.ToString("B")),
                new XAttribute("schemaName", AssemblyName),
                new XAttribute("behavior", 0));
        }
        foreach (var step in Steps)
        {
            yield return new XElement(
                "RootComponent", new XAttribute("type", 92), new XAttribute("id", step.Id.ToString("B")), new XAttribute("behavior", 0));
        }
    }

    XElement Customizations() => new(
        "ImportExportXml",
        new XElement("Entities", Tables.Select(table => table.ToXml())),
        new XElement("Roles", Roles),
        new XElement("EntityRelationships", Tables.SelectMany(table => table.Relationships()).Concat(Relationships)),
        new XElement("SolutionPluginAssemblies", UsesAssembly ? AssemblyXml() : null),
        new XElement("SdkMessageProcessingSteps", Steps.Select(step => step.ToXml(AssemblyName))));

    XElement AssemblyXml() => new(
        "PluginAssembly",
        new XAttribute("FullName", AssemblyName),
        new XAttribute("PluginAssemblyId", AssemblyId),
        new XElement("IsolationMode", 2),
        new XElement("SourceType", 0),
        new XElement("FileName", "/" + FileName),
        new XElement("PluginTypes", Types.Select(type => TypeXml(type)), Activities.Select(type => TypeXml(type, "Testing (1.0.0.0)"))));

    XElement TypeXml(string type, string? activityGroup = null) => new(
        "PluginType",
        new XAttribute("AssemblyQualifiedName", $"{TestPlugins.Namespace}.{type}, {AssemblyName}"),
        new XAttribute("PluginTypeId", TypeId(type)),
        new XAttribute("Name", $"{TestPlugins.Namespace}.{type}"),
        new XElement("FriendlyName", type),
        activityGroup is null ? null : new XElement("WorkflowActivityGroupName", activityGroup));

    internal static XElement Label(string element, string text) => new(
        element, new XAttribute("description", text), new XAttribute("languagecode", 1033));
}

/// <summary>The assembly of plugins that tests register.</summary>
internal static class TestPlugins
{
    internal const string Namespace = "Offboarding.TestPlugins";

    internal static byte[] Bytes { get; } = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "plugins", "Offboarding.TestPlugins.dll"));

    /// <summary>Classes that can be registered as plugins.</summary>
    internal static IReadOnlyList<string> Types { get; } = ReadTypes();

    internal static string FullName { get; } = System.Reflection.AssemblyName.GetAssemblyName(Path.Combine(AppContext.BaseDirectory, "plugins", "Offboarding.TestPlugins.dll")).FullName;

    static IReadOnlyList<string> ReadTypes()
    {
        using var assembly = Mono.Cecil.AssemblyDefinition.ReadAssembly(new MemoryStream(Bytes));
        return [.. assembly.MainModule.Types.Where(type => type.IsPublic && !type.IsAbstract && type.Interfaces.Any(one => one.InterfaceType.Name == "IPlugin")).Select(type => type.Name)];
    }
}
