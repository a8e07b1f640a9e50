using System;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;
using Offboard;
using Offboard.Probes;

namespace Offboarding.Tests.Offboard.Probes;

public sealed class ProbeCommandTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("probe").FullName;

    [Fact]
    public void The_command_says_which_reading_is_true_and_writes_a_report()
    {
        var report = Path.Combine(folder, "readings.md");

        var run = Terminal.Run("probe", "--yes", "--only", "merge,seconds", "--out", report);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("The step of Update ran", run.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("No option of the embedded Dataverse has to be turned.", run.Output, StringComparison.Ordinal);
        Assert.Contains("| merge | Does Merge raise Update for the rows it writes? | A | Yes. |", File.ReadAllText(report), StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_told_ends_with_2_and_a_reason()
    {
        var run = Terminal.Run("probe", "--yes", "--json", "--only", "audit");

        var probe = Assert.Single(JObject.Parse(run.Output)["probes"]!);
        Assert.Equal((ExitCode.NeedsAttention, "cannot tell"), (run.ExitCode, (string)probe["reading"]!));
        Assert.StartsWith("Auditing is off", (string)probe["seen"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_is_a_page_that_a_browser_shows_too()
    {
        var report = Path.Combine(folder, "readings.html");

        Terminal.Run("probe", "--yes", "--only", "seconds", "--out", report);

        Assert.Contains("<td>seconds</td><td>Are parts of a second lost on saving? (F223)</td><td>A</td>", File.ReadAllText(report), StringComparison.Ordinal);
    }

    [Fact]
    public void The_questions_are_listed_without_asking_them()
    {
        var run = Terminal.Run("probe", "--list");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.All(ProbeRun.Probes, probe => Assert.Contains(probe.Question, run.Output, StringComparison.Ordinal));
        Assert.True(ProbeRun.Probes.Count >= 20);
    }

    [Fact]
    public void Nothing_is_done_where_nobody_can_be_asked()
    {
        var run = Terminal.Run("probe");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("Add --yes.", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--only nosuch: there is no such probe. 'offboard probe --list' shows them.", "--only", "nosuch")]
    [InlineData("--out readings.txt: give a name that ends with .md or .html.", "--out", "readings.txt")]
    public void A_wrong_option_is_named(string message, params string[] options)
    {
        var run = Terminal.Run(["probe", .. options]);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_names_the_options_that_make_the_embedded_Dataverse_do_the_same()
    {
        var results = new[] { "merge", "cascade-delete" }.Select(name => new ProbeResult(ProbeRun.Probes.Single(probe => probe.Name == name), new ProbeAnswer(Reading.B, "seen"), [])).ToList();

        var report = new ProbeReport("here", new DateTime(2027, 1, 15, 8, 0, 0, DateTimeKind.Utc), results);

        Assert.Contains("new EnvironmentOptions { MergeRaisesUpdate = false, CascadesRaiseDelete = false }", report.Markdown(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
