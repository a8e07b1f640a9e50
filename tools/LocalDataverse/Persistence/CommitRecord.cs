using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;

namespace LocalDataverse.Persistence;

/// <summary>One commit as it is kept: rows as bytes, and what else changed with them.</summary>
internal sealed class CommitRecord
{
    readonly List<KeptRow> rows = [];

    /// <summary>Stores whose rows go with their table.</summary>
    public IReadOnlyList<string> Dropped { get; private init; } = [];

    /// <summary>Rows that were written, and those that were deleted.</summary>
    public IReadOnlyList<KeptRow> Rows => rows;

    /// <summary>What belongs to a row and is no column; null: nothing any more.</summary>
    public IReadOnlyDictionary<(string Store, Guid Id), byte[]?> Attachments { get; private init; } = new Dictionary<(string, Guid), byte[]?>();

    /// <summary>The import that was committed. Null: none was.</summary>
    public ImportRecord? Import { get; private init; }

    /// <summary>What a commit changes.</summary>
    /// <param name="before">Committed before it.</param>
    /// <param name="after">Committed after it.</param>
    /// <param name="writes">What it wrote.</param>
    /// <param name="notes">What else belongs to it.</param>
    /// <param name="codec">Makes bytes of rows.</param>
    internal static CommitRecord Of(CommittedState before, CommittedState after, IEnumerable<OwnWrites> writes, CommitNotes notes, RowCodec codec)
    {
        var record = new CommitRecord
        {
            Dropped = ReferenceEquals(before.Catalog, after.Catalog) ? [] : [.. before.Tables.Keys.Where(key => !after.Tables.ContainsKey(key))],
            Attachments = notes.Attachments,
            Import = notes.Import,
        };
        if (!ReferenceEquals(before.Catalog, after.Catalog)) record.RewriteShrunk(before, after, codec);
        foreach (var own in writes)
        {
            if (after.Tables.GetValueOrDefault(own.Key) is not { } table) continue;
            foreach (var id in own.Changes.Select(change => change.Key)) record.rows.Add(new KeptRow(own.Key, id, table.Find(id) is { } row ? codec.Encode(row, table.Table) : null));
        }

        return record;
    }

    /// <summary>All rows, as if one commit had written them.</summary>
    internal static CommitRecord OfAll(CommittedState state, RowCodec codec)
    {
        var record = new CommitRecord();
        foreach (var (key, table) in state.Tables) record.rows.AddRange(table.Rows.Select(row => new KeptRow(key, row.Id, codec.Encode(row, table.Table))));
        return record;
    }

    /// <summary>Values of columns that went must not come back with a column of the same name, nor stay in the file.</summary>
    void RewriteShrunk(CommittedState before, CommittedState after, RowCodec codec)
    {
        foreach (var (key, table) in after.Tables)
        {
            if (before.Tables.GetValueOrDefault(key) is not { } old || ReferenceEquals(old.Table, table.Table) || !Shrank(old.Table, table.Table)) continue;
            rows.AddRange(table.Rows.Select(row => new KeptRow(key, row.Id, codec.Encode(row, table.Table))));
        }
    }

    static bool Shrank(Table before, Table after) => before.Columns.Any(column => after.TryColumn(column.Name) is null);
}

/// <summary>A row as it is kept.</summary>
/// <param name="Store">Table, or table and where the row was set aside (see <see cref="RowStores.Key"/>).</param>
/// <param name="Id">Primary key.</param>
/// <param name="Bytes">The row; null: it is deleted.</param>
internal readonly record struct KeptRow(string Store, Guid Id, byte[]? Bytes);

/// <summary>An import, an upgrade or an uninstallation, from which the metadata is made again.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Solution">Unique name.</param>
/// <param name="Zip">The solution; null: it was uninstalled.</param>
internal sealed record ImportRecord(ImportKind Kind, string Solution, byte[]? Zip);

/// <summary>What was done with a solution. The numbers are kept in files.</summary>
internal enum ImportKind
{
    /// <summary>Imported, or updated.</summary>
    Import = 1,

    /// <summary>Upgraded: components that the zip lacks went.</summary>
    Upgrade = 2,

    /// <summary>Uninstalled.</summary>
    Uninstall = 3,
}

/// <summary>What belongs to a commit beside its rows.</summary>
internal sealed class CommitNotes
{
    internal static CommitNotes None { get; } = new();

    /// <summary>By store and row; empty where the environment is in memory only.</summary>
    public Dictionary<(string Store, Guid Id), byte[]?> Attachments { get; } = [];

    public ImportRecord? Import { get; set; }
}
