using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins;
using Offboarding.Plugins.Proof;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.ErasureJobs;

namespace Offboarding.Tests.Proof;

/// <summary>The search can be repeated at any time, and then also looks at the rows of all other customers.</summary>
public sealed class LaterProofScenarios(ErasureJobWorld world) : IClassFixture<ErasureJobWorld>
{
    [Fact]
    public void A_copy_at_another_customer_is_found_by_the_later_search_and_reopens_the_completed_job()
    {
        var job = NeedleTable.Erased(world);
        var stranger = world.Rows.Account("Fabrikam");
        var namesake = world.Rows.Contact(stranger, "Quintzal", ("emailaddress1", NeedleTable.Values["emailaddress1"]));
        var note = world.Rows.Add("annotation", ("objectid", stranger), ("notetext", "Formerly cared for by Zephyrine Quintzal."));

        var answer = Prove(job, out var steps);

        var row = world.Proven(job);
        var find = Assert.Single(ProofText.Parse(row.Proof!).Finds);
        Assert.Equal(new ProofFind("annotation", "notetext", note), find);
        Assert.Equal((false, ErasureJobStatusReason.Failed, ErasureJobState.Active), ((bool)answer["Empty"], row.StatusReason, row.State));
        Assert.Contains("<td>record_of_another</td>", row.Certificate, StringComparison.Ordinal);
        Assert.DoesNotContain("run off_ProveErasure", row.Certificate, StringComparison.Ordinal);
        Assert.InRange(steps, 2, 60);

        world.Planner.Delete("annotation", note);
        world.Planner.Delete("contact", namesake.Id);
        Assert.True((bool)Prove(job, out _)["Empty"]);
    }

    [Fact]
    public void Searching_changes_nothing_but_the_job()
    {
        var job = NeedleTable.Erased(world);
        var before = world.Local.Snapshot();

        Prove(job, out _);

        Assert.Equal([ErasureJobRow.Table], before.ChangesTo(world.Local.Snapshot()).Select(change => change.Table).Distinct());
    }

    [Fact]
    public void The_first_step_costs_what_it_says_and_further_steps_do_not_grow_with_the_subject()
    {
        var job = NeedleTable.Erased(world);
        var counts = new List<int>();
        string? token = null;
        do
        {
            world.Local.Requests.Clear();
            token = ErasureJobWorld.TokenOf(Step(job, token));
            counts.Add(world.Local.Requests.ByPlugins.Count);
        }
        while (token is not null);

        Assert.InRange(counts[0], 60, 190);
        Assert.All(counts.Skip(1).SkipLast(1), count => Assert.InRange(count, 10, 40));
        Assert.InRange(counts[^1], 15, 60);
    }

    [Fact]
    public void What_cannot_be_proven_is_refused_by_name()
    {
        var planned = world.Due();
        world.Plan(planned);

        Assert.EndsWith("[OFF-3454]", SolutionEnvironment.RefusalOf(() => Step(planned)), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-5003]", SolutionEnvironment.RefusalOf(() => Step(planned, "mask:2:0")), StringComparison.Ordinal);
        var atWork = world.Approved();
        world.Step();
        Assert.EndsWith("[OFF-3455]", SolutionEnvironment.RefusalOf(() => Step(atWork)), StringComparison.Ordinal);
        world.Local.Clock.Advance(TimeSpan.FromMinutes(6));
        world.Run();
    }

    [Fact]
    public void A_place_that_could_not_be_read_to_its_end_is_told_in_both_languages()
    {
        Assert.EndsWith("[OFF-3453]", Messages.Format("OFF-3453", Language.German, "job", "L-1", "count", "1"), StringComparison.Ordinal);
        Assert.Contains("konnten nicht zu Ende durchsucht werden", Messages.Format("OFF-3453", Language.German, "job", "L-1", "count", "1"), StringComparison.Ordinal);
        Assert.Contains("could not be searched to the end", Messages.Format("OFF-3453", Language.English, "job", "L-1", "count", "1"), StringComparison.Ordinal);
    }

    OrganizationResponse Prove(DueJob job, out int steps)
    {
        var answer = Step(job);
        for (steps = 1; (bool)answer["More"]; steps++) answer = Step(job, (string)answer["Token"]);
        return answer;
    }

    OrganizationResponse Step(DueJob job, string? token = null)
    {
        var request = new OrganizationRequest("off_ProveErasure") { ["Target"] = new EntityReference(ErasureJobRow.Table, job.Id) };
        if (token is not null) request["Token"] = token;
        return world.Planner.Execute(request);
    }
}
