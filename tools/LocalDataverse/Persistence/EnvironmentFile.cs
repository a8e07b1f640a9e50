using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.Serialization;
using System.Text.Json;
using System.Xml;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Sandbox;
using LocalDataverse.Solutions;
using LocalDataverse.Storage;
using Microsoft.Data.Sqlite;

namespace LocalDataverse.Persistence;

/// <summary>Puts an environment into a file, and makes it again from the file.</summary>
internal static class EnvironmentFile
{
    /// <summary>Keeps a new environment in a new file: its rows now, every commit from now on.</summary>
    /// <exception cref="ArgumentException">An option lets work wait in memory only.</exception>
    /// <exception cref="DatabaseException">The file cannot be made.</exception>
    internal static void Create(string path, Organization organization)
    {
        Check(organization.Options);
        var file = DatabaseFile.Create(path);
        try
        {
            var names = new NameList([]);
            var codec = new RowCodec(names);
            var journal = new Journal(file, names, codec, new Dictionary<string, long>(StringComparer.Ordinal), written => Count(organization, written));
            journal.WriteFirst(organization.Store.Committed, SavedOptions.Write(organization.Options));
            organization.Audit.KeepWith(new AuditCodec(names, codec));
            organization.Store.KeepIn(journal);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The environment of a file, as it was after its last commit.</summary>
    /// <exception cref="DatabaseException">It cannot be opened or read.</exception>
    internal static Organization Open(string path, TimeProvider? operationTimer)
    {
        var file = DatabaseFile.Open(path);
        try
        {
            var saved = new JournalReader(file);
            var organization = new Organization(OptionsOf(saved) with { DatabaseFile = path, OperationTimer = operationTimer });
            Restore(organization, saved);

            var journal = new Journal(file, saved.Names, saved.Codec, saved.Counters, written => Count(organization, written));
            var audit = new AuditCodec(saved.Names, saved.Codec);
            organization.Audit.KeepWith(audit);
            organization.Store.KeepIn(journal);
            RestoreAttached(organization, saved, audit);
            return organization;
        }
        catch (SqliteException problem)
        {
            file.Dispose();
            throw file.Explained(problem);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <exception cref="ArgumentException">An option lets work wait in memory only.</exception>
    internal static void Check(EnvironmentOptions options)
    {
        if (options.AuditAtOnce && options.KeysActiveAtOnce) return;

        var option = options.AuditAtOnce ? nameof(options.KeysActiveAtOnce) : nameof(options.AuditAtOnce);
        throw new ArgumentException($"{option} = false lets work wait in memory, where the end of the process would lose it. Leave it out, or leave out {nameof(options.DatabaseFile)}.", nameof(options));
    }

    static EnvironmentOptions OptionsOf(JournalReader saved)
    {
        try
        {
            return SavedOptions.Read(saved.Options) with { Now = new DateTime(saved.Counters[Journal.Clock], DateTimeKind.Utc) };
        }
        catch (Exception damage) when (damage is JsonException or KeyNotFoundException or ArgumentException)
        {
            throw saved.Damaged("Its options cannot be read.", damage);
        }
    }

    static void Restore(Organization organization, JournalReader saved)
    {
        var history = HistoryOf(saved, organization.Store.Catalog);
        var tables = ImmutableDictionary.CreateBuilder<string, TableState>(StringComparer.Ordinal);
        foreach (var (store, rows) in saved.Rows(history.Catalog))
        {
            var slash = store.IndexOf('/', StringComparison.Ordinal);
            var table = history.Catalog.Table(slash < 0 ? store : store[..slash]);
            tables[store] = TableState.Empty(slash < 0 ? table : RowStores.WithoutKeys(table)).With(rows);
        }

        organization.Ids.GoOnFrom(saved.Counters[Journal.Ids]);
        organization.AutoNumbers.GoOnFrom(saved.Counters
            .Where(counter => counter.Key.StartsWith(Journal.AutoNumber, StringComparison.Ordinal))
            .Select(counter => KeyValuePair.Create(counter.Key[Journal.AutoNumber.Length..], counter.Value)));
        organization.Store.Restore(new CommittedState(history.Catalog, tables.ToImmutable()), saved.Counters[Journal.Version]);
        organization.Installations = history.Installations;
        organization.Sandboxes.Use(history.Assemblies, new PluginSandbox(history.Assemblies));
        using var transaction = organization.Store.Begin();
        organization.CustomApis = history.CustomApis(transaction);
        organization.Traces.Restore();
    }

    static SolutionHistory HistoryOf(JournalReader saved, MetadataCatalog catalog)
    {
        try
        {
            return new SolutionHistory(catalog, saved.Imports);
        }
        catch (SolutionImportException unreadable)
        {
            throw new DatabaseException(saved.Path, $"A solution in it cannot be read by this version: {unreadable.Message}", "Use the release that wrote it.", unreadable);
        }
    }

    static void RestoreAttached(Organization organization, JournalReader saved, AuditCodec audit)
    {
        var committed = organization.Store.Committed;
        foreach (var (store, id, bytes) in saved.Attachments)
        {
            try
            {
                var row = committed.Tables[store].Find(id)!;
                if (RowStores.IsAside(store)) organization.RecycleBin.Restore(row, new DateTime(BitConverter.ToInt64(bytes), DateTimeKind.Utc));
                else if (row.Table.Name == "audit") organization.Audit.Restore(row, audit.Decode(id, bytes, committed.Catalog));
                else RestoreJob(organization, row, SavedJob.Read(bytes));
            }
            catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException or ArgumentException or SerializationException or XmlException)
            {
                throw saved.Damaged($"What is kept with the row {id:D} of {store} cannot be read: {damage.Message}", damage);
            }
        }
    }

    static void RestoreJob(Organization organization, Row row, SavedJob job)
    {
        if (job.Queries is { } queries) organization.BulkDeletes.Restore(row, job.Caller, queries);
        else organization.Jobs.Restore(row, job);
    }

    static Counters Count(Organization organization, CommittedState written) => new(
        organization.Ids.Place, organization.Store.LastVersion, organization.Clock.UtcNow.Ticks, written.Tables.Values.Sum(table => (long)table.Count), organization.AutoNumbers.Last);
}
