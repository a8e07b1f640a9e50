using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Nightly;

namespace Offboarding.Tests.Cases;

/// <summary>A plan while its case goes on: items follow their activities, a new end moves what is open, and the stages follow one another.</summary>
public sealed class PlanLifeScenarios : IDisposable
{
    readonly SolutionEnvironment world = new();
    readonly CaseWorld cases;

    public PlanLifeScenarios() => cases = new CaseWorld(world);

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(PlanItemActivity.Task, 1, 5, PlanItemItemState.Done)]
    [InlineData(PlanItemActivity.Task, 2, 6, PlanItemItemState.Cancelled)]
    [InlineData(PlanItemActivity.Phonecall, 1, 2, PlanItemItemState.Done)]
    [InlineData(PlanItemActivity.Appointment, 1, 3, PlanItemItemState.Done)]
    [InlineData(PlanItemActivity.Letter, 1, 4, PlanItemItemState.Done)]
    [InlineData(PlanItemActivity.Email, 1, 2, PlanItemItemState.Done)]
    public void R45_an_item_is_done_or_cancelled_with_its_activity(PlanItemActivity activity, int state, int reason, PlanItemItemState expected)
    {
        var id = Planned();
        cases.ReadyForTalk(id);
        var item = cases.Items(id).First(row => row.Activity == activity);

        Set(item, state, reason);

        Assert.Equal(expected, Item(id, item).ItemState);
        Assert.Equal(1, cases.Items(id).Count(row => row.ItemState != PlanItemItemState.Open));
    }

    [Fact]
    public void R45_an_item_follows_SetState_a_reopened_and_a_deleted_activity()
    {
        var id = Planned();
        var item = cases.Items(id).First(row => row.Activity == PlanItemActivity.Task);
        var task = new EntityReference("task", Guid.Parse(item.ActivityRowId!));

        world.Administrator.Execute(new SetStateRequest { EntityMoniker = task, State = new OptionSetValue(1), Status = new OptionSetValue(5) });
        var done = Item(id, item).ItemState;
        Set(item, 0, 3);
        var reopened = Item(id, item).ItemState;
        world.Administrator.Delete("task", task.Id);

        Assert.Equal((PlanItemItemState.Done, PlanItemItemState.Open, PlanItemItemState.Cancelled), (done, reopened, Item(id, item).ItemState));
    }

    [Fact]
    public void A_task_that_is_about_no_case_costs_no_request()
    {
        var task = world.Administrator.Create(new TaskRow { Subject = "Coffee" }.Entity);
        world.Local.Requests.Clear();

        world.Administrator.Update(new Entity("task", task) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(5) });

        Assert.Empty(world.Local.Requests.ByPlugins);
    }

    [Fact]
    public void R15_a_new_end_moves_open_items_only_in_a_constant_number_of_requests()
    {
        var id = Planned("DE-BY");
        var done = cases.Items(id).First(row => row.Anchor == PlanItemAnchor.End && row.Activity == PlanItemActivity.Task);
        Set(done, 1, 5);
        world.Local.Requests.Clear();

        var answer = cases.Rep.Execute(CaseWorld.On(id, "off_ChangeEndDate", ("NewEnd", "2028-03-31"), ("Reason", "They asked for a quarter more.")));

        var requests = world.Local.Requests.ByPlugins.Count(one => one.Depth == 2);
        var moved = (int)answer["Moved"];
        Assert.InRange(requests, 1, ChangeEndDate.MostRequests);
        Assert.InRange(requests, 1, 4 + moved);
        Assert.Equal(done.DueOn, Item(id, done).DueOn);
        Assert.Equal(cases.Items(id).Count(row => row.Anchor == PlanItemAnchor.End && row.ItemState == PlanItemItemState.Open), moved);
    }

    [Fact]
    public void R15_a_notice_that_leads_to_a_later_end_moves_the_open_plan()
    {
        var id = Planned();
        Announce(id);
        world.Comes(new LocalDate(2027, 10, 15));
        var before = cases.Items(id).Single(row => row.TemplateCode == "service-access").DueOn;

        var answer = cases.Rep.Execute(CaseWorld.On(id, "off_RecordNotice", ("ReceivedOn", "2027-10-14"), ("Form", "letter")));

        Assert.Equal("2028-12-31", answer["PlannedEnd"]);
        Assert.Contains("The end is planned for 31 Dec 2028; items moved:", (string)answer["Report"], StringComparison.Ordinal);
        Assert.Equal(new LocalDate(2027, 12, 31) < before, new LocalDate(2028, 12, 31) < cases.Items(id).Single(row => row.TemplateCode == "service-access").DueOn);
    }

    [Fact]
    public void R15_a_notice_to_the_planned_end_moves_nothing_and_its_requests_are_stated()
    {
        var id = Planned();
        Announce(id);
        var before = cases.Items(id).Select(row => (row.Id, row.DueOn)).Order().ToList();
        world.Local.Requests.Clear();

        cases.Rep.Execute(CaseWorld.On(id, "off_RecordNotice", ("ReceivedOn", "2027-01-14"), ("Form", "letter")));

        Assert.InRange(world.Local.Requests.ByPlugins.Count(one => one.Depth == 2), 1, RecordNotice.MostRequests + 1);
        Assert.Equal(before, cases.Items(id).Select(row => (row.Id, row.DueOn)).Order());
    }

    [Fact]
    public void R39_cancelling_cancels_what_is_open_leaves_what_is_done_and_its_requests_are_stated()
    {
        var id = Planned();
        var done = cases.Items(id).First(row => row.Activity == PlanItemActivity.Task);
        Set(done, 1, 5);
        var open = cases.Items(id).Count - 1;
        world.Local.Requests.Clear();

        cases.Rep.Execute(CaseWorld.On(id, "off_CancelOffboarding", ("Reason", "They pay again.")));

        Assert.InRange(world.Local.Requests.ByPlugins.Count(one => one.Depth == 2), 1, CancelOffboarding.MostRequests + 1 + open);
        Assert.Equal(PlanItemItemState.Done, Item(id, done).ItemState);
        Assert.All(cases.Items(id).Where(row => row.Id != done.Id), row => Assert.Equal(PlanItemItemState.Cancelled, row.ItemState));
        Assert.Equal(1, StateOf(done));
        Assert.All(cases.Items(id).Where(row => row.Id != done.Id), row => Assert.Equal(2, StateOf(row)));
    }

    [Fact]
    public void R13_the_stages_follow_one_another_from_prepare_to_completed()
    {
        var account = Obliged();
        var id = (Guid)cases.Rep.Execute(CaseWorld.StartRequest(account, playbook: null))["CaseId"];
        var prepared = Stage(id);
        Announce(id);
        var announced = Stage(id);
        cases.Rep.Execute(CaseWorld.On(id, "off_RecordNotice", ("ReceivedOn", "2027-01-14"), ("Form", "letter")));
        var noticed = Stage(id);
        cases.ReadyForTalk(id);
        foreach (var item in cases.Items(id).Where(row => row.Mandatory == true)) Finish(item);

        world.RunOn("2027-12-31");
        var lastDay = Stage(id);
        var night = world.RunOn("2028-01-01");
        var ended = Stage(id);
        cases.Rep.Execute(CaseWorld.On(id, "off_CompleteOffboarding"));
        var letGo = Stage(id);
        foreach (var item in cases.Items(id).Where(row => row.ItemState == PlanItemItemState.Open)) Finish(item);
        cases.AssessWinback(id);
        cases.Rep.Execute(CaseWorld.On(id, "off_CompleteOffboarding"));

        Assert.Equal(
            [OffboardingCaseStatusReason.Prepare, OffboardingCaseStatusReason.Announce, OffboardingCaseStatusReason.Transition, OffboardingCaseStatusReason.Transition,
                OffboardingCaseStatusReason.Close, OffboardingCaseStatusReason.FollowUp, OffboardingCaseStatusReason.Completed],
            [prepared, announced, noticed, lastDay, ended, letGo, Stage(id)]);
        Assert.Contains($"Case {cases.Case(id).Name}: its end has passed; its stage is Close now.", night.Reports);
        Assert.Equal(AccountState.Inactive, world.Account(account).State);
    }

    [Fact]
    public void R13_a_second_run_of_the_night_changes_nothing_more()
    {
        var account = Obliged();
        var id = cases.Announced(account);
        cases.Rep.Execute(CaseWorld.On(id, "off_RecordNotice", ("ReceivedOn", "2027-01-14"), ("Form", "letter")));
        world.RunOn("2028-01-01");
        var before = cases.Snapshot();

        var again = world.Run();

        Assert.Equal((0, 0), (again.Processed, again.Failed));
        Assert.Equal(before, cases.Snapshot());
        Assert.Equal(OffboardingCaseStatusReason.Close, Stage(id));
    }

    [Fact]
    public void R13_a_case_in_transition_that_completes_by_itself_is_closed_and_completed_in_one_night()
    {
        var account = Obliged();
        var id = cases.Announced(account);
        cases.Rep.Execute(CaseWorld.On(id, "off_RecordNotice", ("ReceivedOn", "2027-01-14"), ("Form", "letter")));
        world.Administrator.Update(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id)) { CompleteAutomatically = true }.Entity);

        var night = world.RunOn("2028-01-01");

        Assert.Equal((OffboardingCaseStatusReason.Completed, AccountState.Inactive, 0), (Stage(id), world.Account(account).State, night.Failed));
    }

    [Fact]
    public void A_case_whose_end_moved_stays_in_transition()
    {
        var account = Obliged();
        var id = cases.Announced(account);
        cases.Rep.Execute(CaseWorld.On(id, "off_RecordNotice", ("ReceivedOn", "2027-01-14"), ("Form", "letter")));
        cases.Rep.Execute(CaseWorld.On(id, "off_ChangeEndDate", ("NewEnd", "2028-03-31"), ("Reason", "They asked for a quarter more.")));

        world.RunOn("2028-01-01");

        Assert.Equal(OffboardingCaseStatusReason.Transition, Stage(id));
    }

    OffboardingCaseStatusReason? Stage(Guid id) => cases.Case(id).StatusReason;

    Guid Obliged()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        return account;
    }

    Guid Planned(string? region = null)
    {
        var account = Obliged();
        if (region != null) world.Administrator.Update(new AccountRow(new Entity(AccountRow.Table, account)) { Region = region }.Entity);
        return (Guid)cases.Rep.Execute(CaseWorld.StartRequest(account, playbook: null))["CaseId"];
    }

    void Announce(Guid id) =>
        world.UpdatePastTheProduct(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id)) { StatusReason = OffboardingCaseStatusReason.Announce }.Entity);

    PlanItemRow Item(Guid id, PlanItemRow item) => cases.Items(id).Single(row => row.Id == item.Id);

    static string TableOf(PlanItemRow item) => item.Activity switch
    {
        PlanItemActivity.Task => "task",
        PlanItemActivity.Phonecall => "phonecall",
        PlanItemActivity.Appointment => "appointment",
        PlanItemActivity.Letter => "letter",
        _ => "email",
    };

    int StateOf(PlanItemRow item) => world.Administrator.Retrieve(TableOf(item), Guid.Parse(item.ActivityRowId!), new ColumnSet("statecode")).GetAttributeValue<OptionSetValue>("statecode").Value;

    void Set(PlanItemRow item, int state, int reason) => world.Administrator.Update(new Entity(TableOf(item), Guid.Parse(item.ActivityRowId!))
    {
        ["statecode"] = new OptionSetValue(state),
        ["statuscode"] = new OptionSetValue(reason),
    });

    void Finish(PlanItemRow item) => Set(item, 1, item.Activity switch
    {
        PlanItemActivity.Task => 5,
        PlanItemActivity.Phonecall => 2,
        PlanItemActivity.Appointment => 3,
        PlanItemActivity.Letter => 4,
        _ => 2,
    });
}
