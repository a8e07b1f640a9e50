using System;
using System.Collections.Generic;
using LocalDataverse;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.ErasureJobs;

/// <summary>What the platform keeps beside the rows, where auditing and the recycle bin are on; and what a run costs.</summary>
public sealed class RunRetentionSinksScenarios : IDisposable
{
    readonly ErasureJobWorld world = new(new EnvironmentOptions { Auditing = true, AuditedTables = ["account", "contact", "task"], RecycleBinTables = ["contact", "task"] });

    public void Dispose() => world.Dispose();

    [Fact]
    public void I9_after_the_run_no_value_stands_in_history_or_bin()
    {
        var job = world.Due();
        world.Planner.Update(new Entity("contact", job.Contacts[0].Id) { ["lastname"] = "Needle-Changed" });
        world.Approve(world.Plan(job));
        Assert.NotEqual(0, History(job.Contacts[0]));

        world.Run();

        Assert.Equal(ErasureJobStatusReason.Completed, world.Job(job).StatusReason);
        Assert.Empty(world.Rows.PlacesOf("Needle-Changed"));
        Assert.Empty(world.Rows.PlacesOf("Call Needle"));
        Assert.All(job.Contacts, contact => Assert.Equal(0, History(contact)));
        Assert.Empty(world.Rows.PlacesOf("needle0@example.org"));
        Assert.True(world.Evidence(job)["audit platform"] >= 2, "No history was purged.");
        Assert.Contains("The recycle bin keeps deleted rows for up to", world.Job(job).Certificate, StringComparison.Ordinal);
        Assert.True(world.IsEvidenceValid());
    }

    [Fact]
    public void Ten_times_the_rows_of_a_part_cost_only_their_own_writes()
    {
        var few = Measure(contacts: 3);
        var many = Measure(contacts: 30);

        // Claim, mask, delete, purge, verify, settle. A contact with its note and its task: fence and 3 writes, 4 entries; fence, 1 deletion, 1 entry; 2 histories, 2 entries; 2 lines.
        Assert.Equal([0, 8, 3, 4, 0, 2], few.Zip(many, static (less, more) => (more - less) / 27.0));
        Assert.True(few.Zip([10, 130, 40, 35, 25, 115]).All(static pair => pair.First <= pair.Second), string.Join(" ", few));
    }

    /// <summary>Number of entries about a row in the audit history.</summary>
    int History(EntityReference row)
    {
        var query = new QueryExpression("audit") { ColumnSet = new ColumnSet("auditid") };
        query.Criteria.AddCondition("objectid", ConditionOperator.Equal, row.Id);
        return world.Planner.RetrieveMultiple(query).Entities.Count;
    }

    List<int> Measure(int contacts)
    {
        world.Approved(contacts);
        var counts = new List<int>();
        string? token = null;
        do
        {
            world.Local.Requests.Clear();
            token = ErasureJobWorld.TokenOf(world.Step(token));
            counts.Add(world.Local.Requests.ByPlugins.Count);
        }
        while (token is not null);

        return counts;
    }
}
