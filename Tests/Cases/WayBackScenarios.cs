using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Cases;

public class WayBackScenarios(SharedSolution solution) : IClassFixture<SharedSolution>
{
    readonly CaseWorld cases = new(solution.World);
    readonly SolutionEnvironment world = solution.World;

    [Fact]
    public void R39_a_cancelled_case_gives_the_account_free_for_another()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var id = cases.Start(account);

        var answer = cases.Rep.Execute(Cancel(id));
        var next = cases.Rep.Execute(CaseWorld.StartRequest(account, "mutual"));

        Assert.Contains("is cancelled.", (string)answer["Report"], StringComparison.Ordinal);
        var row = cases.Case(id);
        Assert.Equal((OffboardingCaseState.Inactive, OffboardingCaseStatusReason.Cancelled, id.ToString("D")), (row.State, row.StatusReason, row.OpenKey));
        Assert.Equal((new LocalDate(2027, 1, 15), "They pay again."), (row.CancelledOn, row.CancelReason));
        Assert.Equal(CaseDecisionKind.Cancel, cases.Decisions(id).Last().Kind);
        Assert.True((bool)next["Created"]);
    }

    [Fact]
    public void R39_an_account_that_was_let_go_becomes_active_again()
    {
        var (account, id) = LetGo();

        var answer = world.GermanRep.Execute(Cancel(id));

        Assert.Contains("„Contoso GmbH“ ist wieder aktiv.", (string)answer["Report"], StringComparison.Ordinal);
        Assert.Contains("Erledigtes wie Schreiben und Gespräche bleibt, wie es ist.", (string)answer["Report"], StringComparison.Ordinal);
        Assert.Equal(AccountState.Active, world.Account(account).State);
        Assert.Equal(OffboardingCaseStatusReason.Cancelled, cases.Case(id).StatusReason);
    }

    [Fact]
    public void R39_a_notice_that_arrived_is_not_unsaid()
    {
        var account = world.AddAccount("Contoso GmbH");
        var contract = world.AddContract(account);
        var id = cases.Announced(account);
        cases.Rep.Execute(CaseWorld.On(id, "off_RecordNotice", ("ReceivedOn", "2027-01-14"), ("Form", "letter")));

        var answer = cases.Rep.Execute(Cancel(id));

        Assert.Contains("Not taken back: the notice received on 14 Jan 2027.", (string)answer["Report"], StringComparison.Ordinal);
        Assert.Equal(new LocalDate(2027, 1, 14), cases.Contract(contract).NoticeReceived);
    }

    [Fact]
    public void R39_a_notice_on_its_way_can_still_be_revoked_and_an_agreement_stands()
    {
        var sent = cases.Announced(world.AddAccount("Contoso GmbH"));
        cases.Rep.Execute(CaseWorld.On(sent, "off_RecordNotice", ("SentOn", "2027-01-14")));
        var agreed = cases.Announced(world.AddAccount("Fabrikam AG"), "mutual");
        cases.Rep.Execute(CaseWorld.On(agreed, "off_RecordNotice", ("AgreedEnd", "2027-03-31")));

        var revocable = (string)cases.Rep.Execute(Cancel(sent))["Report"];
        var stands = (string)cases.Rep.Execute(Cancel(agreed))["Report"];

        Assert.Contains("can be revoked only until it arrives (§ 130 (1) BGB)", revocable, StringComparison.Ordinal);
        Assert.Contains("Not taken back: the agreement on the end 31 Mar 2027.", stands, StringComparison.Ordinal);
    }

    [Fact]
    public void R39_cancelling_again_changes_nothing()
    {
        var (_, id) = LetGo();
        var first = cases.Rep.Execute(Cancel(id, "x-1"));
        var before = cases.Snapshot();

        var again = cases.Rep.Execute(Cancel(id, "x-1"));
        cases.Rep.Execute(Cancel(id));

        Assert.Equal(before, cases.Snapshot());
        Assert.Equal(first["Report"], again["Report"]);
    }

    [Fact]
    public void R39_a_closed_case_whose_account_is_active_again_has_nothing_to_take_back()
    {
        var (account, id) = LetGo();
        world.Administrator.Update(new AccountRow(new Entity(AccountRow.Table, account)) { State = AccountState.Active, StatusReason = AccountStatusReason.Active }.Entity);

        var message = cases.RefusalOf(cases.Rep, Cancel(id));

        Assert.EndsWith("[OFF-1340]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_way_back_needs_a_reason()
    {
        var id = cases.Start(world.AddAccount("Contoso GmbH"));

        var message = cases.RefusalOf(cases.Rep, CaseWorld.On(id, "off_CancelOffboarding", ("Reason", " ")));

        Assert.Contains("needs the parameter Reason", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_recorded_or_changed_on_a_closed_case()
    {
        var (_, id) = LetGo();

        var notice = cases.RefusalOf(cases.Rep, CaseWorld.On(id, "off_RecordNotice", ("ReceivedOn", "2027-01-14"), ("Form", "letter")));
        var end = cases.RefusalOf(world.GermanRep, CaseWorld.On(id, "off_ChangeEndDate", ("NewEnd", "2028-01-31"), ("Reason", "Later.")));

        Assert.Contains("is closed for this: its stage is Completed.", notice, StringComparison.Ordinal);
        Assert.Contains("Seine Phase ist Abgeschlossen.", end, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1306]", end, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_end_is_planned_and_kept_as_decision()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var id = cases.Start(account);

        var answer = cases.Rep.Execute(CaseWorld.On(id, "off_ChangeEndDate", ("NewEnd", "2028-03-31"), ("Reason", "They asked for a quarter more.")));

        Assert.Equal(("2028-03-31", 0), (answer["PlannedEnd"], answer["Moved"]));
        Assert.Equal(new LocalDate(2028, 3, 31), cases.Case(id).PlannedEnd);
        Assert.Contains("They asked for a quarter more.", cases.Decisions(id).Last().Facts, StringComparison.Ordinal);
    }

    [Fact]
    public void R09_an_earlier_end_than_the_contracts_allow_is_refused_as_at_the_start()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var id = cases.Start(account);

        var early = cases.RefusalOf(cases.Rep, CaseWorld.On(id, "off_ChangeEndDate", ("NewEnd", "2027-06-30"), ("Reason", "Sooner.")));
        var past = cases.RefusalOf(cases.Rep, CaseWorld.On(id, "off_ChangeEndDate", ("NewEnd", "2026-06-30"), ("Reason", "Sooner.")));

        Assert.EndsWith("[OFF-1309]", early, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1308]", past, StringComparison.Ordinal);
    }

    [Fact]
    public void Moving_the_end_again_to_the_same_day_changes_nothing()
    {
        var id = cases.Start(world.AddAccount("Contoso GmbH"));
        var request = CaseWorld.On(id, "off_ChangeEndDate", ("NewEnd", "2028-03-31"), ("Reason", "Later."), ("RequestId", "e-1"));
        var first = cases.Rep.Execute(request);
        var before = cases.Snapshot();

        var again = cases.Rep.Execute(request);
        cases.Rep.Execute(CaseWorld.On(id, "off_ChangeEndDate", ("NewEnd", "2028-03-31"), ("Reason", "Later.")));

        Assert.Equal(before, cases.Snapshot());
        Assert.Equal(first["Report"], again["Report"]);
    }

    [Fact]
    public void R10_the_verdict_of_a_past_day_is_shown_again_from_what_was_kept()
    {
        var account = world.AddAccount("Contoso GmbH");
        var contract = world.AddContract(account);
        var id = cases.Announced(account);
        cases.Rep.Execute(CaseWorld.On(id, "off_RecordNotice", ("ReceivedOn", "2027-01-14"), ("Form", "letter")));
        world.Administrator.Update(new ContractRow(new Entity(ContractRow.Table, contract)) { Notice = "6M" }.Entity);

        var start = cases.Decisions(id).Single(decision => decision.Kind == CaseDecisionKind.Start);
        var kept = Newtonsoft.Json.Linq.JObject.Parse(start.Facts!)["preview"]!["accounts"]![0]!["contracts"]![0]!;
        var facts = kept["facts"]!.ToDictionary(fact => (string)fact["fact"]!, fact => (string?)fact["value"], StringComparer.Ordinal);
        var again = Offboarding.Plugins.Contracts.ContractRule.Evaluate(
            Offboarding.Plugins.Contracts.ContractFacts.Read(fact => facts.TryGetValue(fact, out var value) ? value : null),
            Offboarding.Plugins.Contracts.NoticeRules.None,
            start.Day);

        Assert.Equal("3M", facts["notice"]);
        Assert.Equal((string?)kept["results"]!["status"], again.Output("status"));
        Assert.Equal((string?)kept["results"]!["latest_notice_date"], again.Output("latest_notice_date"));
        Assert.Equal((string?)kept["results"]!["earliest_end"], again.Output("earliest_end"));
    }

    (Guid Account, Guid Case) LetGo()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: contract => contract.Renewal = ContractRenewal.None);
        var id = cases.Announced(account, "lapse");
        cases.Rep.Execute(CaseWorld.On(id, "off_CompleteOffboarding"));
        return (account, id);
    }

    static OrganizationRequest Cancel(Guid id, string? requestId = null) => requestId is null
        ? CaseWorld.On(id, "off_CancelOffboarding", ("Reason", "They pay again."))
        : CaseWorld.On(id, "off_CancelOffboarding", ("Reason", "They pay again."), ("RequestId", requestId));
}
