using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Deactivation;
using Offboarding.Tests.Nightly;

namespace Offboarding.Tests.Findings;

/// <summary>Parents that left past the gate although their subsidiaries should have kept them, by off_IncludeSubsidiaries and off_SubsidiaryPolicy.</summary>
[Trait("requirement", "R43")]
public sealed class FamilyFindingScenarios : IDisposable
{
    const int ReadsOfAQuietNight = 13;

    static readonly DateTime Deed = new(2027, 1, 20, 9, 30, 0, DateTimeKind.Utc);

    readonly SolutionEnvironment world = new();
    readonly Guid migrator;

    public FamilyFindingScenarios() => migrator = world.Local.AddUser(new NewUser("Mia Migrator") { IsAdministrator = true });

    public void Dispose() => world.Dispose();

    [Fact]
    public void R43_a_parent_that_left_past_the_gate_with_active_subsidiaries_is_found_where_the_setting_refuses_it()
    {
        world.Set("off_SubsidiaryPolicy", "refuse");
        var parent = world.AddAccount("Contoso GmbH");
        world.AddAccount("Contoso Nord GmbH", parent);
        world.AddAccount("Contoso Süd GmbH", parent);
        Bypass(parent);

        var night = world.RunOn("2027-01-21");

        var finding = Assert.Single(Findings());
        Assert.Equal((FindingKind.GateBypassed, FindingFindingState.Open), (finding.Kind, finding.FindingState));
        Assert.Equal((parent, migrator, Deed), (finding.AccountId!.Id, finding.ChangedById!.Id, finding.ChangedOn));
        Assert.Equal(
            "“Contoso GmbH” is inactive, although subsidiaries that are active should keep it: 2 (off_SubsidiaryPolicy). Auditing does not tell of this change: user and time are those of "
            + "the last change of the row. Next: ask whoever made the change; activate the account again, or deactivate its subsidiaries. [OFF-1603]",
            finding.Detail);
        Assert.Contains("Findings made or settled: 1.", night.Reports);
        Assert.Equal(0, world.RunOn("2027-01-22").Processed);
    }

    [Fact]
    public void R43_the_finding_is_settled_when_the_last_active_subsidiary_is_gone()
    {
        world.Set("off_SubsidiaryPolicy", "refuse");
        var parent = world.AddAccount("Contoso GmbH");
        var subsidiary = world.AddAccount("Contoso Nord GmbH", parent);
        Bypass(parent);
        world.RunOn("2027-01-21");
        var before = Findings().Single().FindingState;

        SolutionEnvironment.Deactivate(world.EnglishRep, subsidiary);
        world.RunOn("2027-01-22");

        Assert.Equal((FindingFindingState.Open, FindingFindingState.Settled), (before, Assert.Single(Findings()).FindingState));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void R43_a_contract_of_a_subsidiary_up_to_three_levels_below_makes_a_finding_where_it_counts(int level)
    {
        world.Set("off_IncludeSubsidiaries", "yes");
        var (parent, contract) = Family(level);
        Bypass(parent);

        world.RunOn("2027-01-21");

        var finding = Assert.Single(Findings());
        Assert.Equal((parent, FindingKind.GateBypassed, migrator), (finding.AccountId!.Id, finding.Kind, finding.ChangedById!.Id));
        Assert.Contains("V-2041", finding.Detail, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1600]", finding.Detail, StringComparison.Ordinal);
        Assert.Equal(0, world.RunOn("2027-01-22").Processed);

        world.DeactivatePastTheProduct(contract);
        world.RunOn("2027-01-23");
        Assert.Equal(FindingFindingState.Settled, Assert.Single(Findings()).FindingState);
    }

    [Theory]
    [InlineData("the settings are the defaults")]
    [InlineData("the subsidiary is four levels below")]
    [InlineData("subsidiary and contract came later")]
    [InlineData("the contract obliges nobody any more")]
    public void R43_there_is_no_finding_where(string why)
    {
        var isDefault = why.Contains("defaults", StringComparison.Ordinal);
        if (!isDefault) world.Set("off_IncludeSubsidiaries", "yes");
        if (why.Contains("later", StringComparison.Ordinal)) world.Set("off_SubsidiaryPolicy", "refuse");
        var parent = why.Contains("later", StringComparison.Ordinal) ? world.AddAccount("Contoso GmbH")
            : Family(why.Contains("four", StringComparison.Ordinal) ? 4 : 1, why.Contains("obliges", StringComparison.Ordinal) ? contract => contract.Renewal = ContractRenewal.None : null).Parent;
        Bypass(parent);
        if (why.Contains("later", StringComparison.Ordinal))
        {
            world.Local.Clock.MoveTo(Deed.AddHours(1));
            world.AddContract(world.AddAccount("Contoso Nord GmbH", parent));
        }

        world.RunOn("2027-01-21");

        Assert.Empty(Findings());
    }

    [Fact]
    public void R43_a_waiver_makes_it_a_decision()
    {
        world.Set("off_IncludeSubsidiaries", "yes");
        var (parent, _) = Family(1);
        world.Administrator.Execute(new OrganizationRequest("off_WaiveObligation") { ["AccountId"] = parent, ["Reason"] = "The group was sold, and the buyer has taken over all contracts." });
        Bypass(parent);

        world.RunOn("2027-01-21");

        Assert.Equal(FindingKind.DeactivatedWithObligation, Assert.Single(Findings()).Kind);
    }

    [Fact]
    public void R43_an_account_that_is_found_for_several_reasons_has_one_finding()
    {
        world.Set("off_IncludeSubsidiaries", "yes");
        world.Set("off_SubsidiaryPolicy", "refuse");
        var (parent, _) = Family(1);
        world.AddContract(parent, "V-2042");
        Bypass(parent);

        world.RunOn("2027-01-21");
        world.RunOn("2027-01-22");

        Assert.Contains("V-2042", Assert.Single(Findings()).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quiet_night_reads_once_more_for_each_of_both_settings()
    {
        world.Set("off_IncludeSubsidiaries", "yes");
        world.Set("off_SubsidiaryPolicy", "refuse");
        world.RunOn("2027-01-16");
        world.Local.Requests.Clear();

        world.RunOn("2027-01-17");

        Assert.Equal(ReadsOfAQuietNight + 2, world.Reads());
        Assert.Empty(world.Writes());
    }

    (Guid Parent, Guid Contract) Family(int levels, Action<ContractRow>? change = null)
    {
        var parent = world.AddAccount("Contoso GmbH");
        var last = parent;
        for (var level = 1; level <= levels; level++) last = world.AddAccount("Contoso " + level, last);
        return (parent, world.AddContract(last, change: change));
    }

    void Bypass(Guid account)
    {
        world.Local.Clock.MoveTo(Deed);
        world.Local.ServiceFor(migrator).Execute(new UpdateRequest { Target = Doors.Inactive(account), Parameters = { ["BypassBusinessLogicExecution"] = "CustomSync" } });
    }

    List<FindingRow> Findings()
    {
        var query = new QueryExpression(FindingRow.Table)
        {
            ColumnSet = new ColumnSet(
                FindingRow.Columns.AccountId, FindingRow.Columns.Kind, FindingRow.Columns.FindingState, FindingRow.Columns.ChangedById, FindingRow.Columns.ChangedOn, FindingRow.Columns.Detail),
        };
        return [.. world.Administrator.RetrieveMultiple(query).Entities.Select(row => new FindingRow(row))];
    }
}
