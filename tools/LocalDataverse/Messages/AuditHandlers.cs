using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Pipeline;
using LocalDataverse.Storage;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using FaultCode = LocalDataverse.Faults.FaultCode;

namespace LocalDataverse.Messages;

/// <summary>RetrieveRecordChangeHistory: the entries of audit about a row, newest first, each with the values before and after.</summary>
/// <remarks>Faults: 0x80040220 without prvReadAuditSummary, prvReadRecordAuditHistory or the right to read the table.</remarks>
internal sealed class RetrieveRecordChangeHistoryHandler : MessageHandler<RetrieveRecordChangeHistoryRequest, RetrieveRecordChangeHistoryResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["Target", "PagingInfo"];

    protected override Subject Find(RetrieveRecordChangeHistoryRequest request, Call call) => AuditHistory.Subject(request);

    protected override void Authorize(RetrieveRecordChangeHistoryRequest request, Call call) => AuditHistory.DemandReader(request.Target, call);

    protected override RetrieveRecordChangeHistoryResponse Handle(RetrieveRecordChangeHistoryRequest request, Call call) => new()
    {
        Results = { ["AuditDetailCollection"] = AuditHistory.Of(request.Target, request.PagingInfo, column: null, call) },
    };
}

/// <summary>RetrieveAttributeChangeHistory: the entries of audit about one column of a row, newest first.</summary>
/// <remarks>Faults: 0x80041103 unknown column; 0x80040220 as for RetrieveRecordChangeHistory.</remarks>
internal sealed class RetrieveAttributeChangeHistoryHandler : MessageHandler<RetrieveAttributeChangeHistoryRequest, RetrieveAttributeChangeHistoryResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["Target", "AttributeLogicalName", "PagingInfo"];

    protected override Subject Find(RetrieveAttributeChangeHistoryRequest request, Call call) => AuditHistory.Subject(request);

    protected override void Authorize(RetrieveAttributeChangeHistoryRequest request, Call call) => AuditHistory.DemandReader(request.Target, call);

    protected override RetrieveAttributeChangeHistoryResponse Handle(RetrieveAttributeChangeHistoryRequest request, Call call)
    {
        var column = call.Catalog.Table(request.Target.LogicalName).Column(request.Required<string>("AttributeLogicalName"));
        return new() { Results = { ["AuditDetailCollection"] = AuditHistory.Of(request.Target, request.PagingInfo, column.Name, call) } };
    }
}

/// <summary>RetrieveAuditDetails: one entry of audit with the values before and after.</summary>
/// <remarks>Faults: 0x80040217 no such entry; 0x80040220 without the privileges to read the history.</remarks>
internal sealed class RetrieveAuditDetailsHandler : MessageHandler<RetrieveAuditDetailsRequest, RetrieveAuditDetailsResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["AuditId"];

    protected override Subject Find(RetrieveAuditDetailsRequest request, Call call) => new(AuditHistory.Table, request.Value<Guid>("AuditId"));

    protected override void Authorize(RetrieveAuditDetailsRequest request, Call call) => AuditHistory.DemandReader(call);

    protected override RetrieveAuditDetailsResponse Handle(RetrieveAuditDetailsRequest request, Call call) => new()
    {
        Results =
        {
            ["AuditDetail"] = call.Organization.Audit.DetailOf(call.Demand(call.Catalog.Table(AuditHistory.Table), request.AuditId), call.AsCaller()),
        },
    };
}

/// <summary>DeleteRecordChangeHistory: forgets what audit knows about a row.</summary>
/// <remarks>
/// Faults: 0x80040220 without prvDeleteRecordChangeHistory. Entries that are not written yet come later: whoever purges looks again.
/// https://learn.microsoft.com/power-apps/developer/data-platform/auditing/delete-audit-data
/// </remarks>
internal sealed class DeleteRecordChangeHistoryHandler : MessageHandler<DeleteRecordChangeHistoryRequest, DeleteRecordChangeHistoryResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["Target"];

    protected override Subject Find(DeleteRecordChangeHistoryRequest request, Call call) => AuditHistory.Subject(request);

    protected override void Authorize(DeleteRecordChangeHistoryRequest request, Call call) => call.Access.DemandPrivilege("prvDeleteRecordChangeHistory");

    protected override DeleteRecordChangeHistoryResponse Handle(DeleteRecordChangeHistoryRequest request, Call call)
    {
        var entries = AuditHistory.EntriesOf(request.Target, call);
        AuditHistory.Delete(entries, call);
        return new() { Results = { ["DeletedEntriesCount"] = entries.Count } };
    }
}

