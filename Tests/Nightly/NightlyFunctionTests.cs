using System;
using System.Collections.Generic;
using System.ServiceModel;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using NightlyFunction;
using Offboarding.Tests.Offboard;

namespace Offboarding.Tests.Nightly;

/// <summary>The loop of the Azure function in samples/nightly-function, which docs/first-import.md shows.</summary>
public class NightlyFunctionTests
{
    [Fact]
    public async Task It_runs_the_night_to_its_end()
    {
        using var world = new SolutionEnvironment();
        world.AddContract(world.AddAccount("Contoso GmbH"));
        var loop = new NightLoop(world.Administrator, NoWait);

        var first = await loop.RunAsync("off_RunNightly", CancellationToken.None);
        var second = await loop.RunAsync("off_RunNightly", CancellationToken.None);

        Assert.True(first.Processed > 0);
        Assert.Equal((0, 0), (first.Failed, second.Processed));
    }

    [Fact]
    public async Task A_failed_step_is_settled_by_the_same_token_and_the_text_of_the_failure()
    {
        var steps = new StepLoopTests.Steps(
            StepLoopTests.Answer(more: true, "a", processed: 3), StepLoopTests.Fault("row 7 is locked"), StepLoopTests.Answer(more: false, null, processed: 2, failed: 1, report: "row 7 was left out"));

        var result = await new NightLoop(steps, NoWait).RunAsync("off_RunNightly", CancellationToken.None);

        Assert.Equal(["", "Token=a", "Token=a Fault=row 7 is locked"], steps.Requests);
        Assert.Equal((2, 5, 1, "row 7 was left out"), (result.Steps, result.Processed, result.Failed, result.Report));
    }

    [Fact]
    public async Task Two_failures_in_a_row_end_the_night()
    {
        var loop = new NightLoop(new StepLoopTests.Steps(StepLoopTests.Fault("first"), StepLoopTests.Fault("second")), NoWait);

        var fault = await Assert.ThrowsAsync<FaultException<OrganizationServiceFault>>(() => loop.RunAsync("off_RunNightly", CancellationToken.None));

        Assert.Equal("second", fault.Detail.Message);
    }

    [Fact]
    public async Task A_step_that_asks_for_time_gets_it()
    {
        var waited = new List<TimeSpan>();
        var steps = new StepLoopTests.Steps(StepLoopTests.Answer(more: true, "a", retryAfterSeconds: 30), StepLoopTests.Answer(more: false, null));

        await new NightLoop(steps, Wait).RunAsync("off_RunNightly", CancellationToken.None);

        Assert.Equal([TimeSpan.FromSeconds(30)], waited);

        Task Wait(TimeSpan time, CancellationToken cancellation)
        {
            waited.Add(time);
            return Task.CompletedTask;
        }
    }

    static Task NoWait(TimeSpan time, CancellationToken cancellation) => Task.CompletedTask;
}
