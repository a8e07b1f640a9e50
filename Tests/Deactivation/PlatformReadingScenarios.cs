using System;
using System.Collections.Generic;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Deactivation;

/// <summary>The gate does not lean on what Dataverse leaves open: whether SetState has an event of its own, whether Merge raises Update, whether assemblies live on between requests.</summary>
public class PlatformReadingScenarios
{
    /// <summary>For reading and judging; one more writes what obliged an account that Merge or SetState ends by the policy allowandrecord.</summary>
    const int MostRequests = 8;

    static readonly Dictionary<string, EnvironmentOptions> Readings = new(StringComparer.Ordinal)
    {
        ["SetState raises Update only"] = new() { SetStateRaises = SetStateEvents.Update },
        ["SetState raises its own event, too"] = new() { SetStateRaises = SetStateEvents.SetStateAndUpdate },
        ["SetState raises its own event only"] = new() { SetStateRaises = SetStateEvents.SetState },
        ["Merge raises no Update"] = new() { MergeRaisesUpdate = false },
        ["Merge raises Update"] = new() { MergeRaisesUpdate = true },
        ["Update raises its own event only"] = new() { UpdateRaisesOlderEvents = false },
        ["Assemblies are loaded afresh"] = new() { FreshSandboxPerRequest = true },
    };

    public static MatrixTheoryData<string, string> Cases => new(Readings.Keys, ["block", "requirecase", "allowandrecord"]);

