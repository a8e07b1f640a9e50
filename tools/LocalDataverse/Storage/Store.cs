using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using LocalDataverse.Metadata;
using LocalDataverse.Persistence;

namespace LocalDataverse.Storage;

/// <summary>The committed rows of an environment. Safe for many threads.</summary>
/// <remarks>
/// Readers see what is committed when they look (read committed snapshot); writers lock rows until commit. A commit puts a whole new
/// state in place at once, so nobody ever sees half of one.
/// </remarks>
internal sealed class Store
{
    /// <summary>How long a write waits for a row that another transaction is writing.</summary>
    public static readonly TimeSpan DefaultLockTimeout = TimeSpan.FromSeconds(30);

    readonly Lock commit = new();
    CommittedState state;
    CommitQueue? queue;
    long version;

    public Store(MetadataCatalog catalog, TimeSpan? lockTimeout = null)
    {
        state = new(catalog, ImmutableDictionary<string, TableState>.Empty);
        Locks = new LockTable(lockTimeout ?? DefaultLockTimeout);
    }

    /// <summary>A store of its own with the rows that another one has now. Rows are immutable, so it costs nothing.</summary>
    public Store(Store origin)
    {
        state = origin.Committed;
        version = Interlocked.Read(ref origin.version);
        Locks = new LockTable(origin.Locks.Timeout);
    }

    /// <summary>The catalog in force.</summary>
    public MetadataCatalog Catalog => Volatile.Read(ref state).Catalog;

    internal LockTable Locks { get; }

    internal CommittedState Committed => Volatile.Read(ref state);

    /// <summary>Whether commits are kept in a file.</summary>
    internal bool IsKept => queue is not null;

    public Transaction Begin() => new(this);

    /// <summary>Puts a catalog in force: rows stay, tables that changed are indexed anew, rows of tables that are gone go with them.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80060892: rows break a new alternate key; then nothing is changed.</exception>
    /// <remarks>Running transactions keep the catalog they began with.</remarks>
    public void Use(MetadataCatalog catalog) => Apply([], CommitNotes.None, catalog);

    internal long NextVersion() => Interlocked.Increment(ref version);

    /// <summary>The version that the newest row has at most.</summary>
    internal long LastVersion => Interlocked.Read(ref version);

    /// <summary>Begins with rows that were kept.</summary>
    internal void Restore(CommittedState kept, long lastVersion)
    {
        Volatile.Write(ref state, kept);
        Interlocked.Exchange(ref version, lastVersion);
    }

    /// <summary>From now on a commit is in the file before anybody sees it.</summary>
    internal void KeepIn(Journal journal) => queue = new CommitQueue(journal, Committed, durable => Volatile.Write(ref state, durable));

    /// <summary>Commits: all of it is seen at once, and where there is a file it is in there by then.</summary>
    /// <param name="changes">Written rows.</param>
    /// <param name="notes">What belongs to the commit beside its rows.</param>
    /// <param name="catalog">The catalog that it puts in force; null: it stays.</param>
    /// <exception cref="System.ServiceModel.FaultException">0x80060892: rows break a new alternate key; 0x80044150: the file cannot take it. Then nothing is changed.</exception>
    internal void Apply(IReadOnlyCollection<OwnWrites> changes, CommitNotes notes, MetadataCatalog? catalog = null)
    {
        if (queue is { } file)
        {
            file.Commit(before => After(before, changes, catalog), changes, notes);
            return;
        }

        lock (commit) Volatile.Write(ref state, After(state, changes, catalog));
    }

    /// <summary>The file in which commits are kept. Null: none is.</summary>
    internal Journal? Journal => queue?.Journal;

    internal void Dispose() => queue?.Dispose();

    static CommittedState After(CommittedState before, IReadOnlyCollection<OwnWrites> changes, MetadataCatalog? catalog)
    {
        var tables = (catalog is null ? before.Tables : Under(before, catalog)).ToBuilder();
        var inForce = catalog ?? before.Catalog;
        foreach (var writes in changes)
        {
            // A table that an import took away while the request ran has no place for its rows any more.
            if (inForce.TryTable(writes.Table.Name) is not { } table) continue;

            var current = RowStores.Shape(table, writes.Store);
            tables[writes.Key] = (tables.GetValueOrDefault(writes.Key) ?? TableState.Empty(current)).With(
                [.. writes.Changes.Select(change => KeyValuePair.Create(change.Key, change.Value?.Under(current)))]);
        }

        return new CommittedState(inForce, tables.ToImmutable());
    }

    static ImmutableDictionary<string, TableState> Under(CommittedState before, MetadataCatalog catalog)
    {
        var tables = ImmutableDictionary.CreateBuilder<string, TableState>(StringComparer.Ordinal);
        foreach (var (key, rows) in before.Tables)
        {
            if (catalog.TryTable(rows.Table.Name) is { } table) tables[key] = rows.Under(RowStores.IsAside(key) ? RowStores.WithoutKeys(table) : table);
        }

        return tables.ToImmutable();
    }
}

/// <summary>Everything committed at one moment.</summary>
internal sealed record CommittedState(MetadataCatalog Catalog, ImmutableDictionary<string, TableState> Tables)
{
    public TableState? Of(Table table, RowStore store = RowStore.Live) => Tables.GetValueOrDefault(RowStores.Key(table, store));
}
