using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.ErasureJobs;

/// <summary>A plan changes nothing, and only a second person lets it be carried out.</summary>
public sealed class ApproveErasureScenarios(ErasureJobWorld world) : IClassFixture<ErasureJobWorld>
{
    [Fact]
    public void R12_a_plan_names_every_row_in_one_of_three_buckets_and_changes_none()
    {
        var job = world.Due(contacts: 2, withOrder: true);

        var plan = world.Plan(job);

        Assert.Equal(0, plan["Undecided"]);
        Assert.True((int)plan["Pseudonymize"] >= 2 && (int)plan["Keep"] >= 1, $"{plan["Erase"]} erased, {plan["Pseudonymize"]} pseudonymized, {plan["Keep"]} kept");
        Assert.Equal((int)plan["Erase"] + (int)plan["Pseudonymize"], plan["Count"]);
        Assert.Contains("\"table\":\"contact\",\"method\":\"token\",\"rows\":2", (string)plan["Summary"], StringComparison.Ordinal);
        Assert.Contains("\"table\":\"salesorder\",\"class\":\"commercial_letter\",\"rule\":\"DE-AO-147-BRIEF\",\"until\":\"2032-12-31\",\"ground\":\"legal_obligation\"", (string)plan["Summary"], StringComparison.Ordinal);
        Assert.DoesNotContain("Needle", (string)plan["Summary"], StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Needle0", world.LastName(job.Contacts[0]));
        Assert.Equal(ErasureJobStatusReason.WaitingForApproval, world.Job(job).StatusReason);
    }

    [Fact]
    public void I13_no_part_of_a_plan_holds_a_value()
    {
        var plan = world.Plan(world.Due());

        Assert.DoesNotContain(PartsOf(plan), part => part.Content!.Contains("Needle", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_same_facts_give_the_same_plan_and_the_newer_one_replaces_the_older()
    {
        var job = world.Due();

        var first = world.Plan(job);
        var second = world.Plan(job);

        Assert.Equal(first["Hash"], second["Hash"]);
        Assert.Equal(ErasurePlanApproval.Void, world.PlanOf(first).Approval);
        Assert.EndsWith("[OFF-3360]", SolutionEnvironment.RefusalOf(() => world.Approve(first)), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_planned_cannot_approve()
    {
        var plan = world.Plan(world.Due());

        var message = SolutionEnvironment.RefusalOf(() => world.Approve(plan, by: world.Planner));

        Assert.EndsWith("must be approved by a second person: you planned it. Next: ask a colleague with the role of the data protection officer. [OFF-3361]", message, StringComparison.Ordinal);
        Assert.Equal(ErasurePlanApproval.Waiting, world.PlanOf(plan).Approval);
    }

    [Fact]
    public void A_hash_that_is_not_the_plans_is_refused_in_the_approvers_language()
    {
        var plan = world.Plan(world.Due());

        var message = SolutionEnvironment.RefusalOf(() => world.Approve(plan, hash: new string('0', 64)));

        Assert.EndsWith("Nächster Schritt: erneut planen und den neuen Plan prüfen. [OFF-3362]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_somebody_edited_is_refused()
    {
        var plan = world.Plan(world.Due());
        var part = PartsOf(plan).Last();
        world.Planner.Update(new ErasurePlanPartRow(new Entity(ErasurePlanPartRow.Table, part.Id)) { Content = part.Content!.Replace("mask", "delete", StringComparison.Ordinal) }.Entity);

        Assert.EndsWith("[OFF-3362]", SolutionEnvironment.RefusalOf(() => world.Approve(plan)), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_number_than_the_plans_is_refused_with_what_was_typed()
    {
        var plan = world.Plan(world.Due());

        var message = SolutionEnvironment.RefusalOf(() => world.Approve(plan, count: 4711));

        Assert.Contains("4711", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3363]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_is_rejected_with_a_reason_and_the_job_is_due_again()
    {
        var job = world.Due();
        var plan = world.Plan(job);
        var request = new OrganizationRequest("off_ApproveErasure") { ["Target"] = new EntityReference(ErasurePlanRow.Table, (Guid)plan["PlanId"]), ["Reject"] = true };

        var message = SolutionEnvironment.RefusalOf(() => world.Officer.Execute(request));
        request["Reason"] = "The notes are evidence.";
        var answer = world.Officer.Execute(request);

        Assert.EndsWith("[OFF-3364]", message, StringComparison.Ordinal);
        Assert.Equal((false, ErasurePlanApproval.Rejected, "The notes are evidence."), ((bool)answer["Approved"], world.PlanOf(plan).Approval, world.PlanOf(plan).Reason));
        Assert.Equal(ErasureJobStatusReason.Due, world.Job(job).StatusReason);
    }

    [Fact]
    public void What_is_not_due_cannot_be_planned()
    {
        var scheduled = world.Due();
        world.Planner.Update(new ErasureJobRow(new Entity(ErasureJobRow.Table, scheduled.Id)) { StatusReason = ErasureJobStatusReason.Scheduled }.Entity);
        var early = world.Due(left: "2026-12-01");
        world.Planner.Update(new ErasureJobRow(new Entity(ErasureJobRow.Table, early.Id)) { StatusReason = ErasureJobStatusReason.Due }.Entity);

        Assert.EndsWith("[OFF-3350]", SolutionEnvironment.RefusalOf(() => world.Plan(scheduled)), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3351]", SolutionEnvironment.RefusalOf(() => world.Plan(early)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_about_which_the_schedule_says_nothing_is_never_passed_over()
    {
        var job = world.Due();
        world.Rows.Add("incident", ("title", "late complaint"), ("customerid", job.Account));

        var message = SolutionEnvironment.RefusalOf(() => world.Plan(job));

        Assert.Contains("incident (1)", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3352]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void I2_a_hold_that_the_schedule_does_not_know_yet_forbids_the_plan()
    {
        var job = world.Due();
        world.Hold(job.Account);

        Assert.EndsWith("[OFF-3354]", SolutionEnvironment.RefusalOf(() => world.Plan(job)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_that_no_plan_can_hold_is_told_so_in_both_languages()
    {
        Assert.Contains("mehr als 20000 Zeilen", Plugins.Messages.Format("OFF-3353", Plugins.Language.German, "job", "L-1", "most", "20000"), StringComparison.Ordinal);
        Assert.Contains("more than 20000 rows", Plugins.Messages.Format("OFF-3353", Plugins.Language.English, "job", "L-1", "most", "20000"), StringComparison.Ordinal);
    }

    System.Collections.Generic.IReadOnlyList<ErasurePlanPartRow> PartsOf(OrganizationResponse plan)
    {
        var query = new QueryExpression(ErasurePlanPartRow.Table) { ColumnSet = new ColumnSet("off_content", "off_number") };
        query.Criteria.AddCondition("off_planid", ConditionOperator.Equal, (Guid)plan["PlanId"]);
        query.AddOrder("off_number", OrderType.Ascending);
        return [.. world.Planner.RetrieveMultiple(query).Entities.Select(row => new ErasurePlanPartRow(row))];
    }
}
