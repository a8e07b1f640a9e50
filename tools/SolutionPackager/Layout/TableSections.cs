using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SolutionPackager.Layout;

/// <summary>Tables: <c>Entities/&lt;Name&gt;/Entity.xml</c>, with forms, views, charts and ribbon in files beside it.</summary>
internal sealed class TableSection : Section
{
    static readonly Regex Files = new("^Entities/[^/]+/Entity\\.xml$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public override string Placeholder => "Entities";

    public override void Fill(XElement placeholder, PackSource source)
    {
        foreach (var path in source.Files(Files))
        {
            var table = SolutionXml.ParseRoot(source.Tree.Take(path), source.Tree.Shown(path), "Entity");
            foreach (var part in PartsOf(path[..^"Entity.xml".Length])) SectionFilling.Fill(table, part, source, path);
            SolutionXml.Adopt(placeholder, table, source.Tree.Shown(path));
        }
    }

    public override IReadOnlyList<string>? Extract(XElement placeholder, UnpackTarget target)
    {
        var items = placeholder.Nodes().ToArray();
        if (items.Any(node => node is not XElement { Name.LocalName: "Entity" } element || string.IsNullOrWhiteSpace(element.Element("Name")?.Value))) return null;

        var paths = new List<string>();
        foreach (var table in items.Cast<XElement>())
        {
            var path = target.FreePath("Entities/", table.Element("Name")!.Value.Trim() + "/Entity", ".xml");
            SectionFilling.ExtractAll(table, PartsOf(path[..^"Entity.xml".Length]), target);
            target.AddFile(path, SolutionXml.WriteFile(table));
            paths.Add(path);
        }

        placeholder.RemoveNodes();
        return paths;
    }

    static IEnumerable<Section> PartsOf(string folder) =>
    [
        new FormSection(folder),
        new ViewSection(folder),
        new FileSection("Visualizations", "visualization", folder + "Visualizations/", "[^/]+\\.xml", chart => chart.Element("savedqueryvisualizationid")?.Value),
        new WholeFileSection("RibbonDiffXml", folder + "RibbonDiff.xml"),
    ];
}

/// <summary>Forms: <c>FormXml/&lt;type&gt;/{id}.xml</c>. In the zip by id across types, in a new group whenever the type changes.</summary>
internal sealed class FormSection(string tableFolder) : Section
{
    readonly Regex files = new("^" + Regex.Escape(tableFolder) + "FormXml/[^/]+/[^/]+\\.xml$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public override string Placeholder => "FormXml";

    public override void Fill(XElement placeholder, PackSource source)
    {
        XElement? group = null;
        foreach (var path in source.Order.Sort(source.FilesOfKind(files), path => path[path.LastIndexOf('/')..]))
        {
            var type = path.Split('/')[^2];
            if ((string?)group?.Attribute("type") != type) placeholder.Add(group = new XElement("forms", new XAttribute("type", type)));

            foreach (var form in SolutionXml.ParseRoot(source.Tree.Take(path), source.Tree.Shown(path), "forms").Elements().ToList())
            {
                SolutionXml.Adopt(group!, form, source.Tree.Shown(path));
            }
        }
    }

    public override IReadOnlyList<string>? Extract(XElement placeholder, UnpackTarget target)
    {
        if (placeholder.Nodes().Any(node => node is not XElement { Name.LocalName: "forms" } group
            || string.IsNullOrWhiteSpace((string?)group.Attribute("type"))
            || group.Nodes().Any(form => form is not XElement { Name.LocalName: "systemform" } element || element.Element("formid") is null)))
        {
            return null;
        }

        var paths = new List<string>();
        foreach (var form in placeholder.Elements().Elements())
        {
            var type = (string)form.Parent!.Attribute("type")!;
            var file = new XElement("forms", new XElement(form));
            paths.Add(target.Add($"{tableFolder}FormXml/{type}/", form.Element("formid")!.Value, ".xml", SolutionXml.WriteFile(file)));
        }

        placeholder.RemoveNodes();
        return paths;
    }
}

/// <summary>Views: <c>SavedQueries/{id}.xml</c>, in the zip all in one <c>&lt;savedqueries&gt;</c>.</summary>
internal sealed class ViewSection(string tableFolder) : Section
{
    readonly Regex files = new("^" + Regex.Escape(tableFolder) + "SavedQueries/[^/]+\\.xml$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public override string Placeholder => "SavedQueries";

    public override void Fill(XElement placeholder, PackSource source)
    {
        var paths = source.Files(files);
        if (paths.Count == 0) return;

        var group = new XElement("savedqueries");
        placeholder.Add(group);
        foreach (var path in paths)
        {
            foreach (var view in SolutionXml.ParseRoot(source.Tree.Take(path), source.Tree.Shown(path), "savedqueries").Elements().ToList())
            {
                SolutionXml.Adopt(group, view, source.Tree.Shown(path));
            }
        }
    }

    public override IReadOnlyList<string>? Extract(XElement placeholder, UnpackTarget target)
    {
        if (placeholder.Nodes().Any(node => node is not XElement { Name.LocalName: "savedqueries" })
            || placeholder.Elements().Nodes().Any(node => node is not XElement { Name.LocalName: "savedquery" } view || view.Element("savedqueryid") is null))
        {
            return null;
        }

        var paths = new List<string>();
        foreach (var view in placeholder.Elements().Elements())
        {
            var file = new XElement("savedqueries", new XElement(view));
            paths.Add(target.Add(tableFolder + "SavedQueries/", view.Element("savedqueryid")!.Value, ".xml", SolutionXml.WriteFile(file)));
        }

        placeholder.RemoveNodes();
        return paths;
    }
}
