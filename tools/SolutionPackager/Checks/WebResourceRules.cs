using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Checks;

/// <summary>Web resources: name, file and references from ribbons.</summary>
internal static class WebResourceRules
{
    const string Reference = "$webresource:";

    public static IEnumerable<Finding> Check(CheckedSolution solution)
    {
        var resources = solution.Customizations.Elements("WebResources").Elements("WebResource").ToList();
        var names = resources.Select(resource => resource.Element("Name")?.Value.Trim() ?? "").ToHashSet(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            var name = resource.Element("Name")?.Value.Trim() ?? "";
            if (!solution.IsOurs(name)) yield return solution.At(resource, $"The web resource {name} has not the publisher's prefix.", $"Begin it with {solution.Prefix}.");
            if (SolutionXml.FileOf(resource) is { } file && !file.EndsWith($"WebResources/{name}.data.xml", StringComparison.Ordinal)) yield return solution.At(resource, $"The web resource {name} lies elsewhere.", $"Move it to WebResources/{name}.");
            if (resource.Element("FileName")?.Value.StartsWith("/WebResources/", StringComparison.Ordinal) != true) yield return solution.At(resource, $"The FileName of {name} is not below /WebResources/.", "Write /WebResources/ and a name of letters, digits and underscores.");
        }

        foreach (var silverlight in resources.Elements("WebResourceType").Where(type => type.Value.Trim() == "8"))
        {
            yield return solution.At(silverlight, "The web resource is a Silverlight application, which no browser runs any more (meta-avoid-silverlight).", "Write it in HTML and JavaScript.");
        }

        foreach (var twice in resources.GroupBy(resource => resource.Element("FileName")?.Value.Trim(), StringComparer.OrdinalIgnoreCase).SelectMany(group => group.Skip(1)))
        {
            yield return solution.At(twice, $"The FileName {twice.Element("FileName")?.Value} is used twice.", "Give every web resource its own.");
        }

        var references = solution.Customizations.Descendants("RibbonDiffXml").SelectMany(ribbon => ribbon.Descendants().Attributes())
            .Where(attribute => attribute.Value.StartsWith(Reference, StringComparison.Ordinal)).Select(attribute => (Node: (XObject)attribute, Name: attribute.Value[Reference.Length..]))
            .Concat(solution.Customizations.Descendants("IconVectorName").Select(icon => (Node: (XObject)icon, Name: icon.Value.Trim())))
            .Concat(solution.Customizations.Descendants("SubArea").Attributes("VectorIcon").Select(icon => (Node: (XObject)icon, Name: icon.Value.Replace("/WebResources/", "", StringComparison.Ordinal))));
        foreach (var (node, name) in references.Where(reference => solution.IsOurs(reference.Name) && !names.Contains(reference.Name)))
        {
            yield return solution.At(node, $"The web resource {name} is not in the solution.", "Correct the name or add the file.");
        }
    }
}
