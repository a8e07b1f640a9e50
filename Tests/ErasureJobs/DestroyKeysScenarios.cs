using System;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Nightly;

namespace Offboarding.Tests.ErasureJobs;

/// <summary>Three years and thirty days after the end of the year in which a job was completed, nobody can tell any more for whom a token stands, and the chain still verifies.</summary>
public sealed class DestroyKeysScenarios : IDisposable
{
    readonly ErasureJobWorld world = new();

    SolutionEnvironment Solution => world.Rows.Solution;

    public void Dispose() => world.Dispose();

    [Fact]
    public void I19_a_key_goes_at_the_end_of_its_class_and_the_chain_verifies_afterwards()
    {
        var job = world.Approved();
        world.Run();
        Assert.Equal(1, Keys());

        Solution.RunOn("2031-01-30");
        Assert.Equal(1, Keys());
        var night = Solution.RunOn("2031-01-31");

        Assert.Contains("Keys of subjects destroyed: 1.", night.Reports);
        Assert.Equal(0, Keys());
        Assert.True(world.IsEvidenceValid());
        Assert.Equal(1, world.Evidence(job)["off_subjectkey destroy_key"]);
    }

    [Fact]
    public void Overwriting_and_deleting_are_two_transactions()
    {
        world.Approved();
        world.Run();
        Solution.Comes(Offboarding.Plugins.Calendar.LocalDate.Parse("2031-02-01"));

        var next = (string)Solution.Step("K:")["Token"];

        Assert.StartsWith("K:", next, StringComparison.Ordinal);
        Assert.Equal("destroyed", Assert.Single(KeyRows()).Key);
        Assert.Equal("D:", (string)Solution.Step(next)["Token"]);
        Assert.Empty(KeyRows());
    }

    [Fact]
    public void I2_a_hold_keeps_the_key()
    {
        var job = world.Approved();
        world.Run();
        world.Hold(job.Account);

        Solution.RunOn("2031-02-01");

        Assert.Equal(1, Keys());
    }

    [Fact]
    public void A_job_with_lines_still_open_keeps_its_key()
    {
        world.Approved(withOrder: true);
        world.Run();

        Solution.RunOn("2031-02-01");

        Assert.Equal(1, Keys());
    }

    int Keys() => KeyRows().Count(key => key.Key != "destroyed");

    System.Collections.Generic.IReadOnlyList<SubjectKeyRow> KeyRows() =>
        [.. world.Planner.RetrieveMultiple(new QueryExpression(SubjectKeyRow.Table) { ColumnSet = new ColumnSet("off_key", "off_destroyedon") }).Entities.Select(row => new SubjectKeyRow(row))];
}
