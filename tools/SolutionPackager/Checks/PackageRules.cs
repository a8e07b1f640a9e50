using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SolutionPackager.Assemblies;

namespace SolutionPackager.Checks;

/// <summary>What the zip will hold: DLLs, parts and their names; and the deployment settings beside it.</summary>
internal static class PackageRules
{
    static readonly Regex PlainName = new("^[A-Za-z0-9_./-]+$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public static IEnumerable<Finding> Check(CheckedSolution solution) =>
        Assemblies(solution).Concat(Parts(solution)).Concat(solution.Config.DeploymentSettings.SelectMany(path => Settings(solution, path)));

    static IEnumerable<Finding> Assemblies(CheckedSolution solution)
    {
        var metadata = AssemblyMetadata.All(solution.Tree).ToList();
        var built = new List<BuiltAssembly>();
        var findings = new List<Finding>();
        foreach (var path in solution.Config.Assemblies)
        {
            try
            {
                built.Add(BuiltAssembly.Load(solution.Config.FullPath(path), path));
            }
            catch (SolutionSourceException error)
            {
                findings.Add(error.Finding);
            }
        }

        foreach (var assembly in built)
        {
            var described = metadata.Find(m => m.Name == assembly.Name);
            if (described is null) findings.Add(new Finding(assembly.ShownAs, null, $"No .dll.data.xml below PluginAssemblies describes {assembly.Name}.", "Add it."));
            else findings.AddRange(AssemblyRules.All(assembly, described).Concat(CodeRules.Check(assembly)));
        }

        findings.AddRange(metadata.Where(m => built.TrueForAll(assembly => assembly.Name != m.Name) && !solution.Tree.Contains(m.Part))
            .Select(m => new Finding(m.File, SolutionXml.LineOf(m.Element), $"The DLL of {m.Name} will not be in the zip; import dies with a NullReferenceException.", "Name it under \"assemblies\" in pac.config.json.")));
        findings.AddRange(metadata.Where(m => built.Exists(assembly => assembly.Name == m.Name) && solution.Tree.Contains(m.Part))
            .Select(m => new Finding(solution.Tree.Shown(m.Part), null, "The DLL is in the source and is built, too.", "Remove it from the source.")));
        return findings;
    }

    static IEnumerable<Finding> Parts(CheckedSolution solution)
    {
        foreach (var path in solution.Tree.Paths.Where(path => path.EndsWith("/environmentvariablevalues.json", StringComparison.Ordinal)))
        {
            yield return new Finding(solution.Tree.Shown(path), null, "A value in the solution overrides what the customer has set.", "Delete the file; use a default value or deployment settings.");
        }

        foreach (var path in solution.Tree.Unclaimed.Where(path => !Layout.SolutionLayout.IsPart(path) && path != SourceTree.OrderFile))
        {
            yield return new Finding(solution.Tree.Shown(path), null, "No kind of component has such a file, so it cannot be packed.", "Move it out of the source folder or correct its name.");
        }

        SortedDictionary<string, byte[]>? parts = null;
        Finding? stop = null;
        try
        {
            parts = Packer.Parts(solution.Config.LoadSource([]), PackageKind.Managed, []);
        }
        catch (SolutionSourceException error)
        {
            stop = error.Finding;
        }

        if (stop is not null) yield return stop;
        foreach (var name in (parts ?? []).Keys.Where(name => name != ContentTypes.Part && !PlainName.IsMatch(name)))
        {
            yield return new Finding(name, null, "The part's name has characters that are escaped in the zip.", "Keep to letters, digits, _ . - and /.");
        }
    }

    static List<Finding> Settings(CheckedSolution solution, string path)
    {
        var file = solution.Config.FullPath(path);
        if (!File.Exists(file)) return [new Finding(path, null, "The deployment settings do not exist.", "Write the file or take it out of pac.config.json.")];

        try
        {
            using var reader = new JsonTextReader(new StringReader(File.ReadAllText(file, Encoding.UTF8)));
            var root = JObject.Load(reader, new JsonLoadSettings { LineInfoHandling = LineInfoHandling.Load });
            var named = (root["EnvironmentVariables"] as JArray ?? []).Select(item => (Item: item, Name: (string?)item["SchemaName"] ?? "")).ToList();
            var known = solution.Variables.Select(variable => (string?)variable.Attribute("schemaname")).ToHashSet(StringComparer.Ordinal);
            return named.Where(variable => !known.Contains(variable.Name)).Select(variable => new Finding(
                path, ((IJsonLineInfo)variable.Item).LineNumber, $"The environment variable \"{variable.Name}\" is not in the solution.", "Correct SchemaName or remove the entry."))
                .Concat(known.Where(name => !named.Exists(variable => variable.Name == name)).Select(name => new Finding(path, null, $"The environment variable {name} is missing.", "Add it, so that whoever deploys sees the choice.")))
                .ToList();
        }
        catch (JsonReaderException error)
        {
            return [new Finding(path, error.LineNumber, $"This is not well-formed JSON: {error.Message}", "Correct the file.")];
        }
    }
}
