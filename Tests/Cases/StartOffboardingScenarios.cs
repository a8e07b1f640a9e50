using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Cases;

public class StartOffboardingScenarios(SharedSolution solution) : IClassFixture<SharedSolution>
{
    readonly CaseWorld cases = new(solution.World);
    readonly SolutionEnvironment world = solution.World;

    [Fact]
    public void R10_the_verdict_of_the_start_is_kept_with_every_input()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);

        var answer = cases.Rep.Execute(CaseWorld.StartRequest(account));

        Assert.True((bool)answer["Created"]);
        Assert.Equal(("blocked", "2027-12-31"), (answer["Verdict"], answer["PlannedEnd"]));
        Assert.Contains("Notice must be received by 30 Sep 2027", (string)answer["Report"], StringComparison.Ordinal);
        var id = (Guid)answer["CaseId"];
        var row = cases.Case(id);
        Assert.Equal((OffboardingCaseStatusReason.Prepare, OffboardingCaseWay.OwnNotice, new LocalDate(2028, 1, 1)), (row.StatusReason, row.Way, row.PossibleFrom));
        Assert.StartsWith("OFF-", row.Name, StringComparison.Ordinal);
        var decision = Assert.Single(cases.Decisions(id));
        Assert.Equal((CaseDecisionKind.Start, new LocalDate(2027, 1, 15), CaseDecisionVerdict.Blocked), (decision.Kind, decision.Day, decision.Verdict));
        var preview = JObject.Parse(decision.Facts!)["preview"]!;
        Assert.Contains(preview["accounts"]![0]!["contracts"]![0]!["facts"]!, fact => (string?)fact["fact"] == "notice" && (string?)fact["value"] == "3M");
    }

    [Fact]
    public void Starting_takes_at_most_twelve_requests()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        world.Local.Requests.Clear();

        cases.Rep.Execute(CaseWorld.StartRequest(account));

        Assert.InRange(world.Local.Requests.ByPlugins.Count(request => request.Depth == 2), 1, 12);
    }

    [Fact]
    public void R15_a_playbook_becomes_a_dated_plan_in_the_same_create()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        world.Local.Requests.Clear();

        var answer = cases.Rep.Execute(WithPlan(account));

        Assert.InRange(world.Local.Requests.ByPlugins.Count(request => request.Depth == 2), 1, 12);
        var plan = ((EntityCollection)answer["Plan"]).Entities;
        var talk = plan.Single(item => (string)item["code"] == "service-talk");
        var letter = plan.Single(item => (string)item["code"] == "service-letter");
        Assert.True((DateTime)talk["dueon"] < (DateTime)letter["dueon"]);
        Assert.True((DateTime)letter["dueon"] <= new DateTime(2027, 9, 16));
        var id = (Guid)answer["CaseId"];
        Assert.Equal(plan.Count, cases.Items(id).Count);
        Assert.NotNull(cases.Case(id).TalkOn);
    }

    [Fact]
    public void R45_starting_twice_makes_no_task_twice()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var first = cases.Rep.Execute(WithPlan(account));
        var before = cases.Snapshot();

        cases.Rep.Execute(WithPlan(account));

        Assert.NotEmpty(cases.Items((Guid)first["CaseId"]));
        Assert.Equal(before, cases.Snapshot());
    }

    [Fact]
    public void R15_moving_the_end_moves_the_open_plan_and_cancelling_ends_it()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var id = (Guid)cases.Rep.Execute(WithPlan(account))["CaseId"];

        var moved = (int)cases.Rep.Execute(CaseWorld.On(id, "off_ChangeEndDate", ("NewEnd", "2028-03-31"), ("Reason", "They asked for a quarter more.")))["Moved"];
        var cancelled = (string)cases.Rep.Execute(CaseWorld.On(id, "off_CancelOffboarding", ("Reason", "They pay again.")))["Report"];

        Assert.InRange(moved, 1, 200);
        Assert.Contains($"Open items of the plan cancelled: {cases.Items(id).Count}.", cancelled, StringComparison.Ordinal);
        Assert.All(cases.Items(id), item => Assert.Equal(PlanItemItemState.Cancelled, item.ItemState));
    }

    [Fact]
    public void A_plan_that_no_longer_fits_before_the_notice_is_refused_with_the_next_days()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: contract => contract.Start = new LocalDate(2025, 5, 1));

        var message = cases.RefusalOf(cases.Rep, WithPlan(account));

        Assert.Matches(@"\[OFF-140[1-6]\]$", message);
    }

    [Fact]
    public void A_playbook_that_nobody_knows_is_named()
    {
        var request = WithPlan(world.AddAccount("Contoso GmbH"));
        request["PlaybookCode"] = "chess";

        Assert.EndsWith("[OFF-1411]", cases.RefusalOf(cases.Rep, request), StringComparison.Ordinal);
    }

    static OrganizationRequest WithPlan(Guid account)
    {
        var request = CaseWorld.StartRequest(account);
        request["PlaybookCode"] = "service";
        return request;
    }

    [Fact]
    public void A_repeat_with_the_same_request_id_gets_the_same_answer_and_changes_nothing()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var first = cases.Rep.Execute(CaseWorld.StartRequest(account, requestId: "r-1"));
        var before = cases.Snapshot();

        var again = cases.Rep.Execute(CaseWorld.StartRequest(account, requestId: "r-1"));

        Assert.Equal(before, cases.Snapshot());
        foreach (var name in new[] { "CaseId", "Created", "Verdict", "PlannedEnd", "Report" }) Assert.Equal(first[name], again[name]);
    }

    [Fact]
    public void A_second_start_answers_with_the_open_case()
    {
        var account = world.AddAccount("Contoso GmbH");
        var first = cases.Start(account);
        var before = cases.Snapshot();

        var again = world.GermanRep.Execute(CaseWorld.StartRequest(account));

        Assert.Equal((first, false), (again["CaseId"], again["Created"]));
        Assert.Contains("ist für diese Firma bereits offen; seine Phase ist Vorbereiten.", (string)again["Report"], StringComparison.Ordinal);
        Assert.Equal(before, cases.Snapshot());
    }

    [Fact]
    public void A_start_in_another_way_is_refused_and_names_the_open_case()
    {
        var account = world.AddAccount("Contoso GmbH");
        var name = cases.Case(cases.Start(account)).Name;

        var english = cases.RefusalOf(cases.Rep, CaseWorld.StartRequest(account, "mutual"));
        var german = cases.RefusalOf(world.GermanRep, CaseWorld.StartRequest(account, "lapse"));

        Assert.Equal($"“Contoso GmbH” already has an open offboarding case: {name}. Next: go on with that case, or cancel it and start again. [OFF-1303]", english);
        Assert.StartsWith($"„Contoso GmbH“ hat bereits einen offenen Offboarding-Fall: {name}.", german, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_else_opens_a_second_case_past_the_alternate_key()
    {
        var account = world.AddAccount("Contoso GmbH");
        cases.Start(account);

        var message = SolutionEnvironment.RefusalOf(() => world.CreatePastTheProduct(
            new OffboardingCaseRow { AccountId = new EntityReference(AccountRow.Table, account), OpenKey = account.ToString("D") }.Entity));

        Assert.Contains("off_offboardingcase_openkey", message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_inactive_account_is_not_offboarded_again()
    {
        var account = world.AddAccount("Contoso GmbH");
        SolutionEnvironment.Deactivate(cases.Rep, account);

        var message = cases.RefusalOf(cases.Rep, CaseWorld.StartRequest(account));

        Assert.EndsWith("[OFF-1301]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void R09_an_end_before_the_contracts_end_is_refused_without_compensation()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);

        var english = cases.RefusalOf(cases.Rep, CaseWorld.StartRequest(account, wantedEnd: "2027-06-30"));
        var german = cases.RefusalOf(world.GermanRep, CaseWorld.StartRequest(account, wantedEnd: "2027-06-30"));

        Assert.StartsWith("“Contoso GmbH” cannot end on 30 Jun 2027: contracts run longer, the last to 31 Dec 2027", english, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1309]", english, StringComparison.Ordinal);
        Assert.Contains("kann nicht am 30.06.2027 enden", german, StringComparison.Ordinal);
    }

    [Fact]
    public void An_earlier_end_is_planned_where_a_compensation_is_agreed_or_both_sides_agree()
    {
        var paid = world.AddAccount("Contoso GmbH");
        world.AddContract(paid, change: contract => contract.FeeKind = ContractFeeKind.RemainingInstalments);
        var agreed = world.AddAccount("Fabrikam AG");
        world.AddContract(agreed);

        var withFee = cases.Rep.Execute(CaseWorld.StartRequest(paid, wantedEnd: "2027-06-30"));
        var mutual = cases.Rep.Execute(CaseWorld.StartRequest(agreed, "mutual", wantedEnd: "2027-06-30"));

        Assert.Equal(("2027-06-30", "2027-06-30"), (withFee["PlannedEnd"], mutual["PlannedEnd"]));
    }

    [Theory]
    [InlineData("Way", "by_fax", "OFF-9004")]
    [InlineData("WantedEnd", "2026-12-31", "OFF-1308")]
    [InlineData("WantedEnd", "31.12.2027", "OFF-9002")]
    [InlineData("ReasonCode", "because", "OFF-1307")]
    [InlineData("RequestId", "0123456789012345678901234567890123456", "OFF-9004")]
    public void What_cannot_be_used_is_named_and_nothing_is_started(string parameter, string value, string code)
    {
        var request = CaseWorld.StartRequest(world.AddAccount("Contoso GmbH"));
        request[parameter] = value;

        var message = cases.RefusalOf(cases.Rep, request);

        Assert.Contains(value, parameter == "WantedEnd" && code == "OFF-1308" ? value : message, StringComparison.Ordinal);
        Assert.EndsWith($"[{code}]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_is_not_started_while_the_key_that_keeps_it_single_is_inactive()
    {
        using var fresh = new SolutionEnvironment(new EnvironmentOptions { KeysActiveAtOnce = false }, withDefaults: false);
        var account = fresh.AddAccount("Contoso GmbH");
        var pending = new CaseWorld(fresh);

        var english = pending.RefusalOf(fresh.EnglishRep, CaseWorld.StartRequest(account));
        var german = pending.RefusalOf(fresh.GermanRep, CaseWorld.StartRequest(account));
        fresh.Local.RunAsyncJobs();
        var answer = fresh.EnglishRep.Execute(CaseWorld.StartRequest(account));

        Assert.StartsWith("Alternate key off_offboardingcase_openkey is not active (status Pending)", english, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-5210]", german, StringComparison.Ordinal);
        Assert.True((bool)answer["Created"]);
    }

    [Fact]
    public void R16_the_yearly_value_of_the_account_comes_with_the_contracts_it_rests_on()
    {
        var account = world.AddAccount("Contoso GmbH");
        var contract = world.AddContract(account, change: row => row.MonthlyFee = 1500m);

        var row = cases.Case(cases.Start(account));

        Assert.Equal(18000m, row.AccountValue);
        var fact = JObject.Parse(row.DecisionFacts!)["facts"]![0]!;
        Assert.Equal((contract.ToString("D"), "18000.00"), ((string?)fact["rows"]![0]!["id"], (string?)fact["value"]));
    }

    [Fact]
    public void A_value_that_no_contract_tells_is_left_blank()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);

        Assert.Null(cases.Case(cases.Start(account)).AccountValue);
    }
}
