using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Checks;

/// <summary>An id is one component's for ever: it is a GUID and occurs once.</summary>
internal static class IdRules
{
    public static IEnumerable<Finding> Check(CheckedSolution solution)
    {
        var ids = Ids(solution.Customizations).ToList();
        foreach (var (node, text) in ids.Where(id => !Guid.TryParse(id.Text, out _)).Select(id => (id.Node, id.Text)))
        {
            yield return solution.At(node, $"\"{text}\" is no GUID.", "Make one and keep it.");
        }

        foreach (var group in ids.Where(id => Guid.TryParse(id.Text, out _)).GroupBy(id => (Id: Guid.Parse(id.Text), id.Scope)).Where(group => group.Count() > 1))
        {
            var first = group.First();
            foreach (var node in group.Skip(1).Select(id => id.Node))
            {
                yield return solution.At(node, $"The id {group.Key.Id:B} is used already in {SolutionXml.FileOf(first.Node)}({SolutionXml.LineOf(first.Node)}).", "Make a new one for one of the two.");
            }
        }

        foreach (var (node, text) in FileIds(solution.Customizations))
        {
            var file = SolutionXml.FileOf(node) ?? "";
            var name = file[(file.LastIndexOf('/') + 1)..].Replace("_managed", "", StringComparison.Ordinal);
            if (name != text + ".xml" && name != "Customizations.xml") yield return solution.At(node, $"The id is {text}, the file is called {name}.", $"Call the file {text}.xml.");
        }
    }

    /// <summary>Ids of components are unique in the solution, those of tabs, sections and cells in their form (the scope).</summary>
    static IEnumerable<(XObject Node, string Text, XElement? Scope)> Ids(XElement root)
    {
        foreach (var element in root.Descendants())
        {
            XObject? node = element.Name.LocalName switch
            {
                "formid" or "savedqueryid" or "savedqueryvisualizationid" or "SdkMessageProcessingStepImageId" => element,
                "FormId" when element.Parent?.Name.LocalName is "Dashboard" or "Dialog" => element,
                "WebResourceId" when element.Parent?.Parent?.Name.LocalName == "WebResources" => element,
                "PluginAssembly" => element.Attribute("PluginAssemblyId"),
                "PluginType" => element.Attribute("PluginTypeId"),
                "SdkMessageProcessingStep" => element.Attribute("SdkMessageProcessingStepId"),
                "Workflow" when element.Parent?.Name.LocalName == "Workflows" => element.Attribute("WorkflowId"),
                "Role" when element.Parent?.Name.LocalName == "Roles" => element.Attribute("id"),
                "FieldSecurityProfile" => element.Attribute("fieldsecurityprofileid"),
                "tab" or "section" or "cell" when element.Attribute("id") is { } id && element.Ancestors("form").Any() => id,
                _ => null,
            };
            if (node is null) continue;

            var scope = element.Name.LocalName is "tab" or "section" or "cell" ? element.Ancestors("form").First() : null;
            yield return (node, (node as XElement)?.Value.Trim() ?? ((XAttribute)node).Value.Trim(), scope);
        }
    }

    static IEnumerable<(XObject Node, string Text)> FileIds(XElement root) =>
        root.Descendants("systemform").Elements("formid").Concat(root.Descendants("savedquery").Elements("savedqueryid")).Select(id => ((XObject)id, id.Value.Trim()))
            .Concat(root.Elements("SdkMessageProcessingSteps").Elements().Attributes("SdkMessageProcessingStepId").Select(id => ((XObject)id, id.Value.Trim())));
}
