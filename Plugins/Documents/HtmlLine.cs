using System;

namespace Offboarding.Plugins.Documents;

/// <summary>A sentence or cell of a document, and the row that it comes from.</summary>
/// <param name="Text">Plain text; it is escaped when it is written. Blank is written as a dash.</param>
/// <param name="Row">Table and id of the row that says so, as <see cref="RowOf"/> writes them; null: it comes from no row, as a heading's words.</param>
public sealed record HtmlLine(string Text, string? Row = null)
{
    /// <summary>A line that comes from no row.</summary>
    public static implicit operator HtmlLine(string text) => new(text);

    /// <summary>How a document names a row: <c>account/00000000-0000-0000-0000-000000000000</c>.</summary>
    public static string RowOf(string table, Guid id) => table + "/" + id.ToString("D");
}
