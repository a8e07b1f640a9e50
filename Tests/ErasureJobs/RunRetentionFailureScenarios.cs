using System;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.ErasureJobs;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.ErasureJobs;

/// <summary>One row that the platform refuses costs that row only, and stays visible.</summary>
public sealed class RunRetentionFailureScenarios : IDisposable
{
    readonly ErasureJobWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void A_row_that_fails_is_set_aside_after_halving_and_the_rest_is_erased()
    {
        world.Approved(contacts: 8);
        var undisturbed = world.Run();
        var letter = Guid.Empty;
        var job = world.Due(contacts: 8, also: account => letter = world.Rows.Add("letter", ("subject", "Needle"), ("regardingobjectid", account)));
        var plan = world.Plan(job);
        world.Approve(plan);
        world.Local.ImportSolution(TestSolution.Of(new TestStep("Refuse", "Update", "letter", 20) { Configuration = "Needle may not be changed." }));

        var calls = world.Run();

        var row = world.Job(job);
        var failure = Failures(job);
        Assert.Equal(ErasureJobStatusReason.Failed, row.StatusReason);
        Assert.EndsWith("[OFF-3370]", row.Detail, StringComparison.Ordinal);
        Assert.Contains(letter.ToString("D"), failure.Select(one => one.RowId));
        Assert.All(failure, one => Assert.DoesNotContain("Needle", one.Reason, StringComparison.OrdinalIgnoreCase));
        Assert.All(job.Contacts, contact => Assert.Matches("^ANON-", world.LastName(contact)));
        Assert.All(job.Tasks, task => Assert.False(world.Exists("task", task)));
        Assert.InRange(calls - undisturbed, 1, (2 * Math.Log2(PlanContent.RowsPerPart)) + 2);
        Assert.True(world.IsEvidenceValid());
        Assert.Contains("<th scope=\"row\">letter</th>", row.Certificate, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_that_was_only_passing_sets_nothing_aside()
    {
        var job = world.Approved(contacts: 8);
        var token = ErasureJobWorld.TokenOf(world.Step());

        token = ErasureJobWorld.TokenOf(world.Step(token, "deadlock"));
        world.Run(token);

        Assert.Equal(ErasureJobStatusReason.Completed, world.Job(job).StatusReason);
        Assert.Empty(Failures(job));
    }

    [Fact]
    public void A_hold_is_told_in_both_languages()
    {
        Assert.EndsWith("[OFF-3373]", Plugins.Messages.Format("OFF-3373", Plugins.Language.German, "job", "L-1"), StringComparison.Ordinal);
    }

    System.Collections.Generic.IReadOnlyList<ErasureFailureRow> Failures(DueJob job)
    {
        var query = new QueryExpression(ErasureFailureRow.Table) { ColumnSet = new ColumnSet("off_rowid", "off_tablename", "off_reason") };
        query.Criteria.AddCondition("off_jobid", ConditionOperator.Equal, job.Id);
        return [.. world.Planner.RetrieveMultiple(query).Entities.Select(row => new ErasureFailureRow(row))];
    }
}
