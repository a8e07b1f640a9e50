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
                .Select(entity => solution.At(entity, $"The site map shows the table {entity.Value}, which is neither in the solution nor in Dataverse.", "Correct the name.")))
            .Concat(solution.Customizations.Descendants("SubArea").Attributes("DefaultDashboard").Where(id => !IsThere(id.Value, Ids(solution, "FormId")))
                .Select(id => solution.At(id, $"The site map opens the dashboard {id.Value}, which is not in the solution.", "Correct the id.")))
            .Concat(solution.Customizations.Descendants("SubArea").Elements("Privilege").Attributes("Entity").Where(entity => !solution.KnowsTable(entity.Value))
                .Select(entity => solution.At(entity, $"The site map asks for a privilege on {entity.Value}, which is neither in the solution nor in Dataverse.", "Correct the name.")));

    /// <summary>Roles that are the same in every environment: System Administrator and System Customizer.</summary>
    static readonly string[] SystemRoles = ["{627090ff-40a3-4053-8790-584edc5be201}", "{119f245c-3cc8-4b62-b31c-d1a046ced15d}"];

    static IEnumerable<Finding> App(CheckedSolution solution, XElement app)
    {
        var roles = solution.Customizations.Elements("Roles").Elements("Role").Attributes("id").Select(id => id.Value).Concat(SystemRoles).ToList();
        foreach (var role in app.Elements("AppModuleRoleMaps").Elements("Role").Attributes("id").Where(id => !IsThere(id.Value, roles)))
        {
            yield return solution.At(role, $"The app is given to the role {role.Value}, which is not in the solution.", "Correct the id.");
        }

        if (app.Element("WebResourceId") is { } icon && !IsThere(icon.Value, OwnResources(solution)))
        {
            yield return solution.At(icon, $"The app's icon {icon.Value} is no web resource of the solution.", "Name one of ours: a foreign one drags a dependency along.");
        }

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

    static IEnumerable<string> OwnResources(CheckedSolution solution) => solution.Customizations.Elements("WebResources").Elements("WebResource").Elements("WebResourceId").Select(id => id.Value);

    static bool IsMissing(XElement component, IEnumerable<string> ids) => !IsThere((string?)component.Attribute("id"), ids);

    static bool IsThere(string? id, IEnumerable<string> ids) => Guid.TryParse(id, out var wanted) && ids.Any(other => Guid.TryParse(other, out var found) && found == wanted);
}
