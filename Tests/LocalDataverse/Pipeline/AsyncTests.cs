using System;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Pipeline;

public class AsyncTests
{
    [Fact, Trait("fidelity", "F007"), Trait("fidelity", "F138")]
    public void An_asynchronous_step_runs_after_the_commit_as_a_system_job()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Observe", "Create", "account", 40) { Configuration = "later", IsAsync = true });

        environment.CreateAccount();

        Assert.Empty(environment.Said());
        Assert.Equal((0, 0), State(environment));
        Assert.Equal(1, environment.RunAsyncJobs());
        Assert.Equal("False", environment.Seen("later", "transaction"));
        Assert.Equal((3, 30), State(environment));
    }

    [Fact, Trait("fidelity", "F008")]
    public void A_request_that_is_undone_leaves_no_job()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Say", "Create", "account", 40) { Configuration = "later", IsAsync = true },
            new TestStep("Say", "Create", "task", 40) { Configuration = "later", IsAsync = true },
            new TestStep("CreateRow", "Create", "account", 20) { Configuration = "task;subject=x" },
            new TestStep("Refuse", "Create", "account", 40) { Configuration = "No." });

        Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal(0, environment.RunAsyncJobs());
        Assert.Equal(0, environment.Count("asyncoperation"));
    }

    [Fact, Trait("fidelity", "F110"), Trait("fidelity", "F112"), Trait("fidelity", "F119"), Trait("fidelity", "F138")]
    public void An_exception_of_an_asynchronous_step_is_recorded_on_its_job_at_once()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Refuse", "Create", "account", 40) { Configuration = "Too late.", IsAsync = true });
        environment.CreateAccount();

        environment.RunAsyncJobs();

        var job = Job(environment);
        Assert.Equal((3, 31), State(environment));
        Assert.Equal((-2147220891, "Too late.", 0), (job["errorcode"], job["friendlymessage"], job["retrycount"]));
        Assert.Contains("about to refuse", (string)job["message"], StringComparison.Ordinal);
        Assert.Equal(1, environment.Count("account"));
    }

    [Fact, Trait("fidelity", "F111")]
    public void A_step_that_asks_to_be_tried_again_fails_after_four_attempts()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("AskForRetry", "Create", "account", 40) { IsAsync = true });
        environment.CreateAccount();

        environment.RunAsyncJobs();

        Assert.Equal(["attempt", "attempt", "attempt", "attempt"], environment.Said());
        Assert.Equal((3, 31), State(environment));
        Assert.Equal(3, Job(environment)["retrycount"]);
    }

    [Fact, Trait("fidelity", "F144")]
    public void What_an_asynchronous_plugin_sends_passes_the_pipeline_at_once()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("CreateRow", "Create", "account", 40) { Configuration = "task;subject=Call", IsAsync = true },
            new TestStep("Observe", "Create", "task", 20) { Configuration = "nested" },
            new TestStep("Say", "Create", "task", 40) { Configuration = "queued in turn", IsAsync = true });
        environment.CreateAccount();

        var ran = environment.RunAsyncJobs();

        Assert.Equal(("2", "True"), (environment.Seen("nested", "depth"), environment.Seen("nested", "transaction")));
        Assert.Contains("queued in turn", environment.Said());
        Assert.Equal(2, ran);
    }

    [Fact, Trait("fidelity", "F143")]
    public void A_job_whose_step_says_so_is_deleted_when_it_succeeded()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Say", "Create", "account", 40) { Configuration = "done", IsAsync = true, AutoDelete = true });
        environment.CreateAccount();

        environment.RunAsyncJobs();

        Assert.Equal(["done"], environment.Said());
        Assert.Equal(0, environment.Count("asyncoperation"));
    }

    static Entity Job(LocalEnvironment environment) => Assert.Single(environment.Administrator.RetrieveMultiple(new QueryExpression("asyncoperation")
    {
        ColumnSet = new ColumnSet("statecode", "statuscode", "errorcode", "friendlymessage", "message", "retrycount"),
    }).Entities);

    static (int State, int Status) State(LocalEnvironment environment)
    {
        var job = Job(environment);
        return (job.GetAttributeValue<OptionSetValue>("statecode").Value, job.GetAttributeValue<OptionSetValue>("statuscode").Value);
    }
}
