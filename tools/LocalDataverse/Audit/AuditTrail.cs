using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using LocalDataverse.Metadata;
using LocalDataverse.Persistence;
using LocalDataverse.Pipeline;
using LocalDataverse.Query;
using LocalDataverse.Storage;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Audit;

/// <summary>The history of audited rows: noted while a transaction writes, written as rows of audit after it has committed.</summary>
/// <remarks>
/// A change is audited when auditing is on in the organization, for the table and for the column. What is rolled back leaves no entry.
/// https://learn.microsoft.com/power-apps/developer/data-platform/auditing/overview
/// </remarks>
internal sealed class AuditTrail(Organization organization)
{
    const string Table = "audit";

    /// <summary>Longer texts are cut, and end in an ellipsis then.</summary>
    const int LongestText = 5000;

    /// <summary>Columns that say who wrote a row and when; the entry itself says it.</summary>
    static readonly HashSet<string> Stamps = new(StringComparer.Ordinal)
    {
        "createdon", "createdby", "createdonbehalfby", "modifiedon", "modifiedby", "modifiedonbehalfby", "versionnumber",
    };

    /// <summary>The values belong to the row of audit and go with it.</summary>
    readonly ConditionalWeakTable<Row, AuditedChange> details = [];
    readonly Lock gate = new();
    readonly List<AuditedChange> late = [];
    AuditCodec? codec;

    /// <summary>Begins with the history of another organization: entries are rows, which both have.</summary>
    internal AuditTrail(Organization organization, AuditTrail origin)
        : this(organization)
    {
        details = origin.details;
        lock (origin.gate) late.AddRange(origin.late);
    }

    /// <summary>From now on changes are kept with the rows of audit in the file.</summary>
    internal void KeepWith(AuditCodec kept) => codec = kept;

    /// <summary>A change that was kept with its row of audit. Null: its table is gone.</summary>
    internal void Restore(Row entry, AuditedChange? change)
    {
        if (change is not null) details.Add(entry, change);
    }

    internal bool Covers(Table table) =>
        (table.Facts.IsAudited || organization.Options.AuditedTables.Contains(table.Name, StringComparer.Ordinal)) && !organization.Options.UnauditedTables.Contains(table.Name, StringComparer.Ordinal);

    internal static bool Covers(Table table, Column column) => column.IsAudited && column != table.PrimaryId && !Stamps.Contains(column.Name);

    internal void Created(Row row, Call call) => Note(AuditOperation.Create, null, row, call);

    internal void Updated(Row before, Row after, Call call) => Note(AuditOperation.Update, before, after, call);

    internal void Deleted(Row row, Call call) => Note(AuditOperation.Delete, row, null, call);

    /// <summary>Writes what a transaction noted, now that it has committed, or keeps it until <see cref="WriteLate"/>.</summary>
    internal void Committed(IReadOnlyList<AuditedChange> changes)
    {
        if (changes.Count == 0) return;
        if (organization.Options.AuditAtOnce)
        {
            Write(changes);
            return;
        }

        lock (gate) late.AddRange(changes);
    }

    internal void WriteLate()
    {
        AuditedChange[] waiting;
        lock (gate)
        {
            waiting = [.. late];
            late.Clear();
        }

        if (waiting.Length > 0) Write(waiting);
    }

    /// <summary>An entry with the values before and after, as the caller may see them.</summary>
    internal AuditDetail DetailOf(Row entry, QueryContext context, string? onlyColumn = null)
    {
        var record = Projection.ToEntity(entry, entry.Table.Columns, context);
        if (!details.TryGetValue(entry, out var change)) return new AuditDetail { AuditRecord = record };

        return new AttributeAuditDetail
        {
            AuditRecord = record,
            OldValue = Values(change, change.Before, onlyColumn, context),
            NewValue = Values(change, change.After, onlyColumn, context),
        };
    }

    /// <summary>Whether an entry tells of a change of a column.</summary>
    internal bool Concerns(Row entry, string column) => details.TryGetValue(entry, out var change) && change.Columns.Any(one => one.Name == column);

    static Entity Values(AuditedChange change, Row? row, string? onlyColumn, QueryContext context)
    {
        var entity = new Entity(change.Row.Table.Name, change.Row.Id);
        if (row is null) return entity;

        foreach (var column in change.Columns.Where(column => onlyColumn is null || column.Name == onlyColumn))
        {
            Projection.Fill(entity, row, new SelectedColumn(column), null, context);
            if (entity.Attributes.TryGetValue(column.Name, out var value) && value is string { Length: > LongestText } text) entity[column.Name] = text[..LongestText] + "…";
        }

        return entity;
    }

    void Note(AuditOperation operation, Row? before, Row? after, Call call)
    {
        var table = (after ?? before)!.Table;
        if (!Covers(table) || !IsOn(call)) return;

        var columns = table.Columns.Where(column => Covers(table, column) && !Same(before?[column], after?[column])).ToList();
        if (operation == AuditOperation.Update && columns.Count == 0) return;

        call.Scope!.Note(new AuditedChange(
            organization.Ids.Next(),
            ActionOf(operation, after, call),
            operation,
            before,
            after,
            columns,
            call.Caller.UserId,
            call.Delegate?.Id,
            call.StartedOn,
            call.Scope.Id));
    }

    static bool IsOn(Call call)
    {
        var organizations = call.Catalog.Table("organization");
        return call.Demand(organizations, call.Organization.Id)[organizations.Column("isauditenabled")] is true;
    }

    static AuditAction ActionOf(AuditOperation operation, Row? after, Call call) => (operation, call.Within ?? call.Operation?.Message) switch
    {
        (AuditOperation.Update, "Assign") => AuditAction.Assign,
        (AuditOperation.Update, "Merge") => AuditAction.Merge,
        (AuditOperation.Update, "SetState") => after?.Table.State is { } state && after[state] is 0 ? AuditAction.Activate : AuditAction.Deactivate,
        _ => (AuditAction)operation,
    };

    static bool Same(object? one, object? other) => (one, other) switch
    {
        (int[] some, int[] others) => some.AsSpan().SequenceEqual(others),
        (byte[] some, byte[] others) => some.AsSpan().SequenceEqual(others),
        _ => Equals(one, other),
    };

    void Write(IReadOnlyList<AuditedChange> changes)
    {
        using var transaction = organization.Store.Begin();
        Write(changes, transaction);
        transaction.Commit();
    }

    internal void Write(IReadOnlyList<AuditedChange> changes, Transaction transaction)
    {
        var table = transaction.Catalog.Table(Table);
        foreach (var change in changes)
        {
            details.Add(transaction.Insert(table, change.Id, new Dictionary<Column, object?>
            {
                [table.Column("action")] = (int)change.Action,
                [table.Column("operation")] = (int)change.Operation,
                [table.Column("objectid")] = new Reference(change.Row.Table.Name, change.Row.Id),
                [table.Column("userid")] = new Reference("systemuser", change.UserId),
                [table.Column("callinguserid")] = change.CallingUserId is { } user ? new Reference("systemuser", user) : null,
                [table.Column("createdon")] = change.On,
                [table.Column("transactionid")] = change.TransactionId,
            }), change);
            if (codec is not null) transaction.Attach(table, change.Id, codec.Encode(change));
        }
    }
}
