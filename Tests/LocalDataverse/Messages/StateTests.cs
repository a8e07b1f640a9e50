using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Messages;

public class StateTests
{
    [Fact, Trait("fidelity", "F196"), Trait("fidelity", "F199")]
    public void A_status_that_does_not_belong_to_the_state_is_refused()
    {
        using var environment = WithTable();
        var id = environment.Administrator.Create(new Entity("tst_thing"));

        var fault = Observation.FaultOf(() => environment.Administrator.Update(
            new Entity("tst_thing", id) { ["statecode"] = new OptionSetValue(0), ["statuscode"] = new OptionSetValue(3) }));

        Assert.Equal(-2147187704, fault.ErrorCode);
        Assert.Equal((0, 1), environment.StateOf("tst_thing", id));
    }

    [Fact, Trait("fidelity", "F197"), Trait("fidelity", "F198"), Trait("fidelity", "F199")]
    public void A_state_alone_brings_its_default_status_and_a_status_alone_its_state()
    {
        using var environment = WithTable();
        var byState = environment.Administrator.Create(new Entity("tst_thing"));
        var byStatus = environment.Administrator.Create(new Entity("tst_thing"));

        environment.Administrator.Update(new Entity("tst_thing", byState) { ["statecode"] = new OptionSetValue(1) });
        environment.Administrator.Update(new Entity("tst_thing", byStatus) { ["statuscode"] = new OptionSetValue(3) });

        Assert.Equal((1, 2), environment.StateOf("tst_thing", byState));
        Assert.Equal((1, 3), environment.StateOf("tst_thing", byStatus));
    }

    [Fact, Trait("fidelity", "F201")]
    public void An_inactive_row_can_still_be_changed_through_the_service()
    {
        using var environment = WithTable();
        var id = environment.Administrator.Create(new Entity("tst_thing"));
        environment.Administrator.Update(new Entity("tst_thing", id) { ["statecode"] = new OptionSetValue(1) });

        environment.Administrator.Update(new Entity("tst_thing", id) { ["tst_name"] = "new" });

        Assert.Equal("new", environment.Administrator.Retrieve("tst_thing", id, new ColumnSet("tst_name"))["tst_name"]);
    }

    [Theory, Trait("fidelity", "F202")]
    [InlineData(0, 2)]
    [InlineData(1, 5)]
    [InlineData(2, 6)]
    public void The_states_of_a_task_have_their_default_status(int state, int status)
    {
        using var environment = LocalEnvironment.Create();
        var id = environment.Administrator.Create(new Entity("task") { ["subject"] = "Call" });

        environment.Administrator.Update(new Entity("task", id) { ["statecode"] = new OptionSetValue(state) });

        Assert.Equal((state, status), environment.StateOf("task", id));
    }

    [Fact, Trait("fidelity", "F203")]
    public void A_closed_task_is_read_only_until_it_is_opened_again()
    {
        using var environment = LocalEnvironment.Create();
        var id = environment.Administrator.Create(new Entity("task") { ["subject"] = "Call" });
        environment.Administrator.Update(new Entity("task", id) { ["statecode"] = new OptionSetValue(1) });

        var fault = Observation.FaultOf(() => environment.Administrator.Update(new Entity("task", id) { ["subject"] = "Write" }));
        environment.Administrator.Update(new Entity("task", id) { ["statecode"] = new OptionSetValue(0) });
        environment.Administrator.Update(new Entity("task", id) { ["subject"] = "Write" });

        Assert.Equal(-2147220946, fault.ErrorCode);
        Assert.Equal("Write", environment.Administrator.Retrieve("task", id, new ColumnSet("subject"))["subject"]);
    }

    [Theory, Trait("fidelity", "F205")]
    [InlineData("subject", 200)]
    [InlineData("description", 2000)]
    [InlineData("category", 250)]
    public void The_texts_of_a_task_have_their_lengths(string column, int length)
    {
        using var environment = LocalEnvironment.Create();

        environment.Administrator.Create(new Entity("task") { [column] = new string('x', length) });
        var fault = Observation.FaultOf(() => environment.Administrator.Create(new Entity("task") { [column] = new string('x', length + 1) }));

        Assert.Equal(-2147204303, fault.ErrorCode);
    }

    [Fact, Trait("fidelity", "F205"), Trait("fidelity", "F206")]
    public void A_task_has_its_priorities_its_percentage_and_its_activity_id()
    {
        using var environment = LocalEnvironment.Create();

        var id = environment.Administrator.Create(new Entity("task") { ["subject"] = "Call", ["percentcomplete"] = 100 });
        var tooMuch = Observation.FaultOf(() => environment.Administrator.Create(new Entity("task") { ["percentcomplete"] = 101 }));
        var noSuch = Observation.FaultOf(() => environment.Administrator.Create(new Entity("task") { ["prioritycode"] = new OptionSetValue(3) }));

        var row = environment.Administrator.Retrieve("task", id, new ColumnSet("prioritycode", "activitytypecode"));
        Assert.Equal((id, 1, "task"), (row["activityid"], row.GetAttributeValue<OptionSetValue>("prioritycode").Value, row["activitytypecode"]));
        Assert.Equal((-2147204305, -2147204326), (tooMuch.ErrorCode, noSuch.ErrorCode));
    }

    static LocalEnvironment WithTable()
    {
        var environment = LocalEnvironment.Create();
        environment.ImportSolution(new TestSolution { Tables = { new TestTable("tst_Thing") } }.ToZip());
        return environment;
    }
}