    [Theory, MemberData(nameof(Cases))]
    public void An_obliged_account_is_treated_alike_in_every_reading(string reading, string policy)
    {
        using var world = new SolutionEnvironment(Readings[reading], withDefaults: false);
        world.Set("off_DeactivationPolicy", policy);
        var other = world.AddAccount("Fabrikam AG");
        Action<Guid>[] doors = [id => Deactivate(world, id), id => SetInactive(world, id), id => Merge(world, other, id)];

        foreach (var door in doors)
        {
            var account = world.AddAccount("Contoso GmbH");
            world.AddContract(account);
            world.Local.Requests.Clear();
            if (policy != "allowandrecord")
            {
                SolutionEnvironment.RefusalOf(() => door(account));
                Assert.Equal(AccountState.Active, world.Account(account).State);
                continue;
            }

            door(account);
            Assert.InRange(world.Local.Requests.ByPlugins.Count, 1, MostRequests + 1);
            Assert.Equal(AccountState.Inactive, world.Account(account).State);
            Assert.Contains("V-2041", world.Account(account).ObligationOverride, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_free_account_leaves_in_at_most_eight_requests_in_every_reading(string reading, string policy)
    {
        using var world = new SolutionEnvironment(Readings[reading], withDefaults: false);
        world.Set("off_DeactivationPolicy", policy);
        var other = world.AddAccount("Fabrikam AG");
        Action<Guid>[] doors = [id => Deactivate(world, id), id => SetInactive(world, id), id => Merge(world, other, id)];

        foreach (var door in doors)
        {
            var account = world.AddAccount("Contoso GmbH");
            world.AddContract(account, change: contract => contract.Renewal = ContractRenewal.None);
            world.Local.Requests.Clear();

            door(account);

            Assert.InRange(world.Local.Requests.ByPlugins.Count, 1, MostRequests);
            Assert.Equal(AccountState.Inactive, world.Account(account).State);
        }
    }

    [Theory, Trait("fidelity", "F259")]
    [InlineData(false, "account")]
    [InlineData(true, "account")]
    [InlineData(false, "contract")]
    [InlineData(true, "contract")]
    public void A_contract_is_tied_to_no_inactive_account_by_Associate_in_either_reading(bool raisesUpdate, string target)
    {
        using var world = new SolutionEnvironment(new EnvironmentOptions { AssociateRaisesUpdate = raisesUpdate });
        var (from, to, gone) = (world.AddAccount("Contoso GmbH"), world.AddAccount("Northwind SE"), world.AddAccount("Fabrikam AG"));
        var contract = world.AddContract(from);
        var dormant = world.AddContract(gone, "V-2042");
        world.DeactivatePastTheProduct(dormant);
        Deactivate(world, gone);

        var english = SolutionEnvironment.RefusalOf(() => Tie(world.EnglishRep, gone, contract, target));
        var german = SolutionEnvironment.RefusalOf(() => Tie(world.GermanRep, gone, contract, target));
        var refused = AccountOf(world, contract);
        Tie(world.EnglishRep, gone, dormant, target);
        Tie(world.EnglishRep, to, contract, target);

        Assert.Equal("A contract cannot be put on “Fabrikam AG”: the account is inactive. Next: activate the account first. [OFF-1106]", english);
        Assert.StartsWith("Für „Fabrikam AG“ kann kein Vertrag erfasst werden", german, StringComparison.Ordinal);
        Assert.Equal((from, to), (refused, AccountOf(world, contract)));
        Tie(world.Administrator, to, world.Administrator.Create(new Entity("contact") { ["lastname"] = "Ada" }), "contact_customer_accounts");
    }

    [Theory]
    [InlineData("SetState raises Update only")]
    [InlineData("SetState raises its own event, too")]
    [InlineData("SetState raises its own event only")]
    public void A_contract_is_neither_switched_off_while_it_obliges_nor_switched_on_for_an_inactive_account_in_any_reading(string reading)
    {
        using var world = new SolutionEnvironment(Readings[reading]);
        var obliged = world.AddContract(world.AddAccount("Contoso GmbH"));
        var gone = world.AddAccount("Fabrikam AG");
        var dormant = world.AddContract(gone, "V-2042");
        world.DeactivatePastTheProduct(dormant);
        Deactivate(world, gone);

        var off = SolutionEnvironment.RefusalOf(() => SetContract(world, obliged, ContractState.Inactive));
        var on = SolutionEnvironment.RefusalOf(() => SetContract(world, dormant, ContractState.Active));

        Assert.EndsWith("[OFF-2003]", off, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1106]", on, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_platform_names_no_instant_contracts_are_judged_by_the_clock_of_the_sandbox()
    {
        using var world = new SolutionEnvironment(new EnvironmentOptions { SynchronousOperationsAreDated = false }, withDefaults: false);
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: contract =>
        {
            contract.ConcludedOn = new LocalDate(1999, 12, 1);
            contract.Start = new LocalDate(2000, 1, 1);
            contract.InitialTerm = "12M";
            contract.Renewal = ContractRenewal.None;
        });

        Deactivate(world, account);     // in the year 1 the contract would not have started

        Assert.Equal(AccountState.Inactive, world.Account(account).State);
    }

    static void Deactivate(SolutionEnvironment world, Guid account) => SolutionEnvironment.Deactivate(world.EnglishRep, account);

    static void SetInactive(SolutionEnvironment world, Guid account) => world.EnglishRep.Execute(new SetStateRequest
    {
        EntityMoniker = new EntityReference(AccountRow.Table, account),
        State = new OptionSetValue((int)AccountState.Inactive),
        Status = new OptionSetValue((int)AccountStatusReason.Inactive),
    });

    static void SetContract(SolutionEnvironment world, Guid contract, ContractState state) => world.EnglishRep.Execute(new SetStateRequest
    {
        EntityMoniker = new EntityReference(ContractRow.Table, contract),
        State = new OptionSetValue((int)state),
        Status = new OptionSetValue(state == ContractState.Active ? 1 : 2),
    });

    static void Merge(SolutionEnvironment world, Guid survivor, Guid account) => world.EnglishRep.Execute(new MergeRequest
    {
        Target = new EntityReference(AccountRow.Table, survivor),
        SubordinateId = account,
        UpdateContent = new Entity(AccountRow.Table),
    });

    static Guid AccountOf(SolutionEnvironment world, Guid contract) =>
        world.Administrator.Retrieve(ContractRow.Table, contract, new ColumnSet(ContractRow.Columns.AccountId)).GetAttributeValue<EntityReference>(ContractRow.Columns.AccountId).Id;

    /// <param name="target">Which side the request names first, or the relationship of another table.</param>
    static void Tie(IOrganizationService service, Guid account, Guid other, string target)
    {
        if (target == "contract") service.Associate(ContractRow.Table, other, new Relationship("off_account_contract"), [new EntityReference(AccountRow.Table, account)]);
        else if (target == "account") service.Associate(AccountRow.Table, account, new Relationship("off_account_contract"), [new EntityReference(ContractRow.Table, other)]);
        else service.Associate(AccountRow.Table, account, new Relationship(target), [new EntityReference("contact", other)]);
    }
}
