using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Erasure;

namespace Offboarding.Plugins.Proof;

/// <summary>Takes the values that identify somebody from rows that are about to be masked, in the same transaction. Only digests leave it.</summary>
/// <remarks>Requests: 1 for each table of the rows that can hold such a value (account, contact, lead, customeraddress and customers' own), 1 for the subject's key; none without such a table.</remarks>
static class NeedleCollector
{
    /// <summary>The values of rows, as words. They live as long as the chunk.</summary>
    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="map">The erasure map.</param>
    /// <param name="catalog">Knows the tables of the rows.</param>
    /// <param name="rows">Rows that the step masks.</param>
    internal static IReadOnlyList<IReadOnlyList<string>> ValuesOf(IOrganizationService service, ErasureMap map, TableCatalog catalog, IReadOnlyList<WipeRow> rows) =>
        [.. rows.GroupBy(static row => row.Table, StringComparer.Ordinal).SelectMany(group => ValuesOf(service, map, catalog.Find(group.Key)!, [.. group]))];

    /// <summary>Lines for <see cref="NeedleSet"/>, each once, in their order.</summary>
    internal static IReadOnlyCollection<string> Marks(IReadOnlyList<IReadOnlyList<string>> values, SubjectKey key)
    {
        using var hasher = key.NewHasher();
        return new SortedSet<string>(values.Select(words => NeedleSet.Line(hasher, words)), StringComparer.Ordinal);
    }

    static IEnumerable<IReadOnlyList<string>> ValuesOf(IOrganizationService service, ErasureMap map, TableFacts table, IReadOnlyList<WipeRow> rows)
    {
        var columns = NeedleRule.ColumnsOf(map, table);
        if (columns.Count == 0) return [];

        var byId = rows.ToDictionary(static row => row.Id);
        var query = new QueryExpression(table.Name) { ColumnSet = new ColumnSet([.. columns.Keys]) };
        query.Criteria.AddCondition(new ConditionExpression(table.PrimaryId, ConditionOperator.In, rows.Select(static row => (object)row.Id).ToArray()));
        query.AddOrder(table.PrimaryId, OrderType.Ascending);
        return service.AllRows(query).SelectMany(row => ValuesOf(map, table, columns, byId[row.Id], row)).ToList();
    }

    static IEnumerable<IReadOnlyList<string>> ValuesOf(ErasureMap map, TableFacts table, IReadOnlyDictionary<string, string> columns, WipeRow row, Entity values) =>
        from decision in map.Decide(table, row.RecordClass, row.Circumstances).Columns
        where columns.ContainsKey(decision.Column) && MustGo(decision, row.Circumstances)
        let value = values.GetAttributeValue<string?>(decision.Column)
        where !string.IsNullOrEmpty(value)
        let words = NeedleRule.WordsOf(columns[decision.Column], value)
        where words is not null
        select words;

    /// <summary>What stays with its ground named may be found again. What stays without one must not: it holds the name of somebody.</summary>
    static bool MustGo(ColumnDecision decision, RowCircumstances row) => decision.Outcome switch
    {
        ColumnOutcome.KeepWithGround or ColumnOutcome.NotYet => false,
        ColumnOutcome.Keep => decision.Ground.Length == 0,
        ColumnOutcome.FollowsOthers => !row.ReducesToConsent,
        _ => true,
    };
}
