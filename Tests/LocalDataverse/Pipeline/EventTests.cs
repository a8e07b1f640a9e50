using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Pipeline;

/// <summary>Which messages raise events, and which steps an event finds.</summary>
public class EventTests
{
    [Fact, Trait("fidelity", "F012")]
    public void There_is_no_message_of_the_schema_that_a_step_could_be_registered_for()
    {
        using var environment = LocalEnvironment.Create();

        var messages = environment.Administrator.RetrieveMultiple(new QueryExpression("sdkmessage") { ColumnSet = new ColumnSet("name") }).Entities.Select(row => (string)row["name"]);
        var fault = Observation.FaultOf(() => environment.Administrator.Execute(new OrganizationRequest("CreateEntity")));

        Assert.DoesNotContain(messages, name => name is "CreateEntity" or "UpdateEntity" or "DeleteEntity" or "CreateAttribute" or "RetrieveEntity" or "RetrieveAttribute");
        Assert.Equal(-2147203036, fault.ErrorCode);
    }

    [Theory, Trait("fidelity", "F013")]
    [InlineData("Update", "sdkmessageprocessingstep")]
    [InlineData("Create", "plugintracelog")]
    [InlineData("Associate", "account")]
    public void A_step_on_a_pair_that_allows_none_is_refused(string message, string table)
    {
        using var environment = LocalEnvironment.Create();

        var refused = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(TestSolution.Of(new TestStep("Say", message, table, 20) { Configuration = "x" })));

