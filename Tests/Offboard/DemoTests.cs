using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;
using Offboard;
using Offboard.Commands;
using Offboard.Output;
using Offboard.Story;
using Spectre.Console.Testing;

namespace Offboarding.Tests.Offboard;

/// <summary>What somebody sees who runs the demonstration; the approved texts lie in __snapshots__.</summary>
public sealed class DemoTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("offboard-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void The_demonstration_reads_as_approved(string language)
    {
        var demo = Terminal.Run("demo", "--language", language);

        Assert.Equal("", string.Join('\n', demo.Errors.Split('\n').Where(line => line.Length > 0 && !line.EndsWith(" …", StringComparison.Ordinal))));
        Assert.Equal(0, demo.ExitCode);
        ApprovedTexts.Match(demo.Output, language);
    }

    [Fact]
    public void R09_every_account_with_an_obligation_is_refused_and_every_other_is_inactive_afterwards()
    {
        var demo = JObject.Parse(Terminal.Run("demo", "--json").Output);

        Assert.All(demo["accounts"]!, account => Assert.Equal((string)account["account"]!["verdict"]! == "clear", (bool)account["deactivated"]!));
        Assert.Contains(demo["accounts"]!, account => (bool)account["deactivated"]!);
        Assert.Contains(demo["accounts"]!, account => (string?)account["refusal"] is { } refusal && refusal.Contains("V-2001", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--json", "--language", "de")]
    public void R13_the_story_leads_from_the_refusal_over_plan_and_notice_to_the_inactive_account_and_back(params string[] options)
    {
        var demo = Terminal.Run(["demo", .. options]);

        var story = JObject.Parse(demo.Output)["story"]!.ToList();
        Assert.Equal(0, demo.ExitCode);
        Assert.Equal(["OFF-1101", "OFF-1320", "OFF-1331", "OFF-4300"], story.Where(happened => (string)happened["event"]! == "refused").Select(happened => ((string)happened["text"]!)[^9..^1]));
        var plan = story.Single(happened => (string)happened["event"]! == "plan")["plan"]!.ToList();
        Assert.True(DayOf(plan, "service-talk").CompareTo(DayOf(plan, "service-letter")) < 0);
        Assert.Equal(4, story.Count(happened => (string)happened["event"]! == "kept"));
        var days = story.Select(happened => (string)happened["day"]!).ToList();
        Assert.Equal(days.Order(StringComparer.Ordinal), days);
        Assert.Equal(3, story.Count(happened => (string)happened["event"]! == "chapter"));

        static string DayOf(List<JToken> plan, string code) => (string)plan.Single(item => (string)item["code"]! == code)["due_on"]!;
    }

    [Fact]
    public void R24_R30_the_documents_of_the_story_can_be_opened()
    {
        Terminal.Run("demo", "--json", "--out", folder.FullName);

        foreach (var name in (string[])["conversation-pack.html", "closing-report-internal-de.html", "closing-report-internal-en.html", "closing-report-customer-de.html", "closing-report-customer-en.html"])
            Documents.AccessibleHtml.Read(File.ReadAllText(Path.Combine(folder.FullName, name)));
    }

    [Fact]
    public void Without_the_samples_on_their_day_no_story_is_told()
    {
        Assert.Empty(JObject.Parse(Terminal.Run("demo", "--json", "--today", "2026-03-17").Output)["story"]!);
    }

    [Fact]
    public void A_story_that_goes_otherwise_ends_the_demonstration_and_says_where()
    {
        var console = new TestConsole();
        using var customers = new CommandServices(new Consoles(console, console), TimeProvider.System, AppContext.BaseDirectory).Load(new DemoCommand.Settings(), TestContext.Current.CancellationToken);
        customers.Organization.SetVariable("off_DeactivationPolicy", "allowandrecord");
        var stage = new Stage(customers, new Texts(Language.English), TestContext.Current.CancellationToken);

        var failure = Assert.Throws<CommandFailure>(() => new Farewell(stage).Tell().Count());

        Assert.Equal("The story goes otherwise than it should: the deactivation is no refusal, expected a refusal with OFF-1101.", failure.Problem);
    }

    [Fact]
    public void The_samples_show_every_status_a_contract_can_have()
    {
        var demo = JObject.Parse(Terminal.Run("demo", "--json").Output);

        var statuses = demo["accounts"]!.SelectMany(account => account["account"]!["contracts"]!).Select(contract => (string)contract["results"]!["status"]!).Distinct();
        Assert.Equal(
            ["committed", "ended", "ending", "no_ordinary_notice", "not_started", "notice_missed", "notice_open", "running", "unknown_data"],
            statuses.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Own_customers_are_judged_and_defects_of_their_files_are_named_with_exit_code_2()
    {
        Write("accounts.csv", "number;name\nK-1;Nord GmbH\nK-2;Süd AG\n");
        Write("contracts.csv", "number;account;party;customer_type;contract_kind;start;initial_term;renewal;notice\nV-1;K-1;supplier;business;service;31.02.2024;12M;none;three months\nV-2;K-2;supplier;business;service;01.01.2024;12M;none;3M\n");

        var demo = Terminal.Run("demo", "--data", folder.FullName, "--today", "2026-03-16");

        Assert.Equal(2, demo.ExitCode);
        Assert.Contains("contracts.csv line 2, column start: \"31.02.2024\" was found, expected a day that exists, from 1753 on, as 31.03.2026.", demo.Errors, StringComparison.Ordinal);
        Assert.Contains("contracts.csv line 2, column notice: \"three months\" was found", demo.Errors, StringComparison.Ordinal);
        Assert.Contains("✗ Nord GmbH", demo.Output, StringComparison.Ordinal);
        Assert.Contains("✓ Süd AG", demo.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 deactivated, 1 refused.\n", demo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_the_files_is_refused_by_name()
    {
        var demo = Terminal.Run("demo", "--data", folder.FullName);

        Assert.Equal(1, demo.ExitCode);
        Assert.Contains("accounts.csv does not exist. Give a folder that holds accounts.csv and contracts.csv", demo.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Outside_a_clone_the_command_says_where_to_run_it()
    {
        var root = Path.GetPathRoot(folder.FullName)!;

        var refusal = Assert.Throws<CommandFailure>(() => Repository.Find(root, root));

        Assert.Equal("Run the command inside a clone of the repository.", refusal.Remedy);
    }

    void Write(string file, string text) => File.WriteAllText(Path.Combine(folder.FullName, file), text);
}
