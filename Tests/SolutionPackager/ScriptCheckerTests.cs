using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Newtonsoft.Json;
using SolutionPackager;

namespace Offboarding.Tests.Packaging;

/// <summary>The scripts of the solution keep the rules of the platform's checker, and each rule finds what offends against it.</summary>
public sealed class ScriptCheckerTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("scripts-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Our_scripts_have_no_finding() => Assert.Empty(Checked(ScriptChecker.Check(PacConfig.Load(Path.Combine(SharedFacts.RepositoryRoot, "pac.config.json")))));

    [Fact]
    public void Every_rule_finds_what_offends_against_it()
    {
        var seeds = JsonConvert.DeserializeObject<Dictionary<string, string>>(File.ReadAllText(Path.Combine(SharedFacts.RepositoryRoot, "Tests", "SolutionPackager", "script-offences.json")))!;
        foreach (var (rule, script) in seeds) File.WriteAllText(Path.Combine(folder, rule.Replace('/', '_') + ".js"), "\n" + script);

        var findings = Checked(ScriptChecker.CheckFolder(folder, folder));

        Assert.All(seeds.Keys, rule => Assert.Contains(findings, finding => finding.File == "./" + rule.Replace('/', '_') + ".js" && finding.Line >= 2 && finding.Remedy == $"Rule {rule}."));
        Assert.Equal(ScriptChecker.Rules().Order(StringComparer.Ordinal), seeds.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_script_that_is_newer_than_the_platform_understands_is_named_with_its_line()
    {
        Directory.CreateDirectory(Path.Combine(folder, "off_", "js"));
        File.WriteAllText(Path.Combine(folder, "off_", "js", "new.js"), "window.close();\nwindow.name?.close();\n");

        var finding = Assert.Single(Checked(ScriptChecker.CheckFolder(folder, Path.GetDirectoryName(folder)!)));

        Assert.Equal((Path.GetFileName(folder) + "/off_/js/new.js", 2), (finding.File, finding.Line));
        Assert.StartsWith("Parsing error", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_scripts_needs_no_node() => Assert.Equal([], ScriptChecker.CheckFolder(folder, folder).Findings);

    /// <summary>Skips where Node is missing; with the variable CI set that is a failure, because nobody would notice.</summary>
    static IReadOnlyList<Finding> Checked(ScriptCheck check)
    {
        if (check.NotChecked is { } why && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"))) Assert.Skip(why);
        Assert.Null(check.NotChecked);
        return check.Findings;
    }
}
