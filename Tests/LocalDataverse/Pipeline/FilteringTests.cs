using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Pipeline;

public class FilteringTests
{
    [Fact, Trait("fidelity", "F084"), Trait("fidelity", "F085")]
    public void A_filtered_step_runs_when_one_of_its_columns_is_sent_and_an_unfiltered_one_always()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Say", "Update", "account", 20) { Configuration = "filtered", Columns = "name,telephone1" },
            new TestStep("Say", "Update", "account", 20) { Configuration = "always", Rank = 2 });
        var id = environment.CreateAccount();

        environment.Administrator.Update(new Entity("account", id) { ["description"] = "x" });
        environment.Administrator.Update(new Entity("account", id) { ["telephone1"] = "030 1", ["description"] = "x" });

        Assert.Equal(["always", "filtered", "always"], environment.Said());
    }

    [Fact, Trait("fidelity", "F084"), Trait("fidelity", "F086")]
    public void Sending_the_value_that_is_there_already_raises_the_event_all_the_same()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Say", "Update", "account", 20) { Configuration = "filtered", Columns = "name" });
        var id = environment.CreateAccount("Contoso");
        environment.Clock.Advance(TimeSpan.FromDays(1));

        environment.Administrator.Update(new Entity("account", id) { ["name"] = "Contoso" });

        Assert.Equal(["filtered"], environment.Said());
        Assert.Equal(environment.Clock.UtcNow, environment.Administrator.Retrieve("account", id, new ColumnSet("modifiedon"))["modifiedon"]);
    }
}
