using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Threading.Tasks;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Tests.LocalDataverse;

/// <summary>One request's writes: seen by itself at once, by others when it commits, by nobody when it does not.</summary>
public class TransactionTests
{
    readonly QueryWorld world = new();
    readonly Table accounts;
    readonly Table contracts;

    public TransactionTests()
    {
        accounts = world.Store.Catalog.Table("account");
        contracts = world.Store.Catalog.Table(QueryWorld.Contract);
    }

    [Fact]
    public void Own_writes_are_seen_before_commit_and_by_others_after_it()
    {
        var id = Guid.NewGuid();
        using var writer = world.Store.Begin();
        using var reader = world.Store.Begin();

        QueryWorld.Insert(writer, "account", id, ("name", "Contoso"));

        Assert.NotNull(writer.Find(accounts, id));
        Assert.Null(reader.Find(accounts, id));
        writer.Commit();
        Assert.NotNull(reader.Find(accounts, id));
    }

    [Fact, Trait("fidelity", "F029")]
    public void A_transaction_that_does_not_commit_leaves_nothing()
    {
        var id = world.Add("account", ("name", "Contoso"));
        var other = Guid.NewGuid();
        using (var transaction = world.Store.Begin())
        {
            transaction.Update(accounts, id, QueryWorld.Stored(accounts, ("name", "Changed")));
            QueryWorld.Insert(transaction, "account", other, ("name", "New"));
        }

        using var after = world.Store.Begin();
        Assert.Equal("Contoso", after.Find(accounts, id)![accounts.Column("name")]);
        Assert.Null(after.Find(accounts, other));
    }

    [Fact]
    public void A_query_reads_committed_rows_of_one_moment()
    {
        world.Add("account", ("name", "A"));
        using var reader = world.Store.Begin();
        var view = reader.Read();

        world.Add("account", ("name", "B"));

        Assert.Single(view.Scan(accounts));
        Assert.Equal(2, reader.Scan(accounts).Count());
    }

    [Fact]
    public void An_update_leaves_columns_that_others_changed()
    {
        var id = world.Add("account", ("name", "A"), ("fax", "1"));
        using (var late = world.Store.Begin())
        {
            _ = late.Find(accounts, id);
            using (var early = world.Store.Begin())
            {
                early.Update(accounts, id, QueryWorld.Stored(accounts, ("fax", "2")));
                early.Commit();
            }

            late.Update(accounts, id, QueryWorld.Stored(accounts, ("name", "B")));
            late.Commit();
        }

        using var after = world.Store.Begin();
        var row = after.Find(accounts, id)!;
        Assert.Equal(("B", "2"), (row[accounts.Column("name")], row[accounts.Column("fax")]));
    }

    [Fact]
    public void A_lookup_finds_committed_and_own_rows_and_not_those_that_were_moved_or_deleted()
    {
        var (a, b) = (world.Add("account", ("name", "A")), world.Add("account", ("name", "B")));
        var (stays, moves, goes) = (Contract("1", a), Contract("2", a), Contract("3", a));
        using var transaction = world.Store.Begin();
        var lookup = contracts.Column("test_accountid");
        var added = Guid.NewGuid();

        transaction.Update(contracts, moves, QueryWorld.Stored(contracts, ("test_accountid", new EntityReference("account", b))));
        transaction.Delete(contracts, goes);
        QueryWorld.Insert(transaction, QueryWorld.Contract, added, ("test_accountid", new EntityReference("account", a)));

        Assert.Equal([stays, added], transaction.Lookup(contracts, lookup, a).Select(row => row.Id).Order(Comparer<Guid>.Create((x, y) => (x == added).CompareTo(y == added))));
        Assert.Equal(moves, Assert.Single(transaction.Lookup(contracts, lookup, b)).Id);
        using var other = world.Store.Begin();
        Assert.Equal(3, other.Lookup(contracts, lookup, a).Count());
    }

