using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Documents;
using Offboarding.Plugins.Evidence;
using Offboarding.Plugins.Proof;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>The certificate of a run as HTML: what was removed, what is kept and why, what failed, what was found afterwards, what was not searched, how long copies live on. It names nobody.</summary>
/// <remarks>Whatever is not as it should be stands in the first paragraph, in words and with a cross, and in red. Readable without styles and by screen readers (<see cref="HtmlDocument"/>).</remarks>
sealed class Certificate
{
    readonly Language language;
    readonly HtmlDocument document;

    internal Certificate(Language language, string job)
    {
        this.language = language;
        document = new HtmlDocument(language, Text("TITLE", "job", job));
    }

    internal required LocalDate Day { get; init; }

    internal required ErasureRunRow Run { get; init; }

    internal required string PlanHash { get; init; }

    internal required IReadOnlyList<EvidenceEntry> Entries { get; init; }

    internal required IReadOnlyList<KeptRows> Kept { get; init; }

    internal required IReadOnlyList<string> Undecided { get; init; }

    internal required IReadOnlyList<ErasureFailureRow> Failures { get; init; }

    /// <summary>What the search afterwards found; null: nothing was searched.</summary>
    internal required ProofResult? Proof { get; init; }

    /// <summary>Who received data of the account or its contacts, and was told of the erasure or not (Art. 19 GDPR).</summary>
    internal IReadOnlyList<DisclosureRow> Recipients { get; init; } = [];

    /// <summary>Null: deleted rows are kept nowhere that the product can read.</summary>
    internal int? BinDays { get; init; }

    /// <summary>Why the run did not complete; null: it did.</summary>
    internal string? Problem { get; init; }

    internal string Html()
    {
        if (Problem is null) document.Good(Text("DONE", "day", Day.ToString()));
        else document.Bad(Problem);
        Table("REMOVED", ["TABLE", "METHOD", "RULE", "ROWS"], Removed());
        Table("KEPT", ["TABLE", "CLASS", "RULE", "GROUND", "UNTIL", "ROWS"], Kept.Select(static group => new[] { group.Table, group.RecordClass, group.RuleId, group.Ground, group.Until, Number(group.Count) }));
        Table("FAILED", ["TABLE", "ROW", "REASON"], Failures.Select(static row => new[] { row.TableName ?? "", row.RowId ?? "", row.Reason ?? "" }));
        Table("UNDECIDED", ["COLUMN"], Undecided.Select(static column => new[] { column }));
        if (Recipients.Count > 0) Table("RECIPIENTS", ["RECIPIENT", "DISCLOSED", "TOLD"], Recipients.Select(row => new[] { row.Name ?? "", DayOf(row.DisclosedOn), row.NotifiedOn is null ? Text("NOTTOLD") : DayOf(row.NotifiedOn) }));
        if (Proof is not null) Search(Proof);
        document.Section(Text("UNSEARCHED"));
        document.List((Proof?.Gaps ?? []).Select(GapOf).Concat([Text("OUTSIDE")]).Select(static line => new HtmlLine(line)));
        document.Section(Text("BACKUPS")).Paragraph(new HtmlLine(BinDays is { } days ? Text("BIN", "days", Number(days)) : Text("NOBIN")));
        document.Section(Text("EVIDENCE")).Paragraph(new HtmlLine(Text("CHAIN", "run", Run.Id.ToString("D"), "entries", Number(Run.EntryCount ?? 0), "head", Run.Head ?? "", "plan", PlanHash)));
        return document.Finish();
    }

    void Search(ProofResult proof)
    {
        document.Section(Text("SEARCH"));
        if (proof.IsRed) document.Bad(Text("FOUND", "count", Number(proof.FindCount)));
        if (proof.Unread > 0) document.Bad(Text("NOTPROVEN", "count", Number(proof.Unread)));
        if (!proof.IsRed && proof.Unread == 0)
            document.Good(proof.Needles == 0 ? Text("NOTHING") : Text("EMPTY", "needles", Number(proof.Needles), "rows", Number(proof.Places.Sum(static place => place.Rows))));

        Rows("SEARCH", ["PLACE", "READ", "FINDCOUNT", "EMPTIED"], proof.Places.Select(place => new[] { PlaceOf(place.Name), Number(place.Rows), Number(place.Finds), Number(place.Emptied) }));
        if (proof.IsRed) Table("FINDS", ["TABLE", "COLUMN", "ROW"], proof.Finds.Select(static find => new[] { find.Table, find.Column, find.Row.ToString("D") }));
        if (proof.FindCount > proof.Finds.Count) document.Paragraph(new HtmlLine(Text("MORE", "count", Number(proof.FindCount - proof.Finds.Count))));
        if (proof.Kept.Any()) Table("KEPTVALUES", ["TABLE", "COLUMN", "GROUND", "VALUES"], proof.Kept.Select(static kept => new[] { kept.Table, kept.Column, kept.Ground, Number(kept.Count) }));
    }

    IEnumerable<string[]> Removed() =>
        Entries.GroupBy(static entry => string.Join("\t", [entry.Table, entry.Method, entry.RuleId]), StringComparer.Ordinal).OrderBy(static same => same.Key, StringComparer.Ordinal)
            .Select(static same => new[] { same.First().Table, same.First().Method, same.First().RuleId, Number(same.Sum(static entry => entry.Count)) });

    void Table(string section, string[] columns, IEnumerable<string[]> rows)
    {
        document.Section(Text(section));
        Rows(section, columns, rows);
    }

    void Rows(string caption, string[] columns, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0) document.Paragraph(new HtmlLine(Text("NONE")));
        else document.Table(Text(caption), [.. columns.Select(column => Text(column))], all.Select(static cells => new HtmlRow(null, cells)));
    }

    /// <summary>A place of its own has a name in words; others are tables.</summary>
    string PlaceOf(string place) => place is SubjectRows.Name or FileTexts.Name or OtherRows.Name or AuditPurge.Table or "bin" or "retained" ? Text("PLACE-" + place) : place;

    string DayOf(LocalDate? day) => day is { } known ? language.Text(known) : "";

    string GapOf(ProofGap gap) => Text("GAP-" + gap.Kind.ToString().ToUpperInvariant(), "place", gap.Place, "count", Number(gap.Count));

    string Text(string code, params string[] values) => Messages.Part("OFF-TEXT-CERT-" + code, language, values);

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
