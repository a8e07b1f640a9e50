using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Contracts;

public sealed class PreviewOffboardingScenarios(SharedSolution solution) : IClassFixture<SharedSolution>
{
    readonly SolutionEnvironment world = solution.World;

    [Fact]
    public void The_verdict_on_an_account_comes_with_that_on_each_contract()
    {
        var account = world.AddAccount("Contoso GmbH");
        var contract = world.AddContract(account);

        var answer = Preview(world.EnglishRep, account);

        var verdict = Rows(answer, "Accounts").Single();
        Assert.Equal(("blocked", "Contoso GmbH"), (verdict["verdict"], verdict["name"]));
        Assert.Equal(new DateTime(2028, 1, 1), verdict["possiblefrom"]);
        Assert.Equal(account, ((EntityReference)verdict["accountid"]).Id);
        var row = Rows(answer, "Verdicts").Single();
        Assert.Equal(contract, ((EntityReference)row["contractid"]).Id);
        Assert.Equal(("notice_open", "contract", false), (row["status"], row["basis"], row["deactivationallowed"]));
        Assert.Equal(new DateTime(2027, 9, 30), row["latestnoticedate"]);
        Assert.Equal(new DateTime(2027, 12, 31), row["earliestend"]);
        Assert.Equal(
            "Contract V-2041 runs to 31 Dec 2027. Notice must be received by 30 Sep 2027 (plan for 30 Sep 2027), or it runs to 31 Dec 2028.", row["message"]);
    }

    [Fact]
    public void The_day_is_the_callers_unless_one_is_named()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);

        var today = Rows(Preview(world.EnglishRep, account), "Verdicts").Single();
        var later = Rows(Preview(world.EnglishRep, [account], "2028-02-01"), "Verdicts").Single();

        Assert.Equal(new DateTime(2027, 12, 31), today["currenttermend"]);
        Assert.Equal(new DateTime(2028, 12, 31), later["currenttermend"]);
    }

    [Fact]
    public void The_json_explains_every_date_with_facts_rules_and_steps()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: contract =>
        {
            contract.InitialTerm = "none";
            contract.Renewal = null;
            contract.RenewalTerm = null;
            contract.Notice = null;
            contract.PayPeriod = ContractPayPeriod.Month;
        });

        var json = JObject.Parse((string)Preview(world.EnglishRep, account)["Json"]);

        var contract = json["accounts"]![0]!["contracts"]![0]!;
        Assert.Equal("2027-01-15", (string?)json["day"]);
        Assert.Contains(contract["facts"]!, fact => (string?)fact["fact"] == "start" && (string?)fact["value"] == "2025-01-01");
        Assert.Equal("2027-01-31", (string?)contract["results"]!["earliest_end"]);
        var rule = contract["rules"]![0]!;
        Assert.Equal(("DE-BGB-621-3", 1, "§ 621 Nr. 3 BGB"), ((string?)rule["rule_id"], (int)rule["version"]!, (string?)rule["legal_source"]));
        var steps = contract["steps"]!;
        Assert.Contains(steps, step => (string?)step["output"] == "earliest_end" && ((string?)step["text"])!.Contains("31 Jan 2027", StringComparison.Ordinal));
        Assert.Contains(steps, step => (string?)step["text"] == "The contract says nothing on notice; the statutory period of § 621 Nr. 3 BGB counts.");
    }

    [Fact]
    public void A_German_reader_gets_German_words()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);

        var answer = Preview(world.GermanRep, account);

        Assert.StartsWith("Vertrag V-2041 läuft bis 31.12.2027.", (string)Rows(answer, "Accounts").Single()["message"], StringComparison.Ordinal);
        Assert.Contains("Vertragsbeginn", (string)answer["Json"], StringComparison.Ordinal);
    }

    [Fact]
    public void Accounts_that_the_caller_may_not_read_refuse_the_whole_question()
    {
        var account = world.AddAccount("Contoso GmbH");
        var stranger = world.Local.ServiceFor(world.Local.AddUser(new NewUser("Stan Stranger")
        {
            Privileges = [new TablePrivilege(AccountRow.Table, TableRights.Read, AccessDepth.Basic)],
        }));

        var message = SolutionEnvironment.RefusalOf(() => Preview(stranger, account));

        Assert.StartsWith("1 of 1 accounts cannot be judged: they do not exist, or you may not read them.", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Contoso", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_without_contract_is_clear()
    {
        var verdict = Rows(Preview(world.EnglishRep, world.AddAccount("Contoso GmbH")), "Accounts").Single();

        Assert.Equal(("clear", "No contract is on file."), (verdict["verdict"], verdict["message"]));
        Assert.False(verdict.Contains("possiblefrom"));
    }

    [Theory]
    [InlineData("not-an-id", null, "OFF-9003")]
    [InlineData("11111111-1111-1111-1111-111111111111", "15.01.2027", "OFF-9002")]
    [InlineData("11111111-1111-1111-1111-111111111111", null, "OFF-1201")]
    public void What_cannot_be_read_is_named(string id, string? day, string code)
    {
        var request = new OrganizationRequest("off_PreviewOffboarding") { ["AccountIds"] = new[] { id } };
        if (day != null) request["Day"] = day;

        var message = SolutionEnvironment.RefusalOf(() => world.EnglishRep.Execute(request));

        Assert.EndsWith($"[{code}]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_without_account_is_refused()
    {
        var message = SolutionEnvironment.RefusalOf(() => Preview(world.EnglishRep, []));

        Assert.StartsWith("Message off_PreviewOffboarding needs the parameter AccountIds.", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-9001]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_accounts_than_fit_one_call_are_refused()
    {
        var ids = Enumerable.Range(0, 1001).Select(_ => Guid.NewGuid()).ToArray();

        var message = SolutionEnvironment.RefusalOf(() => Preview(world.EnglishRep, ids));

        Assert.Contains("1001", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-5004]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_accounts_take_as_many_requests_as_one_and_change_nothing()
    {
        var accounts = Enumerable.Range(0, 1000).Select(i => world.AddAccount($"Account {i}")).ToArray();
        foreach (var account in accounts)
            for (var i = 0; i < 5; i++) world.AddContract(account, $"V-{i}");
        Preview(world.EnglishRep, accounts[0]);
        world.Local.Requests.Clear();
        Preview(world.EnglishRep, accounts[0]);
        var one = Requests();

        world.Local.Requests.Clear();
        var watch = Stopwatch.StartNew();
        var answer = Preview(world.EnglishRep, accounts);
        watch.Stop();

        Assert.Equal(5000, Rows(answer, "Verdicts").Count);
        Assert.Equal(one, Requests());
        Assert.Equal(6, one.Count);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed.TotalSeconds:0.0} s; the target is 2 s on a quiet machine");
        TestContext.Current.SendDiagnosticMessage($"preview of 1,000 accounts with 5 contracts each: {watch.ElapsedMilliseconds} ms");
    }

    List<string> Requests() => [.. world.Local.Requests.ByPlugins.Select(request => $"{request.Message} {request.Table}").Order(StringComparer.Ordinal)];

    static OrganizationResponse Preview(IOrganizationService service, Guid account) => Preview(service, [account]);

    static OrganizationResponse Preview(IOrganizationService service, Guid[] accounts, string? day = null)
    {
        var request = new OrganizationRequest("off_PreviewOffboarding") { ["AccountIds"] = accounts.Select(id => id.ToString("D")).ToArray() };
        if (day != null) request["Day"] = day;
        return service.Execute(request);
    }

    static DataCollection<Entity> Rows(OrganizationResponse answer, string name) => ((EntityCollection)answer[name]).Entities;
}
