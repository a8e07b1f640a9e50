using System;
using System.Collections.Generic;
using System.Linq;

namespace LocalDataverse.Storage;

/// <summary>The rows of all tables at one moment. Rows are immutable, so it costs a reference to each.</summary>
internal sealed class RowSnapshot
{
    readonly Dictionary<(string Table, Guid Id), Row> rows;

    RowSnapshot(Dictionary<(string Table, Guid Id), Row> rows) => this.rows = rows;

    internal static RowSnapshot Of(CommittedState state) => new(state.Tables.Values
        .SelectMany(table => table.Rows.Select(row => (Key: (table.Table.Name, row.Id), row)))
        .ToDictionary(pair => pair.Key, pair => pair.row));

    /// <summary>Rows that are new, gone or written since; by version, so that a write of equal values counts, too.</summary>
    internal IEnumerable<(string Table, Guid Id, Row? Before, Row? After)> ChangesTo(RowSnapshot later) => rows.Keys.Union(later.rows.Keys)
        .Select(key => (key.Table, key.Id, Before: rows.GetValueOrDefault(key), After: later.rows.GetValueOrDefault(key)))
        .Where(change => change.Before?.Version != change.After?.Version);
}
