using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Deactivation;

public class AccountDeactivationGateScenarios(SharedSolution solution) : IClassFixture<SharedSolution>
{
    readonly SolutionEnvironment world = solution.World;

    /// <summary>Every door that ends an account.</summary>
    static readonly Dictionary<string, Action<IOrganizationService, Guid, Guid>> Doors = new(StringComparer.Ordinal)
    {
        ["Update"] = (service, account, _) => SolutionEnvironment.Deactivate(service, account),
        ["SetState"] = (service, account, _) => service.Execute(new SetStateRequest
        {
            EntityMoniker = new EntityReference(AccountRow.Table, account),
            State = new OptionSetValue((int)AccountState.Inactive),
            Status = new OptionSetValue((int)AccountStatusReason.Inactive),
        }),
        ["Upsert"] = (service, account, _) => service.Execute(new UpsertRequest
        {
            Target = new AccountRow(new Entity(AccountRow.Table, account)) { State = AccountState.Inactive }.Entity,
        }),
        ["ExecuteMultiple"] = (service, account, _) => Throw((ExecuteMultipleResponse)service.Execute(new ExecuteMultipleRequest
        {
            Settings = new ExecuteMultipleSettings { ContinueOnError = false, ReturnResponses = true },
            Requests = [new UpdateRequest { Target = new AccountRow(new Entity(AccountRow.Table, account)) { State = AccountState.Inactive }.Entity }],
        })),
        ["Delete"] = (service, account, _) => service.Delete(AccountRow.Table, account),
        ["Merge"] = (service, account, other) => service.Execute(new MergeRequest
        {
            Target = new EntityReference(AccountRow.Table, other),
            SubordinateId = account,
            UpdateContent = new Entity(AccountRow.Table),
        }),
    };

    public static TheoryData<string> DoorNames => [.. Doors.Keys];

    [Theory, MemberData(nameof(DoorNames))]
    public void An_obliged_account_leaves_through_no_door(string door)
    {
        var account = world.AddAccount("Contoso GmbH");
        var other = world.AddAccount("Fabrikam AG");
        world.AddContract(account);

        var message = SolutionEnvironment.RefusalOf(() => Doors[door](world.EnglishRep, account, other));

        Assert.Contains("“Contoso GmbH”", message, StringComparison.Ordinal);
        Assert.Contains("V-2041", message, StringComparison.Ordinal);
        Assert.Contains("30 Sep 2027", message, StringComparison.Ordinal);
        Assert.Equal(AccountState.Active, world.Account(account).State);
        Assert.Null(world.Account(account).ObligationOverride);
    }

    [Theory, MemberData(nameof(DoorNames))]
    public void An_account_without_contract_leaves_through_every_door(string door)
    {
        var account = world.AddAccount("Contoso GmbH");
        var other = world.AddAccount("Fabrikam AG");

        Doors[door](world.EnglishRep, account, other);
    }

