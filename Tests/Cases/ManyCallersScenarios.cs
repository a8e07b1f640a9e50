using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;

namespace Offboarding.Tests.Cases;

/// <summary>Sixty-four callers start, complete, cancel and deactivate the same few accounts, interleaved as a seed says.</summary>
/// <remarks>
/// Which seeds are tried says the environment variable <c>OFFBOARDING_INTERLEAVINGS</c>: how many (10000), or from one up to, but not with, another
/// (2500..5000). If it is not set, 40, which takes about ten seconds on two cores. A failure names its seed, which then can be tried alone.
/// </remarks>
public sealed class ManyCallersScenarios(CallersWorld world) : IClassFixture<CallersWorld>
{
    const int Callers = 64;

    static (int From, int To) Seeds
    {
        get
        {
            var bounds = (Environment.GetEnvironmentVariable("OFFBOARDING_INTERLEAVINGS") ?? "40").Split("..").Select(bound => int.Parse(bound, NumberStyles.None, CultureInfo.InvariantCulture)).ToList();
            return bounds.Count == 1 ? (0, bounds[0]) : (bounds[0], bounds[1]);
        }
    }

    [Fact]
    public void Whatever_the_order_one_wins_nothing_is_lost_and_some_order_of_one_after_the_other_explains_the_end()
    {
        var tally = new CallersTally();
        Parallel.For(Seeds.From, Seeds.To, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
        {
            var run = CallersRun.Of(world, seed, Callers);
            foreach (var violation in run.Violations()) Assert.Fail($"Seed {seed}: {violation}");
            tally.Add(run);
        });

        TestContext.Current.TestOutputHelper?.WriteLine(tally.ToString());
        if (Seeds.To - Seeds.From >= 40) Assert.Empty(tally.Missing);
    }

    /// <summary>Without plans: plug-ins draw random ids for the rows of a new plan, and locks are taken in the order of ids.</summary>
    [Fact]
    public void The_same_seed_tells_the_same_story()
    {
        for (var seed = 0; seed < 3; seed++) Assert.Equal(Story(seed), Story(seed));

        string Story(int seed) => CallersRun.Of(world, seed, Callers, playbook: null).Story;
    }
}
