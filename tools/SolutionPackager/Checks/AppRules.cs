using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Checks;

/// <summary>Apps and site maps name what exists.</summary>
internal static class AppRules
{
    public static IEnumerable<Finding> Check(CheckedSolution solution) =>
        solution.Customizations.Elements("AppModules").Elements("AppModule").SelectMany(app => App(solution, app))
            .Concat(solution.Customizations.Descendants("SubArea").Attributes("Entity").Where(entity => !solution.KnowsTable(entity.Value))
                .Select(entity => solution.At(entity, $"The site map shows the table {entity.Value}, which is neither in the solution nor in Dataverse.", "Correct the name.")));

    static IEnumerable<Finding> App(CheckedSolution solution, XElement app)
    {
        foreach (var component in app.Elements("AppModuleComponents").Elements("AppModuleComponent"))
        {
            var name = (string?)component.Attribute("schemaName") ?? "";
            var missing = (string?)component.Attribute("type") switch
            {
                "1" => !solution.KnowsTable(name) || name != name.ToLowerInvariant(),
                "26" => IsMissing(component, Ids(solution, "savedqueryid")),
                "59" => IsMissing(component, Ids(solution, "savedqueryvisualizationid")),
                "60" => IsMissing(component, Ids(solution, "formid").Concat(Ids(solution, "FormId"))),
                "62" => !solution.Customizations.Descendants("SiteMapUniqueName").Any(map => map.Value.Trim() == name),
                _ => false,
            };
            if (missing) yield return solution.At(component, $"The app contains the component {(string?)component.Attribute("type")} {name}{(string?)component.Attribute("id")}, which is not there.", "Correct the id or the name (logical, lower case).");
        }
    }

    static IEnumerable<string> Ids(CheckedSolution solution, string element) => solution.Customizations.Descendants(element).Select(id => id.Value.Trim());

    static bool IsMissing(XElement component, IEnumerable<string> ids) =>
        !Guid.TryParse((string?)component.Attribute("id"), out var wanted) || !ids.Any(id => Guid.TryParse(id, out var found) && found == wanted);
}
