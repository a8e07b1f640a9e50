using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Checks;

/// <summary>A solution as the rules see it: the filled customizations with files and lines, and what can be looked up in them.</summary>
internal sealed class CheckedSolution
{
    /// <summary>Columns that every table has although exports do not list them.</summary>
    static readonly string[] UnlistedColumns = ["versionnumber", "owneridname", "owneridtype"];

    readonly IStandardTables? standardTables;
    readonly HashSet<string> intersects;

    public CheckedSolution(XElement customizations, XElement manifest, SourceTree tree, PacConfig config, IStandardTables? standardTables)
    {
        Customizations = customizations;
        Manifest = manifest.Element("SolutionManifest") ?? manifest;
        Tree = tree;
        Config = config;
        this.standardTables = standardTables;
        var publisher = Manifest.Element("Publisher");
        Prefix = (publisher?.Element("CustomizationPrefix")?.Value.Trim() ?? "") + "_";
        OptionPrefix = int.TryParse(publisher?.Element("CustomizationOptionValuePrefix")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) ? prefix : null;
        Languages = customizations.Elements("Languages").Elements("Language").Select(language => language.Value.Trim()).ToList();
        Tables = customizations.Elements("Entities").Elements("Entity").Select(entity => new CheckedTable(entity))
            .GroupBy(table => table.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        Relationships = customizations.Elements("EntityRelationships").Elements("EntityRelationship").ToList();
        intersects = Relationships.Elements("IntersectEntityName").Select(name => name.Value.Trim().ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        CustomApis = Documents("customapis/", "customapi.xml");
        Variables = Documents("environmentvariabledefinitions/", "environmentvariabledefinition.xml");
    }

    public XElement Customizations { get; }

    /// <summary>The <c>SolutionManifest</c> of solution.xml.</summary>
    public XElement Manifest { get; }

    public SourceTree Tree { get; }

    public PacConfig Config { get; }

    /// <summary>The publisher's prefix with underscore.</summary>
    public string Prefix { get; }

    /// <summary>Five digits that the publisher's option values begin with; null when the manifest has none.</summary>
    public int? OptionPrefix { get; }

    /// <summary>LCIDs in which every label must be there.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>Tables of the solution by logical name, also those that only get columns.</summary>
    public IReadOnlyDictionary<string, CheckedTable> Tables { get; }

    public IReadOnlyList<XElement> Relationships { get; }

    /// <summary>Root elements of the Custom APIs' files.</summary>
    public IReadOnlyList<XElement> CustomApis { get; }

    /// <summary>Root elements of the environment variables' files.</summary>
    public IReadOnlyList<XElement> Variables { get; }

    public IEnumerable<XElement> PluginTypes => Customizations.Elements("SolutionPluginAssemblies").Elements("PluginAssembly").Elements("PluginTypes").Elements("PluginType");

    public bool IsOurs(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the table is in the solution or comes with Dataverse; true, too, where nobody can tell.</summary>
    public bool KnowsTable(string table)
    {
        var name = table.Trim().ToLowerInvariant();
        return Tables.ContainsKey(name) || intersects.Contains(name) || (!IsOurs(name) && (standardTables is null || standardTables.HasTable(name)));
    }

    /// <summary>The same for a column of a known table.</summary>
    public bool KnowsColumn(string table, string column)
    {
        var name = table.Trim().ToLowerInvariant();
        var logical = column.Trim();
        if (intersects.Contains(name)) return true;
        if (Tables.TryGetValue(name, out var ours) && (ours.Columns.ContainsKey(logical) || (IsOurs(name) && UnlistedColumns.Contains(logical, StringComparer.Ordinal)))) return true;
        if (IsOurs(name) || IsOurs(logical)) return false;
        return standardTables is null || (standardTables.HasTable(name) && standardTables.HasColumn(name, logical));
    }

    public Finding At(XObject node, string text, string remedy) =>
        new(SolutionXml.FileOf(node) ?? Tree.Shown(Layout.SolutionLayout.Skeleton), SolutionXml.LineOf(node), text, remedy);

    /// <summary>Finding for each name in <paramref name="columns"/> that <paramref name="table"/> does not have.</summary>
    public IEnumerable<Finding> UnknownColumns(XObject node, string table, IEnumerable<string> columns, string use) =>
        columns.Select(column => column.Trim()).Where(column => column.Length > 0 && !KnowsColumn(table, column))
            .Select(column => At(node, $"{use} names the column {column}, which {table} does not have.", "Correct the name or add the column."));

    public IReadOnlyList<XElement> Documents(string folder, string fileName) =>
        Tree.Paths.Where(path => path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith("/" + fileName, StringComparison.Ordinal)).Select(path =>
        {
            var root = SolutionXml.Parse(Tree.Peek(path), Tree.Shown(path)).Root!;
            SolutionXml.Remember(root, Tree.Shown(path));
            return root;
        }).ToList();
}

/// <summary>A table of the solution.</summary>
internal sealed class CheckedTable
{
    public CheckedTable(XElement entity)
    {
        Entity = entity;
        SchemaName = entity.Element("Name")?.Value.Trim() ?? "";
        Name = SchemaName.ToLowerInvariant();
        Info = entity.Element("EntityInfo")?.Element("entity");
        Attributes = Info?.Elements("attributes").Elements("attribute").ToList() ?? [];
        Columns = Attributes.GroupBy(a => a.Element("LogicalName")?.Value.Trim() ?? "", StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
    }

    public XElement Entity { get; }

    /// <summary>Name with its casing.</summary>
    public string SchemaName { get; }

    /// <summary>Logical name.</summary>
    public string Name { get; }

    /// <summary>The inner <c>entity</c>; null when the solution changes only forms, views or the ribbon.</summary>
    public XElement? Info { get; }

    public IReadOnlyList<XElement> Attributes { get; }

    /// <summary>Columns in the solution by logical name.</summary>
    public IReadOnlyDictionary<string, XElement> Columns { get; }

    public bool IsOrganizationOwned => Info?.Element("OwnershipTypeMask")?.Value.Trim() == "OrgOwned";
}
