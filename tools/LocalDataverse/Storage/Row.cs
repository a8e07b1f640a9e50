using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using LocalDataverse.Metadata;

namespace LocalDataverse.Storage;

/// <summary>A row as it is stored. Immutable.</summary>
/// <remarks>
/// What a column holds: text string; Integer, choices, state and status int; BigInt long; Decimal and Money decimal; Double double;
/// Boolean and ManagedProperty bool; Uniqueidentifier <see cref="Guid"/>; lookups <see cref="Reference"/>; DateTime <see cref="DateTime"/>
/// (UTC for UserLocal columns, else of unspecified kind); MultiSelectPicklist int[] in ascending order; Image and File byte[]. Empty is null.
/// Tables have hundreds of columns of which a row fills few: empty ones take a bit.
/// </remarks>
internal sealed class Row
{
    const int BitsOfWord = 64;

    /// <summary>A bit for each column, by ordinal: whether it has a value.</summary>
    readonly ulong[] filled;

    /// <summary>The values of the filled columns, by ordinal.</summary>
    readonly object[] values;

    Row(Table table, Guid id, long version, ReadOnlySpan<object?> columns)
    {
        Table = table;
        Id = id;
        Version = version;
        filled = new ulong[(columns.Length + BitsOfWord - 1) / BitsOfWord];
        var count = 0;
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i] is null) continue;

            filled[i / BitsOfWord] |= 1UL << (i % BitsOfWord);
            count++;
        }

        values = new object[count];
        for (var i = columns.Length - 1; count > 0; i--)
        {
            if (columns[i] is { } value) values[--count] = value;
        }
    }

    /// <summary>The table as it was when the row was written; columns added since are empty.</summary>
    public Table Table { get; }

    public Guid Id { get; }

    /// <summary>versionnumber: larger than that of every row written before.</summary>
    public long Version { get; }

    /// <summary>The value of a column; null if it is empty or was added to the table after the row was written.</summary>
    public object? this[Column column]
    {
        get
        {
            var (word, bit) = (column.Ordinal / BitsOfWord, 1UL << (column.Ordinal % BitsOfWord));
            if (word >= filled.Length || (filled[word] & bit) == 0) return null;

            var place = BitOperations.PopCount(filled[word] & (bit - 1));
            for (var i = 0; i < word; i++) place += BitOperations.PopCount(filled[i]);
            return values[place];
        }
    }

    /// <summary>The filled columns by ordinal, in ascending order.</summary>
    internal IEnumerable<(int Ordinal, object Value)> Filled()
    {
        var place = 0;
        for (var word = 0; word < filled.Length; word++)
        {
            for (var left = filled[word]; left != 0; left &= left - 1) yield return ((word * BitsOfWord) + BitOperations.TrailingZeroCount(left), values[place++]);
        }
    }

    /// <summary>The row that a lookup refers to. Null: it is empty.</summary>
    public Reference? Lookup(Column column) => (Reference?)this[column];

    /// <summary>The row in the shape that an import gave the table: a column that is gone leaves its place to others.</summary>
    internal Row Under(Table table)
    {
        if (ReferenceEquals(table, Table) || Fits(table)) return this;

        var moved = new object?[table.Columns.Count];
        foreach (var column in table.Columns)
        {
            if (Table.TryColumn(column.Name) is { } old) moved[column.Ordinal] = this[old];
        }

        return new Row(table, Id, Version, moved);
    }

    /// <summary>Whether every column of the row is where it was; more may have come.</summary>
    bool Fits(Table table) => Table.Columns.Count <= table.Columns.Count && Table.Columns.All(column => table.Columns[column.Ordinal].Name == column.Name);

    /// <param name="withDefaults">Whether columns that <paramref name="changes"/> does not name get their default.</param>
    internal static Row New(Table table, Guid id, long version, IReadOnlyDictionary<Column, object?> changes, bool withDefaults = false) =>
        Write(table, id, version, table.Columns.Count, columns => { if (withDefaults) table.Defaults.CopyTo(columns); }, changes);

    internal Row With(Table table, long version, IReadOnlyDictionary<Column, object?> changes) =>
        // A transaction that began before an import may write a row that has columns it does not know: they stay.
        Write(table, Id, version, Math.Max(table.Columns.Count, filled.Length * BitsOfWord), CopyTo, changes);

    /// <summary>A row of these values, by ordinal; its id and version are put among them.</summary>
    internal static Row Of(Table table, Guid id, long version, Span<object?> columns)
    {
        columns[table.PrimaryId.Ordinal] = id;
        if (table.Version is { } versionColumn) columns[versionColumn.Ordinal] = version;
        return new Row(table, id, version, columns);
    }

    static Row Write(Table table, Guid id, long version, int width, Action<Span<object?>> begin, IReadOnlyDictionary<Column, object?> changes)
    {
        var borrowed = ArrayPool<object?>.Shared.Rent(width);
        var columns = borrowed.AsSpan(0, width);
        columns.Clear();
        begin(columns);
        foreach (var (column, value) in changes) columns[column.Ordinal] = value;
        var row = Of(table, id, version, columns);

        // What is borrowed must not keep values alive.
        columns.Clear();
        ArrayPool<object?>.Shared.Return(borrowed);
        return row;
    }

    void CopyTo(Span<object?> columns)
    {
        foreach (var (ordinal, value) in Filled()) columns[ordinal] = value;
    }
}

/// <summary>What a lookup holds.</summary>
/// <param name="Table">Logical name of the table referred to.</param>
internal readonly record struct Reference(string Table, Guid Id);
