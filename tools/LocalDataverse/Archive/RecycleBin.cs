using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Messages.Rows;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;
using FaultCode = LocalDataverse.Faults.FaultCode;

namespace LocalDataverse.Archive;

/// <summary>Deleted rows of the tables that a row of recyclebinconfig names, until they are restored or their days are over.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/restore-deleted-records</remarks>
internal sealed class RecycleBin(Organization organization)
{
    internal const string Configuration = "recyclebinconfig";

    /// <summary>Longest time a row is kept, and that of a table whose configuration names none.</summary>
    internal const int LongestDays = 30;

    readonly ConcurrentDictionary<(string Table, Guid Id), DateTime> deletedOn = new();

    /// <summary>Begins with what another organization deleted.</summary>
    internal RecycleBin(Organization organization, RecycleBin origin)
        : this(organization) => deletedOn = new(origin.deletedOn);

    /// <summary>A row that was kept, and when it was deleted.</summary>
    internal void Restore(Row row, DateTime on) => deletedOn[(row.Table.Name, row.Id)] = on;

    /// <summary>A row was deleted: keeps it where the table has a bin.</summary>
    internal void Deleted(Row row, Call call)
    {
        if (DaysOf(row.Table.Name, call.Transaction) is null) return;

        call.Transaction.PutAside(row.Table, row, RowStore.Bin);
        call.Transaction.Attach(row.Table, row.Id, BitConverter.GetBytes(call.StartedOn.Ticks), RowStore.Bin);
        deletedOn[(row.Table.Name, row.Id)] = call.StartedOn;
    }

    /// <summary>Puts a row back into its table; values that the caller gives win over those it had.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80049959: it is not in the bin; 0x80049939: the id or a key is in use again.</exception>
    internal Guid Restore(Table table, Entity target, Call call)
    {
        var id = RowInput.Id(table, target) ?? throw Fault.Of(FaultCode.InvalidArgument, $"Restore of {table.Name} needs the id of the deleted row: set it in Target.");
        if (call.Transaction.Read(RowStore.Bin).Find(table, id) is not { } row || IsOver(row, call.Transaction, call.StartedOn))
        {
            throw Fault.Of(FaultCode.RefCannotBeRestoredRecycleBinNotFound, $"{table.Name} {id:D} is not in the recycle bin: it was not deleted, its table had no bin then, or its days are over.");
        }

        var values = table.Columns.Where(column => column != table.PrimaryId && column != table.Version).ToDictionary(column => column, column => row[column]);
        foreach (var (column, value) in RowInput.Read(table, target, row: null, call)) values[column] = value;
        Stamp("modifiedby", new Reference("systemuser", call.Caller.UserId));
        Stamp("modifiedon", call.StartedOn);
        var restored = Insert(table, id, values, call);
        call.Transaction.RemoveAside(table, id, RowStore.Bin);
        call.Scope!.Touch(table.Name);
        call.Organization.Audit.Created(restored, call);
        ActivityPointers.Created(restored, call);
        return id;

        void Stamp(string name, object value)
        {
            if (table.TryColumn(name) is { } column) values[column] = value;
        }
    }

    /// <summary>Removes the rows whose days are over.</summary>
    internal void CleanUp()
    {
        using var transaction = organization.Store.Begin();
        var bin = transaction.Read(RowStore.Bin);
        var tables = deletedOn.Keys.Select(key => key.Table).Distinct(StringComparer.Ordinal).Select(transaction.Catalog.TryTable).OfType<Table>();
        foreach (var (table, row) in tables.SelectMany(table => bin.Scan(table).Select(row => (table, row))).ToList())
        {
            if (IsOver(row, transaction, organization.Clock.UtcNow)) transaction.RemoveAside(table, row.Id, RowStore.Bin);
        }

        transaction.Commit();
    }

    static Row Insert(Table table, Guid id, Dictionary<Column, object?> values, Call call)
    {
        try
        {
            return call.Transaction.Insert(table, id, values);
        }
        catch (System.ServiceModel.FaultException<OrganizationServiceFault> duplicate) when ((FaultCode)duplicate.Detail.ErrorCode is FaultCode.DuplicateRecord or FaultCode.DuplicateRecordEntityKey)
        {
            throw Fault.Of(
                FaultCode.DuplicateExceptionRestoreRecycleBin, $"{table.Name} {id:D} cannot be restored: {duplicate.Message} Give other values for the key in Target, or delete the row that has them.");
        }
    }

    bool IsOver(Row row, Transaction transaction, DateTime now) =>
        !deletedOn.TryGetValue((row.Table.Name, row.Id), out var on) || on.AddDays(DaysOf(row.Table.Name, transaction) ?? LongestDays) <= now;

    /// <summary>How long deleted rows of a table are kept; null: the table has no bin.</summary>
    static int? DaysOf(string tableName, Transaction transaction)
    {
        if (transaction.Catalog.TryTable(Configuration) is not { } table) return null;

        var row = transaction.Scan(table).FirstOrDefault(row => row[table.Column("name")] as string == tableName && row[table.State!] is 0);
        return row is null ? null : Math.Clamp((int?)row[table.Column("cleanupintervalindays")] ?? LongestDays, 0, LongestDays);
    }
}
