using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Messages;

public class DeleteTests
{
    [Fact, Trait("fidelity", "F175"), Trait("fidelity", "F261"), Trait("fidelity", "F262")]
    public void Cascade_takes_children_along_RemoveLink_cuts_them_loose_and_Restrict_forbids()
    {
        using var environment = LocalEnvironment.Create();
        environment.ImportSolution(new TestSolution
        {
            Tables =
            {
                new TestTable("tst_Parent"),
                new TestTable("tst_Child") { Columns = { TestTable.Lookup("tst_Owned"), TestTable.Lookup("tst_Loose"), TestTable.Lookup("tst_Firm") } },
            },
            Relationships =
            {
                TestTable.OneToMany("tst_owned", "tst_Child", "tst_Owned", "tst_Parent", "Cascade"),
                TestTable.OneToMany("tst_loose", "tst_Child", "tst_Loose", "tst_Parent", "RemoveLink"),
                TestTable.OneToMany("tst_firm", "tst_Child", "tst_Firm", "tst_Parent", "Restrict"),
            },
        }.ToZip());
        var service = environment.Administrator;
        var first = new EntityReference("tst_parent", service.Create(new Entity("tst_parent")));
        var second = new EntityReference("tst_parent", service.Create(new Entity("tst_parent")));
        var owned = service.Create(new Entity("tst_child") { ["tst_owned"] = first });
        var loose = service.Create(new Entity("tst_child") { ["tst_loose"] = first });
        service.Create(new Entity("tst_child") { ["tst_firm"] = second });

        service.Delete("tst_parent", first.Id);
        var restricted = Observation.FaultOf(() => service.Delete("tst_parent", second.Id));

        Assert.Equal(-2147220969, Observation.FaultOf(() => service.Retrieve("tst_child", owned, new ColumnSet())).ErrorCode);
        Assert.False(service.Retrieve("tst_child", loose, new ColumnSet("tst_loose")).Contains("tst_loose"));
        Assert.Equal(-2147220953, restricted.ErrorCode);
        Assert.Equal(1, environment.Count("tst_parent"));
    }

    [Fact, Trait("fidelity", "F176"), Trait("fidelity", "F207")]
    public void Rows_deleted_by_cascade_have_their_own_events_in_the_same_transaction()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Observe", "Delete", "task", 20) { Configuration = "task" },
            new TestStep("Refuse", "Delete", "contact", 20) { Configuration = "Contacts stay." });
        var account = environment.CreateAccount();
        environment.Administrator.Create(new Entity("task") { ["subject"] = "Call", ["regardingobjectid"] = new EntityReference(
            "account", account) });
        environment.Administrator.Create(new Entity("contact") { ["lastname"] = "Ada", ["parentcustomerid"] = new EntityReference(
            "account", account) });

        var fault = Observation.FaultOf(() => environment.Administrator.Delete("account", account));

        Assert.Equal("Contacts stay.", fault.Message);
        Assert.Equal((1, 1, 1), (environment.Count("account"), environment.Count("contact"), environment.Count("task")));
        Assert.All(environment.AllSeen("task", "transaction"), inside => Assert.Equal("True", inside));
    }

    [Fact, Trait("fidelity", "F177")]
    public void A_row_that_is_not_there_cannot_be_deleted()
    {
        using var environment = LocalEnvironment.Create();

        var fault = Observation.FaultOf(() => environment.Administrator.Delete("account", Guid.NewGuid()));

        Assert.Equal(-2147220969, fault.ErrorCode);
    }

    [Fact, Trait("fidelity", "F207"), Trait("fidelity", "F261")]
    public void Assigning_an_account_assigns_its_tasks_and_contacts()
    {
        using var environment = LocalEnvironment.Create();
        var colleague = environment.AddUser(new NewUser("Colleague")
        {
            Privileges = [.. ((string[])["account", "task", "contact"]).Select(table => new TablePrivilege(table, TableRights.Read))],
        });
        var account = environment.CreateAccount();
        var task = environment.Administrator.Create(new Entity("task") { ["subject"] = "Call", ["regardingobjectid"] = new EntityReference(
            "account", account) });
        var contact = environment.Administrator.Create(new Entity("contact") { ["lastname"] = "Ada", ["parentcustomerid"] = new EntityReference(
            "account", account) });

        environment.Administrator.Update(new Entity("account", account) { ["ownerid"] = new EntityReference("systemuser", colleague) });

        Assert.Equal((colleague, colleague), (OwnerOf("task", task), OwnerOf("contact", contact)));

        Guid OwnerOf(string table, Guid id) => environment.Administrator.Retrieve(table, id, new ColumnSet("ownerid")).GetAttributeValue<EntityReference>("ownerid").Id;
    }

    [Fact]
    public void Deleting_a_row_removes_its_pairs()
    {
        using var environment = LocalEnvironment.Create();
        environment.ImportSolution(new TestSolution { Tables = { new TestTable("tst_Tag") }, Relationships = { TestTable.ManyToMany("tst_tag_account", "tst_Tag", "Account") } }.ToZip());
        var tag = environment.Administrator.Create(new Entity("tst_tag"));
        var account = environment.CreateAccount();
        environment.Administrator.Associate("account", account, new Relationship("tst_tag_account"), [new EntityReference("tst_tag", tag)]);
        Assert.Equal(1, environment.Count("tst_tag_account"));

        environment.Administrator.Delete("tst_tag", tag);

        Assert.Equal(0, environment.Count("tst_tag_account"));
    }

    [Theory]
    [InlineData("organization")]
    [InlineData("systemuser")]
    [InlineData("businessunit")]
    [InlineData("transactioncurrency")]
    public void What_the_environment_rests_on_cannot_be_deleted(string table)
    {
        using var environment = LocalEnvironment.Create();
        var rows = environment.Administrator.RetrieveMultiple(new QueryExpression(table)).Entities;

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(-2147219456, Observation.FaultOf(() => environment.Administrator.Delete(table, row.Id)).ErrorCode));
    }
}
