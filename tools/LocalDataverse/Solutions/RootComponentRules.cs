using System;
using System.Linq;

namespace LocalDataverse.Solutions;

/// <summary>The manifest and the bodies must name the same components.</summary>
internal static class RootComponentRules
{
    internal static void Check(SolutionPackage package)
    {
        Compare(
            package,
            RootComponent.Table,
            "Table",
            name => package.Tables.Any(table => table.Table.Name == name.ToLowerInvariant()),
            [.. package.Tables.Select(table => table.Table.Name)]);
        Compare(
            package,
            RootComponent.Choice,
            "Choice",
            name => package.GlobalChoices.Contains(name, StringComparer.OrdinalIgnoreCase),
            [.. package.GlobalChoices]);
        CompareById(package, RootComponent.Assembly, "Plug-in assembly", [.. package.Assemblies.Select(assembly => assembly.Id)]);
        CompareById(package, RootComponent.Step, "Step", [.. package.Steps.Select(step => step.Id)]);
        CompareById(package, RootComponent.Role, "Role", [.. package.Roles.Select(role => role.Id)]);
        CompareById(package, RootComponent.ColumnProfile, "Column security profile", [.. package.Profiles.Select(profile => profile.Id)]);
    }

    static void Compare(SolutionPackage package, int type, string kind, Func<string, bool> hasBody, string[] bodies)
    {
        var declared = package.Manifest.RootComponents.Where(component => component.Type == type).Select(component => component.Key).ToList();
        if (declared.Find(name => !hasBody(name)) is { } empty) throw NoBody(kind, empty, type);
        if (Array.Find(bodies, name => !declared.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } undeclared)
        {
            throw NotDeclared(kind, undeclared, type);
        }
    }

    static void CompareById(SolutionPackage package, int type, string kind, Guid[] bodies)
    {
        var declared = package.Manifest.RootComponents.Where(component => component.Type == type).Select(component => component.Id).OfType<Guid>().ToList();
        foreach (var empty in declared.Except(bodies)) throw NoBody(kind, empty.ToString("B"), type);
        foreach (var undeclared in bodies.Except(declared)) throw NotDeclared(kind, undeclared.ToString("B"), type);
    }

    static SolutionImportException NoBody(string kind, string name, int type) => new(
        SolutionZip.Manifest,
        $"{kind} {name} is declared as root component of type {type}, but the zip does not hold it.",
        "Add the component, or take the root component out.",
        PlatformCode.ImportMissingComponent);

    static SolutionImportException NotDeclared(string kind, string name, int type) => new(
        SolutionZip.Customizations,
        $"{kind} {name} is in the zip, but solution.xml does not declare it as root component of type {type}.",
        "Add the root component.",
        PlatformCode.ImportMissingRootComponent);
}
