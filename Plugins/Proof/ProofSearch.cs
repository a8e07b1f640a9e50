using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Erasure;

namespace Offboarding.Plugins.Proof;

/// <summary>One search for the values of a subject: what is looked for, where its rows are, and what was found so far.</summary>
sealed class ProofSearch
{
    /// <summary>Ids a condition, and rows a page.</summary>
    internal const int RowsPerRequest = 500;

    readonly Dictionary<Guid, SearchedRow> byId;

    internal ProofSearch(IOrganizationService service, ErasureMap map, TableCatalog catalog, NeedleSet needles, IEnumerable<SearchedRow> judged)
    {
        Service = service;
        Map = map;
        Catalog = catalog;
        Needles = needles;
        byId = judged.GroupBy(static row => row.Id).ToDictionary(static group => group.Key, static group => group.First());
        Result.Needles = needles.Count;
    }

    /// <summary>Acts as SYSTEM: what the caller may not read must be found, too.</summary>
    internal IOrganizationService Service { get; }

    internal ErasureMap Map { get; }

    /// <summary>The tables on the covered paths.</summary>
    internal TableCatalog Catalog { get; }

    internal NeedleSet Needles { get; }

    internal ProofResult Result { get; } = new();

    /// <summary>Rows that the plan changed or deleted, by table, whether they are found again or not.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<Guid>> Planned { get; init; } = new Dictionary<string, IReadOnlyList<Guid>>(StringComparer.Ordinal);

    /// <summary>Whether copies that the platform made may be deleted, as the erasure map says: only by the run that was approved.</summary>
    internal bool MayEmpty { get; init; }

    /// <summary>Copies that were deleted, as table and id: the run records them as evidence.</summary>
    internal List<EntityReference> Emptied { get; } = [];

    /// <summary>The rows of the subject that are on file, found anew.</summary>
    internal IEnumerable<SearchedRow> Judged => byId.Values;

    /// <summary>Ids of rows of the subject, planned ones included, by table.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<Guid>> Rows() =>
        byId.Values.Select(static row => new KeyValuePair<string, Guid>(row.Table, row.Id))
            .Concat(Planned.SelectMany(static table => table.Value.Select(id => new KeyValuePair<string, Guid>(table.Key, id))))
            .GroupBy(static row => row.Key, StringComparer.Ordinal)
            .OrderBy(static group => group.Key, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => (IReadOnlyList<Guid>)[.. group.Select(static row => row.Value).Distinct()], StringComparer.Ordinal);

    internal SearchedRow? Find(Guid id) => byId.TryGetValue(id, out var row) ? row : null;

    /// <summary>The columns of a table that can hold text and can be read; bodies of files are read by <see cref="FileTexts"/>.</summary>
    internal static IReadOnlyList<string> TextColumns(TableFacts table) =>
        [.. table.Columns.Where(column => column is { Kind: ColumnKind.Text, IsReadable: true, ShownFor: null } && !FileBodies.IsBody(table.Name, column.Name)).Select(static column => column.Name)];

    /// <summary>Names of the columns of a row in which a value stands.</summary>
    internal IEnumerable<string> ColumnsWithValue(Entity row, IEnumerable<string> columns, bool isOwn) =>
        columns.Where(column => row.GetAttributeValue<object?>(column) is string text && Needles.IsIn(text, isOwn));

    /// <summary>Rows of a table by their ids, with some columns, in batches. Requests: 1 per 500 ids.</summary>
    internal IEnumerable<Entity> Read(TableFacts table, IReadOnlyList<Guid> ids, IEnumerable<string> columns, string? dataSource = null)
    {
        foreach (var some in SubjectFinder.Batches([.. ids]))
        {
            var query = new QueryExpression(table.Name) { ColumnSet = new ColumnSet([.. columns]), DataSource = dataSource };
            query.Criteria.AddCondition(new ConditionExpression(table.PrimaryId, ConditionOperator.In, some.Cast<object>().ToArray()));
            query.AddOrder(table.PrimaryId, OrderType.Ascending);
            foreach (var row in Service.AllRows(query)) yield return row;
        }
    }
}

/// <summary>One kind of place in which copies of values can stand.</summary>
interface IProofPlace
{
    /// <summary>Searches it, and says in the result what was read, found and not searched.</summary>
    void Search(ProofSearch search);
}
