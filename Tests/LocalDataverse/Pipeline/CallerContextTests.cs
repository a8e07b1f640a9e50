using System;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Messages;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Pipeline;

/// <summary>What a plugin learns of who and what caused it, and what the platform writes down of it.</summary>
public class CallerContextTests
{
    [Fact, Trait("fidelity", "F053")]
    public void SetState_gives_the_row_as_reference_and_state_and_status_as_options()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Observe", "SetState", "account", 20) { Configuration = "seen" });
        var id = environment.CreateAccount();

        environment.Administrator.Execute(new SetStateRequest { EntityMoniker = new EntityReference("account", id), State = new OptionSetValue(1), Status = new OptionSetValue(2) });

        Assert.Equal("EntityMoniker,State,Status", environment.Seen("seen", "inputs"));
        Assert.Equal(
            ("EntityReference(account)", "OptionSetValue(1)", "OptionSetValue(2)"),
            (environment.Seen("seen", "input.EntityMoniker"), environment.Seen("seen", "input.State"), environment.Seen("seen", "input.Status")));
    }

    [Fact, Trait("fidelity", "F060")]
    public void A_plugin_before_the_operation_may_say_who_created_a_row_and_when_and_a_client_may_not()
    {
        using var environment = LocalEnvironment.Create();
        var founder = environment.AddUser(new NewUser("Founder"));
        environment.ImportSolution(TestSolution.Of(
            new TestStep("StampTarget", "Create", "account", 20) { Configuration = founder.ToString() }, new TestStep("Say", "Create", "contact", 20) { Configuration = "x" }));
        var longAgo = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        var stamped = environment.CreateAccount();
        var sent = environment.Administrator.Create(new Entity("contact") { ["lastname"] = "Ada", ["createdon"] = longAgo, ["createdby"] = new EntityReference("systemuser", founder) });

        Assert.Equal((new DateTime(2019, 2, 3, 4, 5, 0, DateTimeKind.Utc), founder), Created("account", stamped));
        Assert.Equal((environment.Clock.UtcNow, environment.AdministratorId), Created("contact", sent));

        (DateTime, Guid) Created(string table, Guid id)
        {
            var row = environment.Administrator.Retrieve(table, id, new ColumnSet("createdon", "createdby"));
            return (row.GetAttributeValue<DateTime>("createdon"), row.GetAttributeValue<EntityReference>("createdby").Id);
        }
    }

    [Fact, Trait("fidelity", "F064")]
    public void The_tag_of_a_request_is_a_shared_variable_of_every_stage()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Observe", "Create", "account", 10) { Configuration = "validation" },
            new TestStep("Observe", "Create", "account", 20) { Configuration = "before" },
            new TestStep("Observe", "Create", "account", 40) { Configuration = "after" });

        environment.Administrator.Execute(new CreateRequest { Target = new Entity("account"), ["tag"] = "import" });

        Assert.All(["validation", "before", "after"], label => Assert.Equal("tag:import", environment.Seen(label, "shared")));
    }

    [Fact, Trait("fidelity", "F065")]
    public void The_parent_context_is_the_operation_that_caused_this_one_and_none_at_the_root()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Observe", "Create", "account", 10) { Configuration = "root" },
            new TestStep("CreateRow", "Create", "account", 40) { Configuration = "task;subject=Call" },
            new TestStep("Observe", "Create", "task", 10) { Configuration = "nested" });

        environment.CreateAccount();

        Assert.Equal(("none", "", "Create"), (environment.Seen("root", "parentshared"), environment.Seen("root", "parentmessage"), environment.Seen("nested", "parentmessage")));
    }

    [Fact, Trait("fidelity", "F068"), Trait("fidelity", "F069")]
    public void The_context_names_the_business_unit_of_its_user_and_the_step_that_runs()
    {
        var step = new TestStep("Observe", "Create", "account", 20) { Configuration = "seen" };
        using var environment = Observation.EnvironmentWith(step);
        var unit = environment.Administrator.Create(new Entity("businessunit") { ["name"] = "South", ["parentbusinessunitid"] = environment.Root() });
        var rep = environment.AddUser(new NewUser("Rep") { BusinessUnitId = unit, Privileges = [new TablePrivilege("account", TableRights.All)] });

        environment.ServiceFor(rep).Create(new Entity("account"));

        Assert.Equal(unit.ToString(), environment.Seen("seen", "unit"));
        Assert.Equal(("sdkmessageprocessingstep", step.Id.ToString()), (environment.Seen("seen", "step"), environment.Seen("seen", "stepid")));
    }

    [Fact, Trait("fidelity", "F072"), Trait("fidelity", "F073")]
    public void Every_version_of_the_context_can_be_asked_for()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("AskForContexts", "Create", "account", 20));
        var organization = ((WhoAmIResponse)environment.Administrator.Execute(new WhoAmIRequest())).OrganizationId;

        environment.CreateAccount();

        Assert.Equal(
            $"application={Guid.Empty}\nauthenticated={environment.AdministratorId}\nimages=0\nagent=LocalDataverse\nenvironment={organization}\nrobot=False\nsame=True",
            Assert.Single(environment.Said()));
    }

    [Theory, Trait("fidelity", "F046")]
    [InlineData(true, "2026-01-01 08:00")]
    [InlineData(false, "0001-01-01 00:00")]
    public void The_operation_id_is_that_of_the_system_job_and_empty_in_a_synchronous_step(bool isDated, string expected)
    {
        using var environment = Observation.EnvironmentWith(
            new EnvironmentOptions { SynchronousOperationsAreDated = isDated },
            new TestStep("Observe", "Create", "account", 40) { Configuration = "now" },
            new TestStep("Observe", "Create", "account", 40) { Configuration = "later", IsAsync = true });

        environment.CreateAccount();
        environment.Clock.Advance(TimeSpan.FromHours(1));
        environment.RunAsyncJobs();

        var job = Assert.Single(environment.Administrator.RetrieveMultiple(new QueryExpression("asyncoperation")).Entities);
        Assert.Equal((Guid.Empty.ToString(), job.Id.ToString()), (environment.Seen("now", "operation"), environment.Seen("later", "operation")));
        Assert.Equal((expected, "2026-01-01 08:00"), (environment.Seen("now", "on"), environment.Seen("later", "on")));
    }

    [Fact, Trait("fidelity", "F098")]
    public void A_row_names_the_user_whose_rights_counted_and_the_user_who_acted()
    {
        using var environment = LocalEnvironment.Create();
        var robot = environment.AddUser(new NewUser("Robot Robotson") { IsAdministrator = true });
        var rep = environment.AddUser(new NewUser("Rep") { Privileges = [new TablePrivilege("account", TableRights.All), new TablePrivilege("task", TableRights.All)] });
        environment.ImportSolution(TestSolution.Of(new TestStep("CreateRow", "Create", "account", 20) { Configuration = "task;subject=Call", RunAs = "Robot Robotson" }));

        environment.ServiceFor(rep).Create(new Entity("account"));

        var task = Assert.Single(environment.Administrator.RetrieveMultiple(new QueryExpression("task") { ColumnSet = new ColumnSet("createdby", "createdonbehalfby", "modifiedonbehalfby") }).Entities);
        Assert.Equal((robot, rep), (task.GetAttributeValue<EntityReference>("createdby").Id, task.GetAttributeValue<EntityReference>("createdonbehalfby").Id));
        environment.ServiceFor(rep).Update(new Entity("task", task.Id) { ["subject"] = "Write" });
        Assert.False(environment.Administrator.Retrieve("task", task.Id, new ColumnSet("modifiedonbehalfby")).Contains("modifiedonbehalfby"));
    }
}
