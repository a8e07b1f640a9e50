using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Offboarding.Plugins.Documents;

namespace Offboarding.Plugins.Correspondence;

/// <summary>A rendered letter: paragraphs and lists. Blank lines part paragraphs, lines that begin with "- " are items of a list, other line breaks stay.</summary>
/// <remarks>Only the template makes structure: a value that holds line breaks, "- " or markup is text, whatever it looks like.</remarks>
public sealed class LetterText
{
    // Private use: neither may come out of a value, both are taken out of it.
    const char ValueStarts = '\uE000';
    const char LineInValue = '\uE001';

    readonly string marked;

    internal LetterText(string marked) => this.marked = marked;

    /// <summary>As text: paragraphs parted by a blank line, items with "- ", line feeds only.</summary>
    public string ToPlain()
    {
        var text = new StringBuilder(marked.Length);
        foreach (var block in Blocks())
        {
            if (text.Length > 0) text.Append("\n\n");
            text.Append(string.Join("\n", block.Lines.Select(line => (block.IsList ? "- " : "") + Text(line))));
        }

        return text.ToString();
    }

    /// <summary>As one line, for a subject.</summary>
    public string ToLine() => string.Join(" ", ToPlain().Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>As a fragment of HTML: one element with the language of the text, in it p, ul, li and br, everything else escaped.</summary>
    /// <param name="language">Of the letter, for screen readers.</param>
    public string ToHtml(Language language)
    {
        var html = new StringBuilder(marked.Length * 2).Append("<div lang=\"").Append(language == Language.German ? "de" : "en").Append("\">");
        foreach (var block in Blocks())
        {
            if (block.IsList) html.Append("<ul>").Append(string.Concat(block.Lines.Select(static line => "<li>" + Html(line) + "</li>"))).Append("</ul>");
            else html.Append("<p>").Append(string.Join("<br />", block.Lines.Select(Html))).Append("</p>");
        }

        return html.Append("</div>").ToString();
    }

    /// <summary>Adds the text to a document, paragraph by paragraph.</summary>
    internal HtmlDocument AddTo(HtmlDocument document)
    {
        foreach (var block in Blocks())
        {
            if (block.IsList) document.List(block.Lines.Select(static line => (HtmlLine)Text(line)));
            else document.Paragraph(string.Join("\n", block.Lines.Select(Text)));
        }

        return document;
    }

    /// <summary>Adds a value so that it stays text.</summary>
    internal static void AppendValue(StringBuilder text, string value)
    {
        text.Append(ValueStarts);
        var lines = value.Replace("\r\n", "\n").Replace('\r', '\n').Replace('\u2028', '\n').Replace('\u2029', '\n');
        foreach (var c in lines)
        {
            if (c == '\n') text.Append(LineInValue);
            else if (c == '\t') text.Append(' ');
            else if (!char.IsControl(c) && c is not (ValueStarts or LineInValue)) text.Append(c);
        }
    }

    IEnumerable<Block> Blocks()
    {
        Block? block = null;
        foreach (var line in marked.Split('\n'))
        {
            if (line.Trim().Length == 0)
            {
                if (block is not null) yield return block;
                block = null;
                continue;
            }

            var isItem = line.StartsWith("- ", StringComparison.Ordinal);
            if (block is not null && block.IsList != isItem)
            {
                yield return block;
                block = null;
            }

            block ??= new Block(isItem);
            block.Lines.Add(isItem ? line.Substring(2).Trim() : line.Trim());
        }

        if (block is not null) yield return block;
    }

    static string Text(string line) => Unmarked(line).Replace(LineInValue, '\n');

    static string Html(string line) => HtmlText.Escape(Unmarked(line)).Replace(LineInValue.ToString(), "<br />");

    static string Unmarked(string line) => line.Replace(ValueStarts.ToString(), "");

    sealed class Block(bool isList)
    {
        internal bool IsList => isList;

        internal List<string> Lines { get; } = [];
    }
}
