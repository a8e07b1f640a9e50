using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Messages;

/// <summary>Deleted rows that wait in the recycle bin, and rows that long-term retention took out of their tables.</summary>
public sealed class RecycleBinTests : IDisposable
{
    readonly LocalEnvironment environment = LocalEnvironment.Create(new EnvironmentOptions { RecycleBinTables = ["account", "tst_thing"] });

    IOrganizationService Service => environment.Administrator;

    [Theory, Trait("fidelity", "F331"), InlineData(true), InlineData(false)]
    public void Deleted_rows_are_found_in_the_bin_and_living_ones_are_not(bool byFetchXml)
    {
        var living = environment.CreateAccount("Living");
        var deleted = environment.CreateAccount("Deleted");
        Service.Delete("account", deleted);

        var found = Service.RetrieveMultiple(byFetchXml
            ? new FetchExpression("<fetch datasource='bin'><entity name='account'><attribute name='name'/></entity></fetch>")
            : new QueryExpression("account") { ColumnSet = new ColumnSet("name"), DataSource = "bin" }).Entities;

        Assert.Equal([(deleted, "Deleted")], found.Select(row => (row.Id, (string)row["name"])));
        Assert.Equal([living], Service.RetrieveMultiple(new QueryExpression("account")).Entities.Select(row => row.Id));
    }

    [Fact, Trait("fidelity", "F331")]
    public void A_data_source_that_is_not_known_is_refused_by_name()
    {
        var fault = Observation.FaultOf(() => Service.RetrieveMultiple(new QueryExpression("account") { DataSource = "attic" }));

        Assert.Contains("'attic'", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F329")]
    public void Restoring_gives_the_row_back_with_its_id_and_values_and_may_override_some()
    {
        var account = Service.Create(new Entity("account") { ["name"] = "Contoso", ["telephone1"] = "1" });
        Service.Delete("account", account);

        var id = Restore(new Entity("account", account) { ["accountid"] = account, ["name"] = "Contoso again" });

        Assert.Equal(account, id);
        var row = Service.Retrieve("account", account, new ColumnSet("name", "telephone1"));
        Assert.Equal(("Contoso again", "1"), ((string)row["name"], (string)row["telephone1"]));
        Assert.Empty(Bin("account"));
    }

    [Fact, Trait("fidelity", "F329")]
    public void Rows_are_kept_for_the_days_that_their_table_says_and_at_most_thirty()
    {
        var configuration = Service.RetrieveMultiple(new QueryExpression("recyclebinconfig") { ColumnSet = new ColumnSet("name") }).Entities.Single(row => (string)row["name"] == "account").Id;
        Service.Update(new Entity("recyclebinconfig", configuration) { ["cleanupintervalindays"] = 7 });
        var tooLong = Observation.FaultOf(() => Service.Update(new Entity("recyclebinconfig", configuration) { ["cleanupintervalindays"] = 31 }));
        var account = environment.CreateAccount();
        Service.Delete("account", account);

        environment.Clock.Advance(TimeSpan.FromDays(6));
        environment.RunAsyncJobs();
        var kept = Bin("account").Length;
        environment.Clock.Advance(TimeSpan.FromDays(1));
        var gone = Observation.FaultOf(() => Restore(new Entity("account", account)));
        environment.RunAsyncJobs();

        Assert.Contains("cleanupintervalindays", tooLong.Message, StringComparison.Ordinal);
        Assert.Equal(1, kept);
        Assert.Equal(-2147182247, gone.ErrorCode);
        Assert.Empty(Bin("account"));
    }

    [Fact, Trait("fidelity", "F330")]
    public void What_is_not_in_the_bin_cannot_be_restored()
    {
        var contact = Service.Create(new Entity("contact") { ["lastname"] = "Mann" });
        Service.Delete("contact", contact);

        Assert.Equal(-2147182247, Observation.FaultOf(() => Restore(new Entity("contact", contact))).ErrorCode);
        Assert.Equal(-2147182247, Observation.FaultOf(() => Restore(new Entity("account", Guid.NewGuid()))).ErrorCode);
    }

    [Fact, Trait("fidelity", "F330")]
    public void A_row_whose_key_is_in_use_again_is_restored_with_another_value_only()
    {
        environment.ImportSolution(new TestSolution
        {
            Tables = { new TestTable("tst_Thing") { Columns = { TestTable.Text("tst_Code") }, Keys = { TestTable.Key("tst_key", "tst_code") } } },
        }.ToZip());
        var first = Service.Create(new Entity("tst_thing") { ["tst_code"] = "A" });
        Service.Delete("tst_thing", first);
        var second = Service.Create(new Entity("tst_thing") { ["tst_code"] = "A" });

        var fault = Observation.FaultOf(() => Restore(new Entity("tst_thing", first)));
        Restore(new Entity("tst_thing", first) { ["tst_code"] = "B" });
        Service.Delete("tst_thing", second);

        Assert.Equal(-2147182279, fault.ErrorCode);
        Assert.Equal("B", Service.Retrieve("tst_thing", first, new ColumnSet("tst_code"))["tst_code"]);
        Assert.Equal([second], Bin("tst_thing").Select(row => row.Id));
    }

    [Fact]
    public void Nothing_is_kept_of_a_table_without_a_bin_or_of_a_delete_that_is_rolled_back()
    {
        var account = environment.CreateAccount();
        Observation.FaultOf(() => Service.Execute(new Microsoft.Xrm.Sdk.Messages.ExecuteTransactionRequest
        {
            Requests =
            [
                new Microsoft.Xrm.Sdk.Messages.DeleteRequest { Target = new EntityReference("account", account) },
                new Microsoft.Xrm.Sdk.Messages.DeleteRequest { Target = new EntityReference("account", Guid.NewGuid()) },
            ],
        }));
        var task = Service.Create(new Entity("task") { ["subject"] = "Call" });
        Service.Delete("task", task);

        Assert.Empty(Bin("account"));
        Assert.Empty(Bin("task"));
    }

    [Fact]
    public void Retained_rows_leave_their_table_with_those_below_and_are_only_found_by_asking_for_them()
    {
        var account = environment.CreateAccount();
        var contact = Service.Create(new Entity("contact") { ["lastname"] = "Mann", ["parentcustomerid"] = new EntityReference("account", account) });
        var other = environment.CreateAccount("Other");

        var moved = environment.Retain("account", account);

        Assert.Equal(2, moved);
        Assert.Equal([account], Rows("account", "retained").Select(row => row.Id));
        Assert.Equal([contact], Rows("contact", "retained").Select(row => row.Id));
        Assert.Equal([other], Rows("account", null).Select(row => row.Id));
        Assert.Equal(-2147220969, Observation.FaultOf(() => Service.Delete("account", account)).ErrorCode);
        Assert.Equal(-2147220969, Observation.FaultOf(() => Service.Retrieve("account", account, new ColumnSet("name"))).ErrorCode);
    }

    public void Dispose() => environment.Dispose();

    Guid Restore(Entity target) => (Guid)Service.Execute(new OrganizationRequest("Restore") { Parameters = { ["Target"] = target } }).Results["id"];

    Entity[] Bin(string table) => Rows(table, "bin");

    Entity[] Rows(string table, string? source) => [.. Service.RetrieveMultiple(new QueryExpression(table) { DataSource = source }).Entities];
}
