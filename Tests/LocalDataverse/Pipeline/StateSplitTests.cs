using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Pipeline;

public class StateSplitTests
{
    [Fact, Trait("fidelity", "F089"), Trait("fidelity", "F090")]
    public void State_beside_other_columns_passes_the_transaction_stages_in_two_turns()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Share", "Update", "account", 10) { Configuration = "all=columns", Rank = 1 },
            new TestStep("Observe", "Update", "account", 10) { Configuration = "validation", Rank = 2 },
            new TestStep("Observe", "Update", "account", 20) { Configuration = "before" },
            new TestStep("Observe", "Update", "account", 40) { Configuration = "after" },
            new TestStep("Say", "Update", "account", 40) { Configuration = "state changed", Columns = "statecode", Rank = 5 });
        var id = environment.CreateAccount();

        environment.Administrator.Update(new Entity("account", id) { ["name"] = "Fabrikam", ["statecode"] = new OptionSetValue(1) });

        Assert.Equal(["Entity(name,statecode)"], environment.AllSeen("validation", "input.Target"));
        Assert.Equal(["Entity(name)", "Entity(statecode)"], environment.AllSeen("before", "input.Target"));
        Assert.Equal(["Entity(name)", "Entity(statecode)"], environment.AllSeen("after", "input.Target"));
        Assert.Equal(["all:columns", "all:columns"], environment.AllSeen("after", "parentshared"));
        Assert.Single(environment.Said(), "state changed");
        var row = environment.Administrator.Retrieve("account", id, new ColumnSet("name", "statecode", "statuscode"));
        Assert.Equal(
            ("Fabrikam", 1, 2),
            (row["name"], row.GetAttributeValue<OptionSetValue>("statecode").Value, row.GetAttributeValue<OptionSetValue>("statuscode").Value));
    }

    [Fact, Trait("fidelity", "F089")]
    public void State_alone_passes_once()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Observe", "Update", "account", 20) { Configuration = "before" });
        var id = environment.CreateAccount();

        environment.Administrator.Update(new Entity("account", id) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2) });

        Assert.Equal(["Entity(statecode,statuscode)"], environment.AllSeen("before", "input.Target"));
    }

    [Fact, Trait("fidelity", "F092")]
    public void An_update_of_state_or_owner_runs_steps_of_the_older_messages_too()
    {
        var assign = new TestStep("Observe", "Create", "account", 40) { Configuration = "owner" };
        using var environment = Observation.EnvironmentWith(new TestStep("Observe", "SetState", "account", 20) { Configuration = "state" }, assign);
        environment.MoveStep(assign.Id, "Assign");
        var id = environment.CreateAccount();
        var heir = environment.AddUser(new NewUser("Heir") { IsAdministrator = true });

        environment.Administrator.Update(new Entity("account", id) { ["name"] = "x", ["statuscode"] = new OptionSetValue(2), ["ownerid"] = new EntityReference("systemuser", heir) });

        Assert.Equal("EntityMoniker,State,Status", environment.Seen("state", "inputs"));
        Assert.Equal("OptionSetValue(1)", environment.Seen("state", "input.State"));
        Assert.Equal("Assignee,Target", environment.Seen("owner", "inputs"));
    }

    [Theory, Trait("fidelity", "F092")]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public void SetState_runs_its_steps_once_and_an_update_runs_them_only_where_the_environment_says_so(bool raises, int runs)
    {
        using var environment = Observation.EnvironmentWith(
            new EnvironmentOptions { UpdateRaisesOlderEvents = raises }, new TestStep("Say", "SetState", "account", 20) { Configuration = "state" });
        var id = environment.CreateAccount();

        environment.Administrator.Execute(new SetStateRequest { EntityMoniker = new EntityReference("account", id), State = new OptionSetValue(1), Status = new OptionSetValue(2) });
        environment.Administrator.Update(new Entity("account", id) { ["statecode"] = new OptionSetValue(0) });

        Assert.Equal(runs, environment.Said().Count);
    }

    [Fact, Trait("fidelity", "F093")]
    public void Setting_the_owner_by_update_assigns()
    {
        using var environment = LocalEnvironment.Create();
        var colleague = environment.AddUser(new NewUser("Colleague") { Privileges = [new TablePrivilege("account", TableRights.Read)] });
        var id = environment.CreateAccount();

        environment.Administrator.Update(new Entity("account", id) { ["ownerid"] = new EntityReference("systemuser", colleague) });

        var row = environment.Administrator.Retrieve("account", id, new ColumnSet("ownerid", "owninguser"));
        Assert.Equal(
            (colleague, colleague), (row.GetAttributeValue<EntityReference>("ownerid").Id, row.GetAttributeValue<EntityReference>("owninguser").Id));
    }

    [Theory]
    [InlineData(SetStateEvents.SetState, "SetState")]
    [InlineData(SetStateEvents.Update, "Update")]
    [InlineData(SetStateEvents.SetStateAndUpdate, "Update,SetState")]
    public void SetState_raises_the_events_that_the_environment_is_set_to(SetStateEvents raises, string expected)
    {
        using var environment = Observation.EnvironmentWith(
            new EnvironmentOptions { SetStateRaises = raises },
            new TestStep("Say", "SetState", "account", 40) { Configuration = "SetState" },
            new TestStep("Say", "Update", "account", 40) { Configuration = "Update" });
        var id = environment.CreateAccount();

        environment.Administrator.Execute(new SetStateRequest { EntityMoniker = new EntityReference("account", id), State = new OptionSetValue(1), Status = new OptionSetValue(-1) });

        Assert.Equal(expected.Split(','), environment.Said());
        Assert.Equal(
            2, environment.Administrator.Retrieve("account", id, new ColumnSet("statuscode")).GetAttributeValue<OptionSetValue>("statuscode").Value);
    }
}
