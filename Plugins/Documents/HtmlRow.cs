using System.Collections.Generic;

namespace Offboarding.Plugins.Documents;

/// <summary>A row of a table in a document; its first cell is its header.</summary>
/// <param name="Row">The row of the environment that it shows, as <see cref="HtmlLine.RowOf"/> writes it; null: several, or none.</param>
/// <param name="Cells">One text for each column.</param>
public sealed record HtmlRow(string? Row, IReadOnlyList<string> Cells);
