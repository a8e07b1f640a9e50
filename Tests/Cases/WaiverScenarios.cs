using System;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Cases;

public class WaiverScenarios : IDisposable
{
    const string Why = "The customer was dissolved by court order of 4 January.";

    readonly SolutionEnvironment world;
    readonly CaseWorld cases;
    readonly Guid account;

    public WaiverScenarios(EnvironmentOptions? options = null)
    {
        world = new SolutionEnvironment(options);
        cases = new CaseWorld(world);
        account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
    }

    public void Dispose()
    {
        world.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_recorded_waiver_lets_an_obliged_account_go_and_keeps_what_obliged_it()
    {
        var answer = world.Administrator.Execute(Waive(Why));

        SolutionEnvironment.Deactivate(cases.Rep, account);

        Assert.Equal($"“Contoso GmbH” may be let go until 14 Feb 2027 although contracts oblige it: {Why}", answer["Report"]);
        var row = world.Account(account);
        Assert.Equal(AccountState.Inactive, row.State);
        Assert.Contains("V-2041", row.ObligationOverride, StringComparison.Ordinal);
        var waiver = Waiver();
        Assert.Equal((Why, world.Local.AdministratorId), (waiver.WaiverReason, waiver.WaivedById!.Id));
        Assert.Contains(world.Administrator.RetrieveMultiple(new QueryExpression(CaseDecisionRow.Table) { ColumnSet = new ColumnSet(CaseDecisionRow.Columns.Kind) }).Entities,
            decision => new CaseDecisionRow(decision).Kind == CaseDecisionKind.Waiver);
    }

    [Fact]
    public void A_waiver_ends_after_thirty_days()
    {
        world.Administrator.Execute(Waive(Why));
        world.Local.Clock.MoveTo(new DateTime(2027, 2, 16, 8, 0, 0, DateTimeKind.Utc));

        var message = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(cases.Rep, account));

        Assert.EndsWith("[OFF-1101]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_administrators_waive()
    {
        SolutionEnvironment.RefusalOf(() => cases.Rep.Execute(Waive(Why)));

        Assert.Null(Waiver().WaiverReason);
    }

    [Fact]
    public void Nobody_writes_a_waiver_by_hand()
    {
        var message = SolutionEnvironment.RefusalOf(
            () => cases.Rep.Update(new AccountRow(new Entity(AccountRow.Table, account)) { WaivedOn = new DateTime(2027, 1, 15, 8, 0, 0, DateTimeKind.Utc) }.Entity));
        var created = SolutionEnvironment.RefusalOf(() => world.GermanRep.Create(new AccountRow { Name = "Fabrikam AG", WaiverReason = Why }.Entity));

        Assert.EndsWith("[OFF-1352]", message, StringComparison.Ordinal);
        Assert.StartsWith("Den Verzicht einer Firma schreibt nur off_WaiveObligation.", created, StringComparison.Ordinal);
    }

    [Fact]
    public void A_waiver_needs_a_reason_in_words()
    {
        var message = cases.RefusalOf(world.Administrator, Waive("tbd"));

        Assert.Contains("needs a reason in words of at least 20 characters, not 'tbd'.", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1350]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nothing_obliges_needs_no_waiver()
    {
        var request = Waive(Why);
        request["AccountId"] = world.AddAccount("Fabrikam AG");

        Assert.EndsWith("[OFF-1351]", cases.RefusalOf(world.Administrator, request), StringComparison.Ordinal);
    }

    [Fact]
    public void Waiving_again_changes_nothing()
    {
        var first = world.Administrator.Execute(Waive(Why));
        var before = cases.Snapshot();

        var again = world.Administrator.Execute(Waive(Why));

        Assert.Equal(before, cases.Snapshot());
        Assert.Equal(first["Report"], again["Report"]);
    }

    [Fact]
    public void R09_a_contract_that_obliges_is_not_deactivated_to_open_the_gate()
    {
        var contract = world.AddContract(account, "V-2042");
        var unknown = world.AddContract(account, "V-2043", row => row.Start = null);

        var english = SolutionEnvironment.RefusalOf(() => Deactivate(cases.Rep, contract));
        var german = SolutionEnvironment.RefusalOf(() => Deactivate(world.GermanRep, unknown));

        Assert.StartsWith("Contract V-2042 cannot be deactivated: it still obliges. Contract V-2042 runs to 31 Dec 2027.", english, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-2003]", german, StringComparison.Ordinal);
        Assert.Equal(ContractState.Active, cases.Contract(contract).State);
    }

    [Fact]
    public void A_contract_that_is_over_may_be_deactivated()
    {
        var contract = world.AddContract(account, "V-2042", row => row.Renewal = ContractRenewal.None);

        Deactivate(cases.Rep, contract);

        Assert.Equal(ContractState.Inactive, cases.Contract(contract).State);
    }

    OrganizationRequest Waive(string reason) => new("off_WaiveObligation") { ["AccountId"] = account, ["Reason"] = reason };

    AccountRow Waiver() => new(world.Administrator.Retrieve(AccountRow.Table, account, new ColumnSet(AccountRow.Columns.WaiverReason, AccountRow.Columns.WaivedById)));

    static void Deactivate(IOrganizationService service, Guid contract) =>
        service.Update(new ContractRow(new Entity(ContractRow.Table, contract)) { State = ContractState.Inactive, StatusReason = ContractStatusReason.Inactive }.Entity);
}
