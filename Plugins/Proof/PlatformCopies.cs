using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Proof;

/// <summary>Tables in which the platform keeps copies by itself: system jobs, traces of plug-ins, workflow logs, duplicates, imports, and whatever the erasure map calls a platform copy.</summary>
/// <remarks>
/// Rows that regard the subject or nothing are read; where a table regards nothing, all. A row in which a value stands is deleted, where the erasure map says <c>platform</c>, the platform allows it and the run was approved;
/// else it is a find. Requests: 1 for the tables, 1 for each that is here and 500 rows, 1 for each row that is deleted.
/// </remarks>
sealed class PlatformCopies : IProofPlace
{
    /// <summary>Rows of one table that a step reads.</summary>
    internal const int MostRows = 20_000;

    /// <summary>Kind of data in the erasure map.</summary>
    internal const string Category = "platform copy";
    const string Jobs = "asyncoperation";
    const string Duplicates = "duplicaterecord";
    const string State = "statecode";
    const int Completed = 3;

    /// <summary>Have searches of their own.</summary>
    static readonly HashSet<string> Elsewhere = new(StringComparer.Ordinal) { "audit", "recyclebinconfig", "sharepointdocument" };

    /// <summary>Copies that nothing else rests on. An asyncoperation can be deleted once it is completed.</summary>
    static readonly HashSet<string> Deletable = new(StringComparer.Ordinal)
    {
        Jobs, "plugintracelog", "workflowlog", Duplicates, "importfile", "importdata", "processsession", "flowsession", "syncerror",
    };

    /// <inheritdoc/>
    public void Search(ProofSearch search)
    {
        var names = search.Map.Tables.Where(table => !Elsewhere.Contains(table) && search.Map.Of(table).All(static entry => entry.Category == Category)).ToList();
        foreach (var table in TableCatalog.Of(search.Service, names).Tables) Search(search, table);
    }

    static void Search(ProofSearch search, TableFacts table)
    {
        var entries = search.Map.Of(table.Name).ToList();
        var texts = ProofSearch.TextColumns(table).Where(column => entries.Exists(entry => entry.Column == column || entry.Column == ErasureMapEntry.AnyColumn)).ToList();
        var pairs = table.Name == Duplicates ? PairColumns(table) : [];
        if (texts.Count + pairs.Count == 0 || (search.Needles.Count == 0 && pairs.Count == 0)) return;

        var own = new HashSet<Guid>(search.Rows().Values.SelectMany(static ids => ids));
        var mayDelete = search.MayEmpty && Deletable.Contains(table.Name) && entries.TrueForAll(static entry => entry.Method == ErasureMapEntryMethod.Platform);
        int read = 0, before = search.Result.FindCount;
        var copies = new List<Guid>();
        foreach (var row in Read(search, table, [.. texts, .. pairs], own))
        {
            read++;
            var columns = search.ColumnsWithValue(row, texts, isOwn: true).Concat(pairs.Where(column => row.GetAttributeValue<object?>(column) is EntityReference link && own.Contains(link.Id))).ToList();
            if (columns.Count > 0 && mayDelete && IsOver(table, row)) copies.Add(row.Id);
            else foreach (var column in columns) search.Result.Add(new ProofFind(table.Name, column, row.Id));
        }

        // Only now: deleting moves the pages.
        foreach (var copy in copies) search.Service.Delete(table.Name, copy);
        search.Emptied.AddRange(copies.Select(copy => new EntityReference(table.Name, copy)));
        search.Result.Add(table.Name, read, search.Result.FindCount - before, copies.Count);
    }

    static bool IsOver(TableFacts table, Entity row) => table.Name != Jobs || row.GetAttributeValue<OptionSetValue?>(State)?.Value == Completed;

    static List<string> PairColumns(TableFacts table) => [.. table.Columns.Where(static column => column.Name is "baserecordid" or "duplicaterecordid").Select(static column => column.Name)];

    static IEnumerable<Entity> Read(ProofSearch search, TableFacts table, IReadOnlyList<string> columns, HashSet<Guid> own)
    {
        if (table.Find(SubjectPaths.Regarding) is null) return Pages(search, table, columns, filter: null);

        var regardsNothing = new FilterExpression();
        regardsNothing.AddCondition(SubjectPaths.Regarding, ConditionOperator.Null);
        return SubjectFinder.Batches(own).SelectMany(some => Pages(search, table, columns, Regards(some))).Concat(Pages(search, table, columns, regardsNothing));
    }

    static FilterExpression Regards(IReadOnlyList<Guid> ids)
    {
        var filter = new FilterExpression();
        filter.AddCondition(new ConditionExpression(SubjectPaths.Regarding, ConditionOperator.In, ids.Cast<object>().ToArray()));
        return filter;
    }

    /// <summary>Page by page: memory holds one of them.</summary>
    static IEnumerable<Entity> Pages(ProofSearch search, TableFacts table, IReadOnlyList<string> columns, FilterExpression? filter)
    {
        var state = table.Find(State) is null ? [] : new[] { State };
        var query = new QueryExpression(table.Name)
        {
            ColumnSet = new ColumnSet([.. columns, .. state]), PageInfo = new PagingInfo { Count = ProofSearch.RowsPerRequest, PageNumber = 1 },
        };
        if (filter is not null) query.Criteria = filter;
        query.AddOrder(table.PrimaryId, OrderType.Ascending);
        for (var read = 0; ; query.PageInfo.PageNumber++)
        {
            var page = search.Service.RetrieveMultiple(query);
            foreach (var row in page.Entities) yield return row;

            read += page.Entities.Count;
            if (!page.MoreRecords) yield break;
            if (read >= MostRows)
            {
                search.Result.AddGap(table.Name, ProofGapKind.TooMany, read);
                yield break;
            }

            query.PageInfo.PagingCookie = page.PagingCookie;
        }
    }
}
