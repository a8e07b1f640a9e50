using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Cases;

public class RecordNoticeScenarios(SharedSolution solution) : IClassFixture<SharedSolution>
{
    readonly CaseWorld cases = new(solution.World);
    readonly SolutionEnvironment world = solution.World;

    [Fact]
    public void R10_a_notice_is_written_onto_the_contract_and_judged_by_its_receipt()
    {
        var account = world.AddAccount("Contoso GmbH");
        var contract = world.AddContract(account);
        var id = cases.Announced(account);

        var answer = cases.Rep.Execute(Notice(id, ("SentOn", "2027-01-11"), ("ReceivedOn", "2027-01-14"), ("Form", "letter")));

        Assert.Equal(("blocked", "2027-12-31", "2028-01-01"), (answer["Verdict"], answer["PlannedEnd"], answer["PossibleFrom"]));
        Assert.StartsWith("Written onto contracts: 1.", (string)answer["Report"], StringComparison.Ordinal);
        var row = cases.Contract(contract);
        Assert.Equal((new LocalDate(2027, 1, 14), ContractNoticeForm.Letter, ContractNoticeBy.Supplier), (row.NoticeReceived, row.NoticeForm, row.NoticeBy));
        Assert.Equal(ContractVerdictStatus.Ending, row.VerdictStatus);
        Assert.Equal(OffboardingCaseStatusReason.Transition, cases.Case(id).StatusReason);
        var decision = cases.Decisions(id).Last();
        Assert.Equal(CaseDecisionKind.Notice, decision.Kind);
        Assert.Equal("2027-01-14", (string?)JObject.Parse(decision.Facts!)["case"]!["notice_received_on"]);
    }

    [Fact]
    public void R10_a_notice_that_was_only_sent_ends_no_contract_yet()
    {
        var account = world.AddAccount("Contoso GmbH");
        var contract = world.AddContract(account);
        var id = cases.Announced(account);

        var answer = world.GermanRep.Execute(Notice(id, ("SentOn", "2027-01-14"), ("Form", "letter")));

        Assert.StartsWith("Die Kündigung ist als abgesandt erfasst. Sie zählt ab Zugang", (string)answer["Report"], StringComparison.Ordinal);
        Assert.Null(cases.Contract(contract).NoticeReceived);
        Assert.Equal((OffboardingCaseStatusReason.Announce, new LocalDate(2027, 1, 14)), (cases.Case(id).StatusReason, cases.Case(id).NoticeSentOn));
    }

    [Fact]
    public void A_notice_for_an_earlier_day_than_it_reaches_counts_for_the_day_it_reaches()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var id = cases.Announced(account);

        var answer = cases.Rep.Execute(Notice(id, ("ReceivedOn", "2027-01-14"), ("Form", "letter"), ("TargetEnd", "2027-06-30")));

