using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Erasure;

namespace Offboarding.Plugins.Proof;

/// <summary>Every row of the subject, found anew, and every row of the plan by its id: all text columns, whatever the erasure map says of them, names of files and addresses of parties.</summary>
/// <remarks>Requests: 1 for each table and 500 rows; 1 more for activities and 500 of them, whose parties are read, too; those of <see cref="FileTexts"/>.</remarks>
sealed class SubjectRows : IProofPlace
{
    internal const string Name = "ROWS";

    /// <inheritdoc/>
    public void Search(ProofSearch search)
    {
        if (search.Needles.Count == 0) return;

        foreach (var table in search.Rows())
        {
            if (search.Catalog.Find(table.Key) is not { } facts) continue;

            Columns(search, facts, table.Value);
            if (facts.IsActivity && search.Catalog.Find(PartyTable.Name) is { } parties) Parties(search, parties, table.Value);
            FileTexts.Search(search, facts, table.Value);
        }
    }

    static void Columns(ProofSearch search, TableFacts table, IReadOnlyList<Guid> ids)
    {
        var columns = ProofSearch.TextColumns(table);
        int rows = 0, before = search.Result.FindCount;
        foreach (var row in search.Read(table, ids, columns))
        {
            rows++;
            foreach (var column in search.ColumnsWithValue(row, columns, isOwn: true)) Note(search, search.Find(row.Id), table.Name, column, row.Id);
        }

        search.Result.Add(Name, rows, search.Result.FindCount - before);
    }

    /// <summary>Parties are rows of their own, which the activity's line decides about.</summary>
    static void Parties(ProofSearch search, TableFacts parties, IReadOnlyList<Guid> activities)
    {
        var columns = ProofSearch.TextColumns(parties);
        int rows = 0, before = search.Result.FindCount;
        foreach (var some in SubjectFinder.Batches([.. activities]))
        {
            var query = new QueryExpression(parties.Name) { ColumnSet = new ColumnSet([PartyTable.Activity, .. columns]) };
            query.Criteria.AddCondition(new ConditionExpression(PartyTable.Activity, ConditionOperator.In, some.Cast<object>().ToArray()));
            query.AddOrder(parties.PrimaryId, OrderType.Ascending);
            foreach (var party in search.Service.AllRows(query))
            {
                rows++;
                var activity = search.Find(party.GetAttributeValue<EntityReference>(PartyTable.Activity).Id);
                foreach (var column in search.ColumnsWithValue(party, columns, isOwn: true)) Note(search, activity, parties.Name, column, party.Id);
            }
        }

        search.Result.Add(Name, rows, search.Result.FindCount - before);
    }

    internal static void Note(ProofSearch search, SearchedRow? judged, string table, string column, Guid row)
    {
        if (judged?.GroundOf(search.Map, table, column) is { } ground) search.Result.AddKept(table, column, ground);
        else search.Result.Add(new ProofFind(table, column, row));
    }
}
