using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Deactivation;

/// <summary>Many accounts deactivated by one request: all or none, the first refused rows by name, at the cost of one.</summary>
public sealed class ManyAccountsScenarios : IDisposable
{
    readonly SolutionEnvironment world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("block")]
    [InlineData("requirecase")]
    public void R43_the_first_refused_rows_are_named_and_nothing_is_changed(string policy)
    {
        world.Set("off_DeactivationPolicy", policy);
        var free = world.AddAccount("Adatum AG");
        var accounts = new[] { free, Obliged("Contoso GmbH"), Obliged("Fabrikam AG"), world.AddAccount("Litware") };
        var before = world.Local.Snapshot();

        var english = SolutionEnvironment.RefusalOf(() => world.EnglishRep.Execute(Deactivating(accounts)));
        var german = SolutionEnvironment.RefusalOf(() => world.GermanRep.Execute(Deactivating(accounts)));

        Assert.StartsWith("None of the 4 accounts was deactivated, because 2 cannot be. “Contoso GmbH” can", english, StringComparison.Ordinal);
        Assert.Contains("Contract V-2041 runs to 31 Dec 2027", english, StringComparison.Ordinal);
        Assert.Contains("“Fabrikam AG” can", english, StringComparison.Ordinal);
        Assert.EndsWith("Next: take them out of the selection, or start their offboarding. [OFF-1110]", english, StringComparison.Ordinal);
        Assert.StartsWith("Keine der 4 Firmen wurde deaktiviert, weil 2 es nicht können. „Contoso GmbH“ kann", german, StringComparison.Ordinal);
        Assert.DoesNotContain(before.ChangesTo(world.Local.Snapshot()), change => change.Table == AccountRow.Table);
    }

    [Fact]
    public void R43_what_does_not_fit_into_the_message_is_counted()
    {
        var accounts = Enumerable.Range(1, 40).Select(i => Obliged($"Contoso {i}")).ToArray();

        var message = SolutionEnvironment.RefusalOf(() => world.EnglishRep.Execute(Deactivating(accounts)));

        Assert.InRange(message.Length, 300, 600);
        Assert.Contains("“Contoso 1” cannot be deactivated yet.", message, StringComparison.Ordinal);
        Assert.Matches(@"\d+ more", message);
    }

    [Fact]
    public void R43_reasons_of_different_kinds_stand_side_by_side()
    {
        world.Set("off_SubsidiaryPolicy", "refuse");
        var parent = world.AddAccount("Contoso Holding");
        world.AddAccount("Contoso Service GmbH", parent);

        var message = SolutionEnvironment.RefusalOf(() => world.EnglishRep.Execute(Deactivating([Obliged("Fabrikam AG"), parent])));

        Assert.Contains("“Fabrikam AG” cannot be deactivated yet.", message, StringComparison.Ordinal);
        Assert.Contains("“Contoso Holding” has active subsidiaries: 1.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parent_and_its_subsidiary_may_leave_in_one_request()
    {
        world.Set("off_SubsidiaryPolicy", "refuse");
        var parent = world.AddAccount("Contoso Holding");
        var child = world.AddAccount("Contoso Service GmbH", parent);

        world.EnglishRep.Execute(Deactivating([parent, child]));

        Assert.All((Guid[])[parent, child], account => Assert.Equal(AccountState.Inactive, world.Account(account).State));
    }

    [Theory]
    [InlineData("block", 6)]
    [InlineData("requirecase", 6)]
    [InlineData("allowandrecord", 6)]
    public void A_hundred_accounts_cost_as_many_requests_as_one(string policy, int requests)
    {
        world.Set("off_DeactivationPolicy", policy);
        Guid[] Accounts(int count) => [.. Enumerable.Range(0, count).Select(i => Ended($"Contoso {i}"))];
        var (one, many) = (Accounts(1), Accounts(100));

        Assert.Equal((requests, requests), (RequestsOf(() => world.EnglishRep.Execute(Deactivating(one))), RequestsOf(() => world.EnglishRep.Execute(Deactivating(many)))));
        Assert.All(many, account => Assert.Equal(AccountState.Inactive, world.Account(account).State));
    }

    [Fact]
    public void A_refusal_of_many_costs_no_more_than_letting_them_go()
    {
        var accounts = Enumerable.Range(1, 50).Select(i => Obliged($"Contoso {i}")).ToArray();

        Assert.Equal(6, RequestsOf(() => SolutionEnvironment.RefusalOf(() => world.EnglishRep.Execute(Deactivating(accounts)))));
    }

    [Fact]
    public void What_obliged_each_account_is_recorded_on_each()
    {
        world.Set("off_DeactivationPolicy", "allowandrecord");
        Guid[] accounts = [Obliged("Contoso GmbH"), Ended("Adatum AG"), Obliged("Fabrikam AG")];

        world.EnglishRep.Execute(Deactivating(accounts));

        Assert.Equal([true, false, true], accounts.Select(account => world.Account(account).ObligationOverride is not null));
    }

    [Fact]
    public void A_row_that_confirms_that_there_is_no_contract_speaks_for_itself_only()
    {
        world.Set("off_RequireNoContractConfirmation", "yes");
        var (confirmed, silent) = (world.AddAccount("Contoso GmbH", type: AccountCustomerTypeCode.Customer), world.AddAccount("Fabrikam AG", type: AccountCustomerTypeCode.Customer));
        Entity Confirming(Guid id) => new AccountRow(Doors.Inactive(id)) { NoContractConfirmedOn = new(2027, 1, 15) }.Entity;

        var message = SolutionEnvironment.RefusalOf(() => world.EnglishRep.Execute(new OrganizationRequest("UpdateMultiple") { ["Targets"] = Doors.Rows(Confirming(confirmed), Doors.Inactive(silent)) }));
        world.EnglishRep.Execute(new OrganizationRequest("UpdateMultiple") { ["Targets"] = Doors.Rows(Confirming(confirmed), Confirming(silent)) });

        Assert.StartsWith("“Fabrikam AG”", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1104]", message, StringComparison.Ordinal);
        Assert.Equal(AccountState.Inactive, world.Account(silent).State);
    }

    [Fact]
    public void What_was_refused_is_judged_anew_by_the_next_request()
    {
        var account = world.AddAccount("Contoso GmbH");
        var contract = world.AddContract(account);
        Guid[] accounts = [account, Ended("Adatum AG")];
        SolutionEnvironment.RefusalOf(() => world.EnglishRep.Execute(Deactivating(accounts)));

        world.Administrator.Update(new ContractRow(new Entity(ContractRow.Table, contract)) { Renewal = ContractRenewal.None, RenewalTerm = null }.Entity);
        world.EnglishRep.Execute(Deactivating(accounts));

        Assert.Equal(AccountState.Inactive, world.Account(account).State);
    }

    [Fact]
    public void More_contacts_than_one_transaction_can_hold_are_refused_at_every_door()
    {
        world.Set("off_ContactPolicy", "deactivate");
        var account = world.AddAccount("Contoso GmbH");
        for (var i = 0; i <= 200; i++)
            world.Administrator.Create(new Entity("contact") { ["lastname"] = "Muster", ["parentcustomerid"] = new EntityReference(AccountRow.Table, account) });

        var message = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, account));

        Assert.EndsWith("[OFF-1333]", message, StringComparison.Ordinal);
        Assert.Equal(AccountState.Active, world.Account(account).State);
    }

    Guid Obliged(string name)
    {
        var account = world.AddAccount(name);
        world.AddContract(account);
        return account;
    }

    Guid Ended(string name)
    {
        var account = world.AddAccount(name);
        world.AddContract(account, change: contract => contract.Renewal = ContractRenewal.None);
        return account;
    }

    static OrganizationRequest Deactivating(IEnumerable<Guid> accounts) => new("UpdateMultiple") { ["Targets"] = Doors.Rows([.. accounts.Select(Doors.Inactive)]) };

    int RequestsOf(Action act)
    {
        world.Local.Requests.Clear();
        act();
        return world.Local.Requests.ByPlugins.Count;
    }
}
