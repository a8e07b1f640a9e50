using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Offboarding.Plugins.Documents;

/// <summary>Writes a document as HTML that everybody can read: the only writer of HTML documents in the product.</summary>
/// <remarks>
/// The same calls give the same bytes: no clock, no locale, lines end with LF. It names its language, has one heading of the first level and leaves no level out; a table has a caption and
/// header cells for its columns and rows; nothing is said by colour alone; nothing is loaded and nothing runs (WCAG 2.2, criteria 1.3.1, 1.4.1, 1.4.3, 2.4.2, 2.4.6, 3.1.1). Text is black on
/// white: contrast 17 to 1. What it writes is well-formed XML, too, so that a test can read it.
/// </remarks>
public sealed class HtmlDocument
{
    const string Style =
        "body{font:1rem/1.5 sans-serif;color:#1a1a1a;background:#fff;max-width:60rem;margin:2rem auto;padding:0 1rem}" +
        "table{border-collapse:collapse;width:100%;margin:1rem 0}caption{text-align:left;font-weight:bold;padding:.25rem 0}" +
        "th,td{border:1px solid #595959;padding:.25rem .5rem;text-align:left;vertical-align:top}dt{font-weight:bold}dd{margin:0 0 .5rem 1.5rem}";

    readonly Language language;
    readonly string title;
    readonly StringBuilder html = new();
    int level = 1;

    /// <summary>A document that begins with its title as heading of the first level.</summary>
    /// <param name="language">Of the text.</param>
    /// <param name="title">Also the name of the window or tab; must not be blank.</param>
    public HtmlDocument(Language language, string title)
    {
        if (string.IsNullOrWhiteSpace(title)) throw new ArgumentException("A document needs a title.", nameof(title));

        this.language = language;
        this.title = title;
        Element("h1", title);
    }

    /// <summary>A heading of the second level.</summary>
    public HtmlDocument Section(string heading) => Heading(2, heading);

    /// <summary>A heading of the third level, below a section.</summary>
    /// <exception cref="InvalidOperationException">No section was begun: a level would be left out.</exception>
    public HtmlDocument Subsection(string heading) => Heading(3, heading);

    /// <summary>A paragraph. A line break in the text stays one; an empty line begins another paragraph.</summary>
    public HtmlDocument Paragraph(HtmlLine line)
    {
        foreach (var paragraph in Paragraphs(line.Text))
            html.Append("<p").Append(Origin(line.Row)).Append('>').Append(Lines(paragraph)).Append("</p>\n");

        return this;
    }

    /// <summary>What is as it should be, at a glance: a tick, the words, a green bar.</summary>
    public HtmlDocument Good(string text) => Verdict("✓ ", text, "#0b5a2b");

    /// <summary>What must not stay so, at a glance: a cross, the words, a red bar. The words alone say it, too; a screen reader reads them first.</summary>
    public HtmlDocument Bad(string text) => Verdict("✗ ", text, "#8f0d0d");

    /// <summary>A list in which the order says nothing; nothing is written for no lines.</summary>
    public HtmlDocument List(IEnumerable<HtmlLine> lines) => List("ul", lines);

    /// <summary>A numbered list; nothing is written for no lines.</summary>
    public HtmlDocument Steps(IEnumerable<HtmlLine> lines) => List("ol", lines);

    /// <summary>Terms with their values; nothing is written for no terms.</summary>
    public HtmlDocument Terms(IEnumerable<HtmlTerm> terms)
    {
        var all = terms.ToList();
        if (all.Count == 0) return this;

        html.Append("<dl>\n");
        foreach (var term in all)
            html.Append("<dt>").Append(Cell(term.Name)).Append("</dt><dd").Append(Origin(term.Value.Row)).Append('>').Append(Lines(term.Value.Text)).Append("</dd>\n");

        html.Append("</dl>\n");
        return this;
    }

    /// <summary>A table; the first cell of each row is its header.</summary>
    /// <param name="caption">What the table shows.</param>
    /// <param name="columns">Their headings.</param>
    /// <param name="rows">With as many cells as there are columns.</param>
    /// <exception cref="ArgumentException">A row has another number of cells.</exception>
    public HtmlDocument Table(string caption, IReadOnlyList<string> columns, IEnumerable<HtmlRow> rows)
    {
        html.Append("<table>\n<caption>").Append(Cell(caption)).Append("</caption>\n<thead><tr>");
        foreach (var column in columns) html.Append("<th scope=\"col\">").Append(Cell(column)).Append("</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            if (row.Cells.Count != columns.Count)
                throw new ArgumentException("A row of the table '" + caption + "' has " + Number(row.Cells.Count) + " cells for " + Number(columns.Count) + " columns.", nameof(rows));

            html.Append("<tr").Append(Origin(row.Row)).Append("><th scope=\"row\">").Append(Lines(row.Cells[0])).Append("</th>");
            foreach (var cell in row.Cells.Skip(1)) html.Append("<td>").Append(Lines(cell)).Append("</td>");
            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
        return this;
    }

    /// <summary>The whole document.</summary>
    public string Finish() =>
        "<!DOCTYPE html>\n<html lang=\"" + (language == Language.German ? "de" : "en") + "\">\n<head><meta charset=\"utf-8\" />"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" /><title>" + Cell(title) + "</title>\n<style>" + Style + "</style></head>\n<body>\n<main>\n"
        + html + "</main>\n</body>\n</html>\n";

    HtmlDocument Heading(int of, string text)
    {
        if (of > level + 1) throw new InvalidOperationException("The heading '" + text + "' would leave out a level.");

        level = of;
        return Element("h" + Number(of), text);
    }

    // Contrast of the text on white: 8 to 1, 9 to 1.
    HtmlDocument Verdict(string sign, string text, string color)
    {
        html.Append("<p style=\"color:").Append(color).Append(";border-left:.4rem solid ").Append(color).Append(";padding-left:.6rem\"><strong>").Append(sign).Append(Lines(text)).Append("</strong></p>\n");
        return this;
    }

    HtmlDocument List(string kind, IEnumerable<HtmlLine> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0) return this;

        html.Append('<').Append(kind).Append(">\n");
        foreach (var line in all) html.Append("<li").Append(Origin(line.Row)).Append('>').Append(Lines(line.Text)).Append("</li>\n");
        html.Append("</").Append(kind).Append(">\n");
        return this;
    }

    HtmlDocument Element(string name, string text)
    {
        html.Append('<').Append(name).Append('>').Append(Cell(text)).Append("</").Append(name).Append(">\n");
        return this;
    }

    static IEnumerable<string> Paragraphs(string text) => Unified(text).Split(["\n\n"], StringSplitOptions.RemoveEmptyEntries).DefaultIfEmpty("");

    static string Lines(string text) => Cell(Unified(text).Trim('\n')).Replace("\n", "<br />");

    // A screen reader passes over an empty cell without a word: a dash is read.
    static string Cell(string text) => string.IsNullOrWhiteSpace(text) ? "–" : HtmlText.Escape(text);

    static string Unified(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n');

    static string Origin(string? row) => row is null ? "" : " data-row=\"" + HtmlText.Escape(row) + "\"";

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
