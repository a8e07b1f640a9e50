using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;
using Microsoft.Data.Sqlite;

namespace LocalDataverse.Persistence;

/// <summary>Reads what a file holds, at its opening.</summary>
internal sealed class JournalReader
{
    /// <summary>So many that parting the work costs nothing.</summary>
    const int RowsAtOnce = 512;

    readonly DatabaseFile file;

    /// <exception cref="DatabaseException">The file is damaged.</exception>
    internal JournalReader(DatabaseFile file)
    {
        this.file = file;
        Names = new NameList(Read("SELECT name FROM names ORDER BY number", row => row.GetString(0)));
        Codec = new RowCodec(Names);
        foreach (var (name, value) in Read("SELECT name, value FROM counters", row => (row.GetString(0), row.GetInt64(1)))) Counters[name] = value;
        Options = Read("SELECT value FROM environment WHERE name = 'options'", row => row.GetString(0)) is [var options] ? options : throw Damaged("It has no options.");
        Imports = Read(
            "SELECT kind, solution, content, hash FROM imports LEFT JOIN zips USING (hash) ORDER BY imports.number",
            row => new ImportRecord((ImportKind)row.GetInt32(0), row.GetString(1), row.IsDBNull(3) ? null : Checked(row.GetFieldValue<byte[]>(2), row.GetString(3))));
    }

    internal string Path => file.Path;

    internal NameList Names { get; }

    internal RowCodec Codec { get; }

    internal Dictionary<string, long> Counters { get; } = new(StringComparer.Ordinal);

    /// <summary>See <see cref="SavedOptions"/>.</summary>
    internal string Options { get; }

    internal IReadOnlyList<ImportRecord> Imports { get; }

    /// <summary>What is kept with rows, in the order in which the rows were created.</summary>
    internal List<(string Store, Guid Id, byte[] Bytes)> Attachments { get; } = [];

    /// <summary>All rows by store, under the tables as they are now.</summary>
    /// <exception cref="DatabaseException">A row is damaged, or its table is gone.</exception>
    internal Dictionary<string, KeyValuePair<Guid, Row?>[]> Rows(MetadataCatalog catalog)
    {
        var stores = new Dictionary<string, (Table Table, List<(Guid Id, byte[] Bytes)> Rows)>(StringComparer.Ordinal);
        foreach (var (store, id, bytes, attached) in Stream("SELECT store, id, data, attached FROM rows ORDER BY number", Row))
        {
            if (!stores.TryGetValue(store, out var found)) stores.Add(store, found = (TableOf(store, catalog), []));
            found.Rows.Add((id, bytes));
            if (attached is not null) Attachments.Add((store, id, attached));
        }

        var count = stores.Values.Sum(found => (long)found.Rows.Count);
        if (Counters.GetValueOrDefault(Journal.Rows) != count) throw Damaged($"It has {count} rows, and {Counters.GetValueOrDefault(Journal.Rows)} were written.");

        return stores.ToDictionary(found => found.Key, found => Decoded(found.Key, found.Value.Table, found.Value.Rows), StringComparer.Ordinal);

        static (string, Guid, byte[], byte[]?) Row(SqliteDataReader row) =>
            (row.GetString(0), new Guid(row.GetFieldValue<byte[]>(1)), row.GetFieldValue<byte[]>(2), row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3));
    }

    /// <summary>Rows out of bytes, by all processors: it is most of the work at an opening.</summary>
    KeyValuePair<Guid, Row?>[] Decoded(string store, Table table, List<(Guid Id, byte[] Bytes)> kept)
    {
        var rows = new KeyValuePair<Guid, Row?>[kept.Count];
        DatabaseException? problem = null;
        Parallel.ForEach(Partitioner.Create(0, kept.Count, RowsAtOnce), (range, state) =>
        {
            for (var i = range.Item1; i < range.Item2 && !state.IsStopped; i++)
            {
                var (id, bytes) = kept[i];
                try
                {
                    rows[i] = KeyValuePair.Create(id, (Row?)Codec.Decode(table, id, bytes));
                }
                catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException or ArgumentException or FormatException)
                {
                    Interlocked.CompareExchange(ref problem, Damaged($"The row {id:D} of {store} cannot be read: {damage.Message}", damage), comparand: null);
                    state.Stop();
                }
            }
        });
        return problem is null ? rows : throw problem;
    }

    internal DatabaseException Damaged(string what, Exception? cause = null) =>
        new(file.Path, $"The database is damaged. {what}", "Restore the file, together with its -wal file if there is one, from a copy.", cause);

    byte[] Checked(byte[] zip, string hash) => Convert.ToHexStringLower(SHA256.HashData(zip)) == hash ? zip : throw Damaged("The zip of a solution is not the one that was imported.");

    Table TableOf(string store, MetadataCatalog catalog)
    {
        var slash = store.IndexOf('/', StringComparison.Ordinal);
        return catalog.TryTable(slash < 0 ? store : store[..slash]) ?? throw Damaged($"It has rows of {store}, which no solution in it brings.");
    }

    List<T> Read<T>(string sql, Func<SqliteDataReader, T> row) => [.. Stream(sql, row)];

    IEnumerable<T> Stream<T>(string sql, Func<SqliteDataReader, T> row)
    {
        using var command = file.Statement(sql, 0);
        using var reader = Guarded(command.ExecuteReader);
        while (Guarded(reader.Read)) yield return Guarded(() => row(reader));
    }

    T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException problem)
        {
            throw file.Explained(problem);
        }
        catch (Exception problem) when (problem is InvalidOperationException or InvalidCastException or ArgumentException or FormatException or OverflowException)
        {
            throw Damaged($"A value has another type than was written: {problem.Message}", problem);
        }
    }
}
