using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Nightly;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Deactivation;
using Offboarding.Tests.LocalDataverse.Solutions;
using Offboarding.Tests.Nightly;

namespace Offboarding.Tests.Findings;

/// <summary>What the platform lets pass the gate is found by the next night, through the packed zip.</summary>
public class FindingScenarios : IDisposable
{
    const int ReadsOfAQuietNight = 13;

    readonly SolutionEnvironment world;
    readonly Guid migrator;

    public FindingScenarios(EnvironmentOptions? options = null)
    {
        world = new SolutionEnvironment(options);
        migrator = world.Local.AddUser(new NewUser("Mia Migrator") { IsAdministrator = true });
    }

    public void Dispose()
    {
        world.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("BypassBusinessLogicExecution", "CustomSync")]
    [InlineData("BypassCustomPluginExecution", true)]
    public void R43_an_account_deactivated_past_the_gate_becomes_a_finding_with_user_and_time(string parameter, object value)
    {
        var account = Obliged();
        world.Local.Clock.MoveTo(new DateTime(2027, 1, 20, 9, 30, 0, DateTimeKind.Utc));
        Bypass(Doors.Inactive(account), parameter, value);

        var night = world.RunOn("2027-01-21");

        var finding = Assert.Single(Findings());
        Assert.Equal((FindingKind.GateBypassed, FindingFindingState.Open), (finding.Kind, finding.FindingState));
        Assert.Equal((account, migrator), (finding.AccountId!.Id, finding.ChangedById!.Id));
        Assert.Equal(new DateTime(2027, 1, 20, 9, 30, 0, DateTimeKind.Utc), finding.ChangedOn);
        Assert.Equal("2027-01-21", finding.FoundOn.ToString());
        Assert.StartsWith("“Contoso GmbH” was deactivated past the checks, although contracts bind it. Contract V-2041 ", finding.Detail, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1600]", finding.Detail, StringComparison.Ordinal);
        Assert.Contains("Findings made or settled: 1.", night.Reports);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void R43_user_and_time_are_those_that_audit_knows_whoever_changed_the_account_since(bool isAudited)
    {
        using var audited = new SolutionEnvironment(new EnvironmentOptions { Auditing = isAudited });
        var someone = audited.Local.AddUser(new NewUser("Mia Migrator") { IsAdministrator = true });
        var account = audited.AddAccount("Contoso GmbH");
        audited.AddContract(account);
        audited.Local.Clock.MoveTo(new DateTime(2027, 1, 20, 9, 30, 0, DateTimeKind.Utc));
        audited.Local.ServiceFor(someone).Execute(new UpdateRequest { Target = Doors.Inactive(account), Parameters = { ["BypassCustomPluginExecution"] = true } });
        audited.Local.Clock.MoveTo(new DateTime(2027, 1, 20, 17, 0, 0, DateTimeKind.Utc));
        audited.Administrator.Update(new AccountRow(new Entity(AccountRow.Table, account)) { Name = "Contoso SE" }.Entity);

        audited.RunOn("2027-01-21");

        var finding = Assert.Single(All(audited));
        var (user, hour) = isAudited ? (someone, 9) : (audited.Local.AdministratorId, 17);
        Assert.Equal((user, hour), (finding.ChangedById!.Id, finding.ChangedOn!.Value.Hour));
        Assert.Equal(!isAudited, finding.Detail!.Contains("Auditing does not tell of this change: user and time are those of the last change of the row.", StringComparison.Ordinal));
    }

    [Fact]
    public void R43_who_lacks_the_privilege_passes_no_gate()
    {
        var account = Obliged();

        var message = SolutionEnvironment.RefusalOf(() => world.EnglishRep.Execute(new UpdateRequest
        {
            Target = Doors.Inactive(account),
            Parameters = { ["BypassBusinessLogicExecution"] = "CustomSync" },
        }));

        Assert.Contains("prvBypassCustomBusinessLogic", message, StringComparison.Ordinal);
        Assert.Equal(AccountState.Active, world.Account(account).State);
    }

    [Fact]
    public void R43_a_contract_put_on_an_inactive_account_past_its_gate_is_found_with_the_user_who_put_it()
    {
        var account = world.AddAccount("Contoso GmbH");
        SolutionEnvironment.Deactivate(world.EnglishRep, account);
        world.Local.Clock.MoveTo(new DateTime(2027, 1, 20, 9, 30, 0, DateTimeKind.Utc));
        Migrator.Execute(new CreateRequest
        {
            Target = SolutionEnvironment.Contract(account).Entity,
            Parameters = { ["BypassBusinessLogicExecution"] = "CustomSync" },
        });

        world.RunOn("2027-01-21");

        var finding = Assert.Single(Findings());
        Assert.Equal((FindingKind.ContractOnInactiveAccount, migrator), (finding.Kind, finding.ChangedById!.Id));
        Assert.EndsWith("[OFF-1602]", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_that_policy_let_go_although_obliged_is_found_as_decided()
    {
        world.Set("off_DeactivationPolicy", "allowandrecord");
        SolutionEnvironment.Deactivate(world.EnglishRep, Obliged());

        world.RunOn("2027-01-16");

        var finding = Assert.Single(Findings());
        Assert.Equal(FindingKind.DeactivatedWithObligation, finding.Kind);
        Assert.EndsWith("[OFF-1601]", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_is_made_once_whatever_happens_to_it_while_its_cause_lasts()
    {
        var account = Obliged();
        Bypass(Doors.Inactive(account));
        world.RunOn("2027-01-16");
        world.RunOn("2027-01-17");
        Update(Findings().Single(), row => row.FindingState = FindingFindingState.Settled);

        world.RunOn("2027-01-18");
        world.Comes(new LocalDate(2027, 10, 1));
        world.Run();

        Assert.Equal(FindingFindingState.Settled, Assert.Single(Findings()).FindingState);
    }

    [Theory]
    [InlineData("the account is active again")]
    [InlineData("the contract is deactivated")]
    [InlineData("the account is deleted past the gate")]
    public void A_finding_is_settled_when_its_cause_is_gone_and_may_come_again(string why)
    {
        var account = world.AddAccount("Contoso GmbH");
        var contract = world.AddContract(account);
        Bypass(Doors.Inactive(account));
        world.RunOn("2027-01-16");

        if (why.Contains("active again", StringComparison.Ordinal)) Reactivate(account);
        else if (why.Contains("contract", StringComparison.Ordinal)) Bypass(new ContractRow(new Entity(ContractRow.Table, contract)) { State = ContractState.Inactive }.Entity);
        else Delete(contract, account);
        world.RunOn("2027-01-17");

        Assert.Equal(FindingFindingState.Settled, Assert.Single(Findings()).FindingState);
        if (!why.Contains("active again", StringComparison.Ordinal)) return;

        Bypass(Doors.Inactive(account));
        world.RunOn("2027-01-18");
        Assert.Equal(["Open", "Settled"], Findings().Select(finding => finding.FindingState.ToString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Accounts_that_were_inactive_before_the_product_came_are_no_findings()
    {
        using var brownfield = new SolutionEnvironment(withDefaults: false);
        var account = brownfield.AddAccount("Contoso GmbH");
        SolutionEnvironment.Deactivate(brownfield.Administrator, account);
        brownfield.Local.Clock.MoveTo(new DateTime(2027, 2, 1, 8, 0, 0, DateTimeKind.Utc));
        brownfield.InstallDefaults();
        brownfield.Administrator.Execute(new CreateRequest
        {
            Target = SolutionEnvironment.Contract(account).Entity,
            Parameters = { ["BypassBusinessLogicExecution"] = "CustomSync" },
        });

        brownfield.RunOn("2027-02-02");
        brownfield.RunOn("2027-02-03");

        Assert.Empty(All(brownfield));
    }

    [Fact]
    public void An_account_that_went_as_it_should_is_no_finding()
    {
        var ended = world.AddAccount("Contoso GmbH");
        world.AddContract(ended, change: contract => contract.Renewal = ContractRenewal.None);
        SolutionEnvironment.Deactivate(world.EnglishRep, ended);

        world.RunOn("2027-01-16");

        Assert.Empty(Findings());
    }

    [Fact]
    public void A_night_without_findings_reads_three_times_for_them_and_has_no_step_of_its_own()
    {
        world.RunOn("2027-01-16");
        world.Local.Requests.Clear();

        var night = world.RunOn("2027-01-17");

        Assert.Equal((1, ReadsOfAQuietNight), (night.Steps, world.Reads()));
        Assert.Empty(world.Writes());
    }

    [Fact]
    public void A_step_of_findings_reads_a_constant_number_of_times_and_writes_each_once()
    {
        for (var i = 0; i < NightlyToken.ContractsPerStep + 5; i++) Bypass(Doors.Inactive(Obliged()));
        world.Comes(new LocalDate(2027, 1, 16));
        world.Local.Requests.Clear();

        var first = world.Step();

        Assert.Equal((true, "F100", 100), (first["More"], first["Token"], first["Processed"]));
        Assert.Equal(100, world.Writes().Count(write => write == "Create " + FindingRow.Table));
        Assert.InRange(world.Reads(), 1, 11);
        var second = world.Step((string)first["Token"]);
        Assert.Equal((true, "100", 5), (second["More"], second["Token"], second["Processed"]));
    }

    [Fact]
    public void A_finding_that_fails_alone_is_left_out_and_the_contracts_are_done_all_the_same()
    {
        var account = Obliged();
        Bypass(Doors.Inactive(account));
        world.Local.ImportSolution(TestSolution.Of(new TestStep("Refuse", "Create", FindingRow.Table, 20) { Configuration = "Findings are closed here." }));

        var night = world.RunOn("2027-01-16");

        Assert.Equal((1, 1), (night.Processed, night.Failed));
        Assert.Contains(night.Reports, report => report.EndsWith("was left out of this run: Findings are closed here.", StringComparison.Ordinal));
        Assert.Empty(Findings());
    }

    [Fact]
    public void A_run_stops_when_too_many_findings_fail()
    {
        Bypass(Doors.Inactive(Obliged()));
        world.Comes(new LocalDate(2027, 1, 16));
        var token = "F1;" + string.Join(';', Enumerable.Range(0, NightlyToken.MostLeftOut).Select(_ => Guid.NewGuid().ToString("N")));

        var message = SolutionEnvironment.RefusalOf(() => world.Step(token, "broken"));

        Assert.EndsWith("[OFF-5200]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_are_written_in_the_language_of_whoever_runs_the_night()
    {
        Bypass(Doors.Inactive(Obliged()));
        world.Comes(new LocalDate(2027, 1, 16));
        var german = world.Local.ServiceFor(world.Local.AddUser(new NewUser("Nora Nacht") { IsAdministrator = true, Language = 1031 }));

        world.Step(caller: german);

        Assert.Equal("„Contoso GmbH“, gefunden am 16.01.2027", Findings().Single().Name);
    }

    IOrganizationService Migrator => world.Local.ServiceFor(migrator);

    Guid Obliged()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        return account;
    }

    void Bypass(Entity row, string parameter = "BypassBusinessLogicExecution", object? value = null) =>
        Migrator.Execute(new UpdateRequest { Target = row, Parameters = { [parameter] = value ?? "CustomSync" } });

    void Reactivate(Guid account) => world.Administrator.Update(new AccountRow(new Entity(AccountRow.Table, account)) { State = AccountState.Active }.Entity);

    void Delete(Guid contract, Guid account)
    {
        foreach (var row in new[] { new EntityReference(ContractRow.Table, contract), new EntityReference(AccountRow.Table, account) })
            Migrator.Execute(new DeleteRequest { Target = row, Parameters = { ["BypassCustomPluginExecution"] = true } });
    }

    void Update(FindingRow finding, Action<FindingRow> change)
    {
        var row = new FindingRow(new Entity(FindingRow.Table, finding.Id));
        change(row);
        world.Administrator.Update(row.Entity);
    }

    IReadOnlyList<FindingRow> Findings() => All(world);

    static IReadOnlyList<FindingRow> All(SolutionEnvironment world)
    {
        var query = new QueryExpression(FindingRow.Table)
        {
            ColumnSet = new ColumnSet(
                FindingRow.Columns.Name, FindingRow.Columns.AccountId, FindingRow.Columns.Kind, FindingRow.Columns.FindingState, FindingRow.Columns.FoundOn,
                FindingRow.Columns.ChangedById, FindingRow.Columns.ChangedOn, FindingRow.Columns.Detail),
        };
        return [.. world.Administrator.RetrieveMultiple(query).Entities.Select(row => new FindingRow(row))];
    }
}
