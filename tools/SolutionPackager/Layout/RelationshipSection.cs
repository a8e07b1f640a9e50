using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SolutionPackager.Layout;

/// <summary>
/// Relationships: <c>Other/Relationships.xml</c> lists names and order, <c>Other/Relationships/&lt;table&gt;.xml</c> holds the bodies
/// by the table that is referred to (of many-to-many relationships the first one).
/// </summary>
internal sealed class RelationshipSection : Section
{
    const string Index = "Other/Relationships.xml";
    const string Folder = "Other/Relationships/";
    const string Item = "EntityRelationship";
    static readonly Regex Files = new("^Other/Relationships/[^/]+\\.xml$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public override string Placeholder => "EntityRelationships";

    /// <summary>Adds the bodies in the order of the list.</summary>
    /// <exception cref="SolutionSourceException">A listed relationship has no body, a body is not listed, or a name occurs twice.</exception>
    public override void Fill(XElement placeholder, PackSource source)
    {
        var bodies = Bodies(source);
        if (!source.Tree.Contains(Index))
        {
            if (bodies.Count == 0) return;
            throw new SolutionSourceException(source.Tree.Shown(Index), null, "The list of relationships is missing.", "Write it with one EntityRelationship per name.");
        }

        var index = SolutionXml.ParseRoot(source.Tree.Take(Index), source.Tree.Shown(Index), Placeholder);
        foreach (var listed in index.Elements(Item))
        {
            var name = (string?)listed.Attribute("Name") ?? "";
            if (!bodies.Remove(name, out var body))
            {
                throw new SolutionSourceException(
                    source.Tree.Shown(Index), SolutionXml.LineOf(listed), $"Relationship {name} is listed, but has no body.", $"Add it to a file in {Folder} or remove the line.");
            }

            SolutionXml.Adopt(placeholder, body.Element, source.Tree.Shown(body.Path));
        }

        foreach (var (name, body) in bodies)
        {
            throw new SolutionSourceException(
                source.Tree.Shown(body.Path), SolutionXml.LineOf(body.Element), $"Relationship {name} is not listed in {Index}, so it would not be packed.", "Add its name there.");
        }
    }

    static Dictionary<string, (XElement Element, string Path)> Bodies(PackSource source)
    {
        var bodies = new Dictionary<string, (XElement Element, string Path)>(StringComparer.Ordinal);
        foreach (var path in source.Files(Files))
        {
            var root = SolutionXml.ParseRoot(source.Tree.Take(path), source.Tree.Shown(path), "EntityRelationships");
            foreach (var body in root.Elements(Item))
            {
                var name = (string?)body.Attribute("Name") ?? "";
                if (bodies.TryAdd(name, (body, path))) continue;
                throw new SolutionSourceException(
                    source.Tree.Shown(path), SolutionXml.LineOf(body), $"Relationship {name} has a second body; the first is in {bodies[name].Path}.", "Remove one of them.");
            }
        }

        return bodies;
    }

    public override IReadOnlyList<string>? Extract(XElement placeholder, UnpackTarget target)
    {
        var items = placeholder.Nodes().ToArray();
        if (items.Any(node => node is not XElement { Name.LocalName: Item } element || element.Attribute("Name") is null || Owner(element) is null)) return null;

        var index = new XElement(Placeholder, items.Cast<XElement>().Select(body => new XElement(Item, new XAttribute("Name", body.Attribute("Name")!.Value))));
        target.AddFile(Index, SolutionXml.WriteFile(index));
        foreach (var group in items.Cast<XElement>().GroupBy(body => Owner(body)!, StringComparer.OrdinalIgnoreCase))
        {
            var file = new XElement(placeholder.Name, group.Select(body => new XElement(body)));
            target.Add(Folder, group.Key, ".xml", SolutionXml.WriteFile(file));
        }

        placeholder.RemoveNodes();
        return [Index];
    }

    static string? Owner(XElement body) =>
        (body.Element("ReferencedEntityName") ?? body.Element("FirstEntityName"))?.Value.Trim() is { Length: > 0 } name ? name : null;
}
