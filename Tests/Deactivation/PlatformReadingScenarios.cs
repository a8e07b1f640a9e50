using System;
using System.Collections.Generic;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Deactivation;

/// <summary>The gate does not lean on what Dataverse leaves open: whether SetState has an event of its own, whether Merge raises Update, whether assemblies live on between requests.</summary>
public class PlatformReadingScenarios
{
    static readonly Dictionary<string, EnvironmentOptions> Readings = new(StringComparer.Ordinal)
    {
        ["SetState raises Update only"] = new() { SetStateRaises = SetStateEvents.Update },
        ["SetState raises its own event, too"] = new() { SetStateRaises = SetStateEvents.SetStateAndUpdate },
        ["Merge raises no Update"] = new() { MergeRaisesUpdate = false },
        ["Merge raises Update"] = new() { MergeRaisesUpdate = true },
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
            Assert.InRange(world.Local.Requests.ByPlugins.Count, 1, MostRequests(Readings[reading], isMerge: door == doors[^1]));
            Assert.Equal(AccountState.Inactive, world.Account(account).State);
            Assert.Contains("V-2041", world.Account(account).ObligationOverride, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_free_account_leaves_in_at_most_eight_requests_in_every_reading_and_twice_as_many_where_a_merge_is_an_update_too(string reading, string policy)
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

            Assert.InRange(world.Local.Requests.ByPlugins.Count, 1, MostRequests(Readings[reading], isMerge: door == doors[^1]));
            Assert.Equal(AccountState.Inactive, world.Account(account).State);
        }
    }

    static int MostRequests(EnvironmentOptions reading, bool isMerge) => isMerge && reading.MergeRaisesUpdate ? 16 : 8;

    static void Deactivate(SolutionEnvironment world, Guid account) => SolutionEnvironment.Deactivate(world.EnglishRep, account);

    static void SetInactive(SolutionEnvironment world, Guid account) => world.EnglishRep.Execute(new SetStateRequest
    {
        EntityMoniker = new EntityReference(AccountRow.Table, account),
        State = new OptionSetValue((int)AccountState.Inactive),
        Status = new OptionSetValue((int)AccountStatusReason.Inactive),
    });

    static void Merge(SolutionEnvironment world, Guid survivor, Guid account) => world.EnglishRep.Execute(new MergeRequest
    {
        Target = new EntityReference(AccountRow.Table, survivor),
        SubordinateId = account,
        UpdateContent = new Entity(AccountRow.Table),
    });
}
