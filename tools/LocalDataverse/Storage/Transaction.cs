using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Persistence;

namespace LocalDataverse.Storage;

/// <summary>One request's view: its own writes over the committed rows. Used by one thread at a time.</summary>
/// <remarks>Not committing is aborting: the writes were only ever here.</remarks>
internal sealed class Transaction : IDisposable
{
    readonly Store store;
    readonly Dictionary<string, OwnWrites> own = new(StringComparer.Ordinal);
    readonly List<LockKey> locks = [];
    readonly CommitNotes notes = new();
    bool ended;

    internal Transaction(Store store)
    {
        this.store = store;
        Catalog = store.Catalog;
    }

    /// <summary>The catalog that was in force when the transaction began.</summary>
    public MetadataCatalog Catalog { get; }

    /// <summary>The row as committed now, or as written by this transaction. Null: there is none.</summary>
    public Row? Find(Table table, Guid id) => Read().Find(table, id);

    /// <summary>The row, locked until the end of this transaction so that nobody else writes it. Null: there is none.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80044151: another transaction writes the row and does not end.</exception>
    public Row? FindForUpdate(Table table, Guid id)
    {
        Turn.Current?.Pass();
        return Locked(table, id);
    }

    /// <summary>All rows of a table, in no particular order.</summary>
    public IEnumerable<Row> Scan(Table table) => Read().Scan(table);

    /// <summary>The rows whose lookup <paramref name="column"/> refers to <paramref name="target"/>; by index.</summary>
    public IEnumerable<Row> Lookup(Table table, Column column, Guid target) =>
        Read().Lookup(table, column, target) ?? throw new InvalidOperationException($"{table.Name}.{column.Name} is not a lookup.");

    /// <summary>The row with these stored values of a key, given in the order of the key; by index. Null: there is none.</summary>
    public Row? FindByKey(Table table, AlternateKey key, params object?[] values) => Read().FindByKey(table, key, values);

    /// <summary>A view that stays as it is now while others commit; own writes made later show in it. For one query.</summary>
    public ReadView Read(RowStore from = RowStore.Live)
    {
        ObjectDisposedException.ThrowIf(ended, this);
        return new ReadView(store.Committed, own, from);
    }

    /// <summary>Adds a row.</summary>
    /// <param name="values">Stored form (see <see cref="Row"/>) of the columns that are not empty.</param>
    /// <param name="withDefaults">Whether columns that <paramref name="values"/> does not name get their default.</param>
    /// <exception cref="System.ServiceModel.FaultException">
    /// 0x80040237: the id is in use; 0x80060892: an alternate key is; 0x80044151: lock timeout.
    /// </exception>
    public Row Insert(Table table, Guid id, IReadOnlyDictionary<Column, object?> values, bool withDefaults = false)
    {
        if (Locked(table, id) is not null) throw Fault.DuplicateId(table, id);
        return Put(table, old: null, Row.New(table, id, store.NextVersion(), values, withDefaults));
    }

    /// <summary>Changes the given columns of a row and leaves the others as they are now, whatever the caller read before.</summary>
    /// <exception cref="System.ServiceModel.FaultException">
    /// 0x80040217: no such row; 0x80060892: an alternate key is in use; 0x80044151: lock timeout.
    /// </exception>
    public Row Update(Table table, Guid id, IReadOnlyDictionary<Column, object?> values)
    {
        var row = FindForUpdate(table, id) ?? throw Fault.DoesNotExist(table, id);
        return Put(table, row, row.With(table, store.NextVersion(), values));
    }

    /// <summary>Removes a row; what refers to it is the caller's business.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80040217: no such row; 0x80044151: lock timeout.</exception>
    public void Delete(Table table, Guid id)
    {
        var row = FindForUpdate(table, id) ?? throw Fault.DoesNotExist(table, id);
        foreach (var key in table.Keys) TakeValues(table, key, KeyValues.Of(table, key, row));
        Own(table).Write(id, null);
    }

