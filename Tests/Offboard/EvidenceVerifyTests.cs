using System;
using System.IO;
using Offboarding.Plugins.Evidence;

namespace Offboarding.Tests.Offboard;

/// <summary><c>offboard evidence verify</c>: an exported file is checked where no environment is.</summary>
public sealed class EvidenceVerifyTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("offboard-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void R42_a_file_that_is_as_it_was_written_verifies()
    {
        var run = Terminal.Run("evidence", "verify", Write(static entry => entry));

        Assert.Equal("1 runs with 2 entries are as they were written.\n", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void I19_an_entry_with_another_count_gives_exit_code_3_and_is_named()
    {
        var run = Terminal.Run("evidence", "verify", Write(static entry => entry with { Count = 99 }), "--json");

        Assert.Contains("\"kind\":\"Changed\"", run.Output, StringComparison.Ordinal);
        Assert.Equal(3, run.ExitCode);
    }

    [Fact]
    public void A_file_that_was_cut_or_is_something_else_gets_one_clear_message()
    {
        var file = Write(static entry => entry);
        var lines = File.ReadAllLines(file);
        File.WriteAllLines(file, lines[..^1]);

        var cut = Terminal.Run("evidence", "verify", file);
        var missing = Terminal.Run("evidence", "verify", "nowhere.csv");

        Assert.Equal((1, 1), (cut.ExitCode, missing.ExitCode));
        Assert.Contains("[OFF-3450]", cut.Errors, StringComparison.Ordinal);
        Assert.Contains("nowhere.csv cannot be read", missing.Errors, StringComparison.Ordinal);
    }

    /// <summary>One run with two entries; the first one as <paramref name="change"/> leaves it after it was linked.</summary>
    string Write(Func<EvidenceEntry, EvidenceEntry> change)
    {
        var id = Guid.NewGuid();
        var chain = new EvidenceChain(new EvidenceRun(id, EvidenceEntry.Genesis, EvidenceEntry.Genesis, 0));
        var first = chain.Link(Entry(id, "task", "delete_row"));
        var second = chain.Link(Entry(id, "contact", "token"));
        var run = new EvidenceRun(id, EvidenceEntry.Genesis, chain.Head, chain.Count);
        var text = "";
        var digest = EvidenceDigest.Nothing;
        foreach (var line in new[] { EvidenceFile.Beginning, EvidenceFile.Line(run), EvidenceFile.Line(change(first)), EvidenceFile.Line(second) })
        {
            text += line;
            digest = digest.With(line);
        }

        var file = Path.Combine(folder.FullName, "evidence.csv");
        File.WriteAllText(file, text + EvidenceFile.End(digest));
        return file;
    }

    static EvidenceEntry Entry(Guid run, string table, string method) => new()
    {
        Run = run, Job = run, Line = run, RuleId = "DE-HGB-257-BELEG-8", RuleVersion = 1, Table = table, Method = method, Count = 2, At = new DateTime(2027, 1, 15, 8, 0, 0, DateTimeKind.Utc),
    };
}
