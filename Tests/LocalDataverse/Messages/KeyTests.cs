using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Messages;

public class KeyTests
{
    [Fact, Trait("fidelity", "F190")]
    public void A_value_of_an_alternate_key_is_given_once()
    {
        using var environment = WithKey();
        environment.Administrator.Create(new Entity("tst_thing") { ["tst_code"] = "A" });

        var fault = Observation.FaultOf(() => environment.Administrator.Create(new Entity("tst_thing") { ["tst_code"] = "a" }));

        Assert.Equal(-2147088238, fault.ErrorCode);
        Assert.StartsWith("Entity Key tst_bycode violated.", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F185"), Trait("fidelity", "F186")]
    public void Upsert_finds_its_row_by_key_or_creates_it_with_the_key()
    {
        using var environment = WithKey();
        var target = new Entity("tst_thing", "tst_code", "A") { ["tst_name"] = "first" };

        var created = (UpsertResponse)environment.Administrator.Execute(new UpsertRequest { Target = target });
        var updated = (UpsertResponse)environment.Administrator.Execute(new UpsertRequest { Target = new Entity("tst_thing", "tst_code", "A") { ["tst_name"] = "second" } });

        Assert.Equal((true, false), (created.RecordCreated, updated.RecordCreated));
        Assert.Equal(created.Target.Id, updated.Target.Id);
        var row = environment.Administrator.Retrieve("tst_thing", created.Target.Id, new ColumnSet("tst_code", "tst_name"));
        Assert.Equal(("A", "second"), (row["tst_code"], row["tst_name"]));
    }

    [Theory, Trait("fidelity", "F188")]
    [InlineData("tst_Memo", "holds column tst_memo of type Memo")]
    [InlineData("tst_Long", "takes up to 2000 bytes")]
    [InlineData("tst_Nothing", "names column tst_nothing")]
    public void A_key_of_columns_that_no_key_may_hold_is_refused(string column, string problem)
    {
        using var environment = LocalEnvironment.Create();
        var table = new TestTable("tst_Thing")
        {
            Columns = { TestTable.Column("tst_Memo", "ntext", new System.Xml.Linq.XElement("MaxLength", 100)), TestTable.Text("tst_Long", 1000) },
            Keys = { TestTable.Key("tst_key", column.ToLowerInvariant()) },
        };

        var refused = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(new TestSolution { Tables = { table } }.ToZip()));

        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F188")]
    public void A_table_has_ten_keys_at_most()
    {
        using var environment = LocalEnvironment.Create();
        var table = new TestTable("tst_Thing");
        table.Columns.AddRange(Enumerable.Range(1, 11).Select(number => TestTable.Text($"tst_Code{number}")));
        table.Keys.AddRange(Enumerable.Range(1, 11).Select(number => TestTable.Key($"tst_key{number}", $"tst_code{number}")));

        var refused = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(new TestSolution { Tables = { table } }.ToZip()));

        Assert.Contains("has 11 keys, allowed are 10", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lookup_may_name_its_row_by_key()
    {
        using var environment = WithKey();
        var thing = environment.Administrator.Create(new Entity("tst_thing") { ["tst_code"] = "A" });

        var read = ((RetrieveResponse)environment.Administrator.Execute(new RetrieveRequest
        {
            Target = new EntityReference("tst_thing", "tst_code", "A"),
            ColumnSet = new ColumnSet("tst_code"),
        })).Entity;

        Assert.Equal(thing, read.Id);
    }

    [Fact]
    public void A_key_whose_index_is_not_built_yet_neither_finds_nor_refuses()
    {
        using var environment = WithKey(new EnvironmentOptions { KeysActiveAtOnce = false });
        environment.Administrator.Create(new Entity("tst_thing") { ["tst_code"] = "A" });

        var pending = Observation.FaultOf(() => environment.Administrator.Execute(new UpsertRequest { Target = new Entity(
            "tst_thing", "tst_code", "A") }));
        environment.RunAsyncJobs();
        var found = (UpsertResponse)environment.Administrator.Execute(new UpsertRequest { Target = new Entity("tst_thing", "tst_code", "A") });

        Assert.Equal(-2147088240, pending.ErrorCode);
        Assert.False(found.RecordCreated);
    }

    [Fact]
    public void A_key_whose_values_are_given_twice_stays_inactive()
    {
        using var environment = WithKey(new EnvironmentOptions { KeysActiveAtOnce = false });
        environment.Administrator.Create(new Entity("tst_thing") { ["tst_code"] = "A" });
        environment.Administrator.Create(new Entity("tst_thing") { ["tst_code"] = "A" });

        environment.RunAsyncJobs();

        environment.Administrator.Create(new Entity("tst_thing") { ["tst_code"] = "A" });
        Assert.Equal(3, environment.Count("tst_thing"));
    }

    static LocalEnvironment WithKey(EnvironmentOptions? options = null)
    {
        var environment = LocalEnvironment.Create(options);
        var table = new TestTable("tst_Thing") { Columns = { TestTable.Text("tst_Code") }, Keys = { TestTable.Key("tst_bycode", "tst_code") } };
        environment.ImportSolution(new TestSolution { Tables = { table } }.ToZip());
        return environment;
    }
}
