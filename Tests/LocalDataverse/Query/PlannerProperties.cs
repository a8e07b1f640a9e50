using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using LocalDataverse.Metadata;
using LocalDataverse.Query;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Tests.LocalDataverse;

/// <summary>Whatever is stored and whatever is asked: indexes, pages and aborted transactions change no answer.</summary>
public class PlannerProperties
{
    const int Accounts = 4;

    static readonly Gen<Guid?> AnAccount = Gen.Int[0, Accounts].Select(number => number == 0 ? (Guid?)null : AccountId(number));

    static readonly Gen<ContractRow> AContract =
        Gen.Select(Gen.Int[1, 12], AnAccount, One("Alpha", "beta", "Äther", ""), Gen.Int[1, 3], Gen.Int[0, 4])
            .Select((number, account, name, kind, months) => new ContractRow(ContractId(number), account, name, kind, months));

    static readonly Gen<ConditionExpression> ACondition = Gen.OneOf(
        Gen.Int[1, Accounts].Select(number => On("test_accountid", ConditionOperator.Equal, AccountId(number))),
        Gen.Int[1, Accounts].Array[1, 3].Select(numbers => On("test_accountid", ConditionOperator.In, [.. numbers.Select(number => (object)AccountId(number))])),
        Gen.Int[1, 12].Select(number => On("test_contractid", ConditionOperator.Equal, ContractId(number))),
        Gen.Int[1, 12].Array[1, 3].Select(numbers => On("test_contractid", ConditionOperator.In, [.. numbers.Select(number => (object)ContractId(number))])),
        Gen.Int[0, 4].Select(months => On("test_months", ConditionOperator.Equal, months)),
        Gen.Int[0, 4].Select(months => On("test_months", ConditionOperator.GreaterThan, months)),
        One("ALPHA", "beta", "x").Select(name => On("test_name", ConditionOperator.Equal, name)),
        One("alpha", "Beta").Select(name => On("test_name", ConditionOperator.NotEqual, name)),
        Gen.Int[1, 3].Select(kind => On("test_kind", ConditionOperator.NotEqual, kind)),
        Gen.Const(On("test_accountid", ConditionOperator.Null)));

    static readonly Gen<FilterExpression> AFilter = Gen.Select(One(LogicalOperator.And, LogicalOperator.Or), ACondition.Array[0, 3], ACondition.Array[0, 2])
        .Select((op, conditions, nested) =>
        {
            var filter = new FilterExpression(op);
            foreach (var condition in conditions) filter.AddCondition(condition);
            var child = filter.AddFilter(op == LogicalOperator.And ? LogicalOperator.Or : LogicalOperator.And);
            foreach (var condition in nested) child.AddCondition(condition);
            return filter;
        });

    static readonly Gen<JoinOperator?> AJoin = One<JoinOperator?>(
        null, JoinOperator.Inner, JoinOperator.LeftOuter, JoinOperator.Exists, JoinOperator.In, JoinOperator.Any, JoinOperator.NotAny, JoinOperator.All, JoinOperator.NotAll);

    static readonly Gen<Asked> AQuery = Gen.Select(AFilter, AJoin, Gen.Bool, AFilter, Gen.Bool)
        .Select((filter, join, fromAccount, linkFilter, descending) => new Asked(filter, join, fromAccount, linkFilter, descending));

    [Fact]
    public void An_index_gives_the_same_rows_as_reading_the_whole_table() =>
        Gen.Select(AContract.Array[0, 12], AContract.Array[0, 6], AQuery).Sample((committed, own, asked) =>
        {
            var world = Populated(committed);
            using var transaction = world.Store.Begin();
            Write(transaction, own);
            var model = QueryExecutor.Translate(asked.Query(), transaction.Catalog);

            var byIndex = QueryExecutor.Execute(model, world.Context(transaction));
            var byScan = QueryExecutor.Execute(model, world.Context(transaction), useIndexes: false);

            return Shown(byIndex).SequenceEqual(Shown(byScan));
        });

    [Fact]
    public void Pages_one_after_the_other_are_the_whole_answer() =>
        Gen.Select(AContract.Array[0, 12], AQuery, Gen.Int[1, 5], Gen.Bool).Sample((rows, asked, size, withCookie) =>
        {
            var world = Populated(rows);
            var whole = Shown(world.Run(asked.Query()));
            var paged = new List<string>();
            EntityCollection? page = null;
            for (var number = 1; page is null || page.MoreRecords; number++)
            {
                var query = asked.Query();
                query.PageInfo = new PagingInfo { PageNumber = number, Count = size, PagingCookie = withCookie ? page?.PagingCookie : null };
                page = world.Run(query);
                paged.AddRange(Shown(page));
            }

            return paged.SequenceEqual(whole);
        });

