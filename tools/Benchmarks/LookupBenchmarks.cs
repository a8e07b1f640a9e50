using System;
using System.Collections.Generic;
using BenchmarkDotNet.Attributes;
using LocalDataverse.Metadata;
using LocalDataverse.Query;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Benchmarks;

/// <summary>One question the gate asks: the active contracts of one account, among the contracts of all accounts.</summary>
[MemoryDiagnoser]
public class LookupBenchmarks
{
    const int ContractsOfAnAccount = 5;

    readonly Guid account = Id(1, 17);
    QueryContext context = null!;
    QueryExpression query = null!;
    QueryExpression scan = null!;

    /// <summary>Contracts in the table.</summary>
    [Params(4_000, 40_000)]
    public int Contracts { get; set; }

    /// <summary>Fills the store through transactions, as requests do.</summary>
    [GlobalSetup]
    public void Fill()
    {
        var store = new Store(MetadataCatalog.Standard);
        using (var transaction = store.Begin())
        {
            var accounts = transaction.Catalog.Table("account");
            var opportunities = transaction.Catalog.Table("opportunity");
            for (var i = 0; i < Contracts / ContractsOfAnAccount; i++)
            {
                transaction.Insert(accounts, Id(1, i), Values(accounts, ("name", "Account " + i)));
                for (var j = 0; j < ContractsOfAnAccount; j++)
                {
                    transaction.Insert(opportunities, Id(2, (i * ContractsOfAnAccount) + j), Values(
                        opportunities,
                        ("name", "Contract " + j),
                        ("parentaccountid", new EntityReference("account", Id(1, i))),
                        ("statecode", new OptionSetValue(0)),
                        ("estimatedclosedate", new DateTime(2027, 1, 1))));
                }
            }

            transaction.Commit();
        }

        context = new QueryContext
        {
            Transaction = store.Begin(),
            UserId = Id(3, 1),
            UtcNow = new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            TimeZone = TimeZoneInfo.Utc,
        };
        query = Query(("parentaccountid", account));
        scan = Query(("name", "Contract 3"));
    }

    /// <summary>By the index of the lookup.</summary>
    [Benchmark]
    public int ByLookup() => QueryExecutor.Execute(query, context).Entities.Count;

    /// <summary>One row by its primary key.</summary>
    [Benchmark]
    public object? ByPrimaryKey() => context.Transaction.Find(context.Catalog.Table("opportunity"), Id(2, 77));

    /// <summary>For comparison: a condition without index, a fifth of the table.</summary>
    [Benchmark]
    public int ByScan() => QueryExecutor.Execute(scan, context).Entities.Count;

    static QueryExpression Query((string Column, object Value) condition)
    {
        var asked = new QueryExpression("opportunity") { ColumnSet = new ColumnSet("name", "parentaccountid", "statecode", "estimatedclosedate") };
        asked.Criteria.AddCondition(condition.Column, ConditionOperator.Equal, condition.Value);
        asked.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        asked.AddOrder("estimatedclosedate", OrderType.Ascending);
        return asked;
    }

    static Dictionary<Column, object?> Values(Table table, params (string Column, object Value)[] values)
    {
        var stored = new Dictionary<Column, object?>();
        foreach (var (name, value) in values) stored.Add(table.Column(name), RowValues.ToStored(table, table.Column(name), value));
        return stored;
    }

    static Guid Id(int kind, int number) => new(number, (short)kind, 0, new byte[8]);
}
