using System;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Concurrency;

/// <summary>Copies of an environment: equal at first, and apart from then on.</summary>
public class CloneTests
{
    [Fact]
    public void Neither_sees_what_happens_in_the_other()
    {
        using var origin = LocalEnvironment.Create();
        var id = origin.CreateAccount("both");
        using var copy = origin.Clone();

        copy.Administrator.Update(new Entity("account", id) { ["name"] = "copy" });
        copy.CreateAccount("only in the copy");
        copy.Clock.Advance(TimeSpan.FromDays(1));
        origin.CreateAccount("only in the origin");
        origin.CreateAccount("this one, too");

        Assert.Equal(("both", "copy"), (Name(origin, id), Name(copy, id)));
        Assert.Equal((3, 2), (origin.Count("account"), copy.Count("account")));
        Assert.Equal(TimeSpan.FromDays(1), copy.Clock.UtcNow - origin.Clock.UtcNow);
    }

    [Fact]
    public void Both_draw_the_same_ids_and_numbers_next()
    {
        using var origin = LocalEnvironment.Create();
        origin.ImportSolution(new TestSolution
        {
            Tables = { new TestTable("tst_Thing") { Columns = { TestTable.Text("tst_Number", 100, new System.Xml.Linq.XElement("AutoNumberFormat", "T-{SEQNUM:4}")) } } },
        }.ToZip());
        Thing(origin);
        using var copy = origin.Clone();

        Assert.Equal(Thing(origin), Thing(copy));
    }

    [Fact]
    public void A_job_that_waits_runs_once_in_each()
    {
        using var origin = Observation.EnvironmentWith(new TestStep("Say", "Create", "account", 40) { Configuration = "done", IsAsync = true });
        origin.CreateAccount();
        using var copy = origin.Clone();

        Assert.Equal((1, 1), (origin.RunAsyncJobs(), copy.RunAsyncJobs()));
        Assert.Equal(["done"], origin.Said());
        Assert.Equal(["done"], copy.Said());
    }

    [Fact]
    public void The_origin_keeps_its_plugins_when_a_copy_is_updated_and_disposed_of()
    {
        using var origin = Observation.EnvironmentWith(new TestStep("Say", "Create", "account", 40) { Configuration = "origin" });
        using (var copy = origin.Clone())
        {
            copy.ImportSolution(new TestSolution { UniqueName = "Second" }.ToZip());
            copy.CreateAccount();
        }

        origin.CreateAccount();

        Assert.Equal(["origin"], origin.Said());
    }

    static (Guid Id, string Number) Thing(LocalEnvironment environment)
    {
        var id = environment.Administrator.Create(new Entity("tst_thing"));
        return (id, environment.Administrator.Retrieve("tst_thing", id, new ColumnSet("tst_number")).GetAttributeValue<string>("tst_number"));
    }

    static string Name(LocalEnvironment environment, Guid id) => (string)environment.Administrator.Retrieve("account", id, new ColumnSet("name"))["name"];
}
