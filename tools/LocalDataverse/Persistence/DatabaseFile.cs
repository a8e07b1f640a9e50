using System;
using System.Globalization;
using System.IO;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LocalDataverse.Persistence;

/// <summary>An open file of an environment: a SQLite database that no other process can open at the same time.</summary>
/// <remarks>
/// Write-ahead log with synchronous=FULL: a commit returns when the log is flushed to the disk (https://sqlite.org/pragma.html#pragma_synchronous). Deleted content is
/// overwritten (secure_delete), because what was erased must not stay in free pages.
/// </remarks>
internal sealed class DatabaseFile : IDisposable
{
    /// <summary>The format that this version writes, and the only one it reads so far.</summary>
    internal const int FormatVersion = 1;

    /// <summary>Says that a SQLite database is one of ours (PRAGMA application_id): "OFFB".</summary>
    const int ApplicationId = 0x4F464642;

    const string Tables =
        """
        CREATE TABLE environment (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE names (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE rows (number INTEGER PRIMARY KEY, store TEXT NOT NULL, id BLOB NOT NULL, data BLOB NOT NULL, attached BLOB, UNIQUE (store, id));
        CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE zips (hash TEXT PRIMARY KEY, content BLOB NOT NULL);
        CREATE TABLE imports (number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, solution TEXT NOT NULL, hash TEXT REFERENCES zips (hash));
        """;

    DatabaseFile(string path, SqliteConnection connection)
    {
        Path = path;
        Connection = connection;
    }

    internal string Path { get; }

    internal SqliteConnection Connection { get; }

    /// <summary>A new file with empty tables. They are in it when the caller commits: until then it may be created again.</summary>
    /// <exception cref="DatabaseException">There is one already, or it cannot be made.</exception>
    internal static DatabaseFile Create(string path) => Opened(path, SqliteOpenMode.ReadWriteCreate, file =>
    {
        if (file.Number("PRAGMA application_id") != 0 || file.Number("SELECT count(*) FROM sqlite_master") != 0)
        {
            throw new DatabaseException(path, "There is a database in this file already.", "Open it, or give the name of a new file.");
        }

        file.Do("BEGIN IMMEDIATE");
        file.Do(Tables);
        file.Do(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {FormatVersion}"));
    });

    /// <exception cref="DatabaseException">There is none, another process has it open, or it is no file of an environment that this version reads.</exception>
    internal static DatabaseFile Open(string path)
    {
        if (!File.Exists(path)) throw new DatabaseException(path, "There is no such file.", "Create it first, or check the name.");

        return Opened(path, SqliteOpenMode.ReadWrite, file =>
        {
            if (file.Number("PRAGMA application_id") != ApplicationId)
            {
                throw new DatabaseException(
                    path,
                    file.Number("SELECT count(*) FROM sqlite_master") == 0 ? "The file is empty: its creation was interrupted." : "This is no file of an embedded Dataverse.",
                    "Create a new one, or check the name.");
            }

            var version = file.Number("PRAGMA user_version");
            if (version != FormatVersion)
            {
                throw new DatabaseException(
                    path,
                    string.Create(CultureInfo.InvariantCulture, $"The file has the format {version}, and this version reads the format {FormatVersion}."),
                    "Use the release that wrote it, or a newer one.");
            }
        });
    }

    internal void Do(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    internal long Number(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>A statement that is run many times, with its parameters in order: $1, $2, …</summary>
    internal SqliteCommand Statement(string sql, int parameters)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        for (var number = 1; number <= parameters; number++) command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"${number}") });
        return command;
    }

    /// <summary>What a failure of SQLite means for a person.</summary>
    internal DatabaseException Explained(SqliteException problem) => Explained(Path, problem);

    /// <summary>Closes it. The log goes into the file and is deleted.</summary>
    public void Dispose() => Connection.Dispose();

    static DatabaseFile Opened(string path, SqliteOpenMode mode, Action<DatabaseFile> check)
    {
        // A second is enough for a process that is just closing the file.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            connection.Open();
            var file = new DatabaseFile(path, connection);
            file.Do("PRAGMA locking_mode = EXCLUSIVE");
            file.Do("PRAGMA journal_mode = WAL");
            file.Do("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000");

            // Reading would take no lock yet that keeps others out.
            file.Do("BEGIN IMMEDIATE; COMMIT");
            check(file);
            return file;
        }
        catch (SqliteException problem)
        {
            connection.Dispose();
            throw Explained(path, problem);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    static DatabaseException Explained(string path, SqliteException problem) => problem.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new(path, "Another process has the database open.", "Wait until it has ended, or end it; one process works on a database at a time.", problem),
        raw.SQLITE_NOTADB => new(path, "This is no file of an embedded Dataverse, or its beginning is damaged.", "Check the name, or restore the file from a copy.", problem),
        raw.SQLITE_CORRUPT => new(path, $"The database is damaged: {problem.Message}", "Restore the file, together with its -wal file if there is one, from a copy.", problem),
        raw.SQLITE_FULL => new(path, "The disk is full.", "Make room and try again; nothing was changed.", problem),
        raw.SQLITE_CANTOPEN => new(path, "The file cannot be opened or made.", "Check that the folder exists and may be written.", problem),
        raw.SQLITE_READONLY or raw.SQLITE_PERM => new(path, "The file may not be written.", "Give the user of this process the right to write the file and its folder.", problem),
        _ => new(path, $"The disk or the file system failed: {problem.Message}", "Check the disk, then open the database again.", problem),
    };
}
