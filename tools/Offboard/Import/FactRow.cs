using System;
using System.Collections.Generic;
using System.Linq;

namespace Offboard.Import;

/// <summary>The facts of one CSV row, as far as columns can hold them.</summary>
/// <param name="Values">Values by logical name of the column.</param>
/// <param name="Unreadable">The cells that no column can hold.</param>
internal sealed record FactRow(IReadOnlyDictionary<string, object> Values, IReadOnlyList<UnreadableCell> Unreadable);

/// <summary>A cell that no column can hold.</summary>
/// <param name="Fact">Fact, or <c>flags</c>.</param>
/// <param name="Index">Position of the column in the file.</param>
/// <param name="Text">The cell; of flags only the unknown ones.</param>
/// <param name="Expected">What would have been readable.</param>
internal sealed record UnreadableCell(string Fact, int Index, string Text, string Expected)
{
    // Enough to recognize a cell; a pasted page must not overflow the column that keeps it.
    const int MostKept = 500;

    /// <summary>As column off_unreadable keeps it.</summary>
    public override string ToString() => $"{Fact}={(Text.Length > MostKept ? Text[..MostKept] + "…" : Text).ReplaceLineEndings(" ")}";
}

/// <summary>Where a file has which fact.</summary>
internal sealed class FactLayout
{
    readonly IReadOnlyList<(FactColumn Column, int Index)> present;
    readonly CellNotation notation;
    readonly int flags;

    /// <summary>The layout of a user's file, in the date format that its cells show.</summary>
    /// <exception cref="CommandFailure">The file mixes date formats.</exception>
    public FactLayout(CsvTable table, IReadOnlyList<FactColumn> columns)
        : this(table, columns, new CellNotation(Dates(table, columns), IsStrict: false))
    {
    }

    /// <summary>A layout for a file whose notation is known.</summary>
    public FactLayout(CsvTable table, IReadOnlyList<FactColumn> columns, CellNotation notation)
    {
        present = Present(table, columns);
        flags = table.IndexOf("flags");
        this.notation = notation;
    }

    /// <summary>The facts of a row.</summary>
    public FactRow Read(CsvRow row)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        var unreadable = new List<UnreadableCell>();
        foreach (var (column, index) in present)
        {
            var text = row.At(index);
            if (string.IsNullOrWhiteSpace(text)) continue;

            if (FactReader.Read(column, text, notation) is { } value) values[column.Column] = value;
            else unreadable.Add(new(column.Fact, index, text, FactReader.Expected(column, notation)));
        }

        var (known, unknown) = FactReader.Flags(row.At(flags), notation);
        foreach (var flag in known) values[ContractFacts.ColumnOf(flag)] = true;
        if (unknown.Count > 0)
        {
            unreadable.Add(new("flags", flags, string.Join(';', unknown), "any of " + string.Join(", ", ContractFacts.Flags) + ", separated by semicolons"));
        }

        return new FactRow(values, unreadable);
    }

    static List<(FactColumn Column, int Index)> Present(CsvTable table, IReadOnlyList<FactColumn> columns) =>
        columns.Select(column => (Column: column, Index: table.IndexOf(column.Fact))).Where(pair => pair.Index >= 0).ToList();

    static DateNotation Dates(CsvTable table, IReadOnlyList<FactColumn> columns)
    {
        var days = Present(table, columns).Where(pair => pair.Column.Kind == FactKind.Date).ToList();
        return DateNotation.Of(
            table.File,
            table.Rows.SelectMany(row => days.Where(pair => row.At(pair.Index).Length > 0).Select(pair => (row.Line, table.Header[pair.Index], row.At(pair.Index)))));
    }
}
