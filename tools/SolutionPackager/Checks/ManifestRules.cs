using System;
using System.Collections.Generic;
using System.Linq;

namespace SolutionPackager.Checks;

/// <summary>solution.xml: what pac.config.json says of it, and what import demands.</summary>
internal static class ManifestRules
{
    public static IEnumerable<Finding> Check(CheckedSolution solution)
    {
        var manifest = solution.Manifest;
        foreach (var (element, expected, property) in new[]
        {
            (manifest.Element("UniqueName"), solution.Config.Solution, "solution"),
            (manifest.Element("Version"), solution.Config.Version.ToString(), "version"),
            (manifest.Element("Publisher")?.Element("UniqueName"), solution.Config.Publisher, "publisher"),
        })
        {
            if (element?.Value.Trim() == expected) continue;
            yield return solution.At(
                element ?? manifest, $"{element?.Name.LocalName ?? "The element"} is \"{element?.Value}\", but \"{property}\" in pac.config.json is \"{expected}\".", "Change one of them.");
        }

        if (manifest.Element("Version") is { } version && !(Version.TryParse(version.Value, out var parsed) && parsed.Revision >= 0))
        {
            yield return solution.At(version, $"The version \"{version.Value}\" has not four numbers (0x8004F01E).", "Write a.b.c.d.");
        }

        if (solution.OptionPrefix is not (>= 10000 and <= 99999))
        {
            yield return solution.At(manifest.Element("Publisher") ?? manifest, "CustomizationOptionValuePrefix is missing or not between 10000 and 99999.", "Correct it.");
        }

        if (solution.Languages.Count == 0 || solution.Languages[0] != "1033")
        {
            yield return solution.At(solution.Customizations.Element("Languages") ?? solution.Customizations, "Languages does not begin with 1033, the base language of the solution.", "Write 1033 first.");
        }

        foreach (var twice in solution.Languages.GroupBy(language => language, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return solution.At(solution.Customizations.Element("Languages")!, $"Language {twice.Key} is listed twice.", "Remove one.");
        }
    }
}
