using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Documents;
using Offboarding.Plugins.Evidence;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>The certificate of a run as HTML: what was removed, what is kept and why, what failed, what was not searched, how long copies live on. It names nobody.</summary>
sealed class Certificate
{
    readonly Language language;

    internal Certificate(Language language) => this.language = language;

    internal required string Job { get; init; }

    internal required LocalDate Day { get; init; }

    internal required ErasureRunRow Run { get; init; }

    internal required string PlanHash { get; init; }

    internal required IReadOnlyList<EvidenceEntry> Entries { get; init; }

    internal required IReadOnlyList<KeptRows> Kept { get; init; }

    internal required IReadOnlyList<string> Undecided { get; init; }

    internal required IReadOnlyList<ErasureFailureRow> Failures { get; init; }

    /// <summary>Null: deleted rows are kept nowhere that the product can read.</summary>
    internal int? BinDays { get; init; }

    /// <summary>Why the run did not complete; null: it did.</summary>
    internal string? Problem { get; init; }

    internal string Html()
    {
        var document = new HtmlDocument(language, Text("TITLE", "job", Job)).Paragraph(Problem ?? Text("DONE", "day", language.Text(Day)));
        Table(document, "REMOVED", ["TABLE", "METHOD", "RULE", "ROWS"], Removed());
        Table(document, "KEPT", ["TABLE", "CLASS", "RULE", "GROUND", "UNTIL", "ROWS"], Kept.Select(static group => new[] { group.Table, group.RecordClass, group.RuleId, group.Ground, group.Until, Number(group.Count) }));
        Table(document, "FAILED", ["TABLE", "ROW", "REASON"], Failures.Select(static row => new[] { row.TableName ?? "", row.RowId ?? "", row.Reason ?? "" }));
        Table(document, "UNDECIDED", ["COLUMN"], Undecided.Select(static column => new[] { column }));
        return document.Section(Text("UNSEARCHED")).Paragraph(Text("SINKS"))
            .Section(Text("BACKUPS")).Paragraph(BinDays is { } days ? Text("BIN", "days", Number(days)) : Text("NOBIN"))
            .Section(Text("EVIDENCE")).Paragraph(Text("CHAIN", "run", Run.Id.ToString("D"), "entries", Number(Run.EntryCount ?? 0), "head", Run.Head ?? "", "plan", PlanHash))
            .Finish();
    }

    IEnumerable<string[]> Removed() =>
        Entries.GroupBy(static entry => string.Join("\t", [entry.Table, entry.Method, entry.RuleId]), StringComparer.Ordinal).OrderBy(static same => same.Key, StringComparer.Ordinal)
            .Select(static same => new[] { same.First().Table, same.First().Method, same.First().RuleId, Number(same.Sum(static entry => entry.Count)) });

    void Table(HtmlDocument document, string section, string[] columns, IEnumerable<string[]> rows)
    {
        document.Section(Text(section));
        var all = rows.Select(static cells => new HtmlRow(null, cells)).ToList();
        if (all.Count == 0) document.Paragraph(Text("NONE"));
        else document.Table(Text(section), [.. columns.Select(column => Text(column))], all);
    }

    string Text(string code, params string[] values) => Messages.Part("OFF-TEXT-CERT-" + code, language, values);

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
