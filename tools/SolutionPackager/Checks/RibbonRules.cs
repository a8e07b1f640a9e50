using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Checks;

/// <summary>Commands: whatever a ribbon names is defined, and named once.</summary>
/// <remarks>
/// Ids that begin with <c>Mscrm.</c> are Microsoft's. A missing rule or label does not fail the import; the button then is not there, or has no words
/// (<see href="https://learn.microsoft.com/power-apps/developer/model-driven-apps/customize-commands-ribbon"/>).
/// </remarks>
internal static class RibbonRules
{
    const string Microsoft = "Mscrm.";
    const string Label = "$LocLabels:";

    public static IEnumerable<Finding> Check(CheckedSolution solution) => solution.Customizations.Descendants("RibbonDiffXml").SelectMany(ribbon => Ribbon(solution, ribbon));

    static IEnumerable<Finding> Ribbon(CheckedSolution solution, XElement ribbon)
    {
        var commands = ribbon.Elements("CommandDefinitions").Elements("CommandDefinition").ToList();
        var rules = ribbon.Elements("RuleDefinitions");
        foreach (var finding in References(solution, ribbon.Descendants("Button").Attributes("Command"), commands, "command")
            .Concat(References(solution, commands.Elements("EnableRules").Elements("EnableRule").Attributes("Id"), rules.Elements("EnableRules").Elements(), "enable rule"))
            .Concat(References(solution, commands.Elements("DisplayRules").Elements("DisplayRule").Attributes("Id"), rules.Elements("DisplayRules").Elements(), "display rule")))
        {
            yield return finding;
        }

        var labels = ribbon.Elements("LocLabels").Elements("LocLabel").Attributes("Id").Select(id => id.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var use in ribbon.Descendants("Button").Attributes().Where(attribute => attribute.Value.StartsWith(Label, StringComparison.Ordinal) && !labels.Contains(attribute.Value[Label.Length..])))
        {
            yield return solution.At(use, $"The label {use.Value[Label.Length..]} is not in LocLabels.", "Add a LocLabel with that Id.");
        }

        foreach (var command in commands)
        {
            var missing = new[] { "EnableRules", "DisplayRules", "Actions" }.Where(part => command.Element(part) is null);
            foreach (var part in missing) yield return solution.At(command, $"The command {(string?)command.Attribute("Id")} has no <{part}>.", $"Add <{part} />; it may be empty.");
        }

        foreach (var twice in Ids(ribbon).GroupBy(id => id.Value, StringComparer.Ordinal).SelectMany(group => group.Skip(1)))
        {
            yield return solution.At(twice, $"The Id {twice.Value} is used already.", "Give every action, button, command and rule an Id of its own.");
        }
    }

    static IEnumerable<XAttribute> Ids(XElement ribbon) =>
        ribbon.Descendants().Where(element => element.Name.LocalName is "CustomAction" or "Button" or "CommandDefinition" or "LocLabel" || element.Parent?.Parent?.Name.LocalName == "RuleDefinitions").Attributes("Id");

    static IEnumerable<Finding> References(CheckedSolution solution, IEnumerable<XAttribute> uses, IEnumerable<XElement> definitions, string kind)
    {
        var defined = definitions.Attributes("Id").Select(id => id.Value).ToHashSet(StringComparer.Ordinal);
        return uses.Where(use => !use.Value.StartsWith(Microsoft, StringComparison.Ordinal) && !defined.Contains(use.Value))
            .Select(use => solution.At(use, $"The {kind} {use.Value} is not defined.", "Define it in this ribbon, or correct the Id."));
    }
}
