using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using LocalDataverse;
using LocalDataverse.Sandbox;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Sandbox;

public class InstanceTests
{
    [Fact, Trait("fidelity", "F130")]
    public void The_constructor_that_takes_most_of_the_configuration_is_used()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Constructed", "Create", "account", 20) { Configuration = "text" },
            new TestStep("Say", "Create", "account", 20) { Configuration = "only one", Rank = 2 },
            new TestStep("AskForMore", "Create", "account", 20) { Configuration = "not taken", Rank = 3 });

        environment.CreateAccount();

        Assert.StartsWith("by=two:text,null", environment.Said()[0], StringComparison.Ordinal);
        Assert.Equal("only one", environment.Said()[1]);
        Assert.Equal(3, environment.Said().Count);
    }

    [Fact, Trait("fidelity", "F129")]
    public void One_instance_of_a_step_serves_all_its_calls()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Constructed", "Create", "account", 20));

        environment.CreateAccount();
        environment.CreateAccount();

        Assert.All(environment.Said(), said => Assert.EndsWith("count=1", said, StringComparison.Ordinal));
    }

    [Fact, Trait("fidelity", "F129")]
    public async Task One_instance_runs_on_two_threads_at_once()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Meet", "Create", "account", 20));

        await Task.WhenAll(
            Task.Run(() => environment.CreateAccount(), TestContext.Current.CancellationToken),
            Task.Run(() => environment.CreateAccount(), TestContext.Current.CancellationToken));

        Assert.Equal(["met=True", "met=True"], environment.Said());
    }

    [Fact, Trait("fidelity", "F129")]
    public void Static_fields_and_instances_do_not_outlive_a_request_when_each_gets_a_fresh_sandbox()
    {
        using var environment = Observation.EnvironmentWith(
            new EnvironmentOptions { FreshSandboxPerRequest = true },
            new TestStep("Constructed", "Create", "account", 20),
            new TestStep("Constructed", "Create", "account", 40));

        environment.CreateAccount();
        environment.CreateAccount();

        Assert.Equal(["1", "2", "1", "2"], environment.Said().Select(said => said[^1..]));
    }

    [Fact, Trait("fidelity", "F121"), Trait("fidelity", "F122")]
    public void An_operation_that_takes_more_than_two_minutes_is_undone()
    {
        var timer = new VirtualClock(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        using var environment = Observation.EnvironmentWith(
            new EnvironmentOptions { OperationTimer = new Slow(timer, TimeSpan.FromSeconds(70)) },
            new TestStep("Say", "Create", "account", 40) { Configuration = "after 70 seconds" },
            new TestStep("Say", "Create", "account", 40) { Configuration = "after 140 seconds", Rank = 2 });

        var fault = Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal(-2147204749, fault.ErrorCode);
        Assert.StartsWith("TimeoutException: Create", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["after 70 seconds", "after 140 seconds"], environment.Said());
        Assert.Equal(0, environment.Count("account"));
    }

    [Fact]
    public void A_plugin_that_asks_for_a_service_that_there_is_not_gets_null()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("AskForMore", "Create", "account", 20));

        environment.CreateAccount();

        Assert.Equal(["service=null\ncontext7=True"], environment.Said());
    }

    [Fact]
    public void The_assemblies_leave_memory_with_their_environment()
    {
        var loaded = RunAndDispose();

        for (var attempt = 0; attempt < 20 && loaded.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(loaded.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static WeakReference RunAndDispose()
    {
        AppContext.SetSwitch(SandboxLoadContext.KeepAssemblies, false);
        using var environment = Observation.EnvironmentWith(new TestStep("Say", "Create", "account", 20) { Configuration = "x" });
        AppContext.SetSwitch(SandboxLoadContext.KeepAssemblies, true);
        environment.CreateAccount();
        using var chain = new global::LocalDataverse.Pipeline.RequestChain(environment.Organization, Guid.NewGuid());
        return new WeakReference(chain.Sandbox.Type(TestSolution.TypeId("the assembly"), "Offboarding.TestPlugins.Say").Assembly);
    }

    /// <summary>Each time somebody looks at it, some time has passed.</summary>
    sealed class Slow(VirtualClock clock, TimeSpan step) : TimeProvider
    {
        public override long TimestampFrequency => clock.TimestampFrequency;

        public override long GetTimestamp()
        {
            var now = clock.GetTimestamp();
            clock.Advance(step);
            return now;
        }
    }
}