    [Fact]
    public void A_transaction_that_ends_without_commit_changes_nothing() =>
        Gen.Select(AContract.Array[0, 12], AContract.Array[0, 12], AQuery).Sample((committed, aborted, asked) =>
        {
            var world = Populated(committed);
            var before = Shown(world.Run(asked.Query()));
            using (var transaction = world.Store.Begin()) Write(transaction, aborted);

            return Shown(world.Run(asked.Query())).SequenceEqual(before);
        });

    [Fact]
    public void After_commit_others_see_what_the_transaction_saw() =>
        Gen.Select(AContract.Array[0, 12], AContract.Array[0, 12], AQuery).Sample((committed, own, asked) =>
        {
            var world = Populated(committed);
            using var transaction = world.Store.Begin();
            Write(transaction, own);
            var inside = Shown(QueryExecutor.Execute(asked.Query(), world.Context(transaction)));
            transaction.Commit();

            return Shown(world.Run(asked.Query())).SequenceEqual(inside);
        });

    static QueryWorld Populated(ContractRow[] rows)
    {
        var world = new QueryWorld();
        using var transaction = world.Store.Begin();
        for (var number = 1; number <= Accounts; number++) QueryWorld.Insert(transaction, "account", AccountId(number), ("name", "A" + number));
        Write(transaction, rows);
        transaction.Commit();
        return world;
    }

    /// <summary>Adds a row, or changes it, or deletes it if it says so.</summary>
    static void Write(Transaction transaction, ContractRow[] rows)
    {
        var table = transaction.Catalog.Table(QueryWorld.Contract);
        foreach (var row in rows)
        {
            var exists = transaction.Find(table, row.Id) is not null;
            if (row.Months == 0)
            {
                if (exists) transaction.Delete(table, row.Id);
                continue;
            }

            // The key (name, months) is unique: whoever holds the values already keeps them.
            var values = row.Values(table);
            if (transaction.FindByKey(table, table.Keys[0], values[table.Column("test_name")], row.Months) is { } other && other.Id != row.Id) continue;
            if (exists) transaction.Update(table, row.Id, values);
            else transaction.Insert(table, row.Id, values);
        }
    }

    static IEnumerable<string> Shown(EntityCollection rows) => rows.Entities.Select(row => string.Join(
        '|',
        row.Attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal).Select(attribute => $"{attribute.Key}={Shown(attribute.Value)}")));

    static object? Shown(object? value) => value switch
    {
        AliasedValue aliased => Shown(aliased.Value),
        EntityReference reference => reference.Id,
        OptionSetValue option => option.Value,
        _ => value,
    };

    static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(place => values[place]);

    static Guid AccountId(int number) => new(number, 1, 0, new byte[8]);

    static Guid ContractId(int number) => new(number, 2, 0, new byte[8]);

    static ConditionExpression On(string column, ConditionOperator op, params object[] values) => new(column, op, values);

    sealed record ContractRow(Guid Id, Guid? Account, string Name, int Kind, int Months)
    {
        public Dictionary<Column, object?> Values(Table table) => QueryWorld.Stored(
            table,
            ("test_accountid", Account is { } id ? new EntityReference("account", id) : null),
            ("test_name", Name),
            ("test_kind", new OptionSetValue(Kind)),
            ("test_months", Months));
    }

    sealed record Asked(FilterExpression Filter, JoinOperator? Join, bool FromAccount, FilterExpression LinkFilter, bool Descending)
    {
        public QueryExpression Query()
        {
            // With a link the contracts are the linked table or the root, by turns.
            var query = new QueryExpression(FromAccount && Join is not null ? "account" : QueryWorld.Contract);
            var onlyAsks = Join is not (null or JoinOperator.Inner or JoinOperator.LeftOuter);
            if (query.EntityName == "account")
            {
                query.ColumnSet.AddColumn("name");
                query.AddOrder("name", Descending ? OrderType.Descending : OrderType.Ascending);
                var link = query.AddLink(QueryWorld.Contract, "accountid", "test_accountid", Join!.Value);
                link.LinkCriteria = LinkFilter;
                if (!onlyAsks) link.Columns = new ColumnSet("test_name", "test_months");
                return query;
            }

            query.ColumnSet.AddColumns("test_name", "test_accountid", "test_kind", "test_months");
            query.Criteria = Filter;
            query.AddOrder("test_name", Descending ? OrderType.Descending : OrderType.Ascending);
            if (Join is { } join)
            {
                var link = query.AddLink("account", "test_accountid", "accountid", join);
                link.LinkCriteria.AddCondition("name", ConditionOperator.NotEqual, "A2");
                if (!onlyAsks) link.Columns = new ColumnSet("name");
            }

            return query;
        }
    }
}
