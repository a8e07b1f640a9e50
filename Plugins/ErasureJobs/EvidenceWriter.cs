using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Evidence;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>Writes what a step changed into the chain of its run, in the same transaction: one entry for each line, table and method.</summary>
/// <remarks>Requests: 1 for the subject's key, 1 for each entry, 1 for the run; none when nothing changed.</remarks>
sealed class EvidenceWriter
{
    readonly PluginCall call;
    readonly ErasureRunRow run;
    readonly ErasurePlanRow plan;
    readonly ErasureJobRow job;

    internal EvidenceWriter(PluginCall call, ErasureRunRow run, ErasurePlanRow plan, ErasureJobRow job)
    {
        this.call = call;
        this.run = run;
        this.plan = plan;
        this.job = job;
    }

    /// <summary>Records changes of the kernel.</summary>
    internal void Write(IReadOnlyList<WipeChange> changes, IEnumerable<PlannedRow> rows)
    {
        var planned = rows.ToDictionary(static row => row.Id);
        Write([.. changes.Select(change => new Change(planned[change.Row], change.Table, change.Method.ToCode()))]);
    }

    /// <summary>Records copies of the platform that were deleted because a value stood in them; they go with a line of the plan.</summary>
    internal void WriteEmptied(IEnumerable<EntityReference> copies, PlannedRow basis) =>
        Write([.. copies.Select(copy => new Change(basis with { Id = copy.Id }, copy.LogicalName, ErasureMapEntryMethod.Platform.ToCode()))]);

    /// <summary>Records rows whose audit history was deleted.</summary>
    internal void WritePurged(IReadOnlyList<PlannedRow> rows) => Write([.. rows.Select(static row => new Change(row, AuditPurge.Table, ErasureMapEntryMethod.Platform.ToCode()))]);

    void Write(IReadOnlyList<Change> changes)
    {
        if (changes.Count == 0) return;

        var key = SubjectKeys.Of(call.AsSystem, job.AccountId!, call.Language);
        var chain = new EvidenceChain(EvidenceQueries.Run(run));
        foreach (var group in changes.GroupBy(static change => change.Row.Line.ToString("N") + "|" + change.Table + "|" + change.Method, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            var first = group.First();
            var ids = group.Select(static change => change.Row.Id).Distinct().OrderBy(static id => id).Select(static id => id.ToString("D")).ToList();
            var entry = chain.Link(new EvidenceEntry
            {
                Run = run.Id,
                Job = job.Id,
                Line = first.Row.Line,
                RuleId = first.Row.RuleId,
                RuleVersion = first.Row.RuleVersion,
                Table = first.Table,
                Method = first.Method,
                Count = ids.Count,
                At = call.Now,
                Commitment = Digest.Hex(key.Commitment(string.Join("\n", ids))),
                PlanHash = plan.Hash ?? "",
                ApprovedBy = plan.ApprovedById?.Id,
            });
            call.AsSystem.Create(EvidenceQueries.Row(entry).Entity);
        }

        var deleted = changes.Where(static change => change.Method is "delete_row" or "delete_file").Select(static change => change.Row.Id).Distinct().Count();
        var masked = changes.Where(static change => change.Method is not ("delete_row" or "delete_file" or "platform")).Select(static change => change.Row.Id).Distinct().Count();
        run.Head = chain.Head;
        run.EntryCount = chain.Count;
        run.RowsMasked = (run.RowsMasked ?? 0) + masked;
        run.RowsDeleted = (run.RowsDeleted ?? 0) + deleted;
        call.AsSystem.Update(new ErasureRunRow(new Entity(ErasureRunRow.Table, run.Id))
        {
            Head = run.Head, EntryCount = run.EntryCount, RowsMasked = run.RowsMasked, RowsDeleted = run.RowsDeleted,
        }.Entity);
    }

    sealed class Change
    {
        internal Change(PlannedRow row, string table, string method)
        {
            Row = row;
            Table = table;
            Method = method;
        }

        internal PlannedRow Row { get; }

        internal string Table { get; }

        internal string Method { get; }
    }
}
