using System;
using System.IO;
using System.Text.RegularExpressions;
using LocalDataverse;
using Newtonsoft.Json.Linq;

namespace Offboarding.Tests.Offboard.Online;

/// <summary>
/// Each command does over the Web API what it does on an embedded Dataverse: the same commands run on two copies of one database, one of them served, and say the same.
/// </summary>
[Trait("requirement", "R46")]
public sealed partial class OnlineCommandTests : IClassFixture<RetentionCommandTests.Left>, IDisposable
{
    const string Job = "ERASE-001000";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("online-");
    readonly string database;
    readonly LocalEnvironment environment;
    readonly ServedOrganization served;

    public OnlineCommandTests(RetentionCommandTests.Left left)
    {
        database = Path.Combine(folder.FullName, "embedded.db");
        File.Copy(left.Database, database);
        var second = Path.Combine(folder.FullName, "served.db");
        File.Copy(left.Database, second);
        environment = LocalEnvironment.Open(second);
        served = new ServedOrganization(environment);
    }

    public void Dispose()
    {
        served.Dispose();
        environment.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void The_erasure_of_a_customer_goes_from_the_status_to_the_proof_as_on_an_embedded_Dataverse()
    {
        Same("retention", "status");
        var plan = JArray.Parse(Same("retention", "plan", "--job", Job, "--yes", "--json"))[0];
        Same("retention", "status", "--json");
        SameAs("Dana Weiss", "retention", "approve", Job, "--count", "9999", "--yes");
        SameAs("Dana Weiss", "retention", "approve", Job, "--count", (string)plan["Count"]!, "--yes");
        Same("retention", "run", "--yes", "--callers", "1");
        Same("retention", "prove", Job, "--yes", "--json");
        Same("evidence", "verify");
    }

    [Fact]
    public void Acting_for_somebody_makes_no_second_person_of_who_planned()
    {
        var plan = JArray.Parse(served.Run("retention", "plan", "--job", Job, "--yes", "--json").Output)[0];

        var approval = served.Run("retention", "approve", Job, "--count", (string)plan["Count"]!, "--yes", "--as", "Dana Weiss");

        Assert.Equal(1, approval.ExitCode);
        Assert.Contains("[OFF-3361]", approval.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Pausing_the_nightly_run_the_comparison_and_the_health_check_say_the_same()
    {
        Same("retention", "pause");
        Same("retention", "run", "--yes");
        Same("retention", "pause", "--resume", "--yes");
        Same("nightly", "--yes");
        Same("reconcile", "--yes");
        Same("health");
        Same("health", "--repair", "--json");
    }

    [Fact]
    public void A_data_subject_is_found_and_requests_that_are_not_there_are_named()
    {
        Same("subject", "find", "--name", "Ada Petersen");
        Same("subject", "export", "--request", "DSR-999999", "--out", folder.FullName);
        Same("subject", "erase", "--request", "DSR-999999");
    }

    [Fact]
    public void Exported_evidence_is_checked_without_the_environment()
    {
        var file = Path.Combine(folder.FullName, "evidence.csv");

        var export = served.Run("evidence", "export", file);

        Assert.True(export.ExitCode == 0, export.Errors);
        Assert.Equal(0, Terminal.Run("evidence", "verify", file).ExitCode);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("00000000-0000-0000-0000-000000000001")]
    public void Who_is_to_act_has_to_be_there(string user) => Same("retention", "status", "--as", user);

    [Fact]
    public void Without_yes_nothing_is_done()
    {
        foreach (var command in new[] { "nightly", "reconcile", "retention plan --job " + Job }) Same(command.Split(' '));
    }

    /// <summary>Runs a command on both; ids and hashes may differ, the rest may not.</summary>
    /// <returns>What the served one said.</returns>
    string Same(params string[] arguments) => Compare(arguments, Terminal.Run([.. arguments, "--database", database]), served.Run(arguments));

    /// <summary>The same as another user, who signs in to the served one.</summary>
    void SameAs(string user, params string[] arguments) => Compare(arguments, Terminal.Run([.. arguments, "--as", user, "--database", database]), served.RunAs(user, arguments));

    static string Compare(string[] arguments, Terminal embedded, Terminal online)
    {
        var command = string.Join(' ', arguments);
        Assert.Equal($"{command}: {embedded.ExitCode}\n{Comparable(embedded.Output)}{Refusal(embedded)}", $"{command}: {online.ExitCode}\n{Comparable(online.Output)}{Refusal(online)}");
        return online.Output;
    }

    static string Refusal(Terminal run) => run.Errors.Split("Error: ") is [_, var refusal] ? Comparable(refusal) : "";

    static string Comparable(string text) => Hash.Replace(Id.Replace(text, "<id>"), "<hash>");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id { get; }

    [GeneratedRegex("[0-9a-f]{16,64}", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hash { get; }
}
