using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Messages;

public class MergeTests
{
    [Fact, Trait("fidelity", "F266")]
    public void What_hung_on_the_merged_account_hangs_on_the_other_and_it_is_inactive()
    {
        using var environment = LocalEnvironment.Create();
        var master = environment.CreateAccount("master");
        var subordinate = environment.CreateAccount("subordinate");
        var contact = environment.Administrator.Create(new Entity("contact") { ["lastname"] = "Ada", ["parentcustomerid"] = new EntityReference(
            "account", subordinate) });
        var task = environment.Administrator.Create(new Entity("task") { ["subject"] = "Call", ["regardingobjectid"] = new EntityReference(
            "account", subordinate) });

        environment.Administrator.Execute(Merge(master, subordinate));

        Assert.Equal(
            master,
            environment.Administrator.Retrieve("contact", contact, new ColumnSet("parentcustomerid")).GetAttributeValue<EntityReference>("parentcustomerid").Id);
        Assert.Equal(
            master,
            environment.Administrator.Retrieve("activitypointer", task, new ColumnSet("regardingobjectid")).GetAttributeValue<EntityReference>("regardingobjectid").Id);
        Assert.Equal((1, 2), environment.StateOf("account", subordinate));
        Assert.True(environment.Administrator.Retrieve("account", subordinate, new ColumnSet("merged")).GetAttributeValue<bool>("merged"));
        Assert.Equal("from the other", environment.Administrator.Retrieve("account", master, new ColumnSet("description"))["description"]);
    }

    [Theory]
    [InlineData(true, 3)]    // the row that stays, and the other in two turns because its state changes beside other columns
    [InlineData(false, 0)]
    public void Whether_a_merge_raises_update_is_a_setting_of_the_environment(bool raises, int updates)
    {
        using var environment = Observation.EnvironmentWith(
            new EnvironmentOptions { MergeRaisesUpdate = raises }, new TestStep("Observe", "Update", "account", 40) { Configuration = "update" });

        environment.Administrator.Execute(Merge(environment.CreateAccount(), environment.CreateAccount()));

        Assert.Equal(updates, environment.AllSeen("update", "stage").Count);
    }

    [Fact]
    public void A_row_is_not_merged_with_itself_nor_with_an_inactive_one()
    {
        using var environment = LocalEnvironment.Create();
        var account = environment.CreateAccount();
        var inactive = environment.CreateAccount();
        environment.Administrator.Update(new Entity("account", inactive) { ["statecode"] = new OptionSetValue(1) });

        var same = Observation.FaultOf(() => environment.Administrator.Execute(Merge(account, account)));
        var asleep = Observation.FaultOf(() => environment.Administrator.Execute(Merge(account, inactive)));

        Assert.Equal((-2147200251, -2147200252), (same.ErrorCode, asleep.ErrorCode));
    }

    static MergeRequest Merge(System.Guid master, System.Guid subordinate) => new()
    {
        Target = new EntityReference("account", master),
        SubordinateId = subordinate,
        UpdateContent = new Entity("account") { ["description"] = "from the other" },
    };
}
