using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace SolutionPackager.Checks;

/// <summary>Validates against the schemas that Microsoft published: the whole file, and its forms, ribbons, site maps and fetches.</summary>
/// <remarks>
/// <c>sdk7/</c> describes the file of server 7.1, <c>ui9/</c> the user interface of server 9. Today's exports hold more than either knows;
/// <see cref="OldSchema"/> lists exactly that, and everything else is a finding.
/// </remarks>
internal sealed class SchemaRules
{
    readonly XmlSchemaSet whole;
    readonly Dictionary<string, XmlSchemaSet> fragments;

    /// <summary>Reads and compiles the schemas below <paramref name="folder"/>.</summary>
    /// <exception cref="SolutionSourceException">The folder has no such schemas.</exception>
    public SchemaRules(string folder)
    {
        whole = Load(folder, "sdk7/CustomizationsSolution.xsd");
        fragments = new Dictionary<string, XmlSchemaSet>(StringComparer.Ordinal)
        {
            ["form"] = Load(folder, "ui9/FormXml.xsd"),
            ["RibbonDiffXml"] = Load(folder, "ui9/RibbonCore.xsd"),
            ["SiteMap"] = Load(folder, "ui9/SiteMap.xsd"),
            ["fetch"] = Load(folder, "ui9/Fetch.xsd"),
        };
    }

    /// <summary>Validates; the tree is stripped on the way and of no further use.</summary>
    public List<Finding> Check(XElement customizations)
    {
        var findings = new List<Finding>();
        foreach (var (name, schemas) in fragments)
        {
            foreach (var fragment in Fragments(customizations, name))
            {
                var origin = SolutionXml.FileOf(fragment);
                OldSchema.StripFragment(fragment);
                Validate(new XDocument(Copy(fragment)), schemas, "ui9", origin, findings);
            }
        }

        OldSchema.Strip(customizations);
        Validate(customizations.Document!, whole, "sdk7", null, findings, node => !IsInFragment(node));
        return findings;
    }

    static IEnumerable<XElement> Fragments(XElement customizations, string name) =>
        customizations.Descendants(name).Where(element => element.HasElements && (name != "form" || element.Parent?.Name.LocalName is "systemform" or "forms")).ToList();

    /// <summary>User interface is judged by the newer schemas alone.</summary>
    bool IsInFragment(XObject node) => (node as XElement ?? node.Parent)?.AncestorsAndSelf().Any(element => fragments.ContainsKey(element.Name.LocalName)) == true;

    static void Validate(XDocument document, XmlSchemaSet schemas, string set, string? origin, List<Finding> findings, Func<XObject, bool>? isJudged = null) => document.Validate(schemas, (sender, error) =>
    {
        var node = sender as XObject ?? document.Root!;
        if (isJudged?.Invoke(node) == false) return;

        findings.Add(new Finding(
            SolutionXml.FileOf(node) ?? origin ?? Layout.SolutionLayout.Skeleton, SolutionXml.LineOf(node), $"The schema ({set}) does not allow this: {error.Message}", "Follow the schema, or what the server exports."));
    });

    /// <summary>The fragment as a document of its own, every node with its line and file.</summary>
    static XElement Copy(XElement element)
    {
        var copy = new XElement(element.Name, element.Attributes().Select(attribute => new XAttribute(attribute)));
        SolutionXml.RememberSameFile(copy, element);
        if (SolutionXml.LineOf(element) is { } line) SolutionXml.RememberLine(copy, line);
        foreach (var node in element.Nodes()) copy.Add(node is XElement child ? Copy(child) : node);
        return copy;
    }

    static XmlSchemaSet Load(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path)) throw new SolutionSourceException(path, null, "The schema is missing.", "Name a folder with Microsoft's schemas in sdk7/ and ui9/, or none.");

        var set = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        set.Add(null, path);
        set.Compile();
        return set;
    }
}
