using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;

namespace LocalDataverse.Storage;

/// <summary>A row as it is stored. Immutable.</summary>
/// <remarks>
/// What a column holds: text string; Integer, choices, state and status int; BigInt long; Decimal and Money decimal; Double double;
/// Boolean and ManagedProperty bool; Uniqueidentifier <see cref="Guid"/>; lookups <see cref="Reference"/>; DateTime <see cref="DateTime"/>
/// (UTC for UserLocal columns, else of unspecified kind); MultiSelectPicklist int[] in ascending order; Image and File byte[]. Empty is null.
/// </remarks>
internal sealed class Row
{
    readonly object?[] values;

    Row(Table table, Guid id, long version, object?[] values)
    {
        Table = table;
        Id = id;
        Version = version;
        this.values = values;
    }

    /// <summary>The table as it was when the row was written; columns added since are empty.</summary>
    public Table Table { get; }

    public Guid Id { get; }

    /// <summary>versionnumber: larger than that of every row written before.</summary>
    public long Version { get; }

    /// <summary>The value of a column; null if it is empty or was added to the table after the row was written.</summary>
    public object? this[Column column] => column.Ordinal < values.Length ? values[column.Ordinal] : null;

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

    internal static Row New(Table table, Guid id, long version, IReadOnlyDictionary<Column, object?> changes) =>
        Write(table, id, version, new object?[table.Columns.Count], changes);

    internal Row With(Table table, long version, IReadOnlyDictionary<Column, object?> changes)
    {
        // A transaction that began before an import may write a row that has columns it does not know: they stay.
        var copy = new object?[Math.Max(table.Columns.Count, values.Length)];
        values.CopyTo(copy, 0);
        return Write(table, Id, version, copy, changes);
    }

    static Row Write(Table table, Guid id, long version, object?[] values, IReadOnlyDictionary<Column, object?> changes)
    {
        foreach (var (column, value) in changes) values[column.Ordinal] = value;
        values[table.PrimaryId.Ordinal] = id;
        if (table.Version is { } versionColumn) values[versionColumn.Ordinal] = version;
        return new Row(table, id, version, values);
    }
}

/// <summary>What a lookup holds.</summary>
/// <param name="Table">Logical name of the table referred to.</param>
internal readonly record struct Reference(string Table, Guid Id);
