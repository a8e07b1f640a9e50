using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Threading.Tasks;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Nightly;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.Nightly;

/// <summary>What the night does when something fails.</summary>
public class NightlyFailureScenarios : IDisposable
{
    readonly SolutionEnvironment world;

    public NightlyFailureScenarios(EnvironmentOptions? options = null) => world = new SolutionEnvironment(options);

    public void Dispose()
    {
        world.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void After_a_fault_the_step_writes_nothing_and_takes_half_as_many_contracts()
    {
        world.AddContract(world.AddAccount("Contoso GmbH"));
        world.Comes(new LocalDate(2027, 8, 1));
        world.Local.Requests.Clear();

        var first = world.Step(fault: "deadlock");
        var second = world.Step("8", "deadlock");

        Assert.Equal((true, "50", 0, 0), Text(first));
        Assert.Equal((true, "4", 0, 0), Text(second));
        Assert.Empty(world.Writes());
    }

    [Fact]
    public void A_contract_that_fails_alone_is_left_out_named_and_done_in_the_next_night()
    {
        var account = world.AddAccount("Contoso GmbH");
        var contracts = new Dictionary<Guid, string>();
        for (var i = 0; i < 3; i++) contracts.Add(world.AddContract(account, "V-" + i), "V-" + i);
        world.Comes(new LocalDate(2027, 8, 1));

        var settled = world.Step("1", "the row is broken");
        var rest = world.Step((string)settled["Token"]);

        var leftOut = Assert.Single(contracts.Keys, id => world.Tasks(id).Count == 0);
        Assert.Equal((true, "100;" + leftOut.ToString("N"), 0, 1), Text(settled));
        Assert.Equal($"Contract {contracts[leftOut]} was left out of this run: the row is broken", settled["Report"]);
        Assert.Equal((false, 2), (rest["More"], rest["Processed"]));
        world.RunOn("2027-08-02");
        Assert.Equal(["2027-09-30/60"], world.OpenReminders(leftOut));
    }

    [Fact]
    public void A_plugin_of_the_customer_that_refuses_one_reminder_costs_that_contract_only()
    {
        var account = world.AddAccount("Contoso GmbH");
        for (var i = 0; i < 9; i++) world.AddContract(account, "V-" + i, row => row.Notice = "1M");
        var refused = world.AddContract(account, "V-Refused");
        world.Local.ImportSolution(TestSolution.Of(new TestStep("Refuse", "Create", TaskRow.Table, 20) { Configuration = "Tasks are made by hand here." }));

        var result = world.RunOn("2027-08-01");

        Assert.Equal((9, 1), (result.Processed, result.Failed));
        Assert.Contains("Contract V-Refused was left out of this run: Tasks are made by hand here.", result.Reports);
        Assert.Equal("2027-01-16", world.Contract(refused).NextCheckOn.ToString());
        Assert.Equal(AccountVerdict.Blocked, world.Verdict(account).Verdict);
    }

    [Fact]
    public void A_fault_that_was_only_passing_leaves_nothing_out()
    {
        world.Comes(new LocalDate(2027, 8, 1));

        var settled = world.Step("1", "timeout");

        Assert.Equal((false, (string?)null, 0, 0), Text(settled));
    }

    [Fact]
    public void Too_many_failing_contracts_stop_the_run_with_the_last_of_them()
    {
        world.AddContract(world.AddAccount("Contoso GmbH"), "V-9");
        world.Comes(new LocalDate(2027, 8, 1));
        var token = "1;" + string.Join(';', Enumerable.Range(0, NightlyToken.MostLeftOut).Select(_ => Guid.NewGuid().ToString("N")));

        var message = SolutionEnvironment.RefusalOf(() => world.Step(token, "no privilege"));

        Assert.StartsWith("More than 20 contracts failed in this nightly run; the last was V-9: no privilege", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-5101]", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("101")]
    [InlineData("notice-rules:0:50")]
    public void An_unknown_token_is_refused_by_name(string token)
    {
        var message = SolutionEnvironment.RefusalOf(() => world.Step(token));

        Assert.Equal($"Token '{token}' is none that off_RunNightly gave. Next: start again without a token. [OFF-5003]", message);
    }

    [Fact]
    public void A_broken_rule_stops_the_night_instead_of_blaming_contracts()
    {
        var contract = world.AddContract(world.AddAccount("Contoso GmbH"));
        world.Administrator.Create(new NoticeRuleRow { RuleId = "OWN-1", Version = 1, Kind = NoticeRuleKind.Preset, Mode = NoticeRuleMode.Select, Period = "soon" }.Entity);
        world.Comes(new LocalDate(2027, 8, 1));

        var message = SolutionEnvironment.RefusalOf(() => world.Step());
        var settled = SolutionEnvironment.RefusalOf(() => world.Step("1", message));

        Assert.EndsWith("[OFF-5002]", message, StringComparison.Ordinal);
        Assert.Equal(message, settled);
        Assert.Empty(world.Tasks(contract));
    }

    [Fact]
    public void The_reminder_of_a_disabled_owner_goes_to_the_user_of_the_job_and_the_report_says_so()
    {
        var gone = world.Local.AddUser(new("Gone Owner") { IsAdministrator = true });
        var contract = world.AddContract(world.AddAccount("Contoso GmbH"), change: row => row.OwnerId = new EntityReference("systemuser", gone));
        world.Administrator.Update(new Entity("systemuser", gone) { ["isdisabled"] = true });

        var result = world.RunOn("2027-08-01");

        Assert.NotEqual(gone, Assert.Single(world.Tasks(contract)).OwnerId!.Id);
        Assert.Contains("Contract V-2041: its owner is disabled", result.Reports[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Two_runs_at_a_time_never_remind_twice()
    {
        var account = world.AddAccount("Contoso GmbH");
        var contracts = Enumerable.Range(0, 40).Select(i => world.AddContract(account, "V-" + i)).ToList();
        world.Comes(new LocalDate(2027, 8, 1));

        var faults = new System.Collections.Concurrent.ConcurrentBag<Exception?>();
        Parallel.For(0, 4, _ => faults.Add(Record.Exception(() => world.Run())));
        world.Run();

        // The loser of a race fails; a scheduler would call again.
        Assert.All(faults, fault => Assert.True(fault is null or FaultException<OrganizationServiceFault>, fault?.ToString()));

        Assert.All(contracts, contract => Assert.Single(world.Tasks(contract)));
        Assert.All(contracts, contract => Assert.Equal(ContractVerdictStatus.NoticeOpen, world.Contract(contract).VerdictStatus));
    }

    static (bool, string?, int, int) Text(OrganizationResponse response) =>
        ((bool)response["More"], response.Results.Contains("Token") ? (string?)response["Token"] : null, (int)response["Processed"], (int)response["Failed"]);
}
