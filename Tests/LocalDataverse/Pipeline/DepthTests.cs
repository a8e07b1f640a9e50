using Microsoft.Xrm.Sdk;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Pipeline;

public class DepthTests
{
    [Fact, Trait("fidelity", "F040")]
    public void A_request_from_a_plugin_is_one_deeper()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Observe", "Create", "account", 20) { Configuration = "outer" },
            new TestStep("CreateRow", "Create", "account", 40) { Configuration = "task;subject=Call" },
            new TestStep("Observe", "Create", "task", 20) { Configuration = "inner" });

        environment.CreateAccount();

        Assert.Equal("1", environment.Seen("outer", "depth"));
        Assert.Equal("2", environment.Seen("inner", "depth"));
    }

    [Fact, Trait("fidelity", "F041"), Trait("fidelity", "F042")]
    public void A_loop_of_plugins_is_stopped_at_depth_eight_and_undone()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Observe", "Update", "account", 20) { Configuration = "loop" },
            new TestStep("UpdateSameRow", "Update", "account", 40) { Configuration = "description=again" });
        var id = environment.CreateAccount();

        var fault = Observation.FaultOf(() => environment.Administrator.Update(new Entity("account", id) { ["name"] = "Fabrikam" }));

        Assert.Equal(-2147204734, fault.ErrorCode);
        Assert.StartsWith(
            "This workflow job was canceled because the workflow that started it included an infinite loop. Correct the workflow logic and try again.",
            fault.Message,
            System.StringComparison.Ordinal);
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8"], environment.AllSeen("loop", "depth"));
        Assert.Equal("Contoso", environment.Administrator.Retrieve("account", id, new("name"))["name"]);
    }

    [Fact, Trait("fidelity", "F045")]
    public void All_operations_of_a_chain_have_one_correlation_and_another_chain_has_another()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Observe", "Create", "account", 20) { Configuration = "outer" },
            new TestStep("CreateRow", "Create", "account", 40) { Configuration = "task;subject=Call" },
            new TestStep("Observe", "Create", "task", 20) { Configuration = "inner" });

        environment.CreateAccount();
        environment.CreateAccount();

        var outer = environment.AllSeen("outer", "correlation");
        Assert.Equal(outer, environment.AllSeen("inner", "correlation"));
        Assert.Equal(outer, environment.AllSeen("inner", "parentcorrelation"));
        Assert.NotEqual(outer[0], outer[1]);
    }
}
