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
            foreach (var key in fresh) pending.Enqueue(key);
        }
    }

    /// <summary>Builds the indexes. A key whose values are given twice stays inactive, as online after a failed index job.</summary>
    /// <returns>How many keys were tried.</returns>
    internal int BuildAll()
    {
        var count = 0;
        while (Next() is { } next)
        {
            count++;
            var catalog = organization.Store.Catalog;
            try
            {
                organization.Store.Use(catalog.With([catalog.Table(next.Table).With([], [next.Key])]));
            }
            catch (FaultException<OrganizationServiceFault> twice) when (twice.Detail.ErrorCode == (int)FaultCode.DuplicateRecordEntityKey)
            {
                // Rows break the key: its job has failed, and the rest goes on.
            }
        }

        return count;
    }

    (string Table, AlternateKey Key)? Next()
    {
        lock (gate) return pending.TryDequeue(out var next) ? next : null;
    }
}
