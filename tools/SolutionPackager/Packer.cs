using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SolutionPackager.Assemblies;
using SolutionPackager.Layout;

namespace SolutionPackager;

/// <summary>Packs an unpacked solution into the zip that Dataverse imports.</summary>
public static class Packer
{
    /// <summary>The zip of the solution that <paramref name="config"/> names, with its assemblies put in.</summary>
    /// <param name="config">Source folder and assemblies.</param>
    /// <param name="kind">Managed or unmanaged, from the same source.</param>
    /// <param name="without">Optional parts to leave out; null: none.</param>
    /// <returns>The same bytes for the same files, wherever they lie and on whatever machine.</returns>
    /// <exception cref="SolutionSourceException">A file is missing or malformed, or an assembly is not what its metadata says.</exception>
    public static byte[] Pack(PacConfig config, PackageKind kind, IReadOnlyCollection<string>? without = null) =>
        PackageZip.Write(Parts(config.LoadSource(without ?? []), kind, config.LoadAssemblies()));

    /// <summary>The zip of any unpacked solution; its assemblies lie in the folder.</summary>
    /// <param name="sourceFolder">Folder with <c>Other/Solution.xml</c>.</param>
    /// <param name="kind">Managed or unmanaged, from the same source.</param>
    /// <inheritdoc cref="Pack(PacConfig, PackageKind, IReadOnlyCollection{string})"/>
    public static byte[] Pack(string sourceFolder, PackageKind kind) =>
        PackageZip.Write(Parts(SourceTree.Load(sourceFolder, sourceFolder, []), kind, []));

    /// <summary>All parts of the zip by name.</summary>
    internal static SortedDictionary<string, byte[]> Parts(SourceTree tree, PackageKind kind, IReadOnlyList<BuiltAssembly> assemblies)
    {
        var customizations = Customizations(tree, kind);
        var manifest = Manifest(tree, kind);

        var parts = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        AddWebResources(tree, parts);
        AddAssemblies(tree, parts, assemblies);
        foreach (var path in tree.Unclaimed.ToArray()) Add(parts, path, PartFile(tree, path), tree.Shown(path));

        Add(parts, "customizations.xml", SolutionXml.Write(customizations, declaration: false), SolutionLayout.Skeleton);
        Add(parts, "solution.xml", SolutionXml.Write(manifest, declaration: false), SolutionLayout.Manifest);
        parts.Add(ContentTypes.Part, ContentTypes.For(parts.Keys));
        return parts;
    }

    static byte[] PartFile(SourceTree tree, string path) =>
        SolutionLayout.IsPart(path) ? tree.Take(path) : throw new SolutionSourceException(
            tree.Shown(path), null, "No kind of component that this packer knows has such a file, so it would not be packed.",
            "Move it out of the source folder, correct its name, or pack with the official pac.");

    /// <summary>customizations.xml, every element with the line and file it came from.</summary>
    internal static XDocument Customizations(SourceTree tree, PackageKind kind)
    {
        var file = tree.Shown(SolutionLayout.Skeleton);
        var customizations = SolutionXml.Parse(tree.Take(SolutionLayout.Skeleton), file);
        SolutionXml.Remember(customizations.Root!, file);
        var source = new PackSource(tree, kind, ComponentOrder.Read(tree));
        foreach (var section in SolutionLayout.Sections) SectionFilling.Fill(customizations.Root!, section, source, SolutionLayout.Skeleton);
        return customizations;
    }

    /// <summary>solution.xml of that kind of package.</summary>
    internal static XDocument Manifest(SourceTree tree, PackageKind kind)
    {
        var file = tree.Shown(SolutionLayout.Manifest);
        var manifest = SolutionXml.Parse(tree.Take(SolutionLayout.Manifest), file);
        SolutionXml.Remember(manifest.Root!, file);
        var managed = manifest.Root!.Element("SolutionManifest")?.Element("Managed") ?? throw new SolutionSourceException(
            tree.Shown(SolutionLayout.Manifest), null, "There is no SolutionManifest/Managed.", "Add <Managed>2</Managed> after Version: the source serves both kinds.");
        managed.Value = kind == PackageKind.Managed ? "1" : "0";
        AddDependencies(manifest.Root!, tree);
        return manifest;
    }

    /// <summary>What an optional part needs of other solutions; it cannot stand in solution.xml, which is there without the part, too.</summary>
    static void AddDependencies(XElement manifest, SourceTree tree)
    {
        if (!tree.Contains(SolutionLayout.Dependencies)) return;

        var file = tree.Shown(SolutionLayout.Dependencies);
        var added = SolutionXml.ParseRoot(tree.Take(SolutionLayout.Dependencies), file, "MissingDependencies");
        var place = manifest.Element("SolutionManifest")?.Element("MissingDependencies") ?? throw new SolutionSourceException(
            tree.Shown(SolutionLayout.Manifest), null, "There is no SolutionManifest/MissingDependencies for those of a part.", "Add <MissingDependencies /> after RootComponents.");
        foreach (var dependency in added.Elements().ToList()) SolutionXml.Adopt(place, dependency, file);
    }

    static void AddWebResources(SourceTree tree, SortedDictionary<string, byte[]> parts)
    {
        foreach (var path in tree.Paths.Where(WebResourceSection.IsMetadata).ToArray())
        {
            var metadata = SolutionXml.ParseRoot(tree.Peek(path), tree.Shown(path), "WebResource");
            var part = WebResourceSection.PartOf(metadata) ?? throw new SolutionSourceException(
                tree.Shown(path), SolutionXml.LineOf(metadata), "The web resource has no FileName.", "Add <FileName>: the path of the part in the zip.");
            Add(parts, part, tree.Take(WebResourceSection.ContentOf(path)), tree.Shown(path));
        }
    }

    static void AddAssemblies(SourceTree tree, SortedDictionary<string, byte[]> parts, IReadOnlyList<BuiltAssembly> assemblies)
    {
        foreach (var assembly in assemblies)
        {
            var metadata = AssemblyMetadata.All(tree).FirstOrDefault(m => m.Name == assembly.Name) ?? throw new SolutionSourceException(
                assembly.ShownAs, null, $"No PluginAssemblies/…/{assembly.Name.Replace(".", "", StringComparison.Ordinal)}.dll.data.xml describes this assembly.",
                "Add it, or take the assembly out of pac.config.json.");
            if (AssemblyRules.Fatal(assembly, metadata).FirstOrDefault() is { } finding) throw new SolutionSourceException(finding);

            if (tree.Contains(metadata.Part)) tree.Claim(metadata.Part);     // the built one takes its place
            Add(parts, metadata.Part, assembly.Content, assembly.ShownAs);
        }
    }

    static void Add(SortedDictionary<string, byte[]> parts, string name, byte[] content, string file)
    {
        if (!parts.TryAdd(name, content))
        {
            throw new SolutionSourceException(file, null, $"Two files become the part {name} of the zip.", "Give one of them another name.");
        }
    }
}
