using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Cases;

/// <summary>off_CreateTransitionTasks: the plan of a case that is open already. It is 15 January 2027; the sample contract ends on 31 December.</summary>
[Trait("requirement", "R15")]
public class TransitionTasksScenarios(SharedSolution solution) : IClassFixture<SharedSolution>
{
    /// <summary>What an operation sends beside the items: see CreateTransitionTasks.</summary>
    const int MostRequestsBesideItems = 16;

    /// <summary>What it reads to see that nothing is missing.</summary>
    const int MostReads = 12;

    /// <summary>An activity and its item.</summary>
    const int RequestsAnItem = 2;

    readonly CaseWorld cases = new(solution.World);
    readonly SolutionEnvironment world = solution.World;

    [Fact]
    public void R15_a_case_without_plan_gets_one_whose_talk_comes_before_the_letter()
    {
        var id = CaseWithoutPlan();

        var answer = cases.Rep.Execute(Create(id, "service"));

        var plan = ((EntityCollection)answer["Plan"]).Entities;
        Assert.Equal((plan.Count, $"The plan of case {cases.Case(id).Name} has {plan.Count} items, {plan.Count} of them new."), (answer["Created"], answer["Report"]));
        Assert.True(DayOf(plan, "service-talk") < DayOf(plan, "service-letter"));
        Assert.True(DayOf(plan, "service-letter") <= new DateTime(2027, 9, 16));
        Assert.All(plan, item => Assert.Equal("open", item["state"]));
        Assert.Equal(plan.Select(item => (string)item["code"]).Order(), cases.Items(id).Select(item => item.TemplateCode!).Order());
        Assert.Equal(plan.Count, ActivitiesOf(id));
        Assert.Equal(LocalDate.FromDateTime(DayOf(plan, "service-talk")), cases.Case(id).TalkOn);
        Assert.Equal(CaseDecisionKind.Plan, cases.Decisions(id).Last().Kind);
    }

    [Fact]
    public void R45_a_second_call_makes_no_task_twice_and_writes_nothing()
    {
        var id = CaseWithoutPlan();
        var first = cases.Rep.Execute(Create(id, "service"));
        var before = cases.Snapshot();

        var again = cases.Rep.Execute(Create(id));

        Assert.Equal(before, cases.Snapshot());
        Assert.Equal((0, ((EntityCollection)first["Plan"]).Entities.Count), (again["Created"], ((EntityCollection)again["Plan"]).Entities.Count));
    }

    [Fact]
    public void A_repeat_with_the_same_request_id_gets_the_same_answer()
    {
        var id = CaseWithoutPlan();
        var first = cases.Rep.Execute(Create(id, "service", "t-1"));
        var before = cases.Snapshot();

        var again = cases.Rep.Execute(Create(id, "service", "t-1"));

        Assert.Equal(before, cases.Snapshot());
        Assert.Equal((first["Created"], first["Report"]), (again["Created"], again["Report"]));
        Assert.Equal(((EntityCollection)first["Plan"]).Entities.Count, ((EntityCollection)again["Plan"]).Entities.Count);
    }

    [Fact]
    public void What_was_deleted_is_planned_again_and_what_a_person_cancelled_is_not()
    {
        var id = CaseWithoutPlan();
        cases.Rep.Execute(Create(id, "service"));
        var deleted = cases.Items(id).Single(item => item.TemplateCode == "service-handover-plan");
        var cancelled = cases.Items(id).Single(item => item.TemplateCode == "service-inform");
        world.Administrator.Delete(PlanItemRow.Table, deleted.Id);
        world.Administrator.Update(new TaskRow(new Entity(TaskRow.Table, Guid.Parse(cancelled.ActivityRowId!))) { State = TaskState.Canceled, StatusReason = TaskStatusReason.Canceled }.Entity);

        var answer = cases.Rep.Execute(Create(id));

        Assert.Equal(1, answer["Created"]);
        Assert.Equal(deleted.DueOn, cases.Items(id).Single(item => item.TemplateCode == "service-handover-plan").DueOn);
        Assert.Single(cases.Items(id), item => item.TemplateCode == "service-inform");
        Assert.Equal("cancelled", ((EntityCollection)answer["Plan"]).Entities.Single(item => (string)item["code"] == "service-inform")["state"]);
    }

