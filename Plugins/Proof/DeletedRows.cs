using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Erasure;

namespace Offboarding.Plugins.Proof;

/// <summary>Rows of the subject outside their tables: in the recycle bin, or moved away by a policy of long-term retention. Rows that people deleted before the run are among them.</summary>
/// <remarks>Neither can be emptied by a message: what is found stays, with its place. Requests: 1 for the tables that have such a place; 1 for each of these and 500 rows.</remarks>
sealed class DeletedRows : IProofPlace
{
    const string State = "statecode";
    const int Active = 0;

    readonly string dataSource;
    readonly string settings;
    readonly string tableColumn;

    DeletedRows(string dataSource, string settings, string tableColumn)
    {
        this.dataSource = dataSource;
        this.settings = settings;
        this.tableColumn = tableColumn;
    }

    /// <summary>Deleted rows, as long as recyclebinconfig says.</summary>
    internal static DeletedRows Bin { get; } = new("bin", "recyclebinconfig", "name");

    /// <summary>Rows that a retention policy (retentionconfig) moved. They are immutable; lookups in them carry names.</summary>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/long-term-retention</remarks>
    internal static DeletedRows Retained { get; } = new("retained", "retentionconfig", "entitylogicalname");

    /// <inheritdoc/>
    public void Search(ProofSearch search)
    {
        if (search.Needles.Count == 0) return;

        var rows = search.Rows();
        foreach (var table in Tables(search)) Search(search, table, rows);
    }

    void Search(ProofSearch search, TableFacts table, IReadOnlyDictionary<string, IReadOnlyList<Guid>> rows)
    {
        var texts = ProofSearch.TextColumns(table);
        var lookups = table.Columns.Where(static column => column is { Kind: ColumnKind.Lookup, IsReadable: true }).Select(static column => column.Name).ToList();
        var own = new HashSet<Guid>(rows.Values.SelectMany(static ids => ids));
        int read = 0, before = search.Result.FindCount;
        var seen = new HashSet<Guid>();
        foreach (var link in Links(search, table, rows))
        {
            foreach (var some in SubjectFinder.Batches([.. link.Value]))
            {
                var query = new QueryExpression(table.Name) { ColumnSet = new ColumnSet([.. texts, .. lookups]), DataSource = dataSource };
                query.Criteria.AddCondition(new ConditionExpression(link.Key, ConditionOperator.In, some.Cast<object>().ToArray()));
                query.AddOrder(table.PrimaryId, OrderType.Ascending);
                foreach (var row in search.Service.AllRows(query).Where(row => seen.Add(row.Id)))
                {
                    read++;
                    var names = lookups.Where(column => row.GetAttributeValue<object?>(column) is EntityReference { Name: { } name } link && own.Contains(link.Id) && search.Needles.IsIn(name, isOwn: true));
                    foreach (var column in search.ColumnsWithValue(row, texts, isOwn: true).Concat(names)) search.Result.Add(new ProofFind(table.Name + " (" + dataSource + ")", column, row.Id));
                }
            }
        }

        search.Result.Add(dataSource, read, search.Result.FindCount - before);
    }

    /// <summary>By which columns rows of the table are the subject's: their own ids, and the lookups to its rows.</summary>
    static IEnumerable<KeyValuePair<string, IReadOnlyList<Guid>>> Links(ProofSearch search, TableFacts table, IReadOnlyDictionary<string, IReadOnlyList<Guid>> rows)
    {
        if (rows.TryGetValue(table.Name, out var own)) yield return new KeyValuePair<string, IReadOnlyList<Guid>>(table.PrimaryId, own);

        var links = search.Catalog.Tables.SelectMany(static to => to.LinksTo).Where(link => link.From == table.Name && link.Column != table.PrimaryId && rows.ContainsKey(link.To));
        foreach (var column in links.GroupBy(static link => link.Column, StringComparer.Ordinal))
            yield return new KeyValuePair<string, IReadOnlyList<Guid>>(column.Key, [.. column.SelectMany(link => rows[link.To]).Distinct()]);
    }

    List<TableFacts> Tables(ProofSearch search)
    {
        if (TableCatalog.Of(search.Service, [settings]).Find(settings) is not { } facts || facts.Find(tableColumn) is null) return [];

        var query = new QueryExpression(settings) { ColumnSet = new ColumnSet(tableColumn) };
        query.Criteria.AddCondition(State, ConditionOperator.Equal, Active);
        query.AddOrder(facts.PrimaryId, OrderType.Ascending);
        return
        [
            .. search.Service.AllRows(query).Select(row => row.GetAttributeValue<string?>(tableColumn) ?? "").Distinct(StringComparer.Ordinal).OrderBy(static name => name, StringComparer.Ordinal)
                .Select(search.Catalog.Find).OfType<TableFacts>(),
        ];
    }
}
