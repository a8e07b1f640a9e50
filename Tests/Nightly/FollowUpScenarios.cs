using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Cases;

namespace Offboarding.Tests.Nightly;

/// <summary>Cases in Follow-up, whose account has left: the night closes them when nothing of their plan is left.</summary>
[Trait("requirement", "R13")]
public sealed class FollowUpScenarios : IDisposable
{
    readonly SolutionEnvironment world = new();
    readonly CaseWorld cases;

    public FollowUpScenarios() => cases = new CaseWorld(world);

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(TaskState.Completed, TaskStatusReason.Completed)]
    [InlineData(TaskState.Canceled, TaskStatusReason.Canceled)]
    public void R13_the_night_closes_a_case_in_follow_up_when_its_last_item_is_done_or_cancelled(TaskState state, TaskStatusReason reason)
    {
        var (id, task) = FollowUp();
        world.RunOn("2027-01-16");
        var before = Stage(id);
        world.Administrator.Update(new TaskRow(new Entity(TaskRow.Table, task)) { State = state, StatusReason = reason }.Entity);

        var night = world.RunOn("2027-01-17");

        Assert.Equal(OffboardingCaseStatusReason.FollowUp, before);
        Assert.Equal(OffboardingCaseStatusReason.Completed, Stage(id));
        Assert.Equal(id.ToString("D"), cases.Case(id).OpenKey);
        Assert.Equal((1, 0), (night.Processed, night.Failed));
        Assert.Contains($"Case {cases.Case(id).Name}: nothing of its plan is left; it is completed.", night.Reports);
    }

    [Fact]
    public void R13_one_item_that_is_open_keeps_the_case_in_follow_up_and_nothing_is_written()
    {
        var (id, _) = FollowUp();
        world.RunOn("2027-01-16");
        var before = cases.Snapshot();

        var night = world.RunOn("2027-01-17");

        Assert.Equal(OffboardingCaseStatusReason.FollowUp, Stage(id));
        Assert.Equal(before, cases.Snapshot());
        Assert.Equal((0, 0), (night.Processed, night.Failed));
    }

    [Fact]
    public void R13_a_case_that_the_night_completed_is_closed_by_a_later_night()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: contract => contract.Renewal = ContractRenewal.None);
        var id = cases.Announced(account, "lapse");
        var task = AddOptional(id);
        world.UpdatePastTheProduct(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id))
        {
            CompleteAutomatically = true, PlannedEnd = new LocalDate(2026, 12, 31),
        }.Entity);
        world.RunOn("2027-01-16");
        var first = (Stage(id), world.Account(account).State);
        world.Administrator.Update(new TaskRow(new Entity(TaskRow.Table, task)) { State = TaskState.Completed, StatusReason = TaskStatusReason.Completed }.Entity);

        world.RunOn("2027-01-17");

        Assert.Equal((OffboardingCaseStatusReason.FollowUp, AccountState.Inactive), first);
        Assert.Equal(OffboardingCaseStatusReason.Completed, Stage(id));
    }

    (Guid Case, Guid Task) FollowUp()
    {
        var id = cases.Announced(world.AddAccount("Contoso GmbH"), "lapse");
        var task = AddOptional(id);
        cases.Rep.Execute(CaseWorld.On(id, "off_CompleteOffboarding"));
        Assert.Equal(OffboardingCaseStatusReason.FollowUp, Stage(id));
        return (id, task);
    }

    Guid AddOptional(Guid id)
    {
        var task = world.Administrator.Create(new TaskRow { Subject = "Ask for feedback", RegardingObjectId = new EntityReference(OffboardingCaseRow.Table, id) }.Entity);
        world.CreatePastTheProduct(new PlanItemRow
        {
            Name = "Ask for feedback",
            CaseId = new EntityReference(OffboardingCaseRow.Table, id),
            TemplateCode = "test-feedback",
            Activity = PlanItemActivity.Task,
            ActivityRowId = task.ToString("D"),
            Mandatory = false,
            DueOn = new LocalDate(2027, 1, 20),
            ItemState = PlanItemItemState.Open,
        }.Entity);
        return task;
    }

    OffboardingCaseStatusReason? Stage(Guid id) => cases.Case(id).StatusReason;
}