    [Fact]
    public void It_takes_the_stated_requests()
    {
        var id = CaseWithoutPlan();
        world.Local.Requests.Clear();
        var created = (int)cases.Rep.Execute(Create(id, "service"))["Created"];
        var first = world.Local.Requests.ByPlugins.Count(request => request.Depth == 2);
        world.Local.Requests.Clear();

        cases.Rep.Execute(Create(id));

        Assert.InRange(first, created * RequestsAnItem, MostRequestsBesideItems + (created * RequestsAnItem));
        Assert.InRange(world.Local.Requests.ByPlugins.Count, 1, MostReads);
    }

    [Fact]
    public void A_case_that_names_no_playbook_asks_for_one()
    {
        var id = CaseWithoutPlan();

        Assert.Equal(
            $"Case {cases.Case(id).Name} names no playbook, so there is nothing to plan by. Next: choose a playbook. [OFF-1430]", cases.RefusalOf(cases.Rep, Create(id)));
        Assert.Contains("nennt keinen Ablaufplan", cases.RefusalOf(world.GermanRep, Create(id)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_playbook_is_refused_because_its_letters_would_be_sent_twice()
    {
        var id = CaseWithoutPlan();
        cases.Rep.Execute(Create(id, "service"));

        var english = cases.RefusalOf(cases.Rep, Create(id, "cloud"));
        var german = cases.RefusalOf(world.GermanRep, Create(id, "cloud"));

        Assert.Contains("is planned by playbook “Service contract with a business”; “cloud” cannot be added to it.", english, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1431]", german, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_does_not_fit_any_more_is_refused_with_the_next_days_and_nothing_is_written()
    {
        var id = CaseWithoutPlan(contract => contract.Start = new LocalDate(2025, 5, 1));

        Assert.Matches(@"\[OFF-140[1-6]\]$", cases.RefusalOf(cases.Rep, Create(id, "service")));
    }

    [Fact]
    public void A_cancelled_case_gets_no_plan()
    {
        var id = CaseWithoutPlan();
        cases.Rep.Execute(CaseWorld.On(id, "off_CancelOffboarding", ("Reason", "They pay again.")));

        Assert.EndsWith("[OFF-1306]", cases.RefusalOf(cases.Rep, Create(id, "service")), StringComparison.Ordinal);
    }

    /// <summary>As an import of running cases leaves it: open, with its end, and nothing planned.</summary>
    Guid CaseWithoutPlan(Action<ContractRow>? change = null)
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: change);
        return world.CreatePastTheProduct(new OffboardingCaseRow
        {
            AccountId = new EntityReference(AccountRow.Table, account),
            OpenKey = account.ToString("D"),
            Way = OffboardingCaseWay.OwnNotice,
            StatusReason = OffboardingCaseStatusReason.Prepare,
            PlannedEnd = new LocalDate(2027, 12, 31),
        }.Entity);
    }

    int ActivitiesOf(Guid id)
    {
        var query = new QueryByAttribute("activitypointer") { ColumnSet = new ColumnSet("activityid") };
        query.AddAttributeValue("regardingobjectid", id);
        return world.Administrator.RetrieveMultiple(query).Entities.Count;
    }

    static DateTime DayOf(DataCollection<Entity> plan, string code) => (DateTime)plan.Single(item => (string)item["code"] == code)["dueon"];

    static OrganizationRequest Create(Guid id, string? playbook = null, string? requestId = null)
    {
        var request = CaseWorld.On(id, "off_CreateTransitionTasks");
        if (playbook != null) request["PlaybookCode"] = playbook;
        if (requestId != null) request["RequestId"] = requestId;
        return request;
    }
}
