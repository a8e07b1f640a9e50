using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Deactivation;

public class DeactivationPolicyScenarios : IDisposable
{
    readonly SolutionEnvironment world;

    public DeactivationPolicyScenarios(EnvironmentOptions? options = null) => world = new SolutionEnvironment(options);

    public void Dispose()
    {
        world.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void The_gate_holds_inside_the_transaction_where_somebody_switched_PreValidation_off()
    {
        foreach (var step in StepsOfStage(10))
            world.Administrator.Update(new Entity("sdkmessageprocessingstep", step) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2) });
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);

        var message = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, account));

        Assert.EndsWith("[OFF-1101]", message, StringComparison.Ordinal);
        Assert.Equal(AccountState.Active, world.Account(account).State);
    }

    [Fact]
    public void Requirecase_refuses_without_an_open_case()
    {
        world.Set("off_DeactivationPolicy", "requirecase");
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);

        var message = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, account));

        Assert.Contains("only be deactivated through an offboarding case", message, StringComparison.Ordinal);
        Assert.Contains("V-2041", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1102]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Requirecase_lets_go_with_an_open_case_in_at_most_eight_requests()
    {
        world.Set("off_DeactivationPolicy", "requirecase");
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        world.CreatePastTheProduct(new OffboardingCaseRow
        {
            AccountId = new EntityReference(AccountRow.Table, account),
            OpenKey = account.ToString("D"),
            StatusReason = OffboardingCaseStatusReason.Announce,
        }.Entity);
        world.Local.Requests.Clear();

        SolutionEnvironment.Deactivate(world.EnglishRep, account);

        Assert.Equal(AccountState.Inactive, world.Account(account).State);
        Assert.InRange(world.Local.Requests.ByPlugins.Count, 1, 8);
    }

    [Fact]
    public void Requirecase_refuses_while_the_case_is_still_being_prepared()
    {
        world.Set("off_DeactivationPolicy", "requirecase");
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        world.CreatePastTheProduct(new OffboardingCaseRow { AccountId = new EntityReference(AccountRow.Table, account), OpenKey = account.ToString("D") }.Entity);

        var message = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.GermanRep, account));

        Assert.StartsWith("„Contoso GmbH“ kann noch nicht deaktiviert werden: Ihr Offboarding-Fall ist in der Phase Vorbereiten.", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1318]", message, StringComparison.Ordinal);
        Assert.Equal(AccountState.Active, world.Account(account).State);
    }

    [Fact]
    public void Allowandrecord_lets_go_and_records_what_obliged_the_account()
    {
        world.Set("off_DeactivationPolicy", "allowandrecord");
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);

        SolutionEnvironment.Deactivate(world.EnglishRep, account);

        var row = world.Account(account);
        Assert.Equal(AccountState.Inactive, row.State);
        Assert.StartsWith("15 Jan 2027: Contract V-2041 runs to 31 Dec 2027.", row.ObligationOverride, StringComparison.Ordinal);
    }

    [Fact]
    public void Allowandrecord_records_on_the_account_that_a_merge_ends()
    {
        world.Set("off_DeactivationPolicy", "allowandrecord");
        var account = world.AddAccount("Contoso GmbH");
        var other = world.AddAccount("Fabrikam AG");
        world.AddContract(account);

        world.EnglishRep.Execute(new MergeRequest
        {
            Target = new EntityReference(AccountRow.Table, other),
            SubordinateId = account,
            UpdateContent = new Entity(AccountRow.Table),
        });

        var row = world.Account(account);
        Assert.Equal(AccountState.Inactive, row.State);
        Assert.Contains("V-2041", row.ObligationOverride, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("block")]
    [InlineData("requirecase")]
    [InlineData("allowandrecord")]
    public void No_policy_lets_an_obliged_account_be_deleted(string policy)
    {
        world.Set("off_DeactivationPolicy", policy);
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);

        var message = SolutionEnvironment.RefusalOf(() => world.EnglishRep.Delete(AccountRow.Table, account));

        Assert.EndsWith("[OFF-1103]", message, StringComparison.Ordinal);
        Assert.Equal("Contoso GmbH", world.Account(account).Name);
    }

    [Fact]
    public void A_setting_that_nobody_knows_is_named_with_its_value_and_what_is_expected()
    {
        world.Set("off_DeactivationPolicy", "sometimes");
        var account = world.AddAccount("Contoso GmbH");

        var message = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, account));

        Assert.Contains("off_DeactivationPolicy is 'sometimes'; expected: block, requirecase, allowandrecord.", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-5001]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_customer_without_contract_needs_a_confirmation_where_the_setting_demands_it()
    {
        world.Set("off_RequireNoContractConfirmation", "yes");
        var customer = world.AddAccount("Contoso GmbH", type: AccountCustomerTypeCode.Customer);
        var prospect = world.AddAccount("Fabrikam AG", type: AccountCustomerTypeCode.Prospect);

        var message = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.GermanRep, customer));
        SolutionEnvironment.Deactivate(world.GermanRep, prospect);
        world.GermanRep.Update(new AccountRow(new Entity(AccountRow.Table, customer))
        {
            State = AccountState.Inactive,
            NoContractConfirmedOn = new LocalDate(2027, 1, 15),
        }.Entity);

        Assert.Equal(
            "„Contoso GmbH“ ist Kunde, aber es ist kein Vertrag erfasst. Nächster Schritt: den Vertrag erfassen oder an der Firma bestätigen, "
            + "dass es keinen gibt. [OFF-1104]",
            message);
        Assert.Equal(AccountState.Inactive, world.Account(customer).State);
    }

    [Fact]
    public void Contracts_of_subsidiaries_oblige_by_setting_and_the_refusal_says_whose_they_are()
    {
        var parent = world.AddAccount("Contoso Holding");
        var child = world.AddAccount("Contoso GmbH", parent);
        var grandchild = world.AddAccount("Contoso Service GmbH", child);
        world.AddContract(grandchild);
        world.Set("off_IncludeSubsidiaries", "yes");
        world.Local.Requests.Clear();

        var message = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, parent));

        Assert.Contains("Contoso Service GmbH: Contract V-2041", message, StringComparison.Ordinal);
        Assert.Single(world.Local.Requests.ByPlugins, request => request.Table == ContractRow.Table);
    }

    [Fact]
    public void Contracts_of_subsidiaries_do_not_oblige_unless_the_setting_says_so()
    {
        var parent = world.AddAccount("Contoso Holding");
        world.AddContract(world.AddAccount("Contoso GmbH", parent));

        SolutionEnvironment.Deactivate(world.EnglishRep, parent);

        Assert.Equal(AccountState.Inactive, world.Account(parent).State);
    }

    [Fact]
    public void A_rule_row_that_contradicts_itself_stops_every_judgement_and_is_named()
    {
        var rule = new NoticeRuleRow { RuleId = "X-1", Version = 1, Kind = NoticeRuleKind.Preset, Mode = NoticeRuleMode.Auto, Party = NoticeRuleParty.Both, Period = "three months" };
        world.Administrator.Create(rule.Entity);
        var account = world.AddAccount("Contoso GmbH");

        var message = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, account));

        Assert.Contains("Notice rule X-1", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-5002]", message, StringComparison.Ordinal);
        Assert.Equal(AccountState.Active, world.Account(account).State);
    }

    IEnumerable<Guid> StepsOfStage(int stage)
    {
        var query = new QueryByAttribute("sdkmessageprocessingstep") { ColumnSet = new ColumnSet("name") };
        query.AddAttributeValue("stage", stage);
        return world.Administrator.RetrieveMultiple(query).Entities.Select(row => row.Id);
    }
}
