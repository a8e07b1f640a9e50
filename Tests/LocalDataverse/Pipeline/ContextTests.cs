using System;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Pipeline;

public class ContextTests
{
    [Fact, Trait("fidelity", "F047")]
    public void The_collections_of_the_context_may_be_changed()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("ReplaceTarget", "Update", "account", 20) { Configuration = "description=other", Rank = 1 },
            new TestStep("Share", "Update", "account", 20) { Configuration = "note=passed on", Rank = 2 },
            new TestStep("Observe", "Update", "account", 20) { Configuration = "then", Rank = 3 });
        var id = environment.CreateAccount();

        environment.Administrator.Update(new Entity("account", id) { ["name"] = "Fabrikam" });

        Assert.Equal("note:passed on", environment.Seen("then", "shared"));
        Assert.Equal("Entity(description)", environment.Seen("then", "input.Target"));
        var row = environment.Administrator.Retrieve("account", id, new ColumnSet("name", "description"));
        Assert.Equal(("Contoso", "other"), (row["name"], row["description"]));
    }

    [Fact, Trait("fidelity", "F048")]
    public void Input_parameters_are_those_of_the_request_optional_ones_too()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Observe", "Create", "account", 20) { Configuration = "seen" });

        environment.Administrator.Execute(new CreateRequest { Target = new Entity("account"), ["tag"] = "import", ["SuppressDuplicateDetection"] = true });

        Assert.Equal("SuppressDuplicateDetection,Target,tag", environment.Seen("seen", "inputs"));
    }

    [Fact, Trait("fidelity", "F049"), Trait("fidelity", "F050")]
    public void Output_parameters_are_filled_after_the_operation_only_and_hold_the_new_id()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Observe", "Create", "account", 10) { Configuration = "validation" },
            new TestStep("Observe", "Create", "account", 20) { Configuration = "before" },
            new TestStep("Observe", "Create", "account", 40) { Configuration = "after" });

        var id = environment.CreateAccount();

        Assert.Equal(
            ("", "", "id"), (environment.Seen("validation", "outputs"), environment.Seen("before", "outputs"), environment.Seen("after", "outputs")));
        Assert.Equal(id.ToString(), environment.Seen("after", "output.id"));
    }

    [Fact, Trait("fidelity", "F052")]
    public void Create_and_update_give_a_row_as_target_and_delete_gives_a_reference()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Observe", "Create", "account", 20) { Configuration = "create" },
            new TestStep("Observe", "Update", "account", 20) { Configuration = "update" },
            new TestStep("Observe", "Delete", "account", 20) { Configuration = "delete" });
        var id = environment.CreateAccount();

        environment.Administrator.Update(new Entity("account", id) { ["name"] = "Fabrikam" });
        environment.Administrator.Delete("account", id);

        Assert.StartsWith("Entity(", environment.Seen("create", "input.Target"), StringComparison.Ordinal);
        Assert.StartsWith("Entity(", environment.Seen("update", "input.Target"), StringComparison.Ordinal);
        Assert.Equal("EntityReference(account)", environment.Seen("delete", "input.Target"));
    }

    [Fact, Trait("fidelity", "F052")]
    public void Assign_gives_target_and_assignee_as_references()
    {
        var step = new TestStep("Observe", "Update", "account", 20) { Configuration = "assign" };
        using var environment = Observation.EnvironmentWith(step);
        environment.MoveStep(step.Id, "Assign");
        var id = environment.CreateAccount();

        environment.Administrator.Execute(new AssignRequest { Target = new EntityReference("account", id), Assignee = new EntityReference(
            "systemuser", environment.AdministratorId) });

        Assert.Equal("Assignee,Target", environment.Seen("assign", "inputs"));
        Assert.Equal("EntityReference(systemuser)", environment.Seen("assign", "input.Assignee"));
    }

    [Fact, Trait("fidelity", "F054")]
    public void Associate_gives_target_relationship_and_related_rows()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Observe", "Associate", null, 20) { Configuration = "seen" });
        var account = environment.CreateAccount();
        var contact = environment.Administrator.Create(new Entity("contact") { ["lastname"] = "Ada" });

        environment.Administrator.Associate(
            "account", account, new Relationship("contact_customer_accounts"), [new EntityReference("contact", contact)]);

        Assert.Equal("EntityReference(account)", environment.Seen("seen", "input.Target"));
        Assert.Equal("Relationship(contact_customer_accounts)", environment.Seen("seen", "input.Relationship"));
        Assert.Equal("EntityReferenceCollection(1)", environment.Seen("seen", "input.RelatedEntities"));
    }

    [Fact, Trait("fidelity", "F055")]
    public void The_target_of_an_update_holds_only_what_was_sent()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Observe", "Update", "account", 20) { Configuration = "before" },
            new TestStep("Observe", "Update", "account", 40) { Configuration = "after" });
        var id = environment.CreateAccount();

        environment.Administrator.Update(new Entity("account", id) { ["accountid"] = id, ["description"] = "x" });

        Assert.Equal("Entity(accountid,description)", environment.Seen("before", "input.Target"));
        Assert.Equal("Entity(accountid,description)", environment.Seen("after", "input.Target"));
    }

    [Fact, Trait("fidelity", "F056")]
    public void An_early_bound_row_put_into_target_fails_the_request()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("ReplaceTargetByEarlyBound", "Create", "account", 20));

        var fault = Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal(-2147220956, fault.ErrorCode);
        Assert.Contains("SerializationException", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F056")]
    public void An_early_bound_row_sent_by_a_client_reaches_plugins_late_bound()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Observe", "Create", "account", 20) { Configuration = "seen" });

        environment.Administrator.Create(new EarlyBound { ["name"] = "Contoso" });

        Assert.Equal("Entity(name)", environment.Seen("seen", "input.Target"));
    }

    [Fact, Trait("fidelity", "F057"), Trait("fidelity", "F058"), Trait("fidelity", "F059")]
    public void The_platform_fills_the_target_of_a_create_for_PostOperation()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Observe", "Create", "account", 10) { Configuration = "validation" },
            new TestStep("Observe", "Create", "account", 20) { Configuration = "before" },
            new TestStep("Observe", "Create", "account", 40) { Configuration = "after", Images = [new TestImage("Row", 1, "createdon,statecode")] });

        var id = environment.CreateAccount();

        Assert.Equal("Entity(name)", environment.Seen("validation", "input.Target"));
        Assert.Equal("Entity(name)", environment.Seen("before", "input.Target"));
        Assert.Equal(
            "Entity(accountid,createdby,createdon,modifiedby,modifiedon,name,ownerid,statecode,statuscode)",
            environment.Seen("after", "input.Target"));
        Assert.Equal("Entity(accountid,createdon,statecode)", environment.Seen("after", "post.Row"));
        Assert.Equal(Guid.Empty.ToString(), environment.Seen("validation", "id"));
        Assert.Equal(Guid.Empty.ToString(), environment.Seen("before", "id"));
        Assert.Equal(id.ToString(), environment.Seen("after", "id"));
    }

    [Fact, Trait("fidelity", "F061"), Trait("fidelity", "F062")]
    public void What_PreValidation_of_an_update_shares_is_found_in_the_parent_context()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Share", "Update", "account", 10) { Configuration = "early=yes" },
            new TestStep("Share", "Update", "account", 20) { Configuration = "late=yes" },
            new TestStep("Observe", "Update", "account", 40) { Configuration = "after" },
            new TestStep("Observe", "Update", "account", 40) { Configuration = "later", IsAsync = true });
        var id = environment.CreateAccount();

        environment.Administrator.Update(new Entity("account", id) { ["name"] = "Fabrikam" });
        environment.RunAsyncJobs();

        Assert.Equal(("late:yes", "early:yes"), (environment.Seen("after", "shared"), environment.Seen("after", "parentshared")));
        Assert.Equal(("late:yes", "early:yes"), (environment.Seen("later", "shared"), environment.Seen("later", "parentshared")));
    }

    [Fact, Trait("fidelity", "F061")]
    public void What_PreValidation_of_another_message_shares_is_in_the_same_collection()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Share", "Associate", null, 10) { Configuration = "early=yes" },
            new TestStep("Observe", "Associate", null, 40) { Configuration = "after" });
        var account = environment.CreateAccount();
        var contact = environment.Administrator.Create(new Entity("contact") { ["lastname"] = "Ada" });

        environment.Administrator.Associate(
            "account", account, new Relationship("contact_customer_accounts"), [new EntityReference("contact", contact)]);

        Assert.Equal(("early:yes", "none"), (environment.Seen("after", "shared"), environment.Seen("after", "parentshared")));
    }

    [Fact, Trait("fidelity", "F063")]
    public void A_shared_value_that_cannot_be_serialized_fails_the_plugin()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("ShareWhatCannotTravel", "Create", "account", 20));

        var fault = Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal(-2147220956, fault.ErrorCode);
        Assert.Contains("SharedVariables[\"self\"]", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F066")]
    public void Mode_tells_synchronous_from_asynchronous_and_isolation_is_the_sandbox()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Observe", "Create", "account", 40) { Configuration = "now" },
            new TestStep("Observe", "Create", "account", 40) { Configuration = "later", IsAsync = true });

        environment.CreateAccount();
        environment.RunAsyncJobs();

        Assert.Equal(("0", "1"), (environment.Seen("now", "mode"), environment.Seen("later", "mode")));
        Assert.Equal(("2", "2"), (environment.Seen("now", "isolation"), environment.Seen("later", "isolation")));
    }

    [Fact, Trait("fidelity", "F067")]
    public void UserId_is_whom_the_step_runs_as_and_InitiatingUserId_who_caused_it()
    {
        using var environment = LocalEnvironment.Create();
        var robot = environment.AddUser(new NewUser("Robot Robotson") { IsAdministrator = true });
        var rep = environment.AddUser(new NewUser("Rep") { Privileges = [new TablePrivilege("account", TableRights.All)] });
        environment.ImportSolution(TestSolution.Of(
            new TestStep("Observe", "Create", "account", 20) { Configuration = "own" },
            new TestStep("Observe", "Create", "account", 20) { Configuration = "robot", RunAs = "Robot Robotson" }));

        environment.ServiceFor(rep).Create(new Entity("account"));

        Assert.Equal((rep.ToString(), rep.ToString()), (environment.Seen("own", "user"), environment.Seen("own", "initiating")));
        Assert.Equal((robot.ToString(), rep.ToString()), (environment.Seen("robot", "user"), environment.Seen("robot", "initiating")));
    }

    [Fact]
    public void The_operation_is_dated_by_the_clock_of_the_environment()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Observe", "Create", "account", 20) { Configuration = "seen" });
        environment.Clock.MoveTo(new DateTime(2031, 5, 6, 7, 8, 0, DateTimeKind.Utc));

        environment.CreateAccount();

        Assert.Equal("2031-05-06 07:08", environment.Seen("seen", "on"));
    }

    sealed class EarlyBound() : Entity("account");
}