    [Fact, Trait("fidelity", "F153")]
    public void An_id_in_use_is_refused()
    {
        var id = world.Add("account", ("name", "A"));
        using var transaction = world.Store.Begin();

        var fault = QueryWorld.FaultOf(() => QueryWorld.Insert(transaction, "account", id, ("name", "B")));

        Assert.Equal(-2147220937, fault.ErrorCode);
        Assert.Contains("Cannot insert duplicate key.", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F173"), Trait("fidelity", "F177")]
    public void A_row_that_does_not_exist_cannot_be_updated_or_deleted()
    {
        var id = Guid.NewGuid();
        using var transaction = world.Store.Begin();

        var update = QueryWorld.FaultOf(() => transaction.Update(accounts, id, new Dictionary<Column, object?>()));
        var delete = QueryWorld.FaultOf(() => transaction.Delete(accounts, id));

        Assert.Equal((-2147220969, -2147220969), (update.ErrorCode, delete.ErrorCode));
        Assert.Equal($"account With Id = {id} Does Not Exist", update.Message);
    }

    [Fact, Trait("fidelity", "F190")]
    public void Values_of_an_alternate_key_are_unique_whatever_their_case()
    {
        world.Add(QueryWorld.Contract, ("test_name", "V-1"), ("test_months", 12));
        using var transaction = world.Store.Begin();

        var fault = QueryWorld.FaultOf(() => QueryWorld.Insert(transaction, QueryWorld.Contract, Guid.NewGuid(), ("test_name", "v-1"), ("test_months", 12)));

        Assert.Equal(-2147088238, fault.ErrorCode);
        Assert.StartsWith("Entity Key test_number violated. A record with the same value for test_name, test_months already exists", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F191")]
    public void A_row_with_an_empty_part_is_not_in_the_key()
    {
        world.Add(QueryWorld.Contract, ("test_name", "V-1"));

        world.Add(QueryWorld.Contract, ("test_name", "V-1"));

        using var transaction = world.Store.Begin();
        Assert.Null(transaction.FindByKey(contracts, contracts.Keys[0], "V-1", null));
    }

    [Fact]
    public void A_key_value_can_wander_from_one_row_to_another_in_one_transaction()
    {
        var first = world.Add(QueryWorld.Contract, ("test_name", "V-1"), ("test_months", 12));
        var second = Guid.NewGuid();
        using (var transaction = world.Store.Begin())
        {
            transaction.Update(contracts, first, QueryWorld.Stored(contracts, ("test_name", "V-2")));
            QueryWorld.Insert(transaction, QueryWorld.Contract, second, ("test_name", "V-1"), ("test_months", 12));
            transaction.Commit();
        }

        using var after = world.Store.Begin();
        Assert.Equal(second, after.FindByKey(contracts, contracts.Keys[0], "v-1", 12)!.Id);
        Assert.Equal(first, after.FindByKey(contracts, contracts.Keys[0], "V-2", 12)!.Id);
    }

    [Fact]
    public void A_row_that_another_transaction_writes_is_waited_for_and_then_times_out()
    {
        var id = world.Add("account", ("name", "A"));
        using var holder = world.Store.Begin();
        holder.Update(accounts, id, QueryWorld.Stored(accounts, ("name", "B")));

        using var waiter = world.Store.Begin();
        var fault = QueryWorld.FaultOf(() => waiter.Update(accounts, id, QueryWorld.Stored(accounts, ("name", "C"))));

        Assert.Equal(-2147204783, fault.ErrorCode);
        Assert.Equal("A", waiter.Find(accounts, id)![accounts.Column("name")]);
    }

    [Fact]
    public async Task Two_writers_of_one_row_follow_each_other()
    {
        const int writers = 8;
        var store = new Store(world.Store.Catalog, TimeSpan.FromSeconds(30));
        var id = Guid.NewGuid();
        using (var setup = store.Begin())
        {
            QueryWorld.Insert(setup, "account", id, ("numberofemployees", 0));
            setup.Commit();
        }

        var column = accounts.Column("numberofemployees");
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(() =>
        {
            using var transaction = store.Begin();
            var before = (int)transaction.FindForUpdate(accounts, id)![column]!;
            transaction.Update(accounts, id, new Dictionary<Column, object?> { [column] = before + 1 });
            transaction.Commit();
        })));

        using var after = store.Begin();
        Assert.Equal(writers, after.Find(accounts, id)![column]);
    }

    [Fact]
    public async Task Two_transactions_that_wait_for_each_other_are_a_deadlock_at_once()
    {
        var store = new Store(world.Store.Catalog, TimeSpan.FromMinutes(10));
        var (a, b) = (Guid.NewGuid(), Guid.NewGuid());
        using (var setup = store.Begin())
        {
            QueryWorld.Insert(setup, "account", a);
            QueryWorld.Insert(setup, "account", b);
            setup.Commit();
        }

        using var first = store.Begin();
        using var second = store.Begin();
        first.FindForUpdate(accounts, a);
        second.FindForUpdate(accounts, b);
        Task<int>[] attempts =
        [
            Task.Run(() => Attempt(first, b), TestContext.Current.CancellationToken),
            Task.Run(() => Attempt(second, a), TestContext.Current.CancellationToken),
        ];

        // Whoever closes the circle gives way; then the other goes on.
        Assert.Equal([-2147204784, 0], (await Task.WhenAll(attempts)).Order());

        int Attempt(Transaction transaction, Guid id)
        {
            try
            {
                transaction.FindForUpdate(accounts, id);
                return 0;
            }
            catch (FaultException<OrganizationServiceFault> fault)
            {
                transaction.Dispose();
                return fault.Detail.ErrorCode;
            }
        }
    }

    [Fact, Trait("fidelity", "F174")]
    public void Every_write_has_a_larger_version()
    {
        var id = world.Add("account", ("name", "A"));
        using var transaction = world.Store.Begin();
        var before = transaction.Find(accounts, id)!;

        var after = transaction.Update(accounts, id, QueryWorld.Stored(accounts, ("name", "A")));

        Assert.True(after.Version > before.Version);
        Assert.Equal(after.Version, after[accounts.Version!]);
    }

    [Fact]
    public void A_new_catalog_keeps_rows_and_indexes_new_columns()
    {
        var account = world.Add("account", ("name", "A"));
        var parent = new Column { Name = "test_parent", Type = ColumnType.Lookup, Targets = ["account"] };
        world.Store.Use(world.Store.Catalog.With([accounts.With([parent])]));
        var widened = world.Store.Catalog.Table("account");

        using var transaction = world.Store.Begin();
        Assert.Null(transaction.Find(widened, account)![widened.Column("test_parent")]);
        transaction.Update(widened, account, QueryWorld.Stored(widened, ("test_parent", new EntityReference("account", account))));
        transaction.Commit();
        using var after = world.Store.Begin();
        Assert.Equal(account, Assert.Single(after.Lookup(widened, widened.Column("test_parent"), account)).Id);
    }

    [Fact]
    public void A_new_key_that_rows_break_is_refused_and_nothing_changes()
    {
        world.Add("account", ("name", "Same"));
        world.Add("account", ("name", "same"));
        var before = world.Store.Catalog;
        var keyed = accounts.With([], [new AlternateKey("test_key", ["name"])]);

        var fault = QueryWorld.FaultOf(() => world.Store.Use(before.With([keyed])));

        Assert.Equal(-2147088238, fault.ErrorCode);
        Assert.Same(before, world.Store.Catalog);
    }

    [Fact]
    public void A_transaction_that_began_before_an_import_keeps_columns_it_does_not_know()
    {
        var account = world.Add("account", ("name", "A"));
        using var early = world.Store.Begin();
        var widened = accounts.With([new Column { Name = "test_note", Type = ColumnType.String }]);
        world.Store.Use(world.Store.Catalog.With([widened]));
        using (var late = world.Store.Begin())
        {
            late.Update(widened, account, QueryWorld.Stored(widened, ("test_note", "kept")));
            late.Commit();
        }

        early.Update(accounts, account, QueryWorld.Stored(accounts, ("name", "B")));
        early.Commit();

        using var after = world.Store.Begin();
        Assert.Equal("kept", after.Find(widened, account)![widened.Column("test_note")]);
    }

    [Fact]
    public void An_ended_transaction_is_not_used_again()
    {
        var transaction = world.Store.Begin();
        transaction.Commit();

        Assert.Throws<ObjectDisposedException>(() => transaction.Find(accounts, Guid.Empty));
        Assert.Throws<ObjectDisposedException>(transaction.Commit);
    }

    Guid Contract(string name, Guid account) => world.Add(QueryWorld.Contract, ("test_name", name), ("test_accountid", new EntityReference("account", account)));
}
