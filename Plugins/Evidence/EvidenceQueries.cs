using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Evidence;

/// <summary>Reads and writes chains of evidence as rows.</summary>
public static class EvidenceQueries
{
    static readonly string[] EntryColumns =
    [
        ErasureRecordRow.Columns.RunId, ErasureRecordRow.Columns.Sequence, ErasureRecordRow.Columns.PreviousHash, ErasureRecordRow.Columns.Hash, ErasureRecordRow.Columns.Job,
        ErasureRecordRow.Columns.Line, ErasureRecordRow.Columns.RuleId, ErasureRecordRow.Columns.RuleVersion, ErasureRecordRow.Columns.TableName, ErasureRecordRow.Columns.Method,
        ErasureRecordRow.Columns.Count, ErasureRecordRow.Columns.At, ErasureRecordRow.Columns.Commitment, ErasureRecordRow.Columns.PlanHash, ErasureRecordRow.Columns.ApprovedById,
    ];

    /// <summary>All runs, the earliest first. Requests: 1 per 5,000 runs.</summary>
    internal static IReadOnlyList<ErasureRunRow> Runs(IOrganizationService service)
    {
        var query = new QueryExpression(ErasureRunRow.Table)
        {
            ColumnSet = new ColumnSet(ErasureRunRow.Columns.Name, ErasureRunRow.Columns.Anchor, ErasureRunRow.Columns.Head, ErasureRunRow.Columns.EntryCount, ErasureRunRow.Columns.StartedOn),
        };
        query.AddOrder(ErasureRunRow.Columns.StartedOn, OrderType.Ascending);
        query.AddOrder(ErasureRunRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new ErasureRunRow(row))];
    }

    /// <summary>The entries of one run in their order, from a place on. Requests: 1.</summary>
    /// <param name="service">As SYSTEM.</param>
    /// <param name="run">Id of the run.</param>
    /// <param name="after">The place before the first one wanted; 0: from the beginning.</param>
    /// <param name="most">How many at most, up to 5,000.</param>
    internal static IReadOnlyList<EvidenceEntry> Entries(IOrganizationService service, Guid run, int after, int most)
    {
        var query = new QueryExpression(ErasureRecordRow.Table) { ColumnSet = new ColumnSet(EntryColumns), PageInfo = new PagingInfo { Count = most, PageNumber = 1 } };
        query.Criteria.AddCondition(ErasureRecordRow.Columns.RunId, ConditionOperator.Equal, run);
        query.Criteria.AddCondition(ErasureRecordRow.Columns.Sequence, ConditionOperator.GreaterThan, after);
        query.AddOrder(ErasureRecordRow.Columns.Sequence, OrderType.Ascending);
        query.AddOrder(ErasureRecordRow.Columns.Id, OrderType.Ascending);
        return [.. service.RetrieveMultiple(query).Entities.Select(static row => Entry(new ErasureRecordRow(row)))];
    }

    /// <summary>The last entry of one run; null: it has none. Requests: 1.</summary>
    internal static EvidenceEntry? Last(IOrganizationService service, Guid run)
    {
        var query = new QueryExpression(ErasureRecordRow.Table) { ColumnSet = new ColumnSet(EntryColumns), TopCount = 1 };
        query.Criteria.AddCondition(ErasureRecordRow.Columns.RunId, ConditionOperator.Equal, run);
        query.AddOrder(ErasureRecordRow.Columns.Sequence, OrderType.Descending);
        query.AddOrder(ErasureRecordRow.Columns.Id, OrderType.Descending);
        return service.RetrieveMultiple(query).Entities.Select(static row => Entry(new ErasureRecordRow(row))).FirstOrDefault();
    }

    /// <summary>All entries of one run in their order. Requests: 1, and 1 more for each further 5,000 entries.</summary>
    internal static IReadOnlyList<EvidenceEntry> AllEntries(IOrganizationService service, Guid run)
    {
        var all = new List<EvidenceEntry>();
        IReadOnlyList<EvidenceEntry> page;
        do
        {
            page = Entries(service, run, all.Count == 0 ? int.MinValue : all[all.Count - 1].Sequence, Paging.RowsPerPage);
            all.AddRange(page);
        }
        while (page.Count == Paging.RowsPerPage);

        return all;
    }

    /// <summary>A run as its chain knows it.</summary>
    internal static EvidenceRun Run(ErasureRunRow row) => new(row.Id, row.Anchor ?? EvidenceEntry.Genesis, row.Head ?? row.Anchor ?? EvidenceEntry.Genesis, row.EntryCount ?? 0);

    /// <summary>A linked entry as a new row.</summary>
    public static ErasureRecordRow Row(EvidenceEntry entry) => new()
    {
        Name = entry.Run.ToString("D") + " " + entry.Sequence.ToString(CultureInfo.InvariantCulture),
        RecordKey = entry.Run.ToString("N") + "|" + entry.Sequence.ToString(CultureInfo.InvariantCulture),
        RunId = new EntityReference(ErasureRunRow.Table, entry.Run),
        Sequence = entry.Sequence,
        PreviousHash = entry.PreviousHash,
        Hash = entry.Hash,
        Job = entry.Job.ToString("D"),
        Line = entry.Line?.ToString("D"),
        RuleId = entry.RuleId.Length == 0 ? null : entry.RuleId,
        RuleVersion = entry.RuleVersion,
        TableName = entry.Table,
        Method = entry.Method,
        Count = entry.Count,
        At = entry.At,
        Commitment = entry.Commitment.Length == 0 ? null : entry.Commitment,
        PlanHash = entry.PlanHash.Length == 0 ? null : entry.PlanHash,
        ApprovedById = entry.ApprovedBy is { } by ? new EntityReference("systemuser", by) : null,
    };

    // A column that somebody emptied reads as a value that cannot have been written, so that the entry shows as changed.
    static EvidenceEntry Entry(ErasureRecordRow row) => new()
    {
        Run = row.RunId?.Id ?? Guid.Empty,
        Sequence = row.Sequence ?? 0,
        PreviousHash = row.PreviousHash ?? "",
        Hash = row.Hash ?? "",
        Job = Guid.TryParse(row.Job, out var job) ? job : Guid.Empty,
        Line = Guid.TryParse(row.Line, out var line) ? line : null,
        RuleId = row.RuleId ?? "",
        RuleVersion = row.RuleVersion ?? -1,
        Table = row.TableName ?? "",
        Method = row.Method ?? "",
        Count = row.Count ?? -1,
        At = row.At ?? default,
        Commitment = row.Commitment ?? "",
        PlanHash = row.PlanHash ?? "",
        ApprovedBy = row.ApprovedById?.Id,
    };
}
