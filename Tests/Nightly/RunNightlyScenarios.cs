using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Nightly;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Nightly;

/// <summary>The nightly run through the packed zip. The sample contract renews on 1 January; notice for it is due by 30 September.</summary>
public class RunNightlyScenarios : IDisposable
{
    const int ReadsOfAQuietNight = 13;

    readonly SolutionEnvironment world;

    public RunNightlyScenarios(EnvironmentOptions? options = null) => world = new SolutionEnvironment(options);

    public void Dispose()
    {
        world.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void R08_computed_columns_follow_the_days_and_a_quiet_night_writes_nothing()
    {
        var contract = world.AddContract(world.AddAccount("Contoso GmbH"));

        world.RunOn("2027-01-16");
        Assert.Equal((ContractVerdictStatus.NoticeOpen, "2027-12-31", "2027-09-30"), StateOf(contract));
        world.Local.Requests.Clear();
        var quiet = world.RunOn("2027-03-01");

        Assert.Equal(0, quiet.Processed);
        Assert.Empty(world.Writes());
        Assert.Equal(ReadsOfAQuietNight, world.Reads());
        world.RunOn("2027-10-01");
        Assert.Equal((ContractVerdictStatus.NoticeMissed, "2027-12-31", "2027-09-30"), StateOf(contract));
        world.RunOn("2028-01-01");
        Assert.Equal((ContractVerdictStatus.NoticeOpen, "2028-12-31", "2028-09-30"), StateOf(contract));
    }

    [Fact]
    public void R08_running_every_night_of_a_year_writes_a_contract_only_when_something_changes()
    {
        var contract = world.AddContract(world.AddAccount("Contoso GmbH"));
        world.RunOn("2027-01-16");
        world.Local.Requests.Clear();

        for (var day = new LocalDate(2027, 1, 17); day <= new LocalDate(2028, 1, 16); day = day.PlusDays(1))
        {
            world.Comes(day);
            world.Run();
        }

        // Five rungs, the deadline, the renewal: seven of 365 nights.
        Assert.Equal(7, world.Writes().Count(write => write == "Update " + ContractRow.Table));
        Assert.Equal((ContractVerdictStatus.NoticeOpen, "2028-12-31", "2028-09-30"), StateOf(contract));
    }

    [Fact]
    public void A_time_zone_that_does_not_exist_stops_the_night_and_names_setting_and_remedy()
    {
        world.Set("off_TimeZoneCode", "9876");

        var message = SolutionEnvironment.RefusalOf(() => world.Step());

        Assert.Equal(
            "Setting off_TimeZoneCode is '9876', which is no time zone code of Dataverse. Next: set it to the code of a time zone, as 110 for Berlin, Vienna and Bern (table timezonedefinition lists them). [OFF-5006]",
            message);
    }

    [Fact]
    public void The_day_is_that_of_the_time_zone_of_jobs()
    {
        var contract = world.AddContract(world.AddAccount("Contoso GmbH"));
        world.Set("off_TimeZoneCode", "190");

        world.Local.Clock.MoveTo(new DateTime(2027, 9, 30, 18, 0, 0, DateTimeKind.Utc));
        var before = world.Run();
        Assert.Equal(ContractVerdictStatus.NoticeOpen, world.Contract(contract).VerdictStatus);
        world.Local.Clock.MoveTo(new DateTime(2027, 9, 30, 18, 31, 0, DateTimeKind.Utc));
        world.Run();

        // India: midnight is half past six in the evening, UTC.
        Assert.Equal(ContractVerdictStatus.NoticeMissed, world.Contract(contract).VerdictStatus);
        Assert.Equal(new DateTime(2027, 9, 30, 18, 30, 0, DateTimeKind.Utc), before.NextDue);
    }

    [Fact]
    public void The_verdict_on_the_account_is_written_when_it_changes()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: contract => contract.NoticeReceived = new LocalDate(2026, 9, 30));

