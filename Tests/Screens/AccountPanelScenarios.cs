using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Screens;
using Offboarding.Tests.Cases;
using Offboarding.Tests.Schedule;

namespace Offboarding.Tests.Screens;

/// <summary>All that the panel of an account shows comes with one message.</summary>
public sealed class AccountPanelScenarios : IDisposable
{
    readonly SolutionEnvironment world = Schedules.NewWorld();
    readonly CaseWorld cases;

    public AccountPanelScenarios() => cases = new CaseWorld(world);

    public void Dispose() => world.Dispose();

    [Fact]
    public void R47_the_panel_says_verdict_timeline_contracts_and_what_is_open()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var customer = new EntityReference(AccountRow.Table, account);
        world.Administrator.Create(new Entity("invoice") { ["name"] = "INV-1", ["invoicenumber"] = "INV-1", ["customerid"] = customer, ["duedate"] = new DateTime(2026, 12, 1) });
        world.Administrator.Create(new Entity("incident") { ["title"] = "Printer on fire", ["customerid"] = customer, ["isescalated"] = true });

        var panel = Panel(world.EnglishRep, account);

        Assert.Equal(("2027-01-15", true, "blocked", "2028-01-01"), ((string?)panel["day"], (bool)panel["active"]!, (string?)panel["account"]!["verdict"], (string?)panel["account"]!["possible_from"]));
        Assert.Equal(["today", "latest_notice", "contract_end", "processing_end", "retention_end", "erasure"], panel["timeline"]!.Select(point => (string?)point["kind"]));
        Assert.Equal(["2027-01-15", "2027-09-30", "2027-12-31", null, null, null], panel["timeline"]!.Select(point => (string?)point["day"]));
        Assert.StartsWith("Contract V-2041", (string?)panel["timeline"]![1]!["source"], StringComparison.Ordinal);
        Assert.Equal("V-2041", (string?)Assert.Single(panel["account"]!["contracts"]!)["number"]);
        Assert.Equal([("invoice", 1), ("incident", 1)], panel["open"]!.Select(kind => ((string)kind["table"]!, (int)kind["count"]!)));
        Assert.Equal(("INV-1", "2026-12-01"), ((string?)panel["open"]![0]!["rows"]![0]!["name"], (string?)panel["open"]![0]!["rows"]![0]!["day"]));
        Assert.True((bool)panel["open"]![1]!["rows"]![0]!["escalated"]!);
        Assert.Empty(panel["holds"]!);
        Assert.Null(panel["case"]);
    }

    [Fact]
    public void An_open_case_a_hold_and_a_rule_show_with_their_source()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var id = cases.Start(account);
        var contact = world.Administrator.Create(new Entity("contact") { ["lastname"] = "Roth", ["parentcustomerid"] = new EntityReference(AccountRow.Table, account) });
        world.Administrator.Create(new LegalHoldRow { ContactId = new EntityReference("contact", contact), Kind = LegalHoldKind.Litigation, Purpose = "Defence", Reason = "A claim is pending.", From = new LocalDate(2027, 1, 1) }.Entity);

        var panel = Panel(world.GermanRep, account);

        Assert.Equal((id.ToString("D"), "Vorbereiten"), ((string?)panel["case"]!["id"], (string?)panel["case"]!["stage"]));
        Assert.Equal("Fall " + (string?)panel["case"]!["number"], (string?)panel["timeline"]![2]!["source"]);
        Assert.Equal("2027-01-01", (string?)Assert.Single(panel["holds"]!)["from"]);
    }

    [Fact]
    public void An_account_that_ended_shows_what_becomes_of_its_data()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.Administrator.Update(new AccountRow(new Entity(AccountRow.Table, account)) { NoContractConfirmedOn = new LocalDate(2027, 1, 14) }.Entity);
        SolutionEnvironment.Deactivate(world.EnglishRep, account);
        world.RunSchedules();

        var panel = Panel(world.EnglishRep, account);

        Assert.False((bool)panel["active"]!);
        Assert.Equal("2027-01-14", (string?)panel["no_contract_on"]);
        var points = panel["timeline"]!.ToDictionary(point => (string)point["kind"]!);
        Assert.DoesNotContain("latest_notice", points.Keys);
        Assert.Equal("2027-01-15", (string?)points["contract_end"]["day"]);
        Assert.True((bool)points["contract_end"]["done"]!);
        Assert.NotNull((string?)points["retention_end"]["day"]);
        Assert.Matches("^Rule .+ v[0-9]+$", (string?)points["retention_end"]["source"]);
    }

    [Fact]
    public void The_panel_takes_at_most_thirteen_requests_and_writes_nothing()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        world.AddContract(account, "V-2042");
        cases.Start(account);
        var before = cases.Snapshot();
        world.Local.Requests.Clear();

        Panel(world.EnglishRep, account);

        Assert.InRange(world.Local.Requests.ByPlugins.Count(request => request.Depth == 2), 1, GetAccountPanel.MostRequests);
        Assert.Equal(before, cases.Snapshot());
    }

    [Fact]
    public void Whoever_may_not_read_the_account_is_told_so()
    {
        var account = world.AddAccount("Contoso GmbH");
        var stranger = world.Local.ServiceFor(world.Local.AddUser(new NewUser("Sam Stone") { Privileges = [] }));

        var message = SolutionEnvironment.RefusalOf(() => Panel(stranger, account));

        Assert.NotEmpty(message);
        Assert.EndsWith("[OFF-1201]", SolutionEnvironment.RefusalOf(() => Panel(world.EnglishRep, Guid.NewGuid())), StringComparison.Ordinal);
    }

    static JObject Panel(IOrganizationService service, Guid account) =>
        JObject.Parse((string)service.Execute(new OrganizationRequest("off_GetAccountPanel") { ["AccountId"] = account })["Json"]);
}
