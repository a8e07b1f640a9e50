using System;
using System.Globalization;
using System.Threading.Tasks;

namespace Offboarding.Tests.Cases;

/// <summary>Sixty-four callers start, complete, cancel and deactivate the same few accounts, interleaved as a seed says.</summary>
/// <remarks>
/// How many seeds are tried says the environment variable <c>OFFBOARDING_INTERLEAVINGS</c>; 40 if it is not set, which takes about ten seconds on two
/// cores. A failure names its seed: the same seed fails again.
/// </remarks>
public sealed class ManyCallersScenarios(CallersWorld world) : IClassFixture<CallersWorld>
{
    const int Callers = 64;

    static int Seeds => int.TryParse(Environment.GetEnvironmentVariable("OFFBOARDING_INTERLEAVINGS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 40;

    [Fact]
    public void Whatever_the_order_one_wins_nothing_is_lost_and_some_order_of_one_after_the_other_explains_the_end()
    {
        var tally = new CallersTally();
        Parallel.For(0, Seeds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
        {
            var run = CallersRun.Of(world, seed, Callers);
            foreach (var violation in run.Violations()) Assert.Fail($"Seed {seed}: {violation}");
            tally.Add(run);
        });

        TestContext.Current.TestOutputHelper?.WriteLine(tally.ToString());
        Assert.Empty(tally.Missing);
    }

    [Fact]
    public void The_same_seed_tells_the_same_story()
    {
        for (var seed = 0; seed < 3; seed++) Assert.Equal(CallersRun.Of(world, seed, Callers).Story, CallersRun.Of(world, seed, Callers).Story);
    }
}
