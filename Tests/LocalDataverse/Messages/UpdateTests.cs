using System;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;

namespace Offboarding.Tests.LocalDataverse.Messages;

public class UpdateTests
{
    [Fact, Trait("fidelity", "F169")]
    public void An_update_needs_an_id()
    {
        using var environment = LocalEnvironment.Create();

        var fault = Observation.FaultOf(() => environment.Administrator.Update(new Entity("account") { ["name"] = "Contoso" }));

        Assert.Equal("Entity Id must be specified for Update", fault.Message);
    }

    [Fact, Trait("fidelity", "F170"), Trait("fidelity", "F209")]
    public void A_column_that_the_system_requires_cannot_be_emptied_but_one_that_only_forms_require_can()
    {
        using var environment = LocalEnvironment.Create();
        var id = environment.CreateAccount();

        var fault = Observation.FaultOf(() => environment.Administrator.Update(new Entity("account", id) { ["ownerid"] = null }));
        environment.Administrator.Update(new Entity("account", id) { ["name"] = null });

        Assert.Equal((-2147220989, "Attribute: ownerid cannot be set to NULL"), (fault.ErrorCode, fault.Message));
        Assert.False(environment.Administrator.Retrieve("account", id, new ColumnSet("name")).Contains("name"));
    }

    [Fact, Trait("fidelity", "F173")]
    public void A_row_that_is_not_there_cannot_be_updated()
    {
        using var environment = LocalEnvironment.Create();
        var id = Guid.NewGuid();

        var fault = Observation.FaultOf(() => environment.Administrator.Update(new Entity("account", id) { ["name"] = "Contoso" }));

        Assert.Equal((-2147220969, $"account With Id = {id} Does Not Exist"), (fault.ErrorCode, fault.Message));
    }

    [Fact, Trait("fidelity", "F174")]
    public void Every_update_is_stamped_and_makes_the_version_grow()
    {
        using var environment = LocalEnvironment.Create();
        var rep = environment.AddUser(new NewUser("Rep") { Privileges = [new TablePrivilege("account", TableRights.All)] });
        var id = environment.CreateAccount("Contoso");
        var columns = new ColumnSet("modifiedon", "modifiedby", "createdby", "versionnumber");
        var before = environment.Administrator.Retrieve("account", id, columns);
        environment.Clock.Advance(TimeSpan.FromHours(1));

        environment.ServiceFor(rep).Update(new Entity("account", id) { ["name"] = "Contoso" });

        var after = environment.Administrator.Retrieve("account", id, columns);
        Assert.Equal(environment.Clock.UtcNow, after["modifiedon"]);
        Assert.Equal(rep, after.GetAttributeValue<EntityReference>("modifiedby").Id);
        Assert.Equal(before["createdby"], after["createdby"]);
        Assert.True(after.GetAttributeValue<long>("versionnumber") > before.GetAttributeValue<long>("versionnumber"));
    }

    [Fact, Trait("fidelity", "F193"), Trait("fidelity", "F194")]
    public void A_row_that_changed_since_it_was_read_is_not_overwritten_when_the_caller_asks_so()
    {
        using var environment = LocalEnvironment.Create();
        var id = environment.CreateAccount();
        var read = environment.Administrator.Retrieve("account", id, new ColumnSet("name"));
        environment.Administrator.Update(new Entity("account", id) { ["name"] = "Fabrikam" });

        var without = Observation.FaultOf(() => Update(null));
        var stale = Observation.FaultOf(() => Update(read.RowVersion));
        var deleted = Observation.FaultOf(() => environment.Administrator.Execute(new DeleteRequest
        {
            Target = new EntityReference("account", id) { RowVersion = read.RowVersion },
            ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches,
        }));
        Update(environment.Administrator.Retrieve("account", id, new ColumnSet("name")).RowVersion);

        Assert.Equal((-2147088253, -2147088254, -2147088254), (without.ErrorCode, stale.ErrorCode, deleted.ErrorCode));
        Assert.Equal("mine", environment.Administrator.Retrieve("account", id, new ColumnSet("name"))["name"]);

        void Update(string? version) => environment.Administrator.Execute(new UpdateRequest
        {
            Target = new Entity("account", id) { ["name"] = "mine", RowVersion = version },
            ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches,
        });
    }
}
