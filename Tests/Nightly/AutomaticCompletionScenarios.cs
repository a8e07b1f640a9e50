using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Nightly;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Cases;

namespace Offboarding.Tests.Nightly;

/// <summary>A case that says so completes by itself on the earliest day of its account. The sample contract is given notice to 31 December 2027.</summary>
public class AutomaticCompletionScenarios : IDisposable
{
    readonly SolutionEnvironment world;
    readonly CaseWorld cases;

    public AutomaticCompletionScenarios(EnvironmentOptions? options = null)
    {
        world = new SolutionEnvironment(options);
        cases = new CaseWorld(world);
    }

    public void Dispose()
    {
        world.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void An_account_is_deactivated_by_itself_on_its_earliest_day_and_not_before()
    {
        var (account, id) = Ending();

        world.RunOn("2027-12-31");
        var before = world.Account(account).State;
        var night = world.RunOn("2028-01-01");

        Assert.Equal((AccountState.Active, AccountState.Inactive), (before, world.Account(account).State));
        Assert.Equal(OffboardingCaseStatusReason.Completed, cases.Case(id).StatusReason);
        Assert.Equal(CaseDecisionKind.Complete, cases.Decisions(id).Last().Kind);
        Assert.Contains($"Case {cases.Case(id).Name}: the account was deactivated on its earliest day.", night.Reports);
        Assert.Equal((0, 1), (world.Run().Processed, world.Run().Steps));
    }

    [Fact]
    public void A_case_that_does_not_say_so_waits_for_a_person()
    {
        var (account, _) = Ending(isAutomatic: false);

        world.RunOn("2028-01-01");

        Assert.Equal(AccountState.Active, world.Account(account).State);
    }

    [Fact]
    public void An_open_mandatory_item_keeps_the_account_without_failing_the_night_until_its_activity_is_done()
    {
        var (account, id) = Ending();
        var task = world.Administrator.Create(new TaskRow { Subject = "Return the keys", RegardingObjectId = new EntityReference(OffboardingCaseRow.Table, id) }.Entity);
        world.CreatePastTheProduct(new PlanItemRow
        {
            Name = "Return the keys",
            CaseId = new EntityReference(OffboardingCaseRow.Table, id),
            TemplateCode = "KEYS",
            ActivityRowId = task.ToString("D"),
            Mandatory = true,
            ItemState = PlanItemItemState.Open,
        }.Entity);

        var night = world.RunOn("2028-01-01");
        var before = world.Account(account).State;
        world.Administrator.Update(new TaskRow(new Entity(TaskRow.Table, task)) { State = TaskState.Completed, StatusReason = TaskStatusReason.Completed }.Entity);
        world.Run();

        Assert.Equal((AccountState.Active, 0), (before, night.Failed));
        Assert.Equal(AccountState.Inactive, world.Account(account).State);
    }

    [Fact]
    public void Cases_are_done_one_a_step_and_one_that_is_refused_is_named_and_does_not_keep_the_others()
    {
        world.Set("off_SubsidiaryPolicy", "refuse");
        var (refused, refusedCase) = Ending();
        world.AddAccount("Contoso Service GmbH", refused);
        var (first, _) = Ending();
        var (second, _) = Ending();

        var night = world.RunOn("2028-01-01");

        Assert.Equal(1, night.Failed);
        Assert.Equal(
            (AccountState.Active, AccountState.Inactive, AccountState.Inactive),
            (world.Account(refused).State, world.Account(first).State, world.Account(second).State));
        var report = Assert.Single(night.Reports, report => report.StartsWith($"Case {cases.Case(refusedCase).Name} could not be completed", StringComparison.Ordinal));
        Assert.EndsWith("[OFF-1332]", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_of_a_case_takes_twelve_reads_and_the_requests_of_the_operation()
    {
        Ending();
        world.Comes(new LocalDate(2028, 1, 1));
        var first = world.Step();
        Assert.Equal((true, "C1"), (first["More"], first["Token"]));
        world.Local.Requests.Clear();

        var step = world.Step("C1");

        Assert.Equal((false, 1), (step["More"], step["Processed"]));
        var own = world.Local.Requests.ByPlugins.Where(request => request.Depth == 2).ToList();
        Assert.Equal(1 + 12, own.Count);
        Assert.InRange(world.Local.Requests.ByPlugins.Count, 13, 13 + 10);
    }

    [Fact]
    public void A_run_stops_when_too_many_cases_fail()
    {
        Ending();
        world.RunOn("2027-12-31");
        world.Comes(new LocalDate(2028, 1, 1));
        world.Step();
        var token = "C1;" + string.Join(';', Enumerable.Range(0, NightlyToken.MostLeftOut).Select(_ => Guid.NewGuid().ToString("N")));

        var message = SolutionEnvironment.RefusalOf(() => world.Step(token, "broken"));

        Assert.EndsWith("[OFF-5280]", message, StringComparison.Ordinal);
    }

    (Guid Account, Guid Case) Ending(bool isAutomatic = true)
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: contract => contract.NoticeReceived = new LocalDate(2027, 1, 10));
        var id = cases.Announced(account);
        world.Administrator.Update(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id)) { CompleteAutomatically = isAutomatic }.Entity);
        return (account, id);
    }
}
