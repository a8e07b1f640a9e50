using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SolutionPackager.Assemblies;

/// <summary>What the solution says about a plug-in assembly: its <c>.dll.data.xml</c>.</summary>
/// <param name="File">Path for messages.</param>
/// <param name="Element">The <c>PluginAssembly</c>, with lines.</param>
internal sealed record AssemblyMetadata(string File, XElement Element)
{
    static readonly Regex Files = new("^PluginAssemblies/.+\\.data\\.xml$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public string FullName => (string?)Element.Attribute("FullName") ?? "";

    public string Name => FullName.Split(',')[0].Trim();

    /// <summary>Name of the DLL's part in the zip.</summary>
    public string Part => Element.Element("FileName")?.Value.Trim().TrimStart('/') ?? "";

    public IEnumerable<XElement> Types => Element.Elements("PluginTypes").Elements("PluginType");

    public static IEnumerable<AssemblyMetadata> All(SourceTree tree) =>
        tree.Paths.Where(path => Files.IsMatch(path)).Select(path => new AssemblyMetadata(tree.Shown(path), SolutionXml.ParseRoot(tree.Peek(path), tree.Shown(path), "PluginAssembly")));

    /// <summary>Full name of the type, without its assembly.</summary>
    public static string TypeName(XElement pluginType) => ((string?)pluginType.Attribute("AssemblyQualifiedName") ?? "").Split(',')[0].Trim();
}
