using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Offboarding.Tests.Solution;

namespace Offboarding.Tests.Offboard;

/// <summary>A database keeps the solution with which it was made until somebody upgrades it.</summary>
public sealed class DatabaseUpgradeTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("offboard-");
    readonly string own = Artifacts.Config.Version.ToString();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void An_older_solution_is_said_at_the_opening_and_upgraded_on_demand_only()
    {
        var file = Database("0.0.0.1");

        var opened = Terminal.Run("evidence", "verify", "--database", file);
        var asked = Terminal.Run("database", "upgrade", file);
        var upgraded = Terminal.Run("database", "upgrade", file, "--yes");
        var again = Terminal.Run("database", "upgrade", file, "--yes");
        var quiet = Terminal.Run("evidence", "verify", "--database", file);

        Assert.Contains($"is 0.0.0.1, and this program has {own}. 'offboard database upgrade", Flat(opened.Errors), StringComparison.Ordinal);
        Assert.Equal((1, ""), (asked.ExitCode, asked.Output));
        Assert.Contains($"from 0.0.0.1 to {own}", Flat(asked.Errors), StringComparison.Ordinal);
        Assert.True(upgraded.ExitCode == 0, upgraded.Errors);
        Assert.Contains($"0.0.0.1 -> {own}", Flat(upgraded.Output), StringComparison.Ordinal);
        Assert.Contains("already", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("database upgrade", quiet.Errors, StringComparison.Ordinal);
        using var environment = LocalEnvironment.Open(file);
        Assert.Equal("Kept", environment.Administrator.RetrieveMultiple(new Microsoft.Xrm.Sdk.Query.QueryExpression("account") { ColumnSet = new("name") }).Entities.Single().GetAttributeValue<string>("name"));
    }

    [Fact]
    public void A_newer_solution_is_said_and_never_set_back()
    {
        var file = Database("99.0.0.0");

        var opened = Terminal.Run("evidence", "verify", "--database", file);
        var upgraded = Terminal.Run("database", "upgrade", file, "--yes");

        Assert.Contains("Use the newer program.", Flat(opened.Errors), StringComparison.Ordinal);
        Assert.Equal(1, upgraded.ExitCode);
        Assert.Contains($"newer than the {own} of this program", Flat(upgraded.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_without_the_solution_is_not_upgraded()
    {
        var file = Path.Combine(folder.FullName, "empty.db");
        using (LocalEnvironment.Create(new EnvironmentOptions { DatabaseFile = file }))
        {
        }

        var run = Terminal.Run("database", "upgrade", file, "--yes");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is not in", run.Errors, StringComparison.Ordinal);
    }

    string Database(string version)
    {
        var file = Path.Combine(folder.FullName, version + ".db");
        using var environment = LocalEnvironment.Create(new EnvironmentOptions { DatabaseFile = file });
        environment.ImportSolution(InVersion(version));
        environment.Administrator.Create(new Entity("account") { ["name"] = "Kept" });
        return file;
    }

    static byte[] InVersion(string version) => LifecycleScenarios.Changed(
        Artifacts.ManagedZip, "solution.xml", text => Regex.Replace(text, "<Version>[^<]*</Version>", $"<Version>{version}</Version>", RegexOptions.None, TimeSpan.FromSeconds(1)));

    static string Flat(string text) => string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries));
}
