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
