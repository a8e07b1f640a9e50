using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Nightly;

namespace Offboarding.Tests.Cases;

/// <summary>The verdict of each decision stays on the case with all its inputs, whatever becomes of the contract, and can be shown again for any past day.</summary>
[Trait("requirement", "R13")]
public sealed class DecisionRecordScenarios : IDisposable
{
    readonly SolutionEnvironment world = new();
    readonly CaseWorld cases;
    readonly Guid account;
    readonly Guid contract;

    public DecisionRecordScenarios()
    {
        cases = new CaseWorld(world);
        account = world.AddAccount("Contoso GmbH");
        contract = world.AddContract(account);
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public void R13_a_decision_shows_the_old_facts_after_the_contract_was_edited()
    {
        var id = cases.Start(account);
        var before = cases.Decisions(id).Single().Facts;

        Edit(row => row.Notice = "6M");

        var kept = cases.Decisions(id).Single();
        Assert.Equal(before, kept.Facts);
        Assert.Equal(("3M", "2027-09-30"), (Fact(kept, "notice"), Result(kept, "latest_notice_date")));
        Assert.Equal("2027-06-30", (string?)PreviewOf("2027-01-15")["results"]!["latest_notice_date"]);
    }

    [Fact]
    public void R13_every_decision_of_a_case_keeps_the_facts_of_its_own_day()
    {
        var id = cases.Announced(account);
        Edit(row => row.Notice = "6M");
        world.Comes(new LocalDate(2027, 2, 1));
        cases.Rep.Execute(CaseWorld.On(id, "off_RecordNotice", ("ReceivedOn", "2027-01-29"), ("Form", "letter")));
        Edit(row => row.MonthlyFee = 900m);
        world.Comes(new LocalDate(2027, 3, 1));
        cases.Rep.Execute(CaseWorld.On(id, "off_ChangeEndDate", ("NewEnd", "2028-03-31"), ("Reason", "They asked for a quarter more.")));

        var decisions = cases.Decisions(id);

        Assert.Equal([CaseDecisionKind.Start, CaseDecisionKind.Notice, CaseDecisionKind.EndDate], decisions.Select(decision => decision.Kind!.Value));
        Assert.Equal(["2027-01-15", "2027-02-01", "2027-03-01"], decisions.Select(decision => decision.Day.ToString()));
        Assert.Equal(["3M", "6M", "6M"], decisions.Select(decision => Fact(decision, "notice")));
        Assert.Equal([null, "2027-01-29", "2027-01-29"], decisions.Select(decision => Fact(decision, "notice_received")));
        Assert.Equal([null, null, "900"], decisions.Select(decision => Fact(decision, "monthly_fee")));
    }

    [Theory]
    [InlineData("2027-01-15")]
    [InlineData("2027-06-01")]
    [InlineData("2027-10-01")]
    public void R13_the_kept_facts_give_the_verdict_of_any_past_day_as_the_preview_of_that_day_did(string day)
    {
        var id = cases.Start(account);
        var then = PreviewOf(day);
        Edit(row => row.Notice = "6M");
        world.Comes(new LocalDate(2028, 2, 1));

        var evaluation = Judged(Facts(cases.Decisions(id).Single()), LocalDate.Parse(day));

        Assert.Equal((string?)then["results"]!["status"], evaluation.Output("status"));
        Assert.Equal((string?)then["results"]!["latest_notice_date"], evaluation.Output("latest_notice_date"));
        Assert.NotEqual((string?)PreviewOf(day)["results"]!["latest_notice_date"], evaluation.Output("latest_notice_date"));
    }

    [Fact]
    public void R13_where_no_fact_changed_the_preview_of_the_day_of_the_decision_is_the_decision()
    {
        var id = cases.Start(account);
        world.Comes(new LocalDate(2027, 11, 1));

        var again = Preview("2027-01-15");

        Assert.Equal(JObject.Parse(cases.Decisions(id).Single().Facts!)["preview"]!.ToString(), again.ToString());
    }

    void Edit(Action<ContractRow> change)
    {
        var row = new ContractRow(new Entity(ContractRow.Table, contract));
        change(row);
        world.Administrator.Update(row.Entity);
    }

    JObject Preview(string day) =>
        JObject.Parse((string)cases.Rep.Execute(new OrganizationRequest("off_PreviewOffboarding") { ["AccountIds"] = new[] { account.ToString() }, ["Day"] = day })["Json"]);

    JToken PreviewOf(string day) => Preview(day)["accounts"]![0]!["contracts"]![0]!;

    static JToken Kept(CaseDecisionRow decision) => JObject.Parse(decision.Facts!)["preview"]!["accounts"]![0]!["contracts"]![0]!;

    static string? Result(CaseDecisionRow decision, string output) => (string?)Kept(decision)["results"]![output];

    static string? Fact(CaseDecisionRow decision, string name) => Facts(decision).GetValueOrDefault(name);

    static Dictionary<string, string> Facts(CaseDecisionRow decision) =>
        Kept(decision)["facts"]!.ToDictionary(fact => (string)fact["fact"]!, fact => (string)fact["value"]!, StringComparer.Ordinal);

    static ContractEvaluation Judged(Dictionary<string, string> facts, LocalDate day) =>
        ContractRule.Evaluate(ContractFacts.Read(name => facts.GetValueOrDefault(name)), Contracts.ContractTable.ShippedRules, day);
}
