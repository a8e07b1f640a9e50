using System;
using System.IO;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Newtonsoft.Json.Linq;
using Offboard.Retention;

namespace Offboarding.Tests.Offboard;

/// <summary>
/// <c>offboard retention …</c> on a database: a customer leaves in March 2026 and is erased years later, each command a process of its own as far as the file can tell.
/// </summary>
[Trait("requirement", "R46")]
public sealed class RetentionCommandTests : IClassFixture<RetentionCommandTests.Left>, IDisposable
{
    const string Years = "2037-02-02";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("offboard-");
    readonly string database;

    public RetentionCommandTests(Left left)
    {
        database = Path.Combine(folder.FullName, "customers.db");
        File.Copy(left.Database, database);
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void From_the_plan_to_the_proof_each_command_goes_on_where_the_one_before_it_ended()
    {
        var status = Run("retention", "status", "--today", Years);
        Assert.Equal(2, status.ExitCode);
        Assert.Contains(" waits ", status.Output, StringComparison.Ordinal);
        Assert.Contains("No plan is approved.", status.Output, StringComparison.Ordinal);

        var plan = JArray.Parse(Done("retention", "plan", "--job", "ERASE-001000", "--yes", "--json").Output).Single();
        Assert.InRange((int)plan["Count"]!, 1, 100);
        Assert.Equal(0, (int)plan["Undecided"]!);
        Assert.NotEmpty(plan["Summary"]!["change"]!);
        Assert.Equal("No erasure job is due.\n", Done("retention", "plan", "--yes").Output);

        var own = Run("retention", "approve", (string)plan["Job"]!, "--count", (string)plan["Count"]!, "--yes");
        Assert.Contains("[OFF-3361]", own.Errors, StringComparison.Ordinal);
        var wrong = Run("retention", "approve", (string)plan["Job"]!, "--as", "Dana Weiss", "--count", "9999", "--yes");
        Assert.Contains("[OFF-3363]", wrong.Errors, StringComparison.Ordinal);
        Done("retention", "approve", (string)plan["Job"]!, "--as", "Dana Weiss", "--count", (string)plan["Count"]!, "--hash", (string)plan["Hash"]!, "--yes");

        var run = JObject.Parse(Done("retention", "run", "--yes", "--json", "--callers", "2").Output);
        Assert.Equal(1, (int)run["Estimate"]!["Plans"]!);
        Assert.InRange((int)run["Result"]!["Processed"]!, 1, 10 * (int)plan["Count"]!);
        Assert.InRange((int)run["Result"]!["Steps"]!, 5, (int)run["Estimate"]!["Steps"]!);
        Assert.Equal("No erasure job is open.\nNo plan is approved.\n", Done("retention", "status").Output);
        Assert.DoesNotContain("Petersen", string.Concat(Names()), StringComparison.Ordinal);

        var proof = JObject.Parse(Done("retention", "prove", "ERASE-001000", "--yes", "--json").Output);
        Assert.Equal(0, (int)proof["found"]!);
        Assert.NotEmpty(proof["places"]!);
        Assert.Contains("There is no erasure job E-0.", Run("retention", "prove", "E-0", "--yes").Errors, StringComparison.Ordinal);

        using (var environment = LocalEnvironment.Open(database)) environment.Administrator.Create(new Entity("task") { ["subject"] = "Call Ada Petersen back" });
        var found = Run("retention", "prove", "ERASE-001000", "--yes");
        Assert.Equal(3, found.ExitCode);
        Assert.Contains("Found in task.subject of ", found.Output, StringComparison.Ordinal);
        Assert.EndsWith("values were found: the erasure is not complete.\n", found.Output, StringComparison.Ordinal);

        var file = Path.Combine(folder.FullName, "evidence.csv");
        Done("evidence", "export", file);
        Assert.Equal(0, Terminal.Run("evidence", "verify", file).ExitCode);
        Assert.Contains("1 runs with ", Done("evidence", "verify").Output, StringComparison.Ordinal);
        Assert.Contains("already. Give the name of a new file: evidence is never overwritten.", Run("evidence", "export", file).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_changes_data_does_nothing_where_nobody_can_be_asked()
    {
        var before = JObject.Parse(Run("retention", "status", "--json", "--today", Years).Output)["Jobs"]!.ToString();

        foreach (var command in new[] { "retention plan --job ERASE-001000", "nightly", "reconcile", "retention pause --resume" })
        {
            var run = Run(command.Split(' '));

            Assert.Equal(1, run.ExitCode);
            Assert.EndsWith("Nobody can be asked here, so nothing was done. Add --yes.\n", run.Errors, StringComparison.Ordinal);
        }

        Assert.Equal(before, JObject.Parse(Run("retention", "status", "--json").Output)["Jobs"]!.ToString());
    }

    [Fact]
    public void A_paused_erasure_runs_nothing_until_it_is_resumed()
    {
        Assert.Equal("The erasure is paused. A step that is at work ends first.\n", Done("retention", "pause", "--today", Years).Output);

        var refused = Run("retention", "run", "--yes");

        Assert.Equal("The erasure is paused. Resume it with 'offboard retention pause --resume'.", refused.Errors.Split("Error: ")[1].Trim());
        Assert.Equal(2, Run("retention", "status").ExitCode);
        Done("retention", "pause", "--resume", "--yes");
        Assert.Equal("No plan is approved, so there is nothing to erase.\n", Done("retention", "run", "--yes").Output);
    }

    [Fact]
    public void A_rejected_plan_is_not_carried_out()
    {
        var plan = JArray.Parse(Done("retention", "plan", "--job", "erase-001000", "--yes", "--json", "--today", Years).Output).Single();

        var rejected = Done("retention", "approve", (string)plan["PlanId"]!, "--reject", "--reason", "Ask legal first.", "--yes", "--as", "Dana Weiss");

        Assert.EndsWith("is rejected.\n", rejected.Output, StringComparison.Ordinal);
        Assert.Equal("No plan is approved, so there is nothing to erase.\n", Done("retention", "run", "--yes").Output);
        Assert.Contains("There is no open erasure job E-0.", Run("retention", "plan", "--job", "E-0", "--yes").Errors, StringComparison.Ordinal);
        Assert.Contains("No plan EP-0 waits for approval.", Run("retention", "approve", "EP-0", "--yes").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Reconcile_lists_what_went_past_the_checks()
    {
        var quiet = Run("reconcile", "--yes", "--today", Years);

        Assert.Equal(0, quiet.ExitCode);
        Assert.Contains(" steps, ", quiet.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody", "--as nobody: there is no enabled user of this full name, user name, e-mail address or id. Check the spelling.")]
    public void Who_is_to_act_has_to_be_there(string user, string message) =>
        Assert.EndsWith($"Error: {message}\n", Run("retention", "status", "--as", user).Errors, StringComparison.Ordinal);

    [Theory]
    [InlineData(1, null, 6)]
    [InlineData(3, null, 14)]
    [InlineData(3, "mask:2:0", 14)]
    [InlineData(3, "mask:4:50", 12)]
    [InlineData(3, "delete:2:0", 11)]
    [InlineData(3, "verify:4:0", 3)]
    [InlineData(3, "settle:2:0", 2)]
    [InlineData(3, "somewhere", 14)]
    [InlineData(0, null, 2)]
    public void The_estimate_counts_what_is_left_of_each_stage(int parts, string? step, int steps) => Assert.Equal(steps, RunEstimate.StepsOf(parts, step));

    Terminal Done(params string[] arguments)
    {
        var run = Run(arguments);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)} ended with {run.ExitCode}: {run.Errors}{run.Output}");
        return run;
    }

    Terminal Run(params string[] arguments) => Terminal.Run([.. arguments, "--database", database]);

    string[] Names()
    {
        using var environment = LocalEnvironment.Open(database);
        return [.. environment.Administrator.RetrieveMultiple(new QueryExpression("contact") { ColumnSet = new ColumnSet("fullname") }).Entities.Select(row => row.GetAttributeValue<string>("fullname") ?? "")];
    }

    /// <summary>A database in which a customer without contracts was deactivated, and in which the nights after that ran.</summary>
    public sealed class Left : IDisposable
    {
        readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("offboard-");

        public Left()
        {
            File.WriteAllText(Path.Combine(folder.FullName, "accounts.csv"), "number;name\nK-1;Petersen & Co KG\n");
            File.WriteAllText(Path.Combine(folder.FullName, "contracts.csv"), "number;account\n");
            Demand(Terminal.Run("database", "create", Database, "--data", folder.FullName, "--today", "2026-03-16"));
            using (var environment = LocalEnvironment.Open(Database))
            {
                var service = environment.Administrator;
                var account = service.RetrieveMultiple(new QueryExpression("account")).Entities.Single().ToEntityReference();
                service.Update(new Entity("account", account.Id) { ["off_jurisdictions"] = "DE" });
                service.Create(new Entity("contact") { ["firstname"] = "Ada", ["lastname"] = "Petersen", ["parentcustomerid"] = account });
                service.Update(new Entity("account", account.Id) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2) });
            }

            Demand(Terminal.Run("nightly", "--yes", "--database", Database, "--today", "2026-03-17"));
            Demand(Terminal.Run("nightly", "--yes", "--database", Database, "--today", "2037-02-01"));
        }

        public string Database => Path.Combine(folder.FullName, "left.db");

        public void Dispose() => folder.Delete(recursive: true);

        static void Demand(Terminal run) => Assert.True(run.ExitCode == 0, run.Errors + run.Output);
    }
}
