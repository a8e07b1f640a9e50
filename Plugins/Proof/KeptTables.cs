using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.ErasureJobs;

namespace Offboarding.Plugins.Proof;

/// <summary>Rows of tables of which the erasure map says that everything stays: no plan looks at them, and a value that stands there was forgotten.</summary>
/// <remarks>Requests: 1 for each such table with text columns and 500 rows of the plan; with the shipped map and the standard tables none or few.</remarks>
static class KeptTables
{
    /// <summary>Those rows that refer to a row of the plan whose own line is due.</summary>
    internal static IEnumerable<PlannedRow> RowsOf(IOrganizationService service, PlanDraft draft)
    {
        var due = draft.Rows.Concat(draft.Unchanged).Where(static row => row.Circumstances.Stage == LineStage.Due).ToDictionary(static row => row.Id);
        var known = new HashSet<Guid>(draft.Judged.Select(static row => row.Id));
        return draft.Catalog.Tables.Where(table => IsPassedOver(draft.Map, table)).SelectMany(table => RowsOf(service, draft.Catalog, table, due)).Where(row => known.Add(row.Id)).ToList();
    }

    static bool IsPassedOver(ErasureMap map, TableFacts table) =>
        map.Covers(table.Name) && !SubjectPaths.IsWalked(map, table) && !SubjectPaths.IsNoPath(table.Name) && !table.IsActivity
        && !map.Of(table.Name).All(static entry => entry.Category == PlatformCopies.Category) && ProofSearch.TextColumns(table).Count > 0;

    static IEnumerable<PlannedRow> RowsOf(IOrganizationService service, TableCatalog catalog, TableFacts table, IReadOnlyDictionary<Guid, PlannedRow> due)
    {
        var targets = new HashSet<string>(due.Values.Select(static row => row.Table), StringComparer.Ordinal);
        var columns = catalog.Tables.Where(to => targets.Contains(to.Name)).SelectMany(static to => to.LinksTo).Where(link => link.From == table.Name && link.Column != table.PrimaryId)
            .Select(static link => link.Column).Distinct(StringComparer.Ordinal).OrderBy(static column => column, StringComparer.Ordinal).ToList();
        if (columns.Count == 0) yield break;

        foreach (var some in SubjectFinder.Batches([.. due.Keys]))
        {
            var query = new QueryExpression(table.Name) { ColumnSet = new ColumnSet([.. columns]) };
            query.Criteria.FilterOperator = LogicalOperator.Or;
            foreach (var column in columns) query.Criteria.AddCondition(new ConditionExpression(column, ConditionOperator.In, some.Cast<object>().ToArray()));
            query.AddOrder(table.PrimaryId, OrderType.Ascending);
            foreach (var row in service.AllRows(query))
            {
                var parent = columns.Select(column => row.GetAttributeValue<EntityReference?>(column)?.Id).First(id => id is { } some && due.ContainsKey(some))!.Value;
                yield return due[parent] with { Table = table.Name, Id = row.Id, IsDeleted = false };
            }
        }
    }
}