        Assert.Equal(-2147204729, refused.ErrorCode);
    }

    [Fact, Trait("fidelity", "F020"), Trait("fidelity", "F051")]
    public void A_step_after_a_read_may_change_what_is_answered()
    {
        var one = new TestStep("ChangeAnswer", "Create", "account", 40) { Configuration = "name=of one" };
        var many = new TestStep("ChangeAnswer", "Create", "account", 40) { Configuration = "name=of many" };
        using var environment = Observation.EnvironmentWith(one, many);
        var id = environment.CreateAccount();
        environment.MoveStep(one.Id, "Retrieve");
        environment.MoveStep(many.Id, "RetrieveMultiple");

        var retrieved = environment.Administrator.Retrieve("account", id, new ColumnSet("name"));
        var found = environment.Administrator.RetrieveMultiple(new QueryExpression("account") { ColumnSet = new ColumnSet("name") });

        Assert.Equal(("of one", "of many"), (retrieved["name"], Assert.Single(found.Entities)["name"]));
    }

    [Fact, Trait("fidelity", "F025"), Trait("fidelity", "F051")]
    public void A_step_of_one_read_message_does_not_run_for_the_other()
    {
        var one = new TestStep("Observe", "Create", "account", 40) { Configuration = "one" };
        var many = new TestStep("Observe", "Create", "account", 40) { Configuration = "many" };
        using var environment = Observation.EnvironmentWith(one, many);
        environment.MoveStep(one.Id, "Retrieve");
        environment.MoveStep(many.Id, "RetrieveMultiple");
        var id = environment.CreateAccount();

        environment.Administrator.Retrieve("account", id, new ColumnSet("name"));
        var afterOne = (environment.AllSeen("one", "message").Count, environment.AllSeen("many", "message").Count);
        environment.Administrator.RetrieveMultiple(new QueryExpression("account"));

        Assert.Equal((1, 0), afterOne);
        Assert.Equal(("BusinessEntity", "BusinessEntityCollection"), (environment.Seen("one", "outputs"), environment.Seen("many", "outputs")));
    }

    [Fact, Trait("fidelity", "F021")]
    public void A_step_of_Associate_is_for_no_table_and_looks_at_the_relationship()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("SayForRelationship", "Associate", null, 40) { Configuration = "contact_customer_accounts" },
            new TestStep("SayForRelationship", "Disassociate", null, 40) { Configuration = "contact_customer_accounts" });
        var account = environment.CreateAccount();
        var parent = environment.CreateAccount();
        var contact = environment.Administrator.Create(new Entity("contact") { ["lastname"] = "Ada" });

        environment.Administrator.Associate("account", account, new Relationship("contact_customer_accounts"), [new EntityReference("contact", contact)]);
        environment.Administrator.Associate(
            "account", parent, new Relationship("account_parent_account") { PrimaryEntityRole = EntityRole.Referenced }, [new EntityReference("account", account)]);
        environment.Administrator.Disassociate("account", account, new Relationship("contact_customer_accounts"), [new EntityReference("contact", contact)]);

        Assert.Equal(["contact_customer_accounts of none", "contact_customer_accounts of none"], environment.Said());
    }

    [Fact, Trait("fidelity", "F024")]
    public void Logic_registered_for_Create_and_for_CreateMultiple_runs_twice()
    {
        var bulk = new TestStep("Say", "Create", "account", 20) { Configuration = "checked" };
        using var environment = Observation.EnvironmentWith(bulk, new TestStep("Say", "Create", "account", 20) { Configuration = "checked" });
        environment.MoveStep(bulk.Id, "CreateMultiple");

        environment.CreateAccount();

        Assert.Equal(["checked", "checked"], environment.Said());
    }

    [Fact, Trait("fidelity", "F087")]
    public void A_column_that_PreOperation_adds_starts_no_filtered_step()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Say", "Update", "account", 10) { Configuration = "validation", Columns = "description" },
            new TestStep("ChangeTarget", "Update", "account", 20) { Configuration = "description=added", Rank = 1 },
            new TestStep("Say", "Update", "account", 20) { Configuration = "before", Columns = "description", Rank = 2 },
            new TestStep("Say", "Update", "account", 40) { Configuration = "after", Columns = "description" });
        var id = environment.CreateAccount();

        environment.Administrator.Update(new Entity("account", id) { ["name"] = "Fabrikam" });

        Assert.Empty(environment.Said());
        Assert.Equal("added", environment.Administrator.Retrieve("account", id, new ColumnSet("description"))["description"]);
    }

    [Fact, Trait("fidelity", "F091")]
    public void The_business_unit_of_a_user_is_written_in_a_turn_of_its_own()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Observe", "Update", "systemuser", 10) { Configuration = "validation" },
            new TestStep("Observe", "Update", "systemuser", 20) { Configuration = "before" });
        var rep = environment.AddUser(new NewUser("Rep"));
        var root = environment.Administrator.Retrieve("systemuser", rep, new ColumnSet("businessunitid")).GetAttributeValue<EntityReference>("businessunitid");
        var unit = environment.Administrator.Create(new Entity("businessunit") { ["name"] = "South", ["parentbusinessunitid"] = root });

        environment.Administrator.Update(new Entity("systemuser", rep) { ["lastname"] = "Sample", ["businessunitid"] = new EntityReference("businessunit", unit) });

        Assert.Equal(["Entity(businessunitid,lastname)"], environment.AllSeen("validation", "input.Target"));
        Assert.Equal(["Entity(lastname)", "Entity(businessunitid)"], environment.AllSeen("before", "input.Target"));
    }

    [Fact, Trait("fidelity", "F080")]
    public void Images_show_the_row_around_the_core_operation_whatever_other_plugins_write()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("UpdateSameRow", "Update", "account", 20) { Configuration = "description=early", Columns = "name", Rank = 1 },
            new TestStep("ObserveImage", "Update", "account", 20) { Configuration = "Row;description", Columns = "name", Rank = 2, Images = [new TestImage("Row", 0, "description")] },
            new TestStep("UpdateSameRow", "Update", "account", 40) { Configuration = "description=late", Columns = "name", Rank = 1 },
            new TestStep("ObserveImage", "Update", "account", 40) { Configuration = "Row;description", Columns = "name", Rank = 2, Images = [new TestImage("Row", 2, "description")] });
        var id = environment.Administrator.Create(new Entity("account") { ["name"] = "Contoso", ["description"] = "old" });

        environment.Administrator.Update(new Entity("account", id) { ["name"] = "Fabrikam" });

        Assert.Equal(["before=old", "before=old\nafter=early"], environment.Said());
    }

    [Fact, Trait("fidelity", "F082")]
    public void The_images_of_a_bulk_step_stand_in_the_order_of_its_rows()
    {
        var bulk = new TestStep("ObserveImages", "Update", "account", 40) { Configuration = "Row;name", Images = [new TestImage("Row", 2, "name")] };
        using var environment = Observation.EnvironmentWith(bulk);
        environment.MoveStep(bulk.Id, "UpdateMultiple");
        var ids = new[] { environment.CreateAccount("one"), environment.CreateAccount("two"), environment.CreateAccount("three") };

        environment.Administrator.Execute(new UpdateMultipleRequest
        {
            Targets = new EntityCollection([.. ids.Reverse().Select((id, place) => new Entity("account", id) { ["name"] = "new " + place })]) { EntityName = "account" },
        });

        Assert.Equal(["before=three,two,one\nafter=new 0,new 1,new 2"], environment.Said());
    }
}
