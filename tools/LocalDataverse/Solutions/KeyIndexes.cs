using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Threading;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using Microsoft.Xrm.Sdk;
using FaultCode = LocalDataverse.Faults.FaultCode;

namespace LocalDataverse.Solutions;

/// <summary>Alternate keys whose index is still to be built: until then they neither find a row nor refuse one.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/define-alternate-keys-entity</remarks>
internal sealed class KeyIndexes(Organization organization)
{
    readonly Lock gate = new();
    readonly Queue<(string Table, AlternateKey Key)> pending = new();
    readonly Dictionary<(string Table, string Key), EntityKeyIndexStatus> notActive = [];
    readonly Dictionary<(string Table, string Key), AlternateKey> failed = [];

    /// <summary>Begins with the keys that wait in another organization.</summary>
    internal KeyIndexes(Organization organization, KeyIndexes origin)
        : this(organization)
    {
        lock (origin.gate)
        {
            pending = new(origin.pending);
            notActive = new(origin.notActive);
            failed = new(origin.failed);
        }
    }

    /// <summary>The catalog without the keys that are not in force yet.</summary>
    internal static MetadataCatalog Without(MetadataCatalog after, IReadOnlyList<(string Table, AlternateKey Key)> fresh) =>
        after.With(fresh.GroupBy(one => one.Table, one => one.Key, StringComparer.Ordinal).Select(keys =>
        {
            var table = after.Table(keys.Key);
            return new Table(table.Facts, table.Columns, table.Keys.Except(keys), table.Companions);
        }));

    /// <summary>The keys that an import adds.</summary>
    internal static IReadOnlyList<(string Table, AlternateKey Key)> Fresh(IEnumerable<TableDefinition> tables, MetadataCatalog before) =>
        [.. tables.SelectMany(table => table.Table.Keys
            .Where(key => before.TryTable(table.Table.Name) is not { } installed || installed.Keys.All(known => known.Name != key.Name))
            .Select(key => (table.Table.Name, key)))];

    internal void Queue(IReadOnlyList<(string Table, AlternateKey Key)> fresh)
    {
        lock (gate)
        {
            foreach (var (table, key) in fresh)
            {
                pending.Enqueue((table, key));
                notActive[(table, key.Name)] = EntityKeyIndexStatus.Pending;
            }
        }
    }

    /// <summary>Tries a key whose index job failed once more; one that waits or works stays as it is.</summary>
    /// <returns>No: the table has no such key.</returns>
    internal bool QueueAgain(Table table, string key)
    {
        if (StatusOf(table, key) is null) return false;

        lock (gate)
        {
            if (failed.Remove((table.Name, key), out var again))
            {
                pending.Enqueue((table.Name, again));
                notActive[(table.Name, key)] = EntityKeyIndexStatus.Pending;
            }
        }

        return true;
    }

    /// <summary>How far the index of a key is; null: the table has no such key.</summary>
    internal EntityKeyIndexStatus? StatusOf(Table table, string key)
    {
        lock (gate)
        {
            if (notActive.TryGetValue((table.Name, key), out var status)) return status;
        }

        return table.Keys.Any(known => known.Name == key) ? EntityKeyIndexStatus.Active : null;
    }

    /// <summary>All keys of a table, also those that are not in force yet.</summary>
    internal IReadOnlyList<KeyValuePair<string, EntityKeyIndexStatus>> StatusesOf(Table table)
    {
        lock (gate)
        {
            return
            [
                .. notActive.Where(key => key.Key.Table == table.Name).Select(key => KeyValuePair.Create(key.Key.Key, key.Value)),
                .. table.Keys.Select(key => KeyValuePair.Create(key.Name, EntityKeyIndexStatus.Active)),
            ];
        }
    }

    /// <summary>Builds the indexes. A key whose values are given twice stays inactive, as online after a failed index job.</summary>
    /// <returns>How many keys were tried.</returns>
    internal int BuildAll()
    {
        var count = 0;
        while (Next() is { } next)
        {
            var catalog = organization.Store.Catalog;
            if (catalog.TryTable(next.Table) is null) continue;

            count++;
            try
            {
                organization.Store.Use(catalog.With([catalog.Table(next.Table).With([], [next.Key])]));
                lock (gate) notActive.Remove((next.Table, next.Key.Name));
            }
            catch (FaultException<OrganizationServiceFault> twice) when (twice.Detail.ErrorCode == (int)FaultCode.DuplicateRecordEntityKey)
            {
                // Rows break the key: its job has failed, and the rest goes on.
                lock (gate)
                {
                    notActive[(next.Table, next.Key.Name)] = EntityKeyIndexStatus.Failed;
                    failed[(next.Table, next.Key.Name)] = next.Key;
                }
            }
        }

        return count;
    }

    (string Table, AlternateKey Key)? Next()
    {
        lock (gate) return pending.TryDequeue(out var next) ? next : null;
    }
}
