using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;

namespace LocalDataverse.Storage;

/// <summary>The rows written by one transaction in one table, indexed like the committed ones.</summary>
internal sealed class OwnWrites(Table table, RowStore store = RowStore.Live)
{
    readonly Dictionary<Guid, Row?> changes = [];
    TableState? rows;

    public Table Table => table;

    public RowStore Store => store;

    /// <summary>Under which the committed rows are kept.</summary>
    public string Key => RowStores.Key(table, store);

    /// <summary>The written rows that still exist, with their indexes. Most transactions never ask, so they are built when one does and kept up from then on.</summary>
    public TableState Rows => rows ??= TableState.Empty(RowStores.Shape(table, store)).With(changes);

    public IReadOnlyCollection<KeyValuePair<Guid, Row?>> Changes => changes;

    public bool Touches(Guid id) => changes.ContainsKey(id);

    /// <summary>Whether the transaction wrote the row; null: it deleted it.</summary>
    public bool TryFind(Guid id, out Row? row) => changes.TryGetValue(id, out row);

    public void Write(Guid id, Row? row)
    {
        changes[id] = row;
        rows = rows?.With([KeyValuePair.Create(id, row)]);
    }
}

/// <summary>What one transaction reads: committed rows of one moment under its own writes.</summary>
internal readonly struct ReadView
{
    readonly CommittedState committed;
    readonly Dictionary<string, OwnWrites> own;
    readonly RowStore store;

    internal ReadView(CommittedState committed, Dictionary<string, OwnWrites> own, RowStore store)
    {
        this.committed = committed;
        this.own = own;
        this.store = store;
    }

    /// <summary>Rows that are set aside are not found by alternate key.</summary>
    public bool HasKeys => store == RowStore.Live;

    public Row? Find(Table table, Guid id) =>
        Own(table) is { } writes && writes.TryFind(id, out var mine) ? mine : committed.Of(table, store)?.Find(id);

    public IEnumerable<Row> Scan(Table table)
    {
        var rows = committed.Of(table, store)?.Rows ?? [];
        return Own(table) is { } writes ? rows.Where(row => !writes.Touches(row.Id)).Concat(writes.Rows.Rows) : rows;
    }

    /// <summary>The rows whose indexed column refers to a row. Null: the column has no index.</summary>
    public IEnumerable<Row>? Lookup(Table table, Column column, Guid target)
    {
        if (!table.Lookups.Contains(column)) return null;
        var state = committed.Of(table, store);
        var writes = Own(table);
        var rows = state?.Referring(column, target)?.Select(id => state.Find(id)!) ?? [];
        if (writes is null) return rows;
        return rows.Where(row => !writes.Touches(row.Id)).Concat(writes.Rows.Referring(column, target)!.Select(id => writes.Rows.Find(id)!));
    }

    /// <summary>About how many rows <see cref="Lookup"/> gives; 0 if the column has no index.</summary>
    public int CountReferring(Table table, Column column, Guid target) =>
        (committed.Of(table, store)?.Referring(column, target)?.Count ?? 0) + (Own(table)?.Rows.Referring(column, target)?.Count ?? 0);

    public Row? FindByKey(Table table, AlternateKey key, object?[] values) =>
        KeyValues.Of(values) is { } parts && ByKey(table, key, parts) is { } id ? Find(table, id) : null;

    internal Guid? ByKey(Table table, AlternateKey key, KeyValues values)
    {
        var writes = Own(table);
        if (writes?.Rows.ByKey(key, values) is { } mine) return mine;
        return committed.Of(table, store)?.ByKey(key, values) is { } theirs && writes?.Touches(theirs) != true ? theirs : null;
    }

    OwnWrites? Own(Table table) => own.GetValueOrDefault(RowStores.Key(table, store));
}
