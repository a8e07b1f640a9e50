using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.ErasureJobs;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Proof;

/// <summary>Searches the values of an account's subjects again: among their rows, in history, bin and retained rows, and in what the platform copied.</summary>
/// <remarks>Requests: 1 for the search marks, 1 for the key, those of the places; without search marks 1.</remarks>
static class Proofs
{
    /// <summary>Every kind of place that belongs to a subject. Add one here and nothing else need change.</summary>
    static readonly IProofPlace[] Places = [new SubjectRows(), new AuditHistory(), DeletedRows.Bin, DeletedRows.Retained, new PlatformCopies()];

    /// <summary>The search marks of all plans of an account. Requests: 1 per 5,000 parts.</summary>
    internal static IReadOnlyCollection<string> LinesOf(IOrganizationService service, Guid account)
    {
        var query = new QueryExpression(ErasurePlanPartRow.Table) { ColumnSet = new ColumnSet(ErasurePlanPartRow.Columns.Needles) };
        query.Criteria.AddCondition(ErasurePlanPartRow.Columns.Needles, ConditionOperator.NotNull);
        query.AddOrder(ErasurePlanPartRow.Columns.Id, OrderType.Ascending);
        var plan = query.AddLink(ErasurePlanRow.Table, ErasurePlanPartRow.Columns.PlanId, ErasurePlanRow.Columns.Id);
        plan.LinkCriteria.AddCondition(ErasurePlanRow.Columns.AccountId, ConditionOperator.Equal, account);
        return new HashSet<string>(service.AllRows(query).SelectMany(static row => (row.GetAttributeValue<string?>(ErasurePlanPartRow.Columns.Needles) ?? "").Split('\n').Where(static line => !PlanContent.IsRow(line))), StringComparer.Ordinal);
    }

    /// <summary>Searches all places of a subject.</summary>
    /// <param name="search">What is looked for, and where its rows are.</param>
    internal static void Search(ProofSearch search)
    {
        foreach (var place in Places) place.Search(search);
    }

    /// <summary>The rows of a plan as they were judged when it was carried out, and those that are found now besides.</summary>
    /// <remarks>What a plan carried out stays carried out, although a line that depended on rows which are gone would be another one today.</remarks>
    internal static IEnumerable<SearchedRow> RowsOf(IReadOnlyList<PlannedRow> ofPlan, IReadOnlyList<SearchedRow> now)
    {
        var planned = new HashSet<Guid>(ofPlan.Select(static row => row.Id));
        return ofPlan.Select(static row => new SearchedRow
        {
            Table = row.Table, Id = row.Id, RecordClass = row.RecordClass, IsDue = row.Circumstances.Stage == LineStage.Due, Ground = "row_of_another", Circumstances = row.Circumstances,
        }).Concat(now.Where(row => !planned.Contains(row.Id)));
    }

    /// <summary>Ids of planned rows by table, from the texts of the parts.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<Guid>> PlannedOf(IEnumerable<PlannedRow> rows) =>
        rows.GroupBy(static row => row.Table, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => (IReadOnlyList<Guid>)[.. group.Select(static row => row.Id)], StringComparer.Ordinal);
}
