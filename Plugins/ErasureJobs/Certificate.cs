using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Evidence;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>The certificate of a run as HTML: what was removed, what is kept and why, what failed, what was not searched, how long copies live on. It names nobody.</summary>
/// <remarks>Readable without styles and by screen readers: a language, one heading of the first level, a caption and header cells for each table; nothing is loaded from elsewhere.</remarks>
sealed class Certificate
{
    readonly Language language;
    readonly StringBuilder html = new();

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
        var title = Text("TITLE", "job", Job);
        html.Append("<!DOCTYPE html>\n<html lang=\"").Append(language == Language.German ? "de" : "en").Append("\">\n<head><meta charset=\"utf-8\"><title>").Append(Safe(title)).Append("</title></head>\n<body>\n<main>\n");
        Element("h1", title);
        Element("p", Problem ?? Text("DONE", "day", Day.ToString()));
        Table("REMOVED", ["TABLE", "METHOD", "RULE", "ROWS"], Removed());
        Table("KEPT", ["TABLE", "CLASS", "RULE", "GROUND", "UNTIL", "ROWS"], Kept.Select(static group => new[] { group.Table, group.RecordClass, group.RuleId, group.Ground, group.Until.Length == 0 ? "–" : group.Until, Number(group.Count) }));
        Table("FAILED", ["TABLE", "ROW", "REASON"], Failures.Select(static row => new[] { row.TableName ?? "", row.RowId ?? "", row.Reason ?? "" }));
        Table("UNDECIDED", ["COLUMN"], Undecided.Select(static column => new[] { column }));
        Element("h2", Text("UNSEARCHED"));
        Element("p", Text("SINKS"));
        Element("h2", Text("BACKUPS"));
        Element("p", BinDays is { } days ? Text("BIN", "days", Number(days)) : Text("NOBIN"));
        Element("h2", Text("EVIDENCE"));
        Element("p", Text("CHAIN", "run", Run.Id.ToString("D"), "entries", Number(Run.EntryCount ?? 0), "head", Run.Head ?? "", "plan", PlanHash));
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    IEnumerable<string[]> Removed() =>
        Entries.GroupBy(static entry => string.Join("\t", [entry.Table, entry.Method, entry.RuleId]), StringComparer.Ordinal).OrderBy(static same => same.Key, StringComparer.Ordinal)
            .Select(static same => new[] { same.First().Table, same.First().Method, same.First().RuleId, Number(same.Sum(static entry => entry.Count)) });

    void Table(string section, string[] columns, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        Element("h2", Text(section));
        if (all.Count == 0)
        {
            Element("p", Text("NONE"));
            return;
        }

        html.Append("<table>\n<caption>").Append(Safe(Text(section))).Append("</caption>\n<thead><tr>");
        foreach (var column in columns) html.Append("<th scope=\"col\">").Append(Safe(Text(column))).Append("</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in all)
        {
            html.Append("<tr><th scope=\"row\">").Append(Safe(row[0])).Append("</th>");
            foreach (var cell in row.Skip(1)) html.Append("<td>").Append(Safe(cell)).Append("</td>");
            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
    }

    void Element(string name, string text) => html.Append('<').Append(name).Append('>').Append(Safe(text)).Append("</").Append(name).Append(">\n");

    string Text(string code, params string[] values) => Messages.Part("OFF-TEXT-CERT-" + code, language, values);

    static string Safe(string text) => WebUtility.HtmlEncode(text);

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
