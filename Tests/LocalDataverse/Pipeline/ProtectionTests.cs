using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Pipeline;

public class ProtectionTests
{
    [Fact, Trait("fidelity", "F333"), Trait("fidelity", "F334")]
    public void Too_many_requests_of_one_user_are_refused_until_the_time_that_the_fault_names()
    {
        using var environment = LocalEnvironment.Create(new EnvironmentOptions { Protection = new ServiceProtection { Requests = 3 } });
        var other = environment.ServiceFor(environment.AddUser(new NewUser("Ada Other")));
        for (var i = 0; i < 3; i++) Ask(environment.Administrator);
        environment.Clock.Advance(TimeSpan.FromSeconds(100));

        var fault = Observation.FaultOf(() => Ask(environment.Administrator));
        Ask(other);
        environment.Clock.Advance((TimeSpan)fault.ErrorDetails["Retry-After"]);
        Ask(environment.Administrator);

        Assert.Equal((-2147015902, TimeSpan.FromSeconds(200)), (fault.ErrorCode, fault.ErrorDetails["Retry-After"]));
        Assert.Equal("Number of requests exceeded the limit of 3 over time window of 300 seconds.", fault.Message);
    }

    [Fact, Trait("fidelity", "F333")]
    public void Six_thousand_requests_in_five_minutes_are_allowed()
    {
        using var environment = LocalEnvironment.Create(new EnvironmentOptions { Protection = new ServiceProtection() });
        for (var i = 0; i < 6000; i++) Ask(environment.Administrator);

        Assert.Equal(-2147015902, Observation.FaultOf(() => Ask(environment.Administrator)).ErrorCode);
    }

    [Fact, Trait("fidelity", "F334")]
    public void What_plugins_send_is_not_counted()
    {
        using var environment = Observation.EnvironmentWith(
            new EnvironmentOptions { Protection = new ServiceProtection { Requests = 2 } },
            new TestStep("CreateRow", "Create", "account", 40) { Configuration = "task;subject=one" },
            new TestStep("CreateRow", "Create", "account", 40) { Configuration = "task;subject=two", Rank = 2 });

        environment.CreateAccount();
        environment.CreateAccount();

        Assert.Equal(-2147015902, Observation.FaultOf(() => environment.CreateAccount()).ErrorCode);
    }

    [Fact, Trait("fidelity", "F333")]
    public void Too_many_requests_at_the_same_time_are_refused()
    {
        using var environment = LocalEnvironment.Create(new EnvironmentOptions { Protection = new ServiceProtection { Concurrent = 2 } });
        var codes = Enumerable.Range(0, 50).SelectMany(seed => environment.Interleave(seed, [.. Enumerable.Repeat<Action>(() => environment.CreateAccount(), 4)]).Faults)
            .Where(fault => fault is not null).Select(fault => (fault!.Detail.ErrorCode, fault.Detail.ErrorDetails["Retry-After"] is TimeSpan)).Distinct();

        Assert.Equal([(-2147015898, true)], codes);
    }

    [Fact, Trait("fidelity", "F333")]
    public void Too_much_time_is_refused()
    {
        using var environment = LocalEnvironment.Create(new EnvironmentOptions { Protection = new ServiceProtection { ExecutionTime = TimeSpan.FromSeconds(20) } });
        var codes = Enumerable.Range(0, 50).SelectMany(seed =>
        {
            using var copy = environment.Clone();
            return copy.Interleave(seed, () => copy.CreateAccount(), () => copy.Clock.Advance(TimeSpan.FromSeconds(21)), () => copy.CreateAccount()).Faults;
        }).Where(fault => fault is not null).Select(fault => fault!.Detail.ErrorCode).Distinct();

        Assert.Equal([-2147015903], codes);
    }

    static void Ask(IOrganizationService service) => service.Execute(new WhoAmIRequest());
}
