using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Pipeline;

public class BulkTests
{
    [Fact, Trait("fidelity", "F023")]
    public void CreateMultiple_raises_one_create_for_each_row_and_create_raises_CreateMultiple_with_one()
    {
        var bulk = new TestStep("Observe", "Create", "account", 40) { Configuration = "bulk" };
        using var environment = Observation.EnvironmentWith(bulk, new TestStep("Observe", "Create", "account", 40) { Configuration = "single" });
        environment.MoveStep(bulk.Id, "CreateMultiple");

        environment.Administrator.Execute(new CreateMultipleRequest { Targets = Rows("one", "two", "three") });
        environment.CreateAccount();

        Assert.Equal(4, environment.AllSeen("single", "stage").Count);
        Assert.All(environment.AllSeen("single", "message"), message => Assert.Equal("Create", message));
        Assert.Equal(["EntityCollection(3)", "EntityCollection(1)"], environment.AllSeen("bulk", "input.Targets"));
        Assert.All(environment.AllSeen("bulk", "outputs"), outputs => Assert.Equal("Ids", outputs));
    }

    [Fact, Trait("fidelity", "F270")]
    public void UpdateMultiple_names_all_rows_that_do_not_exist_and_changes_none()
    {
        using var environment = LocalEnvironment.Create();
        var (one, gone, lost) = (environment.Administrator.Create(new Entity("contact") { ["lastname"] = "Ada" }), Guid.NewGuid(), Guid.NewGuid());

        var fault = Observation.FaultOf(() => environment.Administrator.Execute(new UpdateMultipleRequest
        {
            Targets = new EntityCollection([.. new[] { one, gone, lost }.Select(id => new Entity("contact", id) { ["lastname"] = "new" })]) { EntityName = "contact" },
        }));

        Assert.Equal((-2147220969, $"Contact With Ids = {gone:D}, {lost:D} Do Not Exist"), (fault.ErrorCode, fault.Message));
        Assert.Equal("Ada", environment.Administrator.Retrieve("contact", one, new ColumnSet("lastname"))["lastname"]);
    }

    [Fact, Trait("fidelity", "F271")]
    public void DeleteMultiple_is_not_there_for_standard_tables()
    {
        using var environment = LocalEnvironment.Create();

        var fault = Observation.FaultOf(() => environment.Administrator.Execute(new OrganizationRequest("DeleteMultiple")
        {
            ["Targets"] = new EntityReferenceCollection([new EntityReference("account", environment.CreateAccount())]),
        }));

        Assert.StartsWith("DeleteMultiple has not yet been implemented.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, environment.Count("account"));
    }

    [Fact, Trait("fidelity", "F023")]
    public void UpdateMultiple_raises_one_update_for_each_row_and_update_raises_UpdateMultiple_with_one()
    {
        var bulk = new TestStep("Observe", "Update", "account", 20) { Configuration = "bulk" };
        using var environment = Observation.EnvironmentWith(
            bulk, new TestStep("Observe", "Update", "account", 20) { Configuration = "single", Columns = "name" });
        environment.MoveStep(bulk.Id, "UpdateMultiple");
        var ids = new[] { environment.CreateAccount("one"), environment.CreateAccount("two") };

        environment.Administrator.Execute(new UpdateMultipleRequest
        {
            Targets = new EntityCollection([.. ids.Select(id => new Entity("account", id) { ["name"] = "new" })]) { EntityName = "account" },
        });
        environment.Administrator.Update(new Entity("account", ids[0]) { ["name"] = "newer" });

        Assert.Equal(3, environment.AllSeen("single", "stage").Count);
        Assert.Equal(["EntityCollection(2)", "EntityCollection(1)"], environment.AllSeen("bulk", "input.Targets"));
    }

    [Fact, Trait("fidelity", "F023")]
    public void What_a_bulk_step_changes_in_its_rows_is_seen_by_single_steps_and_saved()
    {
        var bulk = new TestStep("ChangeTarget", "Create", "account", 20) { Configuration = "description=by bulk" };
        using var environment = Observation.EnvironmentWith(
            bulk,
            new TestStep("Observe", "Create", "account", 20) { Configuration = "single" },
            new TestStep("ReplaceTarget", "Create", "account", 20) { Configuration = "name=replaced", Rank = 2 });
        environment.MoveStep(bulk.Id, "CreateMultiple");

        var id = environment.CreateAccount();

        Assert.Equal("Entity(description,name)", environment.Seen("single", "input.Target"));
        var row = environment.Administrator.Retrieve("account", id, new ColumnSet("name", "description"));
        Assert.Equal("replaced", row["name"]);
        Assert.False(row.Contains("description"));
    }

    [Fact, Trait("fidelity", "F018"), Trait("fidelity", "F185"), Trait("fidelity", "F186")]
    public void Upsert_raises_create_or_update_and_no_event_of_its_own()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Say", "Create", "account", 40) { Configuration = "created" },
            new TestStep("Say", "Update", "account", 40) { Configuration = "updated" });
        var id = Guid.NewGuid();

        var first = (UpsertResponse)environment.Administrator.Execute(new UpsertRequest { Target = new Entity("account", id) { ["name"] = "Contoso" } });
        var second = (UpsertResponse)environment.Administrator.Execute(new UpsertRequest { Target = new Entity("account", id) { ["name"] = "Fabrikam" } });

        Assert.Equal(["created", "updated"], environment.Said());
        Assert.Equal((true, false), (first.RecordCreated, second.RecordCreated));
        Assert.Equal(new EntityReference("account", id), second.Target);
    }

    [Fact, Trait("fidelity", "F268")]
    public void A_refused_row_undoes_the_whole_bulk_request()
    {
        using var environment = LocalEnvironment.Create();
        var rows = Rows("one", "two");
        rows.Entities[1]["name"] = new string('x', 5000);

        Observation.FaultOf(() => environment.Administrator.Execute(new CreateMultipleRequest { Targets = rows }));

        Assert.Equal(0, environment.Count("account"));
    }

    [Fact, Trait("fidelity", "F269")]
    public void A_bulk_request_is_for_rows_of_one_named_table()
    {
        using var environment = LocalEnvironment.Create();
        var mixed = Rows("one");
        mixed.Entities.Add(new Entity("contact") { ["lastname"] = "Ada" });
        var nameless = Rows("one");
        nameless.EntityName = null;

        var mixedFault = Observation.FaultOf(() => environment.Administrator.Execute(new CreateMultipleRequest { Targets = mixed }));
        var namelessFault = Observation.FaultOf(() => environment.Administrator.Execute(new CreateMultipleRequest { Targets = nameless }));

        Assert.Contains("a row of contact", mixedFault.Message, StringComparison.Ordinal);
        Assert.Contains("'EntityName'", namelessFault.Message, StringComparison.Ordinal);
        Assert.Equal(0, environment.Count("account"));
    }

    [Fact, Trait("fidelity", "F027")]
    public void A_bulk_request_from_a_plugin_is_refused_by_name()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("SendBulk", "Create", "account", 20));

        var fault = Observation.FaultOf(() => environment.CreateAccount());

        Assert.Contains("CreateMultiple inside a plug-in", fault.Message, StringComparison.Ordinal);
    }

    static EntityCollection Rows(params string[] names) => new([.. names.Select(name => new Entity("account") { ["name"] = name })]) { EntityName = "account" };
}
