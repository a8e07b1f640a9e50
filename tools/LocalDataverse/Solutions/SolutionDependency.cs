using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using LocalDataverse.Storage;

namespace LocalDataverse.Solutions;

/// <summary>A component of another solution that a solution needs.</summary>
/// <param name="Component">Its name.</param>
/// <param name="Solution">Unique name of the other solution.</param>
/// <param name="Version">The version it was built with; null: any.</param>
/// <remarks>https://learn.microsoft.com/power-platform/alm/dependency-tracking-solution-components</remarks>
internal sealed record SolutionDependency(string Component, string Solution, Version? Version)
{
    /// <summary>Layers that every environment has, and the solution that brings account and contact with their forms: the embedded Dataverse has those tables itself.</summary>
    static readonly string[] Everywhere = ["Active", "System", "msdynce_AppCommon"];

    internal static IReadOnlyList<SolutionDependency> ReadAll(XElement manifest) =>
        [.. (manifest.Element("MissingDependencies")?.Elements("MissingDependency") ?? [])
            .Select(dependency => dependency.Element("Required"))
            .OfType<XElement>()
            .Where(required => !Everywhere.Contains(required.Attribute("solution")?.Value.Split(' ')[0], StringComparer.Ordinal))
            .Select(Read)];

    /// <exception cref="SolutionImportException">A needed solution is not installed, or in a lower version.</exception>
    internal static void Check(SolutionManifest manifest, Transaction transaction)
    {
        var solutions = transaction.Catalog.Table("solution");
        var installed = transaction.Scan(solutions).ToDictionary(
            row => (string)row[solutions.Column("uniquename")]!, row => Version.Parse((string)row[solutions.Column("version")]!), StringComparer.Ordinal);
        var missing = manifest.Dependencies
            .Where(needed => !installed.TryGetValue(needed.Solution, out var version) || version < needed.Version)
            .Select(needed => $"{needed.Component} of solution {needed.Solution} {needed.Version}".TrimEnd())
            .ToList();
        if (missing.Count == 0) return;

        throw new SolutionImportException(
            SolutionZip.Manifest,
            $"Solution {manifest.UniqueName} depends on {string.Join(", ", missing)}, which this environment does not have.",
            "Import that solution first, or take the dependency out; of Microsoft's tables the embedded Dataverse knows the standard ones only.",
            PlatformCode.ImportMissingDependencies);
    }

    /// <summary>The attribute solution reads <c>Name (1.0.0.0)</c>, or only the name.</summary>
    static SolutionDependency Read(XElement required)
    {
        var parts = (required.Attribute("solution")?.Value ?? "").Split(' ', 2);
        var version = parts.Length > 1 && Version.TryParse(parts[1].Trim('(', ')'), out var number) ? number : null;
        return new SolutionDependency(required.Attribute("displayName")?.Value ?? required.Attribute("schemaName")?.Value ?? "a component", parts[0], version);
    }
}
