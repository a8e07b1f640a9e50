using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using LocalDataverse.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LocalDataverse.Persistence;

/// <summary>Writes commits into the file: one SQLite transaction for those that come together.</summary>
internal sealed class Journal : IDisposable
{
    readonly DatabaseFile file;
    readonly NameList names;
    readonly RowCodec codec;
    readonly Func<CommittedState, Counters> count;
    readonly SqliteCommand writeRow, deleteRow, attach, drop, writeName, writeCounter, writeZip, writeImport, begin, commit, rollback;
    Dictionary<string, long> counters;
    CommittedState? written;
    string? broken;

    /// <param name="file">Open.</param>
    /// <param name="names">Those in it.</param>
    /// <param name="codec">Makes bytes of rows.</param>
    /// <param name="saved">The counters in it.</param>
    /// <param name="count">The counters now.</param>
    internal Journal(DatabaseFile file, NameList names, RowCodec codec, IReadOnlyDictionary<string, long> saved, Func<CommittedState, Counters> count)
    {
        this.file = file;
        this.names = names;
        this.codec = codec;
        this.count = count;
        counters = new Dictionary<string, long>(saved, StringComparer.Ordinal);
        writeRow = file.Statement("INSERT INTO rows (store, id, data) VALUES ($1, $2, $3) ON CONFLICT (store, id) DO UPDATE SET data = excluded.data", 3);
        deleteRow = file.Statement("DELETE FROM rows WHERE store = $1 AND id = $2", 2);
        attach = file.Statement("UPDATE rows SET attached = $3 WHERE store = $1 AND id = $2", 3);
        drop = file.Statement("DELETE FROM rows WHERE store = $1", 1);
        writeName = file.Statement("INSERT INTO names (number, name) VALUES ($1, $2)", 2);
        writeCounter = file.Statement("INSERT INTO counters (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", 2);
        writeZip = file.Statement("INSERT INTO zips (hash, content) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING", 2);
        writeImport = file.Statement("INSERT INTO imports (kind, solution, hash) VALUES ($1, $2, $3)", 3);
        begin = file.Statement("BEGIN IMMEDIATE", 0);
        commit = file.Statement("COMMIT", 0);
        rollback = file.Statement("ROLLBACK", 0);
    }

    /// <summary>Names of the counters in the file; those of autonumbers follow a prefix.</summary>
    internal const string Ids = "ids", Version = "version", Clock = "clock", Rows = "rows", AutoNumber = "autonumber:";

    internal CommitRecord Record(CommittedState before, CommittedState after, IReadOnlyCollection<OwnWrites> writes, CommitNotes notes) => CommitRecord.Of(before, after, writes, notes, codec);

    /// <summary>Lets the file grow to a number of pages only, as a disk that is full then.</summary>
    internal void Limit(long pages) => file.Do(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}"));

    /// <summary>How many pages the file has.</summary>
    internal long Pages => file.Number("PRAGMA page_count");

    /// <summary>What is in the file.</summary>
    internal void BeginWith(CommittedState committed) => written = committed;

    /// <summary>Writes commits in their order; when it returns they are on the disk.</summary>
    /// <param name="batch">The commits.</param>
    /// <param name="after">What is committed after them.</param>
    /// <exception cref="JournalFailure">None of them is.</exception>
    internal void Write(IReadOnlyList<CommitRecord> batch, CommittedState after)
    {
        if (broken is not null) throw new JournalFailure(broken);
        try
        {
            begin.ExecuteNonQuery();
            Put(batch, after);
        }
        catch (SqliteException problem)
        {
            Undo();
            throw Failed(problem);
        }
    }

    /// <summary>Writes what a new file holds at first, and commits it with what its creation began.</summary>
    /// <exception cref="DatabaseException">It cannot be written.</exception>
    internal void WriteFirst(CommittedState state, string options)
    {
        try
        {
            Run(file.Statement("INSERT INTO environment (name, value) VALUES ('options', $1)", 1), options);
            Put([CommitRecord.OfAll(state, codec)], state);
        }
        catch (SqliteException problem)
        {
            Undo();
            throw file.Explained(problem);
        }
    }

    /// <summary>Closes the file, with the clock as it is now.</summary>
    public void Dispose()
    {
        try
        {
            if (broken is null && written is not null && Changed(written).Count > 0) Write([], written);
        }
        catch (JournalFailure)
        {
            // All commits are in the file; what is missing is how far the clock went on since the last one.
        }

        foreach (var statement in new[] { writeRow, deleteRow, attach, drop, writeName, writeCounter, writeZip, writeImport, begin, commit, rollback }) statement.Dispose();
        file.Dispose();
    }

    void Put(IReadOnlyList<CommitRecord> batch, CommittedState after)
    {
        var unsaved = names.Unsaved();
        foreach (var (number, name) in unsaved) Run(writeName, number, name);
        foreach (var record in batch) Put(record);
        var changed = Changed(after);
        foreach (var (name, value) in changed) Run(writeCounter, name, value);
        commit.ExecuteNonQuery();

        names.Saved(unsaved.Count);
        foreach (var (name, value) in changed) counters[name] = value;
        written = after;
    }

    void Put(CommitRecord record)
    {
        foreach (var store in record.Dropped) Run(drop, store);
        foreach (var row in record.Rows)
        {
            if (row.Bytes is { } bytes) Run(writeRow, row.Store, row.Id.ToByteArray(), bytes);
            else Run(deleteRow, row.Store, row.Id.ToByteArray());
        }

        foreach (var ((store, id), bytes) in record.Attachments) Run(attach, store, id.ToByteArray(), bytes);
        if (record.Import is not { } import) return;

        var hash = import.Zip is { } zip ? Convert.ToHexStringLower(SHA256.HashData(zip)) : null;
        if (hash is not null) Run(writeZip, hash, import.Zip);
        Run(writeImport, (int)import.Kind, import.Solution, hash);
    }

    List<KeyValuePair<string, long>> Changed(CommittedState after)
    {
        var now = count(after);
        return [.. new[]
            {
                KeyValuePair.Create(Ids, now.Ids), KeyValuePair.Create(Version, now.Version), KeyValuePair.Create(Clock, now.Clock), KeyValuePair.Create(Rows, now.Rows),
            }
            .Concat(now.AutoNumbers.Select(number => KeyValuePair.Create(AutoNumber + number.Key, number.Value)))
            .Where(counter => !counters.TryGetValue(counter.Key, out var saved) || saved != counter.Value)];
    }

    void Undo()
    {
        if (raw.sqlite3_get_autocommit(file.Connection.Handle) == 0) rollback.ExecuteNonQuery();
    }

    JournalFailure Failed(SqliteException problem)
    {
        if (problem.SqliteErrorCode == raw.SQLITE_FULL)
        {
            return new JournalFailure($"Generic SQL error: the disk with {file.Path} is full. Nothing of this request was written; make room and send it again.", problem);
        }

        // After any other failure nobody can know what the disk holds until it is read again.
        broken = string.Create(
            CultureInfo.InvariantCulture, $"Generic SQL error: {file.Path} could not be written: {problem.Message} Nothing more is written. Check the disk, then open the database again.");
        return new JournalFailure(broken, problem);
    }

    static void Run(SqliteCommand statement, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) statement.Parameters[i].Value = values[i] ?? DBNull.Value;
        statement.ExecuteNonQuery();
    }
}
