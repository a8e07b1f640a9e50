using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using KeyIndex = System.Collections.Immutable.ImmutableDictionary<LocalDataverse.Storage.KeyValues, System.Guid>;
using LookupIndex = System.Collections.Immutable.ImmutableDictionary<System.Guid, System.Collections.Immutable.ImmutableHashSet<System.Guid>>;

namespace LocalDataverse.Storage;

/// <summary>The rows of one table with their indexes at one moment. Immutable, so readers need no lock.</summary>
internal sealed class TableState
{
    readonly ImmutableDictionary<Guid, Row> rows;

    /// <summary>By place of the lookup. Null: nobody has asked for rows by it yet; owner and stamps of every row would cost much and are seldom asked for.</summary>
    readonly LookupIndex?[] lookups;
    readonly ImmutableArray<KeyIndex> keys;

    TableState(
        Table table,
        ImmutableDictionary<Guid, Row> rows,
        LookupIndex?[] lookups,
        ImmutableArray<KeyIndex> keys)
    {
        Table = table;
        this.rows = rows;
        this.lookups = lookups;
        this.keys = keys;
    }

    public Table Table { get; }

    public int Count => rows.Count;

    public IEnumerable<Row> Rows => rows.Values;

    public static TableState Empty(Table table) => new(
        table,
        ImmutableDictionary<Guid, Row>.Empty,
        new LookupIndex?[table.Lookups.Count],
        [.. table.Keys.Select(_ => KeyIndex.Empty)]);

    public Row? Find(Guid id) => rows.GetValueOrDefault(id);

    /// <summary>The ids of the rows whose lookup refers to a row; null if the column has no index.</summary>
    public IReadOnlyCollection<Guid>? Referring(Column column, Guid target)
    {
        var place = PlaceOf(column);
        if (place < 0) return null;
        return Index(place).TryGetValue(target, out var ids) ? ids : [];
    }

    /// <summary>The id of the row with these key values. Null: none.</summary>
    public Guid? ByKey(AlternateKey key, KeyValues values)
    {
        for (var i = 0; i < Table.Keys.Count; i++)
        {
            if (Table.Keys[i].Name == key.Name) return keys[i].TryGetValue(values, out var id) ? id : null;
        }

        throw new InvalidOperationException($"{Table.Name} has no key {key.Name}.");
    }

    /// <summary>This state after some rows were written (null: deleted).</summary>
    public TableState With(IEnumerable<KeyValuePair<Guid, Row?>> changes)
    {
        var newRows = rows.ToBuilder();
        var indexes = new Indexes(this);
        var written = changes as IReadOnlyCollection<KeyValuePair<Guid, Row?>> ?? [.. changes];

        // A key value may wander from one row to another within a transaction: first all old values go, then the new ones come.
        foreach (var (id, row) in written)
        {
            if (rows.TryGetValue(id, out var old)) indexes.Remove(old, row);
        }

        foreach (var (id, row) in written)
        {
            if (row is null)
            {
                newRows.Remove(id);
                continue;
            }

            indexes.Add(rows.GetValueOrDefault(id), row);
            newRows[id] = row;
        }

        return new(Table, newRows.ToImmutable(), indexes.Lookups, indexes.Keys);
    }

    /// <summary>The index of a lookup. Built at the first question, then carried on by every state that follows; two who ask at once build the same.</summary>
    LookupIndex Index(int place)
    {
        if (Volatile.Read(ref lookups[place]) is { } known) return known;

        var column = Table.Lookups[place];
        var index = rows.Values.Where(row => Target(row, column) is not null)
            .GroupBy(row => Target(row, column)!.Value, row => row.Id)
            .ToImmutableDictionary(group => group.Key, group => group.ToImmutableHashSet());
        Volatile.Write(ref lookups[place], index);
        return index;
    }

    /// <summary>The same rows under a changed table, indexed anew.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80060892: two rows have the same value for a new key.</exception>
    public TableState Under(Table table) =>
        ReferenceEquals(table, Table) ? this : Empty(table).With([.. rows.Values.Select(row => KeyValuePair.Create(row.Id, (Row?)row.Under(table)))]);

    /// <summary>The indexes while rows are written. Most writes touch few of them; the others stay as they are.</summary>
    sealed class Indexes(TableState state)
    {
        /// <summary>Those that exist when the write begins: one that is built meanwhile knows nothing of it, and is built anew.</summary>
        readonly LookupIndex?[] lookups = [.. state.lookups];
        readonly KeyIndex.Builder?[] keys = new KeyIndex.Builder?[state.keys.Length];

        public LookupIndex?[] Lookups => lookups;

        public ImmutableArray<KeyIndex> Keys => keys.Length == 0 ? state.keys : [.. keys.Select((index, place) => index?.ToImmutable() ?? state.keys[place])];

        public void Remove(Row old, Row? row)
        {
            for (var i = 0; i < lookups.Length; i++)
            {
                if (lookups[i] is not { } index) continue;

                var column = state.Table.Lookups[i];
                if (Target(old, column) is not { } target || (row is not null && Target(row, column) == target)) continue;
                var rest = index[target].Remove(old.Id);
                lookups[i] = rest.IsEmpty ? index.Remove(target) : index.SetItem(target, rest);
            }

            for (var i = 0; i < keys.Length; i++)
            {
                if (KeyValues.Of(state.Table, state.Table.Keys[i], old) is { } values) (keys[i] ??= state.keys[i].ToBuilder()).Remove(values);
            }
        }

        public void Add(Row? old, Row row)
        {
            for (var i = 0; i < lookups.Length; i++)
            {
                if (lookups[i] is not { } index) continue;

                var column = state.Table.Lookups[i];
                if (Target(row, column) is not { } target || (old is not null && Target(old, column) == target)) continue;
                lookups[i] = index.SetItem(target, index.GetValueOrDefault(target, []).Add(row.Id));
            }

            for (var i = 0; i < keys.Length; i++)
            {
                if (KeyValues.Of(state.Table, state.Table.Keys[i], row) is not { } values) continue;
                var index = keys[i] ??= state.keys[i].ToBuilder();
                if (index.TryGetValue(values, out var other) && other != row.Id) throw Fault.DuplicateKey(state.Table, state.Table.Keys[i]);
                index[values] = row.Id;
            }
        }
    }

    int PlaceOf(Column column)
    {
        for (var i = 0; i < Table.Lookups.Count; i++)
        {
            if (Table.Lookups[i].Ordinal == column.Ordinal) return i;
        }

        return -1;
    }

    static Guid? Target(Row row, Column column) => row[column] switch
    {
        Reference reference => reference.Id,
        Guid id => id,
        _ => null,
    };
}
