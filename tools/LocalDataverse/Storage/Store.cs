using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using LocalDataverse.Metadata;

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

    public Transaction Begin() => new(this);

    /// <summary>Puts a catalog in force: rows stay, tables that changed are indexed anew, rows of tables that are gone go with them.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80060892: rows break a new alternate key; then nothing is changed.</exception>
    /// <remarks>Running transactions keep the catalog they began with.</remarks>
    public void Use(MetadataCatalog catalog)
    {
        lock (commit)
        {
            var tables = ImmutableDictionary.CreateBuilder<string, TableState>(StringComparer.Ordinal);
            foreach (var (key, rows) in state.Tables)
            {
                if (catalog.TryTable(rows.Table.Name) is { } table) tables[key] = rows.Under(RowStores.IsAside(key) ? RowStores.WithoutKeys(table) : table);
            }

            Volatile.Write(ref state, new CommittedState(catalog, tables.ToImmutable()));
        }
    }

    internal long NextVersion() => Interlocked.Increment(ref version);

    internal void Apply(IEnumerable<OwnWrites> changes)
    {
        lock (commit)
        {
            var tables = state.Tables.ToBuilder();
            foreach (var writes in changes)
            {
                // A table that an import took away while the request ran has no place for its rows any more.
                if (state.Catalog.TryTable(writes.Table.Name) is not { } table) continue;

                var current = RowStores.Shape(table, writes.Store);
                tables[writes.Key] = (tables.GetValueOrDefault(writes.Key) ?? TableState.Empty(current)).With(
                    [.. writes.Changes.Select(change => KeyValuePair.Create(change.Key, change.Value?.Under(current)))]);
            }

            Volatile.Write(ref state, new CommittedState(state.Catalog, tables.ToImmutable()));
        }
    }
}

/// <summary>Everything committed at one moment.</summary>
internal sealed record CommittedState(MetadataCatalog Catalog, ImmutableDictionary<string, TableState> Tables)
{
    public TableState? Of(Table table, RowStore store = RowStore.Live) => Tables.GetValueOrDefault(RowStores.Key(table, store));
}
