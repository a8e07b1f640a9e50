using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Pipeline;

public class TransactionTests
{
    [Theory, Trait("fidelity", "F029")]
    [InlineData(20)]
    [InlineData(40)]
    public void A_refusal_inside_the_transaction_undoes_every_write_of_the_request(int stage)
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("CreateRow", "Update", "account", stage) { Configuration = "task;subject=Call them", Rank = 1 },
            new TestStep("Refuse", "Update", "account", stage) { Configuration = "Not today.", Rank = 2 });
        var id = environment.CreateAccount("Contoso");

        Observation.FaultOf(() => environment.Administrator.Update(new Entity("account", id) { ["name"] = "Fabrikam" }));

        Assert.Equal("Contoso", environment.Administrator.Retrieve("account", id, new ColumnSet("name"))["name"]);
        Assert.Equal(0, environment.Count("task"));
        Assert.Equal(0, environment.Count("activitypointer"));
    }

    [Fact, Trait("fidelity", "F030")]
    public void What_a_plugin_writes_in_PreValidation_stays_when_a_later_stage_refuses()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("CreateRow", "Create", "account", 10) { Configuration = "task;subject=Asked" },
            new TestStep("Refuse", "Create", "account", 20) { Configuration = "No." });

        Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal(1, environment.Count("task"));
        Assert.Equal(0, environment.Count("account"));
    }

    [Fact, Trait("fidelity", "F031")]
    public void PreValidation_takes_part_in_a_transaction_that_is_there()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Observe", "Create", "account", 10) { Configuration = "validation" },
            new TestStep("CreateRow", "Create", "account", 10) { Configuration = "task;subject=Asked" },
            new TestStep("Refuse", "Create", "account", 20) { Configuration = "No." });

        Observation.FaultOf(() => environment.Administrator.Execute(new ExecuteTransactionRequest
        {
            Requests = [new CreateRequest { Target = new Entity("account") { ["name"] = "Contoso" } }],
        }));

        Assert.Equal("True", environment.Seen("validation", "transaction"));
        Assert.Equal(0, environment.Count("task"));
    }

    [Fact, Trait("fidelity", "F032")]
    public void What_an_asynchronous_plugin_wrote_before_it_failed_stays()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("CreateThenThrow", "Create", "account", 40) { Configuration = "task", IsAsync = true });
        environment.CreateAccount();

        environment.RunAsyncJobs();

        Assert.Equal(1, environment.Count("task"));
        Assert.Equal(1, environment.Count("account"));
    }

    [Fact, Trait("fidelity", "F034")]
    public void The_context_says_whether_a_plugin_runs_in_the_transaction()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Observe", "Create", "account", 10) { Configuration = "validation" },
            new TestStep("Observe", "Create", "account", 20) { Configuration = "before" },
            new TestStep("Observe", "Create", "account", 40) { Configuration = "after" },
            new TestStep("Observe", "Create", "account", 40) { Configuration = "later", IsAsync = true });

        environment.CreateAccount();
        environment.RunAsyncJobs();

        Assert.Equal(
            ["False", "True", "True", "False"],
            new[] { "validation", "before", "after", "later" }.Select(label => environment.Seen(label, "transaction")));
    }

    [Fact, Trait("fidelity", "F035")]
    public void A_plugin_that_catches_a_fault_and_goes_on_fails_the_request()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("CatchFault", "Create", "account", 20) { Configuration = "stop" });

        var fault = Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal(-2146893812, fault.ErrorCode);
        Assert.Equal(0, environment.Count("account"));
    }

    [Fact, Trait("fidelity", "F035")]
    public void The_next_request_after_a_caught_fault_finds_the_transaction_aborted()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("CatchFault", "Create", "account", 20) { Configuration = "again" });

        var fault = Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal(-2147220907, fault.ErrorCode);
        Assert.Equal(0, environment.Count("task"));
    }

    [Fact]
    public void A_fault_caught_in_PreValidation_dooms_nothing_because_each_request_stands_alone()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("CatchFault", "Create", "account", 10) { Configuration = "again" });

        environment.CreateAccount();

        Assert.Equal(1, environment.Count("account"));
        Assert.Equal(1, environment.Count("task"));
    }

    [Fact, Trait("fidelity", "F038")]
    public void Traces_survive_the_rollback_and_jobs_and_rows_do_not()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Say", "Create", "account", 40) { Configuration = "later", IsAsync = true },
            new TestStep("Refuse", "Create", "account", 40) { Configuration = "No.", Rank = 9 });

        Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal(0, environment.Count("asyncoperation"));
        var trace = Assert.Single(environment.Administrator.RetrieveMultiple(new QueryExpression("plugintracelog") { ColumnSet = new ColumnSet("messageblock", "exceptiondetails") }).Entities);
        Assert.Equal("about to refuse", trace["messageblock"]);
        Assert.Contains("No.", (string)trace["exceptiondetails"], StringComparison.Ordinal);
    }
}
