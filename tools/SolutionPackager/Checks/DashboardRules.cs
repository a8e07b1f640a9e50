using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Checks;

/// <summary>Charts ask for what exists, and dashboards show views and charts that exist.</summary>
internal static class DashboardRules
{
    public static IEnumerable<Finding> Check(CheckedSolution solution) =>
        Charts(solution).SelectMany(chart => Chart(solution, chart.Table, chart.Chart))
            .Concat(solution.Customizations.Elements("Dashboards").Elements("Dashboard").Descendants("control").SelectMany(control => Tile(solution, control)));

    static IEnumerable<(CheckedTable Table, XElement Chart)> Charts(CheckedSolution solution) =>
        solution.Tables.Values.SelectMany(table => table.Entity.Elements("Visualizations").Elements("visualization").Select(chart => (table, chart)));

    static IEnumerable<Finding> Chart(CheckedSolution solution, CheckedTable table, XElement chart)
    {
        var definition = chart.Element("datadescription")?.Element("datadefinition");
        if (definition is null) yield break;     // a chart of a web resource

        var aliases = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entity in definition.Elements("fetchcollection").Elements("fetch").Elements("entity"))
        {
            aliases.UnionWith(entity.Descendants("attribute").Attributes("alias").Select(alias => alias.Value));
            foreach (var finding in ViewRules.Fetch(solution, entity)) yield return finding;
            if ((string?)entity.Attribute("name") != table.Name) yield return solution.At(entity, $"The chart of {table.Name} fetches {(string?)entity.Attribute("name")}.", $"Fetch {table.Name}.");
        }

        foreach (var shown in definition.Descendants().Where(element => element.Name.LocalName is "category" or "measure").Attributes("alias").Where(alias => !aliases.Contains(alias.Value)))
        {
            yield return solution.At(shown, $"The chart shows {shown.Value}, but does not fetch it.", "Give an attribute of the fetch that alias, or correct it.");
        }
    }

    static IEnumerable<Finding> Tile(CheckedSolution solution, XElement control)
    {
        foreach (var finding in FormRules.Subgrid(solution, control).Concat(FormRules.WebResource(solution, control))) yield return finding;

        var parameters = control.Element("parameters");
        if (parameters?.Element("VisualizationId") is not { Value.Length: > 0 } id || !Guid.TryParse(id.Value, out var wanted)) yield break;

        var table = parameters.Element("TargetEntityType")?.Value.Trim() ?? "";
        var isOurs = solution.IsOurs(table);
        var owner = Charts(solution).FirstOrDefault(chart => Guid.TryParse(chart.Chart.Element("savedqueryvisualizationid")?.Value, out var found) && found == wanted).Table;
        if (owner is null ? isOurs : owner.Name != table.ToLowerInvariant())
        {
            yield return solution.At(id, $"The dashboard shows the chart {id.Value}, which {table} does not have.", "Correct the id.");
        }
    }
}
