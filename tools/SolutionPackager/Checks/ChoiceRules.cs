using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Checks;

/// <summary>Choices: every choice column has its options, every option a value of the publisher's range.</summary>
internal static class ChoiceRules
{
    /// <summary>Values per publisher: the prefix times this, and up.</summary>
    const int RangeSize = 10_000;

    static readonly string[] ChoiceTypes = ["picklist", "multiselectpicklist"];

    public static IEnumerable<Finding> Check(CheckedSolution solution) =>
        solution.Customizations.Descendants("optionset").Where(set => set.Attribute("Name") is not null).SelectMany(set => Options(solution, set))
            .Concat(solution.Tables.Values.SelectMany(table => table.Attributes.SelectMany(attribute => Column(solution, table, attribute))));

    static IEnumerable<Finding> Options(CheckedSolution solution, XElement set)
    {
        var type = set.Element("OptionSetType")?.Value.Trim();
        var seen = new HashSet<int>();
        foreach (var option in set.Elements("options").Elements("option").Concat(set.Elements("statuses").Elements("status")).Concat(set.Elements("states").Elements("state")))
        {
            if (!int.TryParse((string?)option.Attribute("value"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            {
                yield return solution.At(option, $"The value \"{(string?)option.Attribute("value")}\" is no number.", "Write a whole number.");
                continue;
            }

            if (!seen.Add(value)) yield return solution.At(option, $"The value {value} is in the choice {Name(set)} twice.", "Give one of them another value.");
            if (!IsAllowed(solution, type, value)) yield return solution.At(option, $"The value {value} of the choice {Name(set)} is not in the publisher's range.", Range(solution));
        }
    }

    static bool IsAllowed(CheckedSolution solution, string? type, int value) => type switch
    {
        "bit" => value is 0 or 1,
        "state" => value is 0 or 1,
        "status" when value is 1 or 2 => true,
        _ => solution.OptionPrefix is not { } prefix || value / RangeSize == prefix,
    };

    static IEnumerable<Finding> Column(CheckedSolution solution, CheckedTable table, XElement attribute)
    {
        var type = attribute.Element("Type")?.Value.Trim() ?? "";
        var local = attribute.Element("optionset");
        var global = attribute.Element("OptionSetName");
        if (ChoiceTypes.Contains(type, StringComparer.Ordinal) && local is null == global is null)
        {
            yield return solution.At(attribute, $"The choice {Column(attribute)} has not exactly one of optionset and OptionSetName.", "Add its options or name a global choice.");
        }

        var expected = $"{table.Name}_{Column(attribute)}";
        if (local is not null && Name(local) != expected && Name(local) != solution.Prefix + expected)
        {
            yield return solution.At(local, $"The local choice is called {Name(local)}.", $"Call it {expected}.");
        }

        if (global is not null && solution.IsOurs(global.Value.Trim())
            && !solution.Customizations.Elements("optionsets").Elements("optionset").Any(set => Name(set) == global.Value.Trim()))
        {
            yield return solution.At(global, $"There is no global choice {global.Value.Trim()}.", $"Add OptionSets/{global.Value.Trim()}.xml or correct the name.");
        }
    }

    static string Name(XElement set) => (string?)set.Attribute("Name") ?? "";

    static string Column(XElement attribute) => attribute.Element("LogicalName")?.Value.Trim() ?? "";

    static string Range(CheckedSolution solution) =>
        solution.OptionPrefix is { } prefix ? $"Use a value from {prefix * RangeSize} to {(prefix * RangeSize) + RangeSize - 1}." : "Correct CustomizationOptionValuePrefix.";
}
