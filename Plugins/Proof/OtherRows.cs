using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Proof;

/// <summary>All other rows of the tables on the covered paths, a page of one table a step: a note at another customer that quotes the subject is found here.</summary>
/// <remarks>
/// Only values that name one person by themselves are looked for: two customers may be called Weber. Master data of somebody else, such as a second contact with the same address, is that
/// person's record and no copy; it is listed as kept. Requests a step: 1 for each table without a row, 1 for the page.
/// </remarks>
sealed class OtherRows
{
    /// <summary>Rows a step.</summary>
    internal const int RowsPerStep = 2_000;

    internal const string Name = "OTHERS";

    /// <summary>Written by the erasure itself, with ids and codes only.</summary>
    static readonly HashSet<string> Own = new(StringComparer.Ordinal)
    {
        ErasureJobRow.Table, RetentionScheduleRow.Table, ErasurePlanRow.Table, ErasurePlanPartRow.Table, ErasureFailureRow.Table, PartyTable.Name,
    };

    static readonly HashSet<string> Masters = new(StringComparer.Ordinal) { AccountRow.Table, ContactRow.Table, "lead", "customeraddress" };

    readonly ProofSearch search;
    readonly List<TableFacts> tables;

    internal OtherRows(ProofSearch search)
    {
        this.search = search;
        tables = [.. search.Catalog.Tables.Where(table => !Own.Contains(table.Name) && table.Name != SubjectPaths.Activities && search.Map.Covers(table.Name) && ProofSearch.TextColumns(table).Count > 0)];
    }

    /// <summary>Goes on from a place; null: the search is done.</summary>
    internal OtherRowsPlace? Step(OtherRowsPlace place, Func<IReadOnlyCollection<Guid>> ownRows)
    {
        for (var at = place; at.Table < tables.Count; at = new OtherRowsPlace(at.Table + 1, 1))
        {
            var page = Page(tables[at.Table], at.Page);
            Look(tables[at.Table], page, ownRows);
            if (page.MoreRecords) return at with { Page = at.Page + 1 };
            if (page.Entities.Count > 0) return at.Table + 1 < tables.Count ? new OtherRowsPlace(at.Table + 1, 1) : null;
        }

        return null;
    }

    EntityCollection Page(TableFacts table, int number)
    {
        var query = new QueryExpression(table.Name)
        {
            ColumnSet = new ColumnSet([.. ProofSearch.TextColumns(table)]), PageInfo = new PagingInfo { Count = RowsPerStep, PageNumber = number },
        };
        query.AddOrder(table.PrimaryId, OrderType.Ascending);
        return search.Service.RetrieveMultiple(query);
    }

    void Look(TableFacts table, EntityCollection page, Func<IReadOnlyCollection<Guid>> ownRows)
    {
        var columns = ProofSearch.TextColumns(table);
        int read = 0, before = search.Result.FindCount;
        foreach (var row in page.Entities)
        {
            read++;
            var found = search.ColumnsWithValue(row, columns, isOwn: false).ToList();
            if (found.Count == 0 || ownRows().Contains(row.Id)) continue;

            foreach (var column in found)
            {
                if (Masters.Contains(table.Name)) search.Result.AddKept(table.Name, column, "record_of_another");
                else search.Result.Add(new ProofFind(table.Name, column, row.Id));
            }
        }

        search.Result.Add(Name, read, search.Result.FindCount - before);
    }
}

/// <summary>Where the search of other rows stands: table and page, as text <c>T:4:1</c>.</summary>
/// <param name="Table">Place of the table among those that are searched.</param>
/// <param name="Page">Number of the page, counted from 1.</param>
public sealed record OtherRowsPlace(int Table, int Page)
{
    const string Mark = "T";

    /// <summary>Before the first table.</summary>
    public static OtherRowsPlace Start { get; } = new(0, 1);

    /// <inheritdoc/>
    public override string ToString() => string.Join(":", [Mark, Table.ToString(CultureInfo.InvariantCulture), Page.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>Reads a token; null: it is none that a step gave.</summary>
    public static OtherRowsPlace? ParseOrNull(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 3 && parts[0] == Mark && IsNumber(parts[1], out var table) && IsNumber(parts[2], out var page) && page >= 1 ? new OtherRowsPlace(table, page) : null;
    }

    static bool IsNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