        Assert.Equal("2027-12-31", answer["PlannedEnd"]);
    }

    [Fact]
    public void R13_the_customers_own_notice_needs_no_decision_of_ours()
    {
        var account = world.AddAccount("Contoso GmbH");
        var contract = world.AddContract(account, change: row => row.Party = ContractParty.Customer);
        var id = cases.Start(account, "customer_notice");

        cases.Rep.Execute(Notice(id, ("ReceivedOn", "2027-01-14"), ("Form", "email")));

        Assert.Equal(ContractNoticeBy.Customer, cases.Contract(contract).NoticeBy);
        Assert.Equal(OffboardingCaseStatusReason.Transition, cases.Case(id).StatusReason);
    }

    [Fact]
    public void R13_a_mutual_agreement_ends_the_contract_on_the_day_agreed()
    {
        var account = world.AddAccount("Contoso GmbH");
        var contract = world.AddContract(account);
        var id = cases.Announced(account, "mutual");

        var answer = cases.Rep.Execute(Notice(id, ("AgreedEnd", "2027-03-31")));

        Assert.Equal(("2027-03-31", "2027-04-01"), (answer["PlannedEnd"], answer["PossibleFrom"]));
        Assert.Equal((ContractTermination.Mutual, new LocalDate(2027, 3, 31)), (cases.Contract(contract).Termination, cases.Contract(contract).AgreedEnd));
    }

    [Fact]
    public void R13_an_extraordinary_notice_needs_cause_evidence_and_counsel()
    {
        var account = world.AddAccount("Contoso GmbH");
        var contract = world.AddContract(account);
        var id = cases.Announced(account, "extraordinary");

        var english = cases.RefusalOf(cases.Rep, Notice(id, ("ReceivedOn", "2027-01-14"), ("Form", "letter")));
        var german = cases.RefusalOf(world.GermanRep, Notice(id, ("ReceivedOn", "2027-01-14"), ("Form", "letter"), ("CauseBasis", "626")));
        cases.Rep.Update(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id)) { Evidence = "Invoices 4711 and 4712, unpaid since October; warning of 2 December." }.Entity);
        var answer = cases.Rep.Execute(Notice(
            id, ("ReceivedOn", "2027-01-14"), ("Form", "letter"), ("CauseBasis", "626"), ("CauseKnownOn", "2027-01-08"), ("CounselConfirmed", true)));

        Assert.Contains(
            "missing: the provision on which it rests (314, 626, 89a), the day on which the facts became known, the evidence, counsel's confirmation.", english, StringComparison.Ordinal);
        Assert.Contains("es fehlt: der Tag der Kenntnis, die Belege, die Bestätigung der Rechtsabteilung.", german, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1316]", german, StringComparison.Ordinal);
        Assert.Equal(("clear", "2027-01-15"), (answer["Verdict"], answer["PossibleFrom"]));
        Assert.Equal(ContractCauseBasis.Code626, cases.Contract(contract).CauseBasis);
        Assert.Equal(OffboardingCaseStatusReason.Close, cases.Case(id).StatusReason);
    }

    [Fact]
    public void A_repeat_answers_the_same_and_changes_nothing()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var id = cases.Announced(account);
        var first = cases.Rep.Execute(Notice(id, ("ReceivedOn", "2027-01-14"), ("Form", "letter"), ("RequestId", "n-1")));
        var before = cases.Snapshot();

        var again = cases.Rep.Execute(Notice(id, ("ReceivedOn", "2027-01-14"), ("Form", "letter"), ("RequestId", "n-1")));
        var withoutId = cases.Rep.Execute(Notice(id, ("ReceivedOn", "2027-01-14"), ("Form", "letter")));

        Assert.Equal(before, cases.Snapshot());
        foreach (var name in new[] { "Verdict", "PlannedEnd", "PossibleFrom", "Report" }) Assert.Equal(first[name], again[name]);
        Assert.Equal(first["PossibleFrom"], withoutId["PossibleFrom"]);
        Assert.Contains("says this already", (string)withoutId["Report"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_corrected_receipt_corrects_the_contract()
    {
        var account = world.AddAccount("Contoso GmbH");
        var contract = world.AddContract(account);
        var id = cases.Announced(account);
        cases.Rep.Execute(Notice(id, ("ReceivedOn", "2027-01-14"), ("Form", "letter")));

        cases.Rep.Execute(Notice(id, ("ReceivedOn", "2027-01-13")));

        Assert.Equal(new LocalDate(2027, 1, 13), cases.Contract(contract).NoticeReceived);
    }

    [Theory]
    [InlineData("ReceivedOn", "2027-01-16", "16 Jan 2027 is in the future; today is 15 Jan 2027.", "OFF-1313")]
    [InlineData("SentOn", "2027-01-15", "The notice was received on 14 Jan 2027, before it was sent on 15 Jan 2027.", "OFF-1314")]
    [InlineData("By", "customer", "the notice comes from us", "OFF-1311")]
    [InlineData("Form", "", "missing: the form of the notice", "OFF-1315")]
    [InlineData("Form", "pigeon", "expected: oral, email, fax, portal, letter, qes", "OFF-9004")]
    public void A_notice_that_cannot_be_true_is_refused_and_changes_nothing(string parameter, string value, string text, string code)
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var request = Notice(cases.Announced(account), ("ReceivedOn", "2027-01-14"), ("Form", "letter"));
        request[parameter] = value;

        var message = cases.RefusalOf(cases.Rep, request);

        Assert.Contains(text, message, StringComparison.Ordinal);
        Assert.EndsWith($"[{code}]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void R16_our_notice_waits_for_the_decision()
    {
        var account = world.AddAccount("Contoso GmbH");
        var id = cases.Start(account);

        var message = cases.RefusalOf(world.GermanRep, Notice(id, ("ReceivedOn", "2027-01-14"), ("Form", "letter")));

        Assert.Contains("wird noch vorbereitet; die Entscheidung über das Ende kommt vor der Kündigung.", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1312]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_term_that_lapses_takes_no_notice()
    {
        var id = cases.Announced(world.AddAccount("Contoso GmbH"), "lapse");

        Assert.EndsWith("[OFF-1310]", cases.RefusalOf(cases.Rep, Notice(id, ("ReceivedOn", "2027-01-14"), ("Form", "letter"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_that_nobody_finds_is_refused()
    {
        var message = cases.RefusalOf(cases.Rep, Notice(Guid.NewGuid(), ("ReceivedOn", "2027-01-14")));

        Assert.EndsWith("[OFF-1304]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Recording_takes_nine_requests_one_write_a_contract_and_what_its_checks_ask()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var id = cases.Announced(account);
        world.Local.Requests.Clear();

        cases.Rep.Execute(Notice(id, ("ReceivedOn", "2027-01-14"), ("Form", "letter")));

        Assert.Equal(10, world.Local.Requests.ByPlugins.Count(request => request.Depth == 2));
    }

    static OrganizationRequest Notice(Guid id, params (string Name, object Value)[] parameters) => CaseWorld.On(id, "off_RecordNotice", parameters);
}
