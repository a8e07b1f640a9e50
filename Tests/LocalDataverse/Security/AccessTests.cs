using System;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Messages;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Security;

public class AccessTests
{
    [Fact, Trait("fidelity", "F281"), Trait("fidelity", "F282")]
    public void A_missing_privilege_is_named()
    {
        using var environment = LocalEnvironment.Create();
        var id = environment.CreateAccount();
        var reader = environment.ServiceFor(environment.AddUser(new NewUser("Reader") { Privileges = [new TablePrivilege("account", TableRights.Read)] }));

        var fault = Observation.FaultOf(() => reader.Update(new Entity("account", id) { ["name"] = "mine" }));

        Assert.Equal(-2147220960, fault.ErrorCode);
        Assert.Contains("is missing prvWriteAccount privilege on OTC=1 for entity 'account'", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F281"), Trait("fidelity", "F283"), Trait("fidelity", "F290")]
    public void A_privilege_of_basic_depth_is_for_own_rows()
    {
        using var environment = LocalEnvironment.Create();
        var rep = environment.ServiceFor(environment.AddUser(new NewUser("Rep") { Privileges = [new TablePrivilege("account", TableRights.All, AccessDepth.Basic)] }));
        var theirs = environment.CreateAccount("theirs");
        var mine = rep.Create(new Entity("account") { ["name"] = "mine" });

        rep.Update(new Entity("account", mine) { ["name"] = "still mine" });
        var write = Observation.FaultOf(() => rep.Update(new Entity("account", theirs) { ["name"] = "mine" }));
        var read = Observation.FaultOf(() => rep.Retrieve("account", theirs, new ColumnSet("name")));
        var delete = Observation.FaultOf(() => rep.Delete("account", theirs));

        Assert.All([write, read, delete], fault => Assert.Equal(-2147187962, fault.ErrorCode));
        Assert.Contains($"does not have WriteAccess right(s) for record with id {theirs} of entity account", write.Message, StringComparison.Ordinal);
        Assert.Equal(mine, Assert.Single(rep.RetrieveMultiple(new QueryExpression("account")).Entities).Id);
    }

    [Theory, Trait("fidelity", "F284")]
    [InlineData(AccessDepth.Basic, "own")]
    [InlineData(AccessDepth.Local, "own,unit")]
    [InlineData(AccessDepth.Deep, "below,own,unit")]
    [InlineData(AccessDepth.Global, "above,below,own,unit")]
    public void The_depth_says_whose_rows_a_privilege_reaches(AccessDepth depth, string expected)
    {
        using var environment = LocalEnvironment.Create();
        var unit = environment.Administrator.Create(new Entity("businessunit") { ["name"] = "South", ["parentbusinessunitid"] = environment.Root() });
        var below = environment.Administrator.Create(new Entity("businessunit") { ["name"] = "Munich", ["parentbusinessunitid"] = new EntityReference(
            "businessunit", unit) });
        var rep = User("Rep", unit, depth);
        Owned("own", rep);
        Owned("unit", User("Colleague", unit, AccessDepth.Basic));
        Owned("below", User("Local", below, AccessDepth.Basic));
        Owned("above", environment.AdministratorId);

        var query = new QueryExpression("account") { ColumnSet = new ColumnSet("name"), Orders = { new OrderExpression("name", OrderType.Ascending) } };
        var seen = environment.ServiceFor(rep).RetrieveMultiple(query).Entities;

        Assert.Equal(expected, string.Join(",", System.Linq.Enumerable.Select(seen, row => row["name"])));

        Guid User(string name, Guid businessUnit, AccessDepth how) =>
            environment.AddUser(new NewUser(name) { BusinessUnitId = businessUnit, Privileges = [new TablePrivilege("account", TableRights.Read, how)] });

        void Owned(string name, Guid owner) => environment.Administrator.Create(new Entity("account") { ["name"] = name, ["ownerid"] = new EntityReference(
            "systemuser", owner) });
    }

    [Fact, Trait("fidelity", "F286")]
    public void Tying_a_row_to_another_needs_append_here_and_append_to_there()
    {
        using var environment = LocalEnvironment.Create();
        var account = new EntityReference("account", environment.CreateAccount());
        var without = Service(TableRights.Create, TableRights.Read);
        var half = Service(TableRights.Create | TableRights.Append, TableRights.Read);
        var both = Service(TableRights.Create | TableRights.Append, TableRights.Read | TableRights.AppendTo);

        var append = Observation.FaultOf(() => CreateFor(without));
        var appendTo = Observation.FaultOf(() => CreateFor(half));
        CreateFor(both);

        Assert.Contains("prvAppendContact", append.Message, StringComparison.Ordinal);
        Assert.Contains("prvAppendToAccount", appendTo.Message, StringComparison.Ordinal);
        Assert.Equal(1, environment.Count("contact"));

        IOrganizationService Service(TableRights onContact, TableRights onAccount) => environment.ServiceFor(environment.AddUser(
            new NewUser("Rep") { Privileges = [new TablePrivilege("contact", onContact), new TablePrivilege("account", onAccount)] }));

        void CreateFor(IOrganizationService service) => service.Create(new Entity("contact") { ["lastname"] = "Ada", ["parentcustomerid"] = account });
    }

    [Fact]
    public void Assigning_needs_the_privilege_to_assign()
    {
        using var environment = LocalEnvironment.Create();
        var id = environment.CreateAccount();
        var writer = environment.ServiceFor(environment.AddUser(new NewUser("Writer") { Privileges = [new TablePrivilege("account", TableRights.Read | TableRights.Write)] }));
        var colleague = environment.AddUser(new NewUser("Colleague"));

        var update = Observation.FaultOf(() => writer.Update(new Entity("account", id) { ["ownerid"] = new EntityReference(
            "systemuser", colleague) }));
        var assign = Observation.FaultOf(() => writer.Execute(new Microsoft.Crm.Sdk.Messages.AssignRequest
        {
            Target = new EntityReference("account", id),
            Assignee = new EntityReference("systemuser", colleague),
        }));

        Assert.All([update, assign], fault => Assert.Contains("prvAssignAccount", fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_of_a_team_are_those_of_its_members()
    {
        using var environment = LocalEnvironment.Create();
        var rep = environment.AddUser(new NewUser("Rep") { Privileges = [new TablePrivilege("account", TableRights.Read, AccessDepth.Basic)] });
        var team = environment.Administrator.Create(new Entity("team")
        {
            ["name"] = "South",
            ["businessunitid"] = environment.Root(),
            ["administratorid"] = new EntityReference("systemuser", environment.AdministratorId),
        });
        environment.Administrator.Create(new Entity("account") { ["name"] = "of the team", ["ownerid"] = new EntityReference("team", team) });
        Assert.Empty(environment.ServiceFor(rep).RetrieveMultiple(new QueryExpression("account")).Entities);

        environment.Administrator.Associate("team", team, new Relationship("teammembership_association"), [new EntityReference("systemuser", rep)]);

        Assert.Single(environment.ServiceFor(rep).RetrieveMultiple(new QueryExpression("account")).Entities);
    }

    [Fact, Trait("fidelity", "F292"), Trait("fidelity", "F293")]
    public void A_secured_column_is_empty_to_read_and_refuses_to_be_written_without_permission()
    {
        using var environment = LocalEnvironment.Create();
        var table = new TestTable("tst_Thing") { Columns = { TestTable.Text("tst_Secret", 100, new System.Xml.Linq.XElement("IsSecured", 1)) } };
        environment.ImportSolution(new TestSolution { Tables = { table } }.ToZip());
        var id = environment.Administrator.Create(new Entity("tst_thing") { ["tst_name"] = "open", ["tst_secret"] = "hidden" });
        var rep = environment.ServiceFor(environment.AddUser(new NewUser("Rep") { Privileges = [new TablePrivilege("tst_thing", TableRights.All)] }));

        var fault = Observation.FaultOf(() => rep.Update(new Entity("tst_thing", id) { ["tst_name"] = "changed", ["tst_secret"] = "seen" }));
        var read = rep.Retrieve("tst_thing", id, new ColumnSet("tst_name", "tst_secret"));

        Assert.Equal(-2147158777, fault.ErrorCode);
        Assert.Equal("open", read["tst_name"]);
        Assert.False(read.Contains("tst_secret"));
    }
}
