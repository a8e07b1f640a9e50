using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Checks;

/// <summary>Every label is there once in every language of the solution, and no label is empty.</summary>
/// <remarks>What an environment with another base language shows for a missing label is not documented: none is missing.</remarks>
internal static class LabelRules
{
    /// <summary>Groups that must not be empty; descriptions may.</summary>
    static readonly HashSet<string> Required = new(StringComparer.Ordinal) { "displaynames", "labels", "LocalizedNames", "LocalizedCollectionNames", "Titles" };

    static readonly string[] LanguageMarks = ["languagecode", "LCID"];

    public static IEnumerable<Finding> Check(CheckedSolution solution) =>
        new[] { solution.Customizations, solution.Manifest }.Concat(solution.CustomApis).Concat(solution.Variables).Concat(Parameters(solution))
            .SelectMany(root => root.DescendantsAndSelf()).SelectMany(element => Group(solution, element));

    static IEnumerable<XElement> Parameters(CheckedSolution solution) =>
        solution.Documents("customapis/", "customapirequestparameter.xml").Concat(solution.Documents("customapis/", "customapiresponseproperty.xml"));

    static IEnumerable<Finding> Group(CheckedSolution solution, XElement parent)
    {
        var labels = parent.Elements().Where(element => Language(element) is not null).ToList();
        if (labels.Count == 0)
        {
            if (Required.Contains(parent.Name.LocalName) && !parent.HasElements) yield return solution.At(parent, $"<{parent.Name.LocalName}> of {Owner(parent)} has no label.", $"Add one in each of {string.Join(", ", solution.Languages)}.");
            yield break;
        }

        var languages = labels.Select(label => Language(label)!).ToList();
        foreach (var missing in solution.Languages.Where(language => !languages.Contains(language, StringComparer.Ordinal)))
        {
            yield return solution.At(labels[0], $"The <{parent.Name.LocalName}> of {Owner(parent)} (\"{Text(labels[0])}\") has no label in language {missing}.", $"Add a <{labels[0].Name.LocalName}> with {missing}.");
        }

        foreach (var twice in labels.GroupBy(label => Language(label)!, StringComparer.Ordinal).SelectMany(group => group.Skip(1)))
        {
            yield return solution.At(twice, $"The <{parent.Name.LocalName}> of {Owner(parent)} has two labels in language {Language(twice)}.", "Remove one.");
        }

        foreach (var other in labels.Where(label => !solution.Languages.Contains(Language(label)!, StringComparer.Ordinal)))
        {
            yield return solution.At(other, $"The label is in language {Language(other)}, which Languages does not list.", "Correct the language or list it.");
        }

        if (IsHiddenCell(parent)) yield break;

        foreach (var empty in labels.Where(label => string.IsNullOrWhiteSpace(Text(label)) && !label.Name.LocalName.StartsWith("Description", StringComparison.Ordinal)))
        {
            yield return solution.At(empty, $"The label of {Owner(parent)} in language {Language(empty)} is empty.", "Write its text.");
        }
    }

    /// <summary>A spacer or a control that fills its cell has no words.</summary>
    static bool IsHiddenCell(XElement labels) => labels.Parent is { Name.LocalName: "cell" } cell && (string?)cell.Attribute("showlabel") == "false";

    static string? Language(XElement label) => LanguageMarks.Select(mark => (string?)label.Attribute(mark)).FirstOrDefault(value => value is not null);

    static string Text(XElement label) => (string?)label.Attribute("description") ?? (string?)label.Attribute("Title") ?? (string?)label.Attribute("Description") ?? "";

    /// <summary>The component that the label belongs to, as its author calls it.</summary>
    static string Owner(XElement group)
    {
        foreach (var element in group.Ancestors())
        {
            var name = new[] { "PhysicalName", "Name", "name", "uniquename", "schemaname", "Id", "id", "value" }.Select(attribute => (string?)element.Attribute(attribute)).FirstOrDefault(value => !string.IsNullOrEmpty(value));
            if (name is not null) return $"{element.Name.LocalName} {name}";
        }

        return group.Parent?.Name.LocalName ?? group.Name.LocalName;
    }
}
