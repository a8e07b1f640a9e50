using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Concurrency;

/// <summary>Requests of several callers as they interleave online: each test holds for every order that a seed can choose, and says which orders there are.</summary>
public sealed class InterleavingTests : IDisposable
{
    const int Seeds = 200;
    const int Deadlock = -2147204784;
    const int SqlTimeout = -2147204783;
    const int VersionMismatch = -2147088254;
    const int DuplicateKey = -2147088238;

    readonly LocalEnvironment origin = LocalEnvironment.Create();
    readonly Guid first;
    readonly Guid second;

    public InterleavingTests()
    {
        origin.ImportSolution(new TestSolution
        {
            Tables = { new TestTable("tst_Thing") { Columns = { TestTable.Text("tst_Code") }, Keys = { TestTable.Key("tst_bycode", "tst_code") } } },
            Steps = { new TestStep("CreateRow", "Update", "account", 40) { Configuration = "task;subject=Look at it" } },
        }.ToZip());
        first = origin.CreateAccount("first");
        second = origin.CreateAccount("second");
    }

    public void Dispose() => origin.Dispose();

    [Fact]
    public void The_same_seed_gives_the_same_history_and_the_same_rows()
    {
        var once = Enumerable.Range(0, 20).Select(Run).ToList();
        var again = Enumerable.Range(0, 20).Select(Run).ToList();

        Assert.Equal(once, again);
        Assert.True(once.Distinct(StringComparer.Ordinal).Count() > 10, "Seeds must differ in their histories.");

        string Run(int seed)
        {
            using var environment = origin.Clone();
            var outcome = environment.Interleave(seed, [.. Enumerable.Range(0, 8).Select(number => (Action)(() => Both(environment, number % 2 == 0, number)))]);
            var rows = environment.Administrator.RetrieveMultiple(new QueryExpression("task") { ColumnSet = new ColumnSet("subject", "versionnumber") }).Entities;
            return string.Join('\n', [.. outcome.History.Select(step => step.ToString()), .. outcome.Faults.Select(fault => fault?.Message ?? "done"), .. rows.Select(row => $"{row.Id} {row["versionnumber"]}")]);
        }
    }

