using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Offboarding.Plugins.Evidence;

/// <summary>Chains of evidence as a text that leaves the system: comma-separated, a line a run, its entries below it, and a last line that closes the file.</summary>
/// <remarks>The last line holds the number of lines before it and their digest, so that a file that was cut off shows. UTF-8 without mark, line feeds.</remarks>
public static class EvidenceFile
{
    const string File = "evidence";
    const string Header = "kind,run,sequence,previous,hash,job,line,rule,rule_version,table,method,count,at,commitment,plan,approved_by";
    const string RunKind = "run";
    const string EntryKind = "entry";
    const string EndKind = "end";
    const string Instant = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The first line of a file.</summary>
    public static string Beginning => Header + "\n";

    /// <summary>A run as a line: its anchor under previous, its head under hash, its number of entries under count.</summary>
    public static string Line(EvidenceRun run) => Joined(RunKind, Id(run.Id), "", run.Anchor, run.Head, "", "", "", "", "", "", Number(run.EntryCount), "", "", "", "");

    /// <summary>An entry as a line.</summary>
    public static string Line(EvidenceEntry entry) => Joined(
        EntryKind, Id(entry.Run), Number(entry.Sequence), entry.PreviousHash, entry.Hash, Id(entry.Job), entry.Line is { } line ? Id(line) : "", entry.RuleId, Number(entry.RuleVersion),
        entry.Table, entry.Method, Number(entry.Count), entry.At.ToString(Instant, CultureInfo.InvariantCulture), entry.Commitment, entry.PlanHash, entry.ApprovedBy is { } by ? Id(by) : "");

    /// <summary>The last line of a file.</summary>
    /// <param name="digest">Over all lines before it.</param>
    public static string End(EvidenceDigest digest) => Joined(EndKind, "", "", "", digest.Hash, "", "", "", "", "", "", Number(digest.Lines), "", "", "", "");

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">It is none, or it was cut off: the message names line, column and value.</exception>
    public static EvidenceContent Read(string text)
    {
        var content = (text.Length > 0 && text[0] == '\uFEFF' ? text.Substring(1) : text).Replace("\r\n", "\n");
        if (!content.StartsWith(Beginning, StringComparison.Ordinal)) throw new FormatException("line 1: expected " + Header);

        var last = content.TrimEnd('\n').LastIndexOf('\n') + 1;
        var before = content.Substring(0, last);
        var digest = EvidenceDigest.Of(before);
        if (content.Substring(last) != End(digest)) throw new FormatException("line " + Number(digest.Lines + 1) + ": the closing line does not fit what stands before it");

        var runs = new List<EvidenceRun>();
        var entries = new List<EvidenceEntry>();
        var number = 1;
        foreach (var row in Csv.Read(before, File))
        {
            number++;
            var cells = new EvidenceCells(row, number);
            if (row["kind"] == RunKind) runs.Add(new EvidenceRun(cells.Id("run"), row["previous"], row["hash"], cells.Number("count")));
            else if (row["kind"] == EntryKind) entries.Add(Entry(row, cells));
            else throw cells.Bad("kind");
        }

        return new EvidenceContent(runs, entries);
    }

    static EvidenceEntry Entry(IReadOnlyDictionary<string, string> row, EvidenceCells cells) => new()
    {
        Run = cells.Id("run"),
        Sequence = cells.Number("sequence"),
        PreviousHash = row["previous"],
        Hash = row["hash"],
        Job = cells.Id("job"),
        Line = cells.OptionalId("line"),
        RuleId = row["rule"],
        RuleVersion = cells.Number("rule_version"),
        Table = row["table"],
        Method = row["method"],
        Count = cells.Number("count"),
        At = cells.Instant("at", Instant),
        Commitment = row["commitment"],
        PlanHash = row["plan"],
        ApprovedBy = cells.OptionalId("approved_by"),
    };

    static string Joined(params string[] cells)
    {
        var line = new StringBuilder();
        foreach (var cell in cells)
        {
            if (line.Length > 0) line.Append(',');
            if (cell.IndexOfAny([',', '"', '\n', '\r']) >= 0) line.Append('"').Append(cell.Replace("\"", "\"\"")).Append('"');
            else line.Append(cell);
        }

        return line.Append('\n').ToString();
    }

    static string Id(Guid id) => id.ToString("D");

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a file of evidence holds.</summary>
/// <param name="Runs">Its runs, in their order in the file.</param>
/// <param name="Entries">Their entries, in their order in the file.</param>
public sealed record EvidenceContent(IReadOnlyList<EvidenceRun> Runs, IReadOnlyList<EvidenceEntry> Entries);
