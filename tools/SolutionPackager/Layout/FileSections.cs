using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SolutionPackager.Layout;

/// <summary>Components with one file each, whose root element is the component.</summary>
/// <param name="placeholder">Name of the parent in customizations.xml.</param>
/// <param name="item">Name of the component's element.</param>
/// <param name="folder">Folder of the files, ending with <c>/</c>.</param>
/// <param name="pattern">Which files below the folder are components.</param>
/// <param name="name">The component's file name, without <paramref name="ending"/>; null when it has none.</param>
/// <param name="ending">Ending of the file name.</param>
/// <param name="managedForms">Whether <c>X_managed.xml</c> may stand in for <c>X.xml</c>.</param>
internal sealed class FileSection(
    string placeholder, string item, string folder, string pattern, Func<XElement, string?> name, string ending = ".xml", bool managedForms = false) : Section
{
    readonly Regex files = new("^" + Regex.Escape(folder) + pattern + "$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public override string Placeholder => placeholder;

    public override void Fill(XElement placeholder, PackSource source)
    {
        foreach (var path in managedForms ? source.FilesOfKind(files) : source.Files(files))
        {
            SolutionXml.Adopt(placeholder, SolutionXml.ParseRoot(source.Tree.Take(path), source.Tree.Shown(path), item), source.Tree.Shown(path));
        }
    }

    public override IReadOnlyList<string>? Extract(XElement placeholder, UnpackTarget target)
    {
        var items = placeholder.Nodes().ToArray();
        if (items.Any(node => node is not XElement element || element.Name != item || string.IsNullOrWhiteSpace(name(element)))) return null;

        var paths = items.Cast<XElement>().Select(element => target.Add(folder, name(element)!, ending, SolutionXml.WriteFile(element))).ToList();
        placeholder.RemoveNodes();
        return paths;
    }
}

/// <summary>A section that is one file as a whole, root element and all.</summary>
internal sealed class WholeFileSection(string placeholder, string path) : Section
{
    public override string Placeholder => placeholder;

    public override void Fill(XElement placeholder, PackSource source)
    {
        if (!source.Tree.Contains(path)) return;

        var root = SolutionXml.ParseRoot(source.Tree.Take(path), source.Tree.Shown(path), Placeholder);
        foreach (var attribute in root.Attributes().Where(a => !a.IsNamespaceDeclaration)) placeholder.SetAttributeValue(attribute.Name, attribute.Value);
        foreach (var node in root.Nodes().ToList())
        {
            if (node is XElement element) SolutionXml.Adopt(placeholder, element, source.Tree.Shown(path));
            else placeholder.Add(node);
        }
    }

    public override IReadOnlyList<string>? Extract(XElement placeholder, UnpackTarget target)
    {
        target.AddFile(path, SolutionXml.WriteFile(placeholder));
        placeholder.RemoveAttributes();
        placeholder.RemoveNodes();
        return [path];
    }
}

/// <summary>Web resources: the metadata beside the file itself, whose name in the zip only the metadata knows.</summary>
internal sealed class WebResourceSection : Section
{
    const string Folder = "WebResources/";
    const string Ending = ".data.xml";
    static readonly Regex Files = new("^WebResources/.+\\.data\\.xml$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public override string Placeholder => "WebResources";

    public override void Fill(XElement placeholder, PackSource source)
    {
        foreach (var path in source.Files(Files))
        {
            SolutionXml.Adopt(placeholder, SolutionXml.ParseRoot(source.Tree.Take(path), source.Tree.Shown(path), "WebResource"), source.Tree.Shown(path));
        }
    }

    public override IReadOnlyList<string>? Extract(XElement placeholder, UnpackTarget target)
    {
        var items = placeholder.Nodes().ToArray();
        if (items.Any(node => node is not XElement { Name.LocalName: "WebResource" } element || PartOf(element) is null || element.Element("Name") is null)) return null;

        var paths = new List<string>();
        foreach (var element in items.Cast<XElement>())
        {
            var path = target.FreePath(Folder, element.Element("Name")!.Value, Ending);
            target.AddFile(path, SolutionXml.WriteFile(element));
            if (!target.Place(PartOf(element)!, ContentOf(path))) return null;
            paths.Add(path);
        }

        placeholder.RemoveNodes();
        return paths;
    }

    /// <summary>The file whose metadata <paramref name="path"/> is.</summary>
    public static string ContentOf(string path) => path[..^Ending.Length];

    /// <summary>Name of the part in the zip, without leading slash; null when the metadata names none.</summary>
    public static string? PartOf(XElement webResource) =>
        webResource.Element("FileName")?.Value.Trim().TrimStart('/') is { Length: > 0 } name ? name : null;

    public static bool IsMetadata(string path) => Files.IsMatch(path);
}
