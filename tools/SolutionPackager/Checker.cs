using System.Collections.Generic;
using System.IO;
using System.Linq;
using SolutionPackager.Checks;

namespace SolutionPackager;

/// <summary>Finds what would make an import fail, or a component dead, before anybody imports.</summary>
/// <remarks>
/// Import stops at the first error, often with a code only. The checks follow from the format of exports and from the errors that
/// <see href="https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes">Microsoft lists</see>.
/// </remarks>
public static class Checker
{
    /// <summary>Everything that is wrong with the solution, by file and line.</summary>
    /// <param name="config">Which solution, with which assemblies.</param>
    /// <param name="schemaFolder">
    /// Folder with Microsoft's schemas in <c>sdk7/</c> and <c>ui9/</c>; null: there are none, and the XML is not validated. The caller says so.
    /// </param>
    /// <param name="standardTables">What Dataverse brings along; null: references to tables outside the solution are not judged.</param>
    /// <returns>No finding: nothing known speaks against an import. A source that cannot be packed gives the one finding that stops it.</returns>
    public static IReadOnlyList<Finding> Check(PacConfig config, string? schemaFolder, IStandardTables? standardTables = null)
    {
        try
        {
            return Findings(config, schemaFolder, standardTables)
                .Distinct()
                .OrderBy(finding => finding.File, System.StringComparer.Ordinal)
                .ThenBy(finding => finding.Line ?? 0)
                .ToList();
        }
        catch (SolutionSourceException error)
        {
            return [error.Finding];
        }
    }

    static List<Finding> Findings(PacConfig config, string? schemaFolder, IStandardTables? standardTables)
    {
        var findings = new List<Finding>();
        var schemas = schemaFolder is null ? null : new SchemaRules(Path.GetFullPath(schemaFolder));
        foreach (var (kind, without) in Variants(config))
        {
            var tree = config.LoadSource(without);
            var solution = new CheckedSolution(Packer.Customizations(tree, kind).Root!, Packer.Manifest(tree, kind).Root!, tree, config, standardTables);
            findings.AddRange(AllRules.SelectMany(rule => rule(solution)));
            if (schemas is not null) findings.AddRange(schemas.Check(solution.Customizations));      // last: it changes the tree
        }

        return findings;
    }

    /// <summary>Both kinds with all optional parts, and the managed one without any: nothing may rest on a part that can be left out.</summary>
    static IEnumerable<(PackageKind Kind, IReadOnlyCollection<string> Without)> Variants(PacConfig config)
    {
        yield return (PackageKind.Managed, []);
        yield return (PackageKind.Unmanaged, []);
        if (config.Optional.Count > 0) yield return (PackageKind.Managed, config.Optional.Keys.ToList());
    }

    static readonly System.Func<CheckedSolution, IEnumerable<Finding>>[] AllRules =
    [
        ManifestRules.Check,
        RootComponentRules.Check,
        OrderRules.Check,
        TableRules.Check,
        ChoiceRules.Check,
        RelationshipRules.Check,
        LabelRules.Check,
        IdRules.Check,
        FormRules.Check,
        ViewRules.Check,
        RoleRules.Check,
        StepRules.Check,
        CustomApiRules.Check,
        WebResourceRules.Check,
        AppRules.Check,
        DashboardRules.Check,
        RibbonRules.Check,
        PackageRules.Check,
    ];
}
