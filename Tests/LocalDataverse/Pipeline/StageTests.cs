using System;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Pipeline;

public class StageTests
{
    [Fact, Trait("fidelity", "F001")]
    public void Steps_run_before_validation_before_and_after_the_operation_and_nowhere_else()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Observe", "Create", "account", 40) { Configuration = "after" },
            new TestStep("Observe", "Create", "account", 20) { Configuration = "before" },
            new TestStep("Observe", "Create", "account", 10) { Configuration = "validation" });

        environment.CreateAccount();

        Assert.Equal(
            ["10", "20", "40"], [environment.Seen("validation", "stage"), environment.Seen("before", "stage"), environment.Seen("after", "stage")]);
        var refused = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(TestSolution.Of(new TestStep("Say", "Create", "account", 30) { Configuration = "x" })));
        Assert.Equal(-2147204732, refused.ErrorCode);
    }

    [Fact, Trait("fidelity", "F002")]
    public void PreValidation_runs_even_for_a_caller_who_lacks_the_privilege()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Observe", "Create", "account", 10) { Configuration = "validation" },
            new TestStep("Observe", "Create", "account", 20) { Configuration = "before" });
        var rep = environment.AddUser(new NewUser("Rep"));

        var fault = Observation.FaultOf(() => environment.ServiceFor(rep).Create(new Entity("account") { ["name"] = "Contoso" }));

        Assert.Equal(-2147220960, fault.ErrorCode);
        Assert.Equal("False", environment.Seen("validation", "transaction"));
        Assert.Empty(environment.AllSeen("before", "stage"));
    }

    [Fact, Trait("fidelity", "F003")]
    public void PreValidation_of_a_request_from_inside_a_transaction_runs_in_it()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("CreateRow", "Create", "account", 40) { Configuration = "task;subject=Call them" },
            new TestStep("Observe", "Create", "task", 10) { Configuration = "nested" });

        environment.CreateAccount();

        Assert.Equal("True", environment.Seen("nested", "transaction"));
    }

    [Fact, Trait("fidelity", "F004")]
    public void What_PreOperation_changes_on_the_target_is_saved_without_another_update()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("ChangeTarget", "Update", "account", 20) { Configuration = "description=checked" },
            new TestStep("Observe", "Update", "account", 40) { Configuration = "after" });
        var id = environment.CreateAccount();

        environment.Administrator.Update(new Entity("account", id) { ["name"] = "Contoso GmbH" });

        var row = environment.Administrator.Retrieve("account", id, new ColumnSet("name", "description"));
        Assert.Equal("checked", row["description"]);
        Assert.Equal("Contoso GmbH", row["name"]);
        Assert.Single(environment.AllSeen("after", "stage"));
    }

    [Fact, Trait("fidelity", "F005")]
    public void A_change_made_in_PostOperation_is_another_update_with_its_own_events()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("UpdateSameRow", "Update", "account", 40) { Configuration = "description=done", Columns = "name" },
            new TestStep("Observe", "Update", "account", 20) { Configuration = "before" });
        var id = environment.CreateAccount();

        environment.Administrator.Update(new Entity("account", id) { ["name"] = "Contoso GmbH" });

        Assert.Equal(["1", "2"], environment.AllSeen("before", "depth"));
        Assert.Equal("done", environment.Administrator.Retrieve("account", id, new ColumnSet("description"))["description"]);
    }

    [Fact, Trait("fidelity", "F006")]
    public void An_asynchronous_step_before_the_operation_is_refused()
    {
        using var environment = LocalEnvironment.Create();

        var refused = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(
            TestSolution.Of(new TestStep("Say", "Create", "account", 20) { Configuration = "x", IsAsync = true })));

        Assert.Contains("asynchronous in stage 20", refused.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F009")]
    public void Steps_of_a_stage_run_in_the_order_of_their_rank()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Say", "Create", "account", 20) { Configuration = "third", Rank = 30 },
            new TestStep("Say", "Create", "account", 20) { Configuration = "first", Rank = 1 },
            new TestStep("Say", "Create", "account", 20) { Configuration = "second", Rank = 2 });

        environment.CreateAccount();

        Assert.Equal(["first", "second", "third"], environment.Said());
    }

    [Fact, Trait("fidelity", "F017")]
    public void A_disabled_step_does_not_run_and_stays_registered()
    {
        var step = new TestStep("Say", "Create", "account", 20) { Configuration = "here" };
        using var environment = Observation.EnvironmentWith(step);
        environment.Administrator.Update(new Entity("sdkmessageprocessingstep", step.Id) { ["statecode"] = new OptionSetValue(1) });

        environment.CreateAccount();

        Assert.Empty(environment.Said());
        Assert.Equal(1, environment.Count("sdkmessageprocessingstep"));
    }

    [Fact, Trait("fidelity", "F011")]
    public void A_step_without_table_runs_for_every_table()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Observe", "Create", null, 40) { Configuration = "any" });

        environment.CreateAccount();
        environment.Administrator.Create(new Entity("task") { ["subject"] = "Call" });

        Assert.Equal(["account", "task"], environment.AllSeen("any", "table"));
    }
}
