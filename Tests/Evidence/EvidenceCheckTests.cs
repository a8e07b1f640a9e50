using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Evidence;

namespace Offboarding.Tests.Evidence;

public sealed class EvidenceCheckTests
{
    static readonly Guid Job = new("0a8b6f5e-4a44-4a0e-9a0e-6a4b1c6e2f01");

    [Fact]
    public void R42_chains_as_they_were_written_have_no_defect()
    {
        var content = Written(3, 4);

        Assert.Empty(EvidenceCheck.Of(content));
    }

    [Fact]
    public void A_run_without_entries_ends_where_it_began()
    {
        var content = Written(1, 0, 2);

        Assert.Empty(EvidenceCheck.Of(content));
        Assert.Equal(content.Runs[0].Head, content.Runs[2].Anchor);
    }

    [Fact]
    public void I19_any_changed_field_of_any_entry_shows()
    {
        var content = Written(2, 3);
        Func<EvidenceEntry, EvidenceEntry>[] edits =
        [
            entry => entry with { Job = Guid.NewGuid() },
            entry => entry with { Line = null },
            entry => entry with { RuleId = "DE-AO-147-BUCH" },
            entry => entry with { RuleVersion = entry.RuleVersion + 1 },
            entry => entry with { Table = "lead" },
            entry => entry with { Method = "keep" },
            entry => entry with { Count = entry.Count + 1 },
            entry => entry with { At = entry.At.AddSeconds(1) },
            entry => entry with { Commitment = "0" },
            entry => entry with { PlanHash = "" },
            entry => entry with { ApprovedBy = Guid.NewGuid() },
            entry => entry with { PreviousHash = EvidenceEntry.Genesis.Replace('0', '1') },
            entry => entry with { Hash = EvidenceEntry.Genesis },
        ];

        foreach (var edit in edits)
        {
            for (var i = 0; i < content.Entries.Count; i++)
            {
                var changed = content.Entries.ToList();
                changed[i] = edit(changed[i]);

                Assert.Contains(
                    EvidenceCheck.Of(content with { Entries = changed }),
                    defect => defect.Kind == EvidenceDefectKind.Changed && defect.Run == changed[i].Run && defect.Sequence == changed[i].Sequence);
            }
        }
    }

    [Fact]
    public void I19_a_removed_entry_shows_wherever_it_stood()
    {
        var content = Written(4, 1);

        for (var i = 0; i < content.Entries.Count; i++)
        {
            var removed = content.Entries[i];
            var defects = EvidenceCheck.Of(content with { Entries = [.. content.Entries.Where(entry => entry != removed)] });

            Assert.Contains(new EvidenceDefect(EvidenceDefectKind.Missing, removed.Run, removed.Sequence), defects);
        }
    }

    [Fact]
    public void I19_two_entries_that_changed_places_show()
    {
        var content = Written(4);
        var swapped = content.Entries.ToList();
        swapped[1] = content.Entries[2] with { Sequence = 2 };
        swapped[2] = content.Entries[1] with { Sequence = 3 };

        var defects = EvidenceCheck.Of(content with { Entries = swapped });

        Assert.Equal([2, 3], defects.Where(defect => defect.Kind == EvidenceDefectKind.Changed).Select(defect => defect.Sequence));
    }

    [Fact]
    public void I19_an_entry_rewritten_with_a_fitting_hash_breaks_the_next_one()
    {
        var content = Written(3);
        var forged = content.Entries[1] with { Count = 0 };
        forged = forged with { Hash = forged.ComputeHash() };

        var defects = EvidenceCheck.Of(content with { Entries = [content.Entries[0], forged, content.Entries[2]] });

        Assert.Equal([new EvidenceDefect(EvidenceDefectKind.Unlinked, content.Runs[0].Id, 3)], defects);
    }

    [Fact]
    public void I19_a_last_entry_rewritten_with_a_fitting_hash_differs_from_the_head()
    {
        var content = Written(3);
        var forged = content.Entries[2] with { Count = 0 };
        forged = forged with { Hash = forged.ComputeHash() };

        var defects = EvidenceCheck.Of(content with { Entries = [content.Entries[0], content.Entries[1], forged] });

        Assert.Equal([new EvidenceDefect(EvidenceDefectKind.HeadDiffers, content.Runs[0].Id, 3)], defects);
    }

