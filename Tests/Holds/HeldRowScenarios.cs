using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.ErasureJobs;
using Offboarding.Tests.Schedule;

namespace Offboarding.Tests.Holds;

/// <summary>A hold on one row keeps what belongs to it, in the schedule and in the kernel.</summary>
public sealed class HeldRowScenarios(ErasureJobWorld world) : IClassFixture<ErasureJobWorld>
{
    [Fact]
    public void I2_a_hold_on_one_row_that_comes_after_the_first_chunk_keeps_the_notes_of_that_row()
    {
        var job = world.Due(contacts: 60);
        var notes = Enumerable.Range(0, 60).Select(_ => world.Rows.Add("annotation", ("subject", "Needle of the task"), ("objectid", new EntityReference("task", job.Tasks[0])))).ToList();
        world.Planner.Update(new ErasureJobRow(new Entity(ErasureJobRow.Table, job.Id)) { NextCheckOn = new LocalDate(2027, 1, 15) }.Entity);
        world.Rows.Solution.RunSchedules();
        world.Approve(world.Plan(job));
        var token = ErasureJobWorld.TokenOf(world.Step());
        token = ErasureJobWorld.TokenOf(world.Step(token));
        world.Rows.Solution.CreatePastTheProduct(new LegalHoldRow
        {
            ContactId = job.Contacts[0], Kind = LegalHoldKind.Litigation, Purpose = "Claims", Reason = "Suit", From = new LocalDate(2026, 1, 1), TableName = "task", RowId = job.Tasks[0].ToString("D"),
        }.Entity);
        var held = notes.Where(note => SubjectOf(note) == "Needle of the task").ToList();

        world.Run(token);

        Assert.InRange(held.Count, 1, notes.Count);
        Assert.All(held, note => Assert.Equal("Needle of the task", SubjectOf(note)));
    }

    string SubjectOf(Guid note) => world.Planner.Retrieve("annotation", note, new ColumnSet("subject")).GetAttributeValue<string>("subject");

    [Fact]
    public void A_rule_by_which_lines_are_kept_is_not_deleted()
    {
        var job = world.Due(contacts: 1, withOrder: true);
        var line = world.Rows.Solution.Lines(job.Id).First(one => one.OperativeRule!.StartsWith("DE-", StringComparison.Ordinal));
        Guid Rule(string id, string recordClass)
        {
            var query = new QueryExpression(RetentionRuleRow.Table) { ColumnSet = new ColumnSet("off_ruleid") };
            query.Criteria.AddCondition("off_ruleid", ConditionOperator.Equal, id);
            query.Criteria.AddCondition("off_recordclass", ConditionOperator.Equal, recordClass);
            return world.Planner.RetrieveMultiple(query).Entities.First().Id;
        }

        var message = SolutionEnvironment.RefusalOf(() => world.Planner.Delete(RetentionRuleRow.Table, Rule(line.OperativeRule!, line.RecordClass!)));

        Assert.EndsWith("[OFF-3265]", message, StringComparison.Ordinal);
        world.Planner.Delete(RetentionRuleRow.Table, Rule("GEN-KEY-3", "evidence_key"));
    }
}