    [Fact, Trait("fidelity", "F033")]
    public void Nobody_sees_half_of_a_transaction()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var environment in Copies(out var seed))
        {
            environment.Interleave(
                seed(),
                () => Both(environment, firstFirst: true, 1),
                () => seen.Add(string.Join(' ', environment.Administrator.RetrieveMultiple(new QueryExpression("account") { ColumnSet = new ColumnSet("fax"), Orders = { new OrderExpression("name", OrderType.Ascending) } })
                    .Entities.Select(row => row.GetAttributeValue<string>("fax") ?? "none"))));
        }

        Assert.Equal(["1 1", "none none"], seen.Order(StringComparer.Ordinal));
    }

    [Fact, Trait("fidelity", "F033")]
    public void A_writer_waits_for_the_row_until_the_other_commits_and_then_goes_on()
    {
        var waits = 0;
        foreach (var environment in Copies(out var seed))
        {
            var outcome = environment.Interleave(seed(), () => Both(environment, firstFirst: true, 1), () => Both(environment, firstFirst: true, 2));

            Assert.All(outcome.Faults, Assert.Null);
            Assert.Equal(Fax(environment, first), Fax(environment, second));
            waits += outcome.History.Count(step => step.Event == InterleavedEvent.Waits);
        }

        Assert.InRange(waits, 1, Seeds);
    }

    [Fact]
    public void Of_two_that_want_each_others_row_one_gives_way_and_the_other_goes_on()
    {
        var deadlocks = 0;
        foreach (var environment in Copies(out var seed))
        {
            var outcome = environment.Interleave(seed(), () => Both(environment, firstFirst: true, 1), () => Both(environment, firstFirst: false, 2));

            var faults = outcome.Faults.OfType<Exception>().ToList();
            Assert.InRange(faults.Count, 0, 1);
            Assert.All(outcome.Faults, fault => Assert.True(fault is null || fault.Detail.ErrorCode == Deadlock));
            Assert.Equal(Fax(environment, first), Fax(environment, second));
            deadlocks += faults.Count;
        }

        Assert.InRange(deadlocks, 1, Seeds - 1);
    }

    [Fact]
    public void A_writer_that_waits_for_more_than_thirty_seconds_of_the_environment_gets_a_timeout()
    {
        var timeouts = 0;
        foreach (var environment in Copies(out var seed))
        {
            var outcome = environment.Interleave(
                seed(),
                () => Both(environment, firstFirst: true, 1),
                () => environment.Administrator.Update(new Entity("account", first) { ["telephone1"] = "2" }),
                () => environment.Clock.Advance(TimeSpan.FromSeconds(31)));

            var late = outcome.Faults.Count(fault => fault is not null);
            Assert.InRange(late, 0, 1);
            Assert.All(outcome.Faults, fault => Assert.True(fault is null || fault.Detail.ErrorCode == SqlTimeout));
            timeouts += late;
        }

        Assert.InRange(timeouts, 1, Seeds - 1);
    }

    [Fact]
    public void Who_reads_and_then_writes_can_lose_the_change_of_another()
    {
        var sums = new HashSet<int>();
        foreach (var environment in Copies(out var seed))
        {
            var outcome = environment.Interleave(seed(), () => Count(environment, ConcurrencyBehavior.Default), () => Count(environment, ConcurrencyBehavior.Default));

            Assert.All(outcome.Faults, Assert.Null);
            sums.Add(Employees(environment));
        }

        Assert.Equal([1, 2], sums.Order());
    }

    [Fact, Trait("fidelity", "F194")]
    public void A_row_version_makes_the_late_one_fail_instead_of_overwriting()
    {
        var failures = 0;
        foreach (var environment in Copies(out var seed))
        {
            var outcome = environment.Interleave(
                seed(), () => Count(environment, ConcurrencyBehavior.IfRowVersionMatches), () => Count(environment, ConcurrencyBehavior.IfRowVersionMatches));

            var failed = outcome.Faults.Count(fault => fault is not null);
            Assert.All(outcome.Faults, fault => Assert.True(fault is null || fault.Detail.ErrorCode == VersionMismatch));
            Assert.Equal(2 - failed, Employees(environment));
            failures += failed;
        }

        Assert.InRange(failures, 1, Seeds - 1);
    }

    [Fact, Trait("fidelity", "F190")]
    public void Of_two_that_create_the_same_key_value_one_does()
    {
        foreach (var environment in Copies(out var seed))
        {
            var outcome = environment.Interleave(seed(), () => Thing(environment, "A"), () => Thing(environment, "A"));

            Assert.Equal(DuplicateKey, Assert.Single(outcome.Faults.OfType<System.ServiceModel.FaultException<OrganizationServiceFault>>()).Detail.ErrorCode);
            Assert.Equal(1, environment.Count("tst_thing"));
        }
    }

    [Fact]
    public void Who_wants_a_key_value_that_is_being_given_up_waits_for_it()
    {
        var thing = Thing(origin, "A");
        var (created, refused, waited) = (0, 0, 0);
        foreach (var environment in Copies(out var seed))
        {
            var outcome = environment.Interleave(
                seed(),
                () => environment.Administrator.Execute(new ExecuteTransactionRequest
                {
                    Requests =
                    [
                        new UpdateRequest { Target = new Entity("tst_thing", thing) { ["tst_code"] = "B" } },
                        new UpdateRequest { Target = new Entity("account", first) { ["fax"] = "1" } },
                    ],
                }),
                () => Thing(environment, "A"));

            Assert.Null(outcome.Faults[0]);
            var hasWaited = outcome.History.Any(step => step.Event == InterleavedEvent.Waits);
            Assert.True(!hasWaited || outcome.Faults[1] is null, "The value was free when the wait was over.");
            if (hasWaited) waited++;
            if (outcome.Faults[1] is null) created++;
            else refused++;
        }

        Assert.True(created > 0 && refused > 0 && waited > 0, $"{created} created, {refused} refused, {waited} waited");
    }

    [Fact]
    public void What_is_no_fault_of_the_platform_comes_out_after_all_have_ended()
    {
        var done = false;

        var thrown = Assert.Throws<AggregateException>(() => origin.Interleave(1, () => throw new InvalidOperationException("broken test"), () => done = true));

        Assert.Equal("broken test", Assert.Single(thrown.InnerExceptions).Message);
        Assert.True(done);
    }

    /// <summary>One copy of the world for each seed.</summary>
    IEnumerable<LocalEnvironment> Copies(out Func<int> seed)
    {
        var current = 0;
        seed = () => current;
        return Each();

        IEnumerable<LocalEnvironment> Each()
        {
            for (; current < Seeds; current++)
            {
                using var copy = origin.Clone();
                yield return copy;
            }
        }
    }

    /// <summary>Both accounts in one transaction; a step creates a task with each.</summary>
    void Both(LocalEnvironment environment, bool firstFirst, int value)
    {
        UpdateRequest Change(Guid id) => new() { Target = new Entity("account", id) { ["fax"] = $"{value}" } };
        environment.Administrator.Execute(new ExecuteTransactionRequest
        {
            Requests = firstFirst ? [Change(first), Change(second)] : [Change(second), Change(first)],
        });
    }

    void Count(LocalEnvironment environment, ConcurrencyBehavior behavior)
    {
        var read = environment.Administrator.Retrieve("account", first, new ColumnSet("numberofemployees"));
        environment.Administrator.Execute(new UpdateRequest
        {
            Target = new Entity("account", first) { ["numberofemployees"] = read.GetAttributeValue<int>("numberofemployees") + 1, RowVersion = read.RowVersion },
            ConcurrencyBehavior = behavior,
        });
    }

    int Employees(LocalEnvironment environment) => environment.Administrator.Retrieve("account", first, new ColumnSet("numberofemployees")).GetAttributeValue<int>("numberofemployees");

    static Guid Thing(LocalEnvironment environment, string code) => environment.Administrator.Create(new Entity("tst_thing") { ["tst_code"] = code });

    static string? Fax(LocalEnvironment environment, Guid account) => environment.Administrator.Retrieve("account", account, new ColumnSet("fax")).GetAttributeValue<string>("fax");
}