    /// <summary>Keeps a row, which the table no longer has, in another store.</summary>
    public void PutAside(Table table, Row row, RowStore into) => Own(table, into).Write(row.Id, row);

    /// <summary>Removes a row that was set aside; if it is not there, nothing happens.</summary>
    public void RemoveAside(Table table, Guid id, RowStore from)
    {
        if (Read(from).Find(table, id) is not null) Own(table, from).Write(id, null);
    }

    /// <summary>Whether its commit will be kept in a file.</summary>
    public bool IsKept => store.IsKept;

    /// <summary>Keeps bytes with a row that this transaction wrote, for what is no column; they go when the row goes.</summary>
    /// <param name="table">Of the row.</param>
    /// <param name="id">Of the row.</param>
    /// <param name="bytes">Null: what was attached goes.</param>
    /// <param name="to">Where the row is.</param>
    public void Attach(Table table, Guid id, byte[]? bytes, RowStore to = RowStore.Live)
    {
        if (IsKept) notes.Attachments[(RowStores.Key(table, to), id)] = bytes;
    }

    /// <summary>Notes what was done with a solution, so that the metadata can be made again.</summary>
    public void Note(ImportRecord import) => notes.Import = import;

    /// <summary>Whether it wrote rows of a table.</summary>
    public bool Writes(string table) => own.ContainsKey(table);

    /// <summary>Makes all writes visible at once and ends the transaction.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80044150: the file cannot take it. Then nothing is changed.</exception>
    public void Commit() => Commit(catalog: null);

    /// <summary>Makes all writes visible at once and ends the transaction.</summary>
    /// <param name="catalog">The catalog that comes in force with them; null: it stays.</param>
    /// <exception cref="System.ServiceModel.FaultException">0x80060892: rows break a new alternate key; 0x80044150: the file cannot take it. Then nothing is changed.</exception>
    public void Commit(MetadataCatalog? catalog)
    {
        ObjectDisposedException.ThrowIf(ended, this);
        if (own.Count > 0)
        {
            Turn.Current?.Pass();
            store.Apply(own.Values, notes, catalog);
            Turn.Current?.Note(InterleavedEvent.Commits, own.Keys.First());
        }

        End();
    }

    /// <summary>Ends the transaction; without <see cref="Commit()"/> as if it had never been.</summary>
    public void Dispose()
    {
        if (!ended) End();
    }

    Row Put(Table table, Row? old, Row row)
    {
        foreach (var key in table.Keys)
        {
            var before = old is null ? null : KeyValues.Of(table, key, old);
            var values = KeyValues.Of(table, key, row);
            if (Equals(before, values)) continue;

            // Until the commit nobody knows whether a value that is given up is free: who wants it waits.
            TakeValues(table, key, before);
            TakeValues(table, key, values);
            if (values is not null && Read().ByKey(table, key, values) is { } other && other != row.Id) throw Fault.DuplicateKey(table, key);
        }

        Own(table).Write(row.Id, row);
        return row;
    }

    Row? Locked(Table table, Guid id)
    {
        Take(table, new LockKey(table.Name, null, id));
        return Find(table, id);
    }

    void TakeValues(Table table, AlternateKey key, KeyValues? values)
    {
        if (values is null) return;

        Turn.Current?.Pass();
        Take(table, new LockKey(table.Name, key.Name, values));
    }

    void Take(Table table, LockKey key)
    {
        ObjectDisposedException.ThrowIf(ended, this);
        if (store.Locks.Take(this, table, key)) locks.Add(key);
    }

    OwnWrites Own(Table table, RowStore into = RowStore.Live)
    {
        var key = RowStores.Key(table, into);
        if (!own.TryGetValue(key, out var writes)) own.Add(key, writes = new OwnWrites(table, into));
        return writes;
    }

    void End()
    {
        ended = true;
        own.Clear();
        store.Locks.Release(locks);
    }
}