    [Fact]
    public void I19_an_entry_added_behind_the_last_one_shows()
    {
        var content = Written(2);
        var chain = new EvidenceChain(content.Runs[0]);

        var defects = EvidenceCheck.Of(content with { Entries = [.. content.Entries, chain.Link(Entry(content.Runs[0].Id))] });

        Assert.Equal([new EvidenceDefect(EvidenceDefectKind.Added, content.Runs[0].Id, 3)], defects);
    }

    [Fact]
    public void I19_a_place_that_two_entries_claim_shows()
    {
        var content = Written(2);

        var defects = EvidenceCheck.Of(content with { Entries = [.. content.Entries, content.Entries[1]] });

        Assert.Equal([new EvidenceDefect(EvidenceDefectKind.Repeated, content.Runs[0].Id, 2)], defects);
    }

    [Fact]
    public void I19_a_run_that_is_gone_shows_in_the_next_one_and_in_its_entries()
    {
        var content = Written(2, 2);
        var gone = content.Runs[0];

        var defects = EvidenceCheck.Of(content with { Runs = [content.Runs[1]] });

        Assert.Equal(
            [new EvidenceDefect(EvidenceDefectKind.AnchorUnknown, content.Runs[1].Id, 0), new EvidenceDefect(EvidenceDefectKind.RunMissing, gone.Id, 1)],
            defects);
    }

    [Fact]
    public void A_file_reads_as_it_was_written() => Gen.Int[0, 6].Array[0, 4].Sample(
        counts =>
        {
            var content = Written(counts);

            var read = EvidenceFile.Read(Text(content));

            Assert.Equal(content.Runs, read.Runs);
            Assert.Equal(content.Entries, read.Entries);
        },
        iter: 200);

    [Fact]
    public void A_file_that_lost_any_line_cannot_be_read()
    {
        var lines = Text(Written(2, 1)).Split('\n');

        for (var i = 0; i < lines.Length - 1; i++)
        {
            var cut = string.Join('\n', lines.Where((_, at) => at != i));

            Assert.Throws<FormatException>(() => EvidenceFile.Read(cut));
        }
    }

    [Theory]
    [InlineData("", "line 1: expected kind,run")]
    [InlineData("kind,run\n", "line 1: expected kind,run")]
    public void What_is_no_file_of_evidence_is_named(string text, string problem) =>
        Assert.StartsWith(problem, Assert.Throws<FormatException>(() => EvidenceFile.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_cell_that_cannot_be_read_is_named_with_line_and_column()
    {
        var digest = EvidenceDigest.Nothing.With(EvidenceFile.Beginning);
        var line = EvidenceFile.Line(Written(1).Runs[0]).Replace(",1,", ",one,", StringComparison.Ordinal);
        digest = digest.With(line);

        var problem = Assert.Throws<FormatException>(() => EvidenceFile.Read(EvidenceFile.Beginning + line + EvidenceFile.End(digest)));

        Assert.Equal("line 2, count: \"one\" cannot be read", problem.Message);
    }

    /// <summary>Chains of so many entries, each run anchored at the one before it.</summary>
    static EvidenceContent Written(params int[] entries)
    {
        var runs = new List<EvidenceRun>();
        var all = new List<EvidenceEntry>();
        var anchor = EvidenceEntry.Genesis;
        for (var i = 0; i < entries.Length; i++)
        {
            var id = new Guid(i + 1, 0, 0, new byte[8]);
            var chain = new EvidenceChain(new EvidenceRun(id, anchor, anchor, 0));
            for (var n = 0; n < entries[i]; n++) all.Add(chain.Link(Entry(id)));
            runs.Add(new EvidenceRun(id, anchor, chain.Head, chain.Count));
            anchor = chain.Head;
        }

        return new EvidenceContent(runs, all);
    }

    static string Text(EvidenceContent content)
    {
        string[] lines = [EvidenceFile.Beginning, .. content.Runs.SelectMany(run => content.Entries.Where(entry => entry.Run == run.Id).Select(EvidenceFile.Line).Prepend(EvidenceFile.Line(run)))];
        return string.Concat(lines) + EvidenceFile.End(EvidenceDigest.Of(string.Concat(lines)));
    }

    static EvidenceEntry Entry(Guid run) => new()
    {
        Run = run,
        Job = Job,
        Line = Job,
        RuleId = "DE-HGB-257-BELEG-8, version two",
        RuleVersion = 2,
        Table = "contact",
        Method = "token",
        Count = 5,
        At = new DateTime(2035, 1, 1, 3, 0, 0, DateTimeKind.Utc),
        Commitment = "ab12",
        PlanHash = "cd34",
        ApprovedBy = Job,
    };
}