/// <summary>DeleteAuditData: forgets whole partitions, which are quarters of a year, that ended before a day.</summary>
/// <remarks>Faults: 0x80040203 no partition ended before; 0x80040220 without prvDeleteAuditPartitions.</remarks>
internal sealed class DeleteAuditDataHandler : MessageHandler<DeleteAuditDataRequest, DeleteAuditDataResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["EndDate"];

    protected override Subject Find(DeleteAuditDataRequest request, Call call) => Subject.None;

    protected override void Authorize(DeleteAuditDataRequest request, Call call) => call.Access.DemandPrivilege("prvDeleteAuditPartitions");

    protected override DeleteAuditDataResponse Handle(DeleteAuditDataRequest request, Call call)
    {
        var end = request.Value<DateTime>("EndDate");
        var table = call.Catalog.Table(AuditHistory.Table);
        var partitions = call.Transaction.Scan(table)
            .GroupBy(row => EndOfQuarter((DateTime)row[table.Column("createdon")]!))
            .Where(partition => partition.Key <= end && partition.Key <= call.StartedOn)
            .ToList();
        if (partitions.Count == 0)
        {
            throw Fault.Of(FaultCode.InvalidArgument, "There are no partitions ending before the given date. Give a later date; a partition is a quarter of a year, and the current one stays.");
        }

        foreach (var partition in partitions) AuditHistory.Delete([.. partition], call);
        return new() { Results = { ["PartitionsDeleted"] = partitions.Count } };
    }

    /// <summary>The first instant after the quarter of a year that an instant is in, UTC.</summary>
    static DateTime EndOfQuarter(DateTime instant) =>
        new DateTime(instant.Year, (((instant.Month - 1) / 3) * 3) + 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(3);
}

/// <summary>The rows of audit about one row.</summary>
internal static class AuditHistory
{
    internal const string Table = "audit";

    const int LargestPage = 5000;

    internal static Subject Subject(OrganizationRequest request)
    {
        var target = request.Required<EntityReference>("Target");
        return new Subject(target.LogicalName, target.Id);
    }

    internal static void DemandReader(Call call)
    {
        call.Access.DemandPrivilege(call.Catalog.Table(Table), TableRights.Read);
        call.Access.DemandPrivilege("prvReadRecordAuditHistory");
    }

    /// <summary>The row itself may be gone; then the privilege on its table must do.</summary>
    internal static void DemandReader(EntityReference target, Call call)
    {
        DemandReader(call);
        var table = call.Catalog.Table(target.LogicalName);
        call.Access.DemandPrivilege(table, TableRights.Read);
        if (call.Transaction.Find(table, target.Id) is { } row) call.Access.Demand(table, row, TableRights.Read);
    }

    internal static IReadOnlyList<Row> EntriesOf(EntityReference target, Call call)
    {
        var table = call.Catalog.Table(Table);
        return [.. call.Transaction.Lookup(table, table.Column("objectid"), target.Id).Where(row => row.Lookup(table.Column("objectid"))?.Table == target.LogicalName)];
    }

    internal static void Delete(IReadOnlyList<Row> entries, Call call)
    {
        foreach (var entry in entries) call.Transaction.Delete(entry.Table, entry.Id);
        call.Scope!.Touch(Table);
    }

    /// <summary>One page, newest first; entries of one instant in the order of their writing, the last one first.</summary>
    internal static AuditDetailCollection Of(EntityReference target, PagingInfo? paging, string? column, Call call)
    {
        var trail = call.Organization.Audit;
        var createdOn = call.Catalog.Table(Table).Column("createdon");
        var entries = EntriesOf(target, call)
            .Where(entry => column is null || trail.Concerns(entry, column))
            .OrderByDescending(entry => (DateTime)entry[createdOn]!)
            .ThenByDescending(entry => entry.Version)
            .ToList();
        var size = paging is { Count: > 0 and <= LargestPage } ? paging.Count : LargestPage;
        var start = Math.Max((paging?.PageNumber ?? 1) - 1, 0) * size;
        var page = new AuditDetailCollection
        {
            MoreRecords = start + size < entries.Count,
            TotalRecordCount = paging?.ReturnTotalRecordCount == true ? entries.Count : -1,
        };
        foreach (var entry in entries.Skip(start).Take(size)) page.Add(trail.DetailOf(entry, call.AsCaller(), column));
        return page;
    }
}
