using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Checks;

/// <summary>What forms show and call is there.</summary>
internal static class FormRules
{
    const string WebResourceControl = "9FDF5F91-88B1-47F4-AD53-C11EFC01A01D";

    public static IEnumerable<Finding> Check(CheckedSolution solution) => solution.Tables.Values.Where(table => !IsProcess(table)).SelectMany(table =>
        table.Entity.Elements("FormXml").Elements("forms").Elements("systemform").Elements("form").SelectMany(form => Form(solution, table, form)));

    static IEnumerable<Finding> Form(CheckedSolution solution, CheckedTable table, XElement form)
    {
        if ((string?)form.Parent?.Parent?.Attribute("type") == "quick" && form.Element("events") is { } events)
        {
            yield return solution.At(events, "A quick view form has events; import refuses it (\"cannot contain element: events\").", "Remove them.");
        }

        foreach (var control in form.Descendants("control"))
        {
            if ((string?)control.Attribute("datafieldname") is { Length: > 0 } column && !solution.KnowsColumn(table.Name, column))
            {
                yield return solution.At(control, $"The form shows the column {column}, which {table.Name} does not have.", "Correct the name or add the column.");
            }

            foreach (var finding in Subgrid(solution, control).Concat(WebResource(solution, control)).Concat(QuickViews(solution, control))) yield return finding;
        }

        foreach (var cell in form.Descendants("event").Where(e => (string?)e.Attribute("name") == "onchange"))
        {
            if ((string?)cell.Attribute("attribute") is { Length: > 0 } column && !solution.KnowsColumn(table.Name, column))
            {
                yield return solution.At(cell, $"The event watches the column {column}, which {table.Name} does not have.", "Correct the name or remove the event.");
            }
        }

        foreach (var library in form.Descendants("Library").Attributes("name").Concat(form.Descendants("Handler").Attributes("libraryName")))
        {
            if (IsMissing(solution, library.Value)) yield return solution.At(library, $"The form uses the web resource {library.Value}, which is not in the solution.", "Correct the name or add the file.");
        }

        var loaded = form.Elements("formLibraries").Elements("Library").Attributes("name").Select(name => name.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var handler in form.Descendants("Handler").Where(handler => (string?)handler.Attribute("libraryName") is { } library && solution.IsOurs(library) && !loaded.Contains(library)))
        {
            yield return solution.At(handler, $"The handler {(string?)handler.Attribute("functionName")} comes from {(string?)handler.Attribute("libraryName")}, which formLibraries does not load.", "Add the library.");
        }
    }

    /// <summary>The form of a business process flow shows columns of the tables it runs through.</summary>
    static bool IsProcess(CheckedTable table) => table.Info?.Element("IsBPFEntity")?.Value.Trim() == "1";

    internal static IEnumerable<Finding> Subgrid(CheckedSolution solution, XElement control)
    {
        var parameters = control.Element("parameters");
        if (parameters?.Element("TargetEntityType") is not { } target) yield break;

        if (!solution.KnowsTable(target.Value)) yield return solution.At(target, $"The subgrid shows the table {target.Value}, which is not known.", "Correct the name.");
        if (parameters.Element("RelationshipName") is { } relationship && solution.IsOurs(relationship.Value)
            && !solution.Relationships.Any(body => (string?)body.Attribute("Name") == relationship.Value.Trim()))
        {
            yield return solution.At(relationship, $"The subgrid follows the relationship {relationship.Value}, which is not in the solution.", "Correct the name or add it.");
        }

        if (parameters.Element("ViewId") is { } view && solution.Tables.TryGetValue(target.Value.Trim().ToLowerInvariant(), out var table) && solution.IsOurs(table.Name)
            && !table.Entity.Descendants("savedqueryid").Any(id => SameId(id.Value, view.Value)))
        {
            yield return solution.At(view, $"The subgrid uses the view {view.Value}, which {table.Name} does not have.", "Correct the id.");
        }
    }

    internal static IEnumerable<Finding> WebResource(CheckedSolution solution, XElement control)
    {
        var isWebResource = ((string?)control.Attribute("classid") ?? "").Trim('{', '}').Equals(WebResourceControl, StringComparison.OrdinalIgnoreCase);
        if (isWebResource && control.Element("parameters")?.Element("Url") is { } url && IsMissing(solution, url.Value))
        {
            yield return solution.At(url, $"The form shows the web resource {url.Value}, which is not in the solution.", "Correct the name or add the file.");
        }
    }

    /// <summary>Quick view forms of our tables that a control shows; the ids stand in escaped XML.</summary>
    static IEnumerable<Finding> QuickViews(CheckedSolution solution, XElement control)
    {
        if (control.Element("parameters")?.Element("QuickForms") is not { } forms) yield break;
        if (Quick(forms) is not { } wanted)
        {
            yield return solution.At(forms, "QuickForms is not well-formed.", "Write <QuickFormIds><QuickFormId entityname=\"…\">id</QuickFormId></QuickFormIds>, escaped.");
            yield break;
        }

        foreach (var form in wanted.Elements("QuickFormId"))
        {
            var name = (string?)form.Attribute("entityname") ?? "";
            if (!solution.KnowsTable(name)) yield return solution.At(forms, $"The quick view shows the table {name}, which is not known.", "Correct the name.");
            else if (solution.IsOurs(name) && !QuickFormsOf(solution, name).Any(id => SameId(id, form.Value))) yield return solution.At(forms, $"The quick view uses the form {form.Value}, which {name} does not have.", "Correct the id.");
        }
    }

    static IEnumerable<string> QuickFormsOf(CheckedSolution solution, string table) =>
        solution.Tables.GetValueOrDefault(table)?.Entity.Elements("FormXml").Elements("forms").Where(group => (string?)group.Attribute("type") == "quick").Descendants("formid").Select(id => id.Value) ?? [];

    static XElement? Quick(XElement forms)
    {
        try
        {
            return XElement.Parse(forms.Value);
        }
        catch (System.Xml.XmlException)
        {
            return null;
        }
    }

    static bool IsMissing(CheckedSolution solution, string name) =>
        solution.IsOurs(name) && !solution.Customizations.Elements("WebResources").Elements("WebResource").Elements("Name").Any(resource => resource.Value.Trim() == name.Trim());

    static bool SameId(string first, string second) => Guid.TryParse(first, out var a) && Guid.TryParse(second, out var b) && a == b;
}