        world.RunOn("2027-01-16");
        var clear = world.Verdict(account);
        var other = world.AddContract(account, "V-2");
        world.RunOn("2027-01-17");
        var blocked = world.Verdict(account);
        world.Administrator.Update(new ContractRow(new Entity(ContractRow.Table, other)) { Start = null }.Entity);
        world.RunOn("2027-01-18");
        var unknown = world.Verdict(account);

        Assert.Equal((AccountVerdict.Clear, "2027-01-16", "2027-01-01"), Text(clear));
        Assert.Equal((AccountVerdict.Blocked, "2027-01-17", "2028-01-01"), Text(blocked));
        Assert.Equal((AccountVerdict.Unknown, "2027-01-18", ""), Text(unknown));
    }

    [Fact]
    public void A_contract_that_runs_out_clears_its_account_on_the_first_day_without_duties()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: contract =>
        {
            contract.Renewal = ContractRenewal.None;
            contract.RenewalTerm = null;
            contract.InitialTerm = "36M";
            contract.PostEndDays = 30;
        });

        world.RunOn("2027-12-31");
        var last = world.Verdict(account).Verdict;
        world.RunOn("2028-01-30");
        var duties = world.Verdict(account).Verdict;
        world.RunOn("2028-01-31");

        Assert.Equal((AccountVerdict.Blocked, AccountVerdict.Blocked, AccountVerdict.Clear), (last, duties, world.Verdict(account).Verdict));
    }

    [Fact]
    public void A_deactivated_contract_no_longer_blocks_and_an_activated_one_does_again()
    {
        var account = world.AddAccount("Contoso GmbH");
        var contract = world.AddContract(account);
        world.RunOn("2027-01-16");

        world.DeactivatePastTheProduct(contract);
        world.RunOn("2027-01-17");
        var inactive = world.Verdict(account).Verdict;
        Set(contract, ContractState.Active, ContractStatusReason.Active);
        world.RunOn("2027-01-18");

        Assert.Equal((AccountVerdict.Clear, AccountVerdict.Blocked), (inactive, world.Verdict(account).Verdict));
        Assert.NotNull(world.Contract(contract).NextCheckOn);
    }

    [Fact]
    public void An_account_that_its_contract_leaves_is_judged_at_once()
    {
        var parent = world.AddAccount("Contoso Holding");
        var former = world.AddAccount("Contoso GmbH", parent);
        var next = world.AddAccount("Fabrikam AG");
        var moved = world.AddContract(former, "V-1");
        var deleted = world.AddContract(next, "V-2");
        world.Set("off_IncludeSubsidiaries", "yes");
        world.RunOn("2027-01-16");
        Assert.Equal(AccountVerdict.Blocked, world.Verdict(parent).Verdict);

        world.Administrator.Update(new ContractRow(new Entity(ContractRow.Table, moved)) { AccountId = new EntityReference(AccountRow.Table, next) }.Entity);
        Assert.Equal((AccountVerdict.Clear, AccountVerdict.Clear), (world.Verdict(former).Verdict, world.Verdict(parent).Verdict));
        world.Administrator.Delete(ContractRow.Table, deleted);
        Assert.Equal(AccountVerdict.Blocked, world.Verdict(next).Verdict);
        world.Administrator.Delete(ContractRow.Table, moved);

        Assert.Equal((AccountVerdict.Clear, (LocalDate?)null), (world.Verdict(next).Verdict, world.Verdict(next).PossibleFrom));
    }

    [Fact]
    public void With_subsidiaries_the_parent_is_judged_too_from_the_night_on_in_which_the_setting_changed()
    {
        var parent = world.AddAccount("Contoso Holding");
        var child = world.AddAccount("Contoso GmbH", parent);
        world.AddContract(child);

        world.RunOn("2027-01-16");
        var alone = world.Verdict(parent).Verdict;
        world.Set("off_IncludeSubsidiaries", "yes");
        world.RunOn("2027-01-17");

        Assert.Null(alone);
        Assert.Equal(AccountVerdict.Blocked, world.Verdict(parent).Verdict);
    }

    [Fact]
    public void A_changed_rule_reaches_every_contract_in_the_next_night()
    {
        var contract = world.AddContract(world.AddAccount("Contoso GmbH"), change: row =>
        {
            row.Notice = null;
            row.NoticeRule = "PRESET-1M-MONTH";
            row.InitialTerm = "none";
            row.Renewal = null;
            row.RenewalTerm = null;
        });
        world.RunOn("2027-01-16");
        Assert.Equal("2027-02-28", world.Contract(contract).EarliestEnd.ToString());

        var query = new QueryByAttribute(NoticeRuleRow.Table) { ColumnSet = new ColumnSet(NoticeRuleRow.Columns.Period) };
        query.AddAttributeValue(NoticeRuleRow.Columns.RuleId, "PRESET-1M-MONTH");
        var rule = world.Administrator.RetrieveMultiple(query).Entities.Single();
        world.Administrator.Update(new NoticeRuleRow(new Entity(NoticeRuleRow.Table, rule.Id)) { Period = "2M" }.Entity);
        world.RunOn("2027-01-17");

        Assert.Equal("2027-03-31", world.Contract(contract).EarliestEnd.ToString());
    }

    [Theory]
    [InlineData(1, 18)]
    [InlineData(99, 18)]
    [InlineData(100, 14)]
    public void A_step_reads_a_constant_number_of_times_and_writes_each_row_once(int contracts, int reads)
    {
        var account = world.AddAccount("Contoso GmbH");
        for (var i = 0; i < contracts; i++) world.AddContract(account, "V-" + i);
        world.Comes(new LocalDate(2027, 8, 15));
        world.Local.Requests.Clear();

        var response = world.Step();

        Assert.Equal(contracts, response["Processed"]);

        // The last step of a run asks for the beginning of the next night, too; a full one is not the last.
        Assert.Equal(reads, world.Reads());
        Assert.Equal(contracts, world.Writes().Count(write => write == "Update " + ContractRow.Table));
        Assert.Equal(contracts, world.Writes().Count(write => write == "Create " + TaskRow.Table));
        Assert.Equal((2 * contracts) + 1, world.Writes().Count);
    }

    [Fact]
    public void More_contracts_than_a_step_takes_are_done_in_several_and_each_once()
    {
        var account = world.AddAccount("Contoso GmbH");
        for (var i = 0; i < NightlyToken.ContractsPerStep + 5; i++) world.AddContract(account, "V-" + i);

        var result = world.RunOn("2027-01-16");
        var again = world.Run();

        Assert.Equal((2, NightlyToken.ContractsPerStep + 5), (result.Steps, result.Processed));
        Assert.Equal((1, 0), (again.Steps, again.Processed));
    }

    [Fact]
    public void Only_an_administrator_of_the_product_starts_a_night()
    {
        var message = SolutionEnvironment.RefusalOf(() => world.Step(caller: world.EnglishRep));

        Assert.Contains("prvCreateoff_ErasureRun", message, StringComparison.OrdinalIgnoreCase);
    }

    static (AccountVerdict?, string?, string?) Text(AccountRow row) => (row.Verdict, row.VerdictOn.ToString(), row.PossibleFrom.ToString());

    (ContractVerdictStatus?, string?, string?) StateOf(Guid id)
    {
        var contract = world.Contract(id);
        return (contract.VerdictStatus, contract.CurrentTermEnd.ToString(), contract.LatestNoticeDate.ToString());
    }

    void Set(Guid contract, ContractState state, ContractStatusReason reason) =>
        world.Administrator.Update(new ContractRow(new Entity(ContractRow.Table, contract)) { State = state, StatusReason = reason }.Entity);
}
