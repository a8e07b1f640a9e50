using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Checks;

/// <summary>Views ask for columns that exist and show only what they ask for.</summary>
internal static class ViewRules
{
    public static IEnumerable<Finding> Check(CheckedSolution solution) => solution.Tables.Values.SelectMany(table =>
    {
        var views = table.Entity.Elements("SavedQueries").Elements("savedqueries").Elements("savedquery").ToList();
        return views.SelectMany(view => View(solution, table, view)).Concat(Defaults(solution, table, views));
    });

    static IEnumerable<Finding> View(CheckedSolution solution, CheckedTable table, XElement view)
    {
        var entity = view.Element("fetchxml")?.Element("fetch")?.Element("entity");
        if (entity is not null)
        {
            if ((string?)entity.Attribute("name") != table.Name) yield return solution.At(entity, $"The view of {table.Name} fetches {(string?)entity.Attribute("name")}.", $"Fetch {table.Name}.");
            foreach (var finding in Fetch(solution, entity)) yield return finding;
        }

        foreach (var grid in view.Elements("layoutxml").Elements("grid"))
        {
            var fetched = entity is null ? [] : FetchedColumns(entity, "").ToHashSet(StringComparer.Ordinal);
            foreach (var cell in grid.Descendants("cell").Where(cell => entity is not null && !fetched.Contains((string?)cell.Attribute("name") ?? "")))
            {
                yield return solution.At(cell, $"The view shows {(string?)cell.Attribute("name")}, but does not fetch it.", "Add the attribute to the fetch, or remove the cell.");
            }

            foreach (var column in new[] { grid.Attribute("jump"), grid.Element("row")?.Attribute("id") }.OfType<XAttribute>())
            {
                if (!solution.KnowsColumn(table.Name, column.Value)) yield return solution.At(column, $"The layout's {column.Name.LocalName} names the column {column.Value}, which {table.Name} does not have.", "Correct the name.");
            }
        }
    }

    /// <summary>All tables and columns of a fetch, linked ones too.</summary>
    public static IEnumerable<Finding> Fetch(CheckedSolution solution, XElement entity)
    {
        var name = (string?)entity.Attribute("name") ?? "";
        if (!solution.KnowsTable(name)) return [solution.At(entity, $"The fetch names the table {name}, which is neither in the solution nor in Dataverse.", "Correct the name.")];

        var own = entity.Elements("attribute").Attributes("name")
            .Concat(entity.Elements("order").Attributes("attribute"))
            .Concat(Conditions(entity).Where(condition => condition.Attribute("entityname") is null).Attributes("attribute"))
            .Concat(entity.Name.LocalName == "link-entity" ? entity.Attributes("from") : []);
        var links = entity.Elements("link-entity").ToList();
        return own.Concat(links.Attributes("to")).SelectMany(column => solution.UnknownColumns(column, name, [column.Value], "The fetch"))
            .Concat(links.SelectMany(link => Fetch(solution, link)));
    }

    static IEnumerable<XElement> Conditions(XElement entity) =>
        entity.Elements("filter").SelectMany(filter => filter.Descendants("condition")).Where(condition => condition.Ancestors().First(a => a.Name.LocalName is "entity" or "link-entity") == entity);

    static IEnumerable<string> FetchedColumns(XElement entity, string alias) =>
        entity.Elements("attribute").Select(attribute => alias + ((string?)attribute.Attribute("alias") ?? (string?)attribute.Attribute("name")))
            .Concat(entity.Elements("link-entity").SelectMany(link => FetchedColumns(link, ((string?)link.Attribute("alias") ?? (string?)link.Attribute("name")) + ".")));

    static IEnumerable<Finding> Defaults(CheckedSolution solution, CheckedTable table, List<XElement> views)
    {
        if (!solution.IsOurs(table.Name)) yield break;

        foreach (var group in views.GroupBy(view => view.Element("querytype")?.Value.Trim() ?? "", StringComparer.Ordinal))
        {
            var defaults = group.Count(view => view.Element("isdefault")?.Value.Trim() == "1");
            if (defaults != 1) yield return solution.At(group.First(), $"Of the views of {table.Name} with querytype {group.Key}, {defaults} are the default.", "Mark exactly one with isdefault 1.");
        }
    }
}
