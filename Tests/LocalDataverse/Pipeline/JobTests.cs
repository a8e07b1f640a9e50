using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Pipeline;

/// <summary>System jobs as rows that administrators look at and change.</summary>
public class JobTests
{
    [Fact, Trait("fidelity", "F044")]
    public void A_loop_through_asynchronous_steps_is_counted_and_ends()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("CreateRow", "Create", "task", 40) { Configuration = "task;subject=again", IsAsync = true, Rank = 2 },
            new TestStep("Observe", "Create", "task", 40) { Configuration = "loop", IsAsync = true, Rank = 1 });
        environment.Administrator.Create(new Entity("task") { ["subject"] = "first" });

        environment.RunAsyncJobs();

        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8"], environment.AllSeen("loop", "depth"));
        Assert.Single(environment.AllSeen("loop", "correlation").Distinct());
        Assert.Equal(8, environment.Count("task"));
    }

    [Fact, Trait("fidelity", "F044"), Trait("fidelity", "F146")]
    public void The_job_of_a_step_says_what_it_is_about()
    {
        var step = new TestStep("Observe", "Create", "account", 40) { Configuration = "later", IsAsync = true };
        using var environment = Observation.EnvironmentWith(step);
        var id = environment.CreateAccount();

        environment.RunAsyncJobs();

        var job = Assert.Single(environment.Administrator.RetrieveMultiple(new QueryExpression("asyncoperation")
        {
            ColumnSet = new ColumnSet("owningextensionid", "regardingobjectid", "messagename", "depth", "retrycount", "correlationid", "errorcode", "friendlymessage"),
        }).Entities);
        Assert.Equal(
            (step.Id, id, "Create", 1, 0),
            (job.GetAttributeValue<EntityReference>("owningextensionid").Id, job.GetAttributeValue<EntityReference>("regardingobjectid").Id, job["messagename"], job["depth"], job["retrycount"]));
        Assert.Equal(environment.Seen("later", "correlation"), job["correlationid"].ToString());
        Assert.False(job.Contains("errorcode") || job.Contains("friendlymessage"));
    }

    [Fact, Trait("fidelity", "F139")]
    public void Jobs_are_taken_in_the_order_in_which_they_were_created()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("ObserveImage", "Create", "account", 40) { Configuration = "Row;name", IsAsync = true, Images = [new TestImage("Row", 1, "name")] });
        foreach (var name in (string[])["one", "two", "three"]) environment.CreateAccount(name);

        environment.RunAsyncJobs();

        Assert.Equal(["after=one", "after=two", "after=three"], environment.Said());
    }

    [Fact, Trait("fidelity", "F140")]
    public void Only_state_and_postponement_of_a_job_can_be_changed()
    {
        using var environment = WithJob(out var job);
        var later = environment.Clock.UtcNow.AddHours(2);

        environment.Administrator.Update(new Entity("asyncoperation", job) { ["name"] = "other", ["messagename"] = "Delete", ["postponeuntil"] = later });

        var row = environment.Administrator.Retrieve("asyncoperation", job, new ColumnSet("name", "messagename", "postponeuntil"));
        Assert.NotEqual("other", row["name"]);
        Assert.Equal(("Create", later), (row["messagename"], row["postponeuntil"]));
    }

    [Fact, Trait("fidelity", "F140")]
    public void A_postponed_job_waits_until_its_time()
    {
        using var environment = WithJob(out var job);
        environment.Administrator.Update(new Entity("asyncoperation", job) { ["postponeuntil"] = environment.Clock.UtcNow.AddHours(2) });

        var early = environment.RunAsyncJobs();
        environment.Clock.Advance(TimeSpan.FromHours(2));
        var late = environment.RunAsyncJobs();

        Assert.Equal((0, 1), (early, late));
        Assert.Equal(["done"], environment.Said());
    }

    [Fact, Trait("fidelity", "F141")]
    public void A_canceled_job_does_not_run()
    {
        using var environment = WithJob(out var job);

        environment.Administrator.Update(new Entity("asyncoperation", job) { ["statecode"] = new OptionSetValue(3), ["statuscode"] = new OptionSetValue(32) });

        Assert.Equal(0, environment.RunAsyncJobs());
        Assert.Empty(environment.Said());
    }

    [Theory, Trait("fidelity", "F141")]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(3, 30)]
    public void A_waiting_job_cannot_be_paused_started_or_called_done(int state, int status)
    {
        using var environment = WithJob(out var job);

        var fault = Observation.FaultOf(() => environment.Administrator.Update(
            new Entity("asyncoperation", job) { ["statecode"] = new OptionSetValue(state), ["statuscode"] = new OptionSetValue(status) }));

        Assert.Equal(-2147204766, fault.ErrorCode);
        Assert.Equal(1, environment.RunAsyncJobs());
    }

    [Fact, Trait("fidelity", "F142")]
    public void A_job_can_be_deleted_when_it_is_completed()
    {
        using var environment = WithJob(out var job);

        var fault = Observation.FaultOf(() => environment.Administrator.Delete("asyncoperation", job));
        environment.RunAsyncJobs();
        environment.Administrator.Delete("asyncoperation", job);

        Assert.Equal(-2147204758, fault.ErrorCode);
        Assert.Equal(0, environment.Count("asyncoperation"));
    }

    static LocalEnvironment WithJob(out Guid job)
    {
        var environment = Observation.EnvironmentWith(new TestStep("Say", "Create", "account", 40) { Configuration = "done", IsAsync = true });
        environment.CreateAccount();
        job = Assert.Single(environment.Administrator.RetrieveMultiple(new QueryExpression("asyncoperation")).Entities).Id;
        return environment;
    }
}
