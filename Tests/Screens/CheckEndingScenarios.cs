using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Cases;

namespace Offboarding.Tests.Screens;

/// <summary>The check says what a start would bring, and changes nothing.</summary>
public sealed class CheckEndingScenarios : IDisposable
{
    readonly SolutionEnvironment world = new();
    readonly CaseWorld cases;

    public CheckEndingScenarios() => cases = new CaseWorld(world);

    public void Dispose() => world.Dispose();

    [Fact]
    public void Check_and_start_agree_on_verdict_end_and_plan()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var before = cases.Snapshot();

        var check = Check(world.EnglishRep, account, ("Way", "own_notice"));

        Assert.Equal(before, cases.Snapshot());
        var start = cases.Rep.Execute(CaseWorld.StartRequest(account, playbook: null));
        Assert.Equal(((string)start["Verdict"], (string)start["PlannedEnd"]), ((string?)check["verdict"], (string?)check["planned_end"]));
        Assert.Equal(
            ((EntityCollection)start["Plan"]).Entities.Select(item => ((string)item["code"], ((DateTime)item["dueon"]).ToString("yyyy-MM-dd"), (string)item["subject"])),
            check["plan"]!.Select(item => ((string)item["code"]!, (string)item["dueon"]!, (string)item["subject"]!)));
        Assert.Equal(JObject.Parse((string)start["Warnings"])["talk_days"]!.ToString(), check["talk_days"]!.ToString());
        Assert.NotEmpty(check["plan"]!);
    }

    [Fact]
    public void Without_a_way_there_is_a_verdict_and_what_can_be_chosen()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var main = AddContact(account, "Ute", "Zander");
        AddContact(account, "Ann", "Adler");
        world.Administrator.Update(new Entity(AccountRow.Table, account) { ["primarycontactid"] = new EntityReference("contact", main) });

        var check = Check(world.GermanRep, account, ("WithChoices", true));

        Assert.Equal(("Contoso GmbH", "blocked", "2027-12-31"), ((string?)check["account"], (string?)check["verdict"], (string?)check["earliest_end"]));
        Assert.Empty(check["plan"]!);
        var choices = check["choices"]!;
        Assert.Equal(["Ute Zander", "Ann Adler"], choices["contacts"]!.Select(contact => (string?)contact["name"]));
        Assert.True((bool)choices["contacts"]![0]!["main"]!);
        Assert.Contains(choices["reasons"]!, reason => (string?)reason["code"] == "not-profitable" && ((string)reason["name"]!).Length > 0);
        Assert.Equal((20, 3), ((int)choices["least_characters"]!, (int)choices["least_words"]!));
    }

    [Fact]
    public void A_refusal_of_the_start_is_the_refusal_of_the_check()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);

        var check = cases.RefusalOf(cases.Rep, Request(account, ("Way", "own_notice"), ("WantedEnd", "2027-03-31")));
        var start = cases.RefusalOf(cases.Rep, CaseWorld.StartRequest(account, wantedEnd: "2027-03-31", playbook: null));

        Assert.Equal(start, check);
        Assert.EndsWith("[OFF-1309]", check, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_case_is_named()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var id = cases.Start(account);

        var check = Check(world.EnglishRep, account, ("WithChoices", true));

        Assert.Equal(id.ToString("D"), (string?)check["case"]!["id"]);
        Assert.Null(check["choices"]);
    }

    [Fact]
    public void The_check_takes_at_most_thirteen_requests()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        world.Local.Requests.Clear();

        Check(world.EnglishRep, account, ("Way", "own_notice"), ("ReasonCode", "not-profitable"), ("WithChoices", true));

        Assert.InRange(world.Local.Requests.ByPlugins.Count(request => request.Depth == 2), 1, CheckEnding.MostRequests);
    }

    [Fact]
    public void An_inactive_account_has_nothing_to_end()
    {
        var account = world.AddAccount("Contoso GmbH");
        SolutionEnvironment.Deactivate(world.EnglishRep, account);

        Assert.EndsWith("[OFF-1301]", cases.RefusalOf(cases.Rep, Request(account)), StringComparison.Ordinal);
    }

    Guid AddContact(Guid account, string first, string last) =>
        world.EnglishRep.Create(new Entity("contact") { ["firstname"] = first, ["lastname"] = last, ["parentcustomerid"] = new EntityReference(AccountRow.Table, account) });

    static OrganizationRequest Request(Guid account, params (string Name, object Value)[] parameters)
    {
        var request = new OrganizationRequest("off_CheckEnding") { ["AccountId"] = account };
        foreach (var (name, value) in parameters) request[name] = value;
        return request;
    }

    static JObject Check(IOrganizationService service, Guid account, params (string Name, object Value)[] parameters) =>
        JObject.Parse((string)service.Execute(Request(account, parameters))["Json"]);
}