    [Fact]
    public void The_refusal_names_contract_latest_notice_date_earliest_end_and_next_step_in_English()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);

        var message = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, account));

        Assert.Equal(
            "“Contoso GmbH” cannot be deactivated yet. Contract V-2041 runs to 31 Dec 2027. Notice must be received by 30 Sep 2027 (plan for 30 Sep 2027), "
            + "or it runs to 31 Dec 2028. Next: give notice in time, or agree an end, and record it on the contract. [OFF-1101]",
            message);
    }

    [Fact]
    public void The_refusal_names_contract_latest_notice_date_earliest_end_and_next_step_in_German()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);

        var message = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.GermanRep, account));

        Assert.Equal(
            "„Contoso GmbH“ kann noch nicht deaktiviert werden. Vertrag V-2041 läuft bis 31.12.2027. Die Kündigung muss bis 30.09.2027 zugehen "
            + "(planen: 30.09.2027), sonst bis 31.12.2028. Nächster Schritt: rechtzeitig kündigen oder ein Ende vereinbaren und am Vertrag eintragen. [OFF-1101]",
            message);
    }

    [Fact]
    public void An_end_that_is_certain_asks_for_patience_not_for_notice()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: contract =>
        {
            contract.Renewal = ContractRenewal.None;
            contract.InitialTerm = "36M";
        });

        Assert.Equal(
            "“Contoso GmbH” cannot be deactivated yet. V-2041 ends on 31 Dec 2027; deactivate from 1 Jan 2028. "
            + "Next: try again on the day that is named, or agree an earlier end and record it on the contract. [OFF-1108]",
            SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, account)));
        Assert.EndsWith(
            "Nächster Schritt: am genannten Tag erneut versuchen oder ein früheres Ende vereinbaren und am Vertrag eintragen. [OFF-1108]",
            SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.GermanRep, account)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Open_services_after_the_end_ask_for_their_settlement()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: contract =>
        {
            contract.Renewal = ContractRenewal.None;
            contract.OpenServices = true;
        });

        Assert.EndsWith(
            "Next: complete or settle the open services, then clear their mark on the contract. [OFF-1109]",
            SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, account)),
            StringComparison.Ordinal);
        Assert.EndsWith(
            "danach ihr Kennzeichen am Vertrag entfernen. [OFF-1109]",
            SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.GermanRep, account)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Many_contracts_are_named_most_urgent_first_within_600_characters()
    {
        var account = world.AddAccount("Contoso GmbH");
        for (var i = 0; i < 20; i++) world.AddContract(account, $"V-{i:00}", contract => contract.Notice = i == 7 ? "6M" : "3M");

        var message = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, account));

        Assert.True(message.Length <= 600, message);
        Assert.StartsWith("“Contoso GmbH” cannot be deactivated yet. Contract V-07 ", message, StringComparison.Ordinal);
        var named = Enumerable.Range(0, 20).Count(i => message.Contains($"V-{i:00} ", StringComparison.Ordinal));
        Assert.Contains($"And {20 - named} more.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_whose_contracts_have_ended_is_let_go()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: contract => contract.Renewal = ContractRenewal.None);

        SolutionEnvironment.Deactivate(world.EnglishRep, account);

        Assert.Equal(AccountState.Inactive, world.Account(account).State);
    }

    [Fact]
    public void An_inactive_contract_does_not_oblige()
    {
        var account = world.AddAccount("Contoso GmbH");
        var contract = world.AddContract(account);
        world.DeactivatePastTheProduct(contract);

        SolutionEnvironment.Deactivate(world.EnglishRep, account);

        Assert.Equal(AccountState.Inactive, world.Account(account).State);
    }

    [Fact]
    public void A_contract_that_cannot_be_judged_keeps_the_account_and_says_what_is_missing()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: contract => contract.Start = null);

        var message = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, account));

        Assert.Contains("V-2041 lacks: the start of the contract", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1107]", message, StringComparison.Ordinal);
        Assert.Equal(AccountState.Active, world.Account(account).State);
    }

    [Fact]
    public void Other_changes_of_an_account_ask_nothing()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        world.Local.Requests.Clear();

        world.EnglishRep.Update(new AccountRow(new Entity(AccountRow.Table, account)) { Name = "Contoso SE" }.Entity);

        Assert.Empty(world.Local.Requests.ByPlugins);
    }

    [Fact]
    public void An_account_that_is_inactive_already_may_be_deactivated_again()
    {
        var account = world.AddAccount("Contoso GmbH");
        SolutionEnvironment.Deactivate(world.Administrator, account);
        SolutionEnvironment.Deactivate(world.EnglishRep, account);

        Assert.Equal(AccountState.Inactive, world.Account(account).State);
    }

    [Fact]
    public void A_caller_who_may_not_read_the_account_learns_nothing_of_its_contracts()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var writer = world.Local.ServiceFor(world.Local.AddUser(new NewUser("Wim Writer")
        {
            Privileges = [new TablePrivilege(AccountRow.Table, TableRights.Write), new TablePrivilege(AccountRow.Table, TableRights.Read, AccessDepth.Basic)],
        }));

        var message = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(writer, account));

        Assert.EndsWith("[OFF-1105]", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Contoso", message, StringComparison.Ordinal);
        Assert.DoesNotContain("V-2041", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Letting_an_account_go_takes_the_same_six_requests_for_one_contract_and_for_five_thousand_and_one_more_for_further_pages()
    {
        string[] expected =
        [
            "LocalTimeFromUtcTime ", "RetrieveMultiple account", "RetrieveMultiple environmentvariabledefinition", "RetrieveMultiple off_contract",
            "RetrieveMultiple off_noticerule", "RetrieveMultiple usersettings",
        ];
        var small = AccountWith(contracts: 1);
        var large = AccountWith(contracts: 5000);

        Assert.Equal(expected, RequestsOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, small)));
        var watch = Stopwatch.StartNew();
        Assert.Equal(expected, RequestsOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, large)));
        TestContext.Current.SendDiagnosticMessage($"gate on 5,000 contracts: {watch.ElapsedMilliseconds} ms");

        SetState(large, AccountState.Active);
        world.AddContract(large, "V-5000", contract => contract.Renewal = ContractRenewal.None);
        var pages = RequestsOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, large));
        Assert.Equal(expected.Length + 1, pages.Count);
    }

    Guid AccountWith(int contracts)
    {
        var account = world.AddAccount("Contoso GmbH");
        for (var i = 0; i < contracts; i++) world.AddContract(account, $"V-{i}", contract => contract.Renewal = ContractRenewal.None);
        return account;
    }

    void SetState(Guid account, AccountState state) =>
        world.Administrator.Update(new AccountRow(new Entity(AccountRow.Table, account)) { State = state }.Entity);

    List<string> RequestsOf(Action act)
    {
        world.Local.Requests.Clear();
        act();
        return [.. world.Local.Requests.ByPlugins.Select(request => $"{request.Message} {request.Table}").Order(StringComparer.Ordinal)];
    }

    static void Throw(ExecuteMultipleResponse response)
    {
        if (response.Responses.Select(item => item.Fault).FirstOrDefault(fault => fault != null) is { } fault)
            throw new System.ServiceModel.FaultException<OrganizationServiceFault>(fault, fault.Message);
    }
}
