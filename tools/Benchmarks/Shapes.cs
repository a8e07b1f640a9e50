using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Benchmarks;

/// <summary>Shapes by which engines are compared, through the whole pipeline as a user: time and bytes of one operation, in tables of different sizes.</summary>
/// <remarks>
/// Not by BenchmarkDotNet, because it measures wall time only: on a machine that does other work, processor time of the least of several runs says more.
/// </remarks>
sealed class Shapes
{
    const int Creates = 6_000;
    const int LookUps = 100;
    const int Parents = 2_000;
    const int ChildrenOfParent = 2;
    const int Updates = 2_000;

    readonly IOrganizationService service;
    readonly Guid[] accounts;
    readonly Guid[] contacts;

    Shapes(IOrganizationService service, int rows)
    {
        this.service = service;
        accounts = [.. Enumerable.Range(0, rows / ChildrenOfParent).Select(i => service.Create(new Entity("account") { ["name"] = "Account " + i }))];
        contacts = [.. Enumerable.Range(0, rows).Select(i => service.Create(Contact(i)))];
    }

    /// <summary>Writes a row of a table for each shape and size.</summary>
    internal static void Measure(TextWriter output, IReadOnlyList<int> sizes, int runs)
    {
        output.WriteLine("| shape | contacts | processor time | wall | allocated |\n| --- | ---: | ---: | ---: | ---: |");
        foreach (var rows in sizes)
        {
            using var environment = LocalEnvironment.Create();
            var shapes = new Shapes(environment.Administrator, rows);
            shapes.Measure(output, "look up an account's contacts", LookUps, runs, shapes.LookUp, environment);
            shapes.Measure(output, "join 2,000 × 4,000", 1, runs, shapes.Join, environment);
            shapes.Measure(output, "update", Updates, runs, shapes.Update, environment);
            shapes.Measure(output, "create", Creates, runs, shapes.Create, environment);
        }
    }

    void Measure(TextWriter output, string shape, int operations, int runs, Action run, LocalEnvironment environment)
    {
        var (processor, wall, bytes) = (TimeSpan.MaxValue, TimeSpan.MaxValue, long.MaxValue);
        for (var i = 0; i < runs; i++)
        {
            GC.Collect();
            var (usage, allocated, watch) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true), Stopwatch.StartNew());
            run();
            wall = Least(wall, watch.Elapsed);
            processor = Least(processor, Environment.CpuUsage.TotalTime - usage);
            bytes = Math.Min(bytes, GC.GetTotalAllocatedBytes(precise: true) - allocated);
            environment.Requests.Clear();
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {shape} | {contacts.Length:N0} | {processor.TotalMicroseconds / operations:N1} µs | {wall.TotalMicroseconds / operations:N1} µs | {bytes / operations / 1024.0:N1} KB |"));
    }

    static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    void Create()
    {
        for (var i = 0; i < Creates; i++) service.Create(Contact(i % contacts.Length));
    }

    void LookUp()
    {
        for (var i = 0; i < LookUps; i++)
        {
            var query = new QueryExpression("contact") { ColumnSet = new ColumnSet("lastname", "emailaddress1", "parentcustomerid"), TopCount = 5 };
            query.Criteria.AddCondition("parentcustomerid", ConditionOperator.Equal, accounts[i * 17 % accounts.Length]);
            service.RetrieveMultiple(query);
        }
    }

    void Join()
    {
        var query = new QueryExpression("account") { ColumnSet = new ColumnSet("name") };
        if (accounts.Length > Parents) query.Criteria.AddCondition("accountid", ConditionOperator.In, [.. accounts.Take(Parents).Cast<object>()]);
        var contact = query.AddLink("contact", "accountid", "parentcustomerid");
        contact.EntityAlias = "c";
        contact.Columns = new ColumnSet("lastname", "emailaddress1");
        service.RetrieveMultiple(query);
    }

    void Update()
    {
        for (var i = 0; i < Updates; i++) service.Update(new Entity("contact", contacts[i]) { ["description"] = "changed" });
    }

    Entity Contact(int number) => new("contact")
    {
        ["lastname"] = "Contact " + number,
        ["emailaddress1"] = "contact@example.com",
        ["parentcustomerid"] = new EntityReference("account", accounts[number / ChildrenOfParent]),
    };
}
