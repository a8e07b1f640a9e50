using System;
using System.Collections.Generic;
using System.Collections.Immutable;
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

    /// <summary>The catalog in force.</summary>
    public MetadataCatalog Catalog => Volatile.Read(ref state).Catalog;

    internal LockTable Locks { get; }

    internal CommittedState Committed => Volatile.Read(ref state);

    public Transaction Begin() => new(this);

    /// <summary>Puts a catalog in force: rows stay, tables that changed are indexed anew.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80060892: rows break a new alternate key; then nothing is changed.</exception>
    /// <remarks>Running transactions keep the catalog they began with.</remarks>
    public void Use(MetadataCatalog catalog)
    {
        lock (commit)
        {
            var tables = state.Tables.ToImmutableDictionary(
                pair => pair.Key, pair => pair.Value.Under(catalog.TryTable(pair.Key) ?? pair.Value.Table), StringComparer.Ordinal);
            Volatile.Write(ref state, new CommittedState(catalog, tables));
        }
    }

    internal long NextVersion() => Interlocked.Increment(ref version);

    internal void Apply(IEnumerable<KeyValuePair<Table, IReadOnlyCollection<KeyValuePair<Guid, Row?>>>> changes)
    {
        lock (commit)
        {
            var tables = state.Tables.ToBuilder();
            foreach (var (table, rows) in changes)
            {
                var current = state.Catalog.TryTable(table.Name) ?? table;
                tables[table.Name] = (tables.GetValueOrDefault(table.Name) ?? TableState.Empty(current)).With(rows);
            }

            Volatile.Write(ref state, new CommittedState(state.Catalog, tables.ToImmutable()));
        }
    }
}

/// <summary>Everything committed at one moment.</summary>
internal sealed record CommittedState(MetadataCatalog Catalog, ImmutableDictionary<string, TableState> Tables)
{
    public TableState? Of(Table table) => Tables.GetValueOrDefault(table.Name);
}
