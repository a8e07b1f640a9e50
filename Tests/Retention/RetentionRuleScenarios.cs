using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Retention;

/// <summary>Retention rules as rows that an admin edits, through the packed zip.</summary>
public sealed class RetentionRuleScenarios : IDisposable
{
    static readonly ColumnSet Columns = new([.. RetentionRuleRow.FactColumns.Values]);

    readonly SolutionEnvironment world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void Installing_brings_every_rule_and_every_record_class_once()
    {
        world.InstallDefaults();

        var rules = Rules();
        Assert.Equal(RetentionTable.ShippedRows.Select(row => row["rule_id"] + "|" + row["record_class"] + "|1").Order(StringComparer.Ordinal), rules.Select(rule => rule.RuleKey!).Order(StringComparer.Ordinal));
        Assert.All(rules, rule => Assert.Equal(RetentionRuleOrigin.Shipped, rule.Origin));

        var classes = world.Administrator.RetrieveMultiple(new QueryExpression(RecordClassRow.Table) { ColumnSet = new ColumnSet(RecordClassRow.Columns.Code, RecordClassRow.Columns.NameDe) }).Entities;
        Assert.Equal(rules.Select(rule => rule.RecordClass!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), classes.Select(row => new RecordClassRow(row).Code!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_the_customer_edits_survives_the_next_installation()
    {
        Update(Rule("POL-OFFER", "quote_lost"), row => row.Period = 3);
        Update(Rule("DE-BGB-195-CIC", "quote_lost"), row => row.Active = true);

        world.InstallDefaults();

        Assert.Equal(3, Rule("POL-OFFER", "quote_lost").Period);
        Assert.True(Rule("DE-BGB-195-CIC", "quote_lost").Active);
        Assert.Equal(RetentionTable.ShippedRows.Count, Rules().Count);
    }

    [Fact]
    public void An_edited_rule_judges_at_once_and_a_deactivated_one_no_longer()
    {
        Update(Rule("POL-OFFER", "quote_lost"), row => row.Period = 9);
        Assert.Equal("2027-08-01", EndOfOffer());

        Update(Rule("POL-OFFER", "quote_lost"), row => row.State = RetentionRuleState.Inactive);
        Assert.Equal("", EndOfOffer());
    }

    [Theory]
    [InlineData("OFF-3002")]
    [InlineData("OFF-3003")]
    [InlineData("OFF-3004")]
    [InlineData("OFF-3005")]
    [InlineData("OFF-3006")]
    [InlineData("OFF-3007")]
    [InlineData("OFF-3008")]
    [InlineData("OFF-3009")]
    [InlineData("OFF-3011")]
    [InlineData("OFF-3014")]
    [InlineData("OFF-3015")]
    public void A_change_that_would_break_the_rules_is_refused_and_nothing_is_changed(string code)
    {
        var voucher = Rule("DE-AO-147-BELEG-8", "voucher");
        var policy = Rule("POL-OFFER", "quote_lost");
        Action change = code switch
        {
            "OFF-3002" => () => Update(voucher, row => row.StartEvents = "createdon"),
            "OFF-3003" => () => Update(voucher, row => row.Unit = RetentionRuleUnit.M),
            "OFF-3004" => () => Update(voucher, row => row.EffectiveTo = new LocalDate(2024, 1, 1)),
            "OFF-3005" => () => Update(voucher, row => row.CutBy = "objection"),
            "OFF-3006" => () => Update(voucher, row => row.Action = RetentionRuleAction.DeleteRow),
            "OFF-3007" => () => Update(voucher, row => row.RestrictMonths = 6),
            "OFF-3008" => () => Update(voucher, row => row.LegalSource = " "),
            "OFF-3009" => () => Update(policy, row => row.CapYears = 1),
            "OFF-3011" => () => Create(voucher, row => row.Version = 2),
            "OFF-3014" => () => Update(voucher, row => row.Flags = "vat_invoice;!vat_invoice"),
            _ => () => Update(voucher, row => row.Ground = RetentionRuleGround.Policy),
        };

        var refusal = SolutionEnvironment.RefusalOf(change);

        Assert.EndsWith("[" + code + "]", refusal, StringComparison.Ordinal);
        Assert.Equal(RetentionTable.ShippedRows.Count, Rules().Count);
        Assert.Equal("§ 147(1) no. 4, (3) s. 1, (4) AO", Rule("DE-AO-147-BELEG-8", "voucher").LegalSource);
        Assert.Equal(RetentionRuleGround.LegalObligation, Rule("DE-AO-147-BELEG-8", "voucher").Ground);
    }

    [Fact]
    public void A_policy_never_takes_the_place_of_a_statutory_rule()
    {
        var refusal = SolutionEnvironment.RefusalOf(() => Create(Rule("DE-AO-147-BELEG-8", "voucher"), row =>
        {
            row.Version = 2;
            row.EffectiveFrom = new LocalDate(2027, 1, 1);
            row.Ground = RetentionRuleGround.Policy;
            row.Period = 1;
        }));

        Assert.EndsWith("[OFF-3010]", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_version_twice_is_impossible() =>
        Assert.Contains("key", SolutionEnvironment.RefusalOf(() => Create(Rule("DE-AO-147-BELEG-8", "voucher"), _ => { })), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void A_rule_of_ones_own_is_marked_as_such_and_keyed_by_the_product()
    {
        var id = Create(Rule("POL-OFFER", "quote_lost"), row =>
        {
            row.RuleId = "OWN-OFFER";
            row.Period = 12;
            row.RuleKey = "whatever";
            row.Entity.Attributes.Remove(RetentionRuleRow.Columns.Origin);
            row.Entity.Attributes.Remove(RetentionRuleRow.Columns.Version);
        });

        var row = new RetentionRuleRow(world.Administrator.Retrieve(RetentionRuleRow.Table, id, Columns));
        Assert.Equal(RetentionRuleOrigin.Customer, row.Origin);
        Assert.Equal("OWN-OFFER|quote_lost|1", row.RuleKey);
        Assert.Equal("2027-11-01", EndOfOffer());
    }

    [Fact]
    public void A_new_version_judges_from_its_first_day()
    {
        Create(Rule("POL-OFFER", "quote_lost"), row =>
        {
            row.Version = 2;
            row.EffectiveFrom = new LocalDate(2027, 1, 16);
            row.Period = 9;
        });

        Assert.Equal("2027-05-01", EndOfOffer("2027-01-15"));
        Assert.Equal("2027-08-01", EndOfOffer("2027-01-16"));
    }

    [Fact]
    public void The_residence_time_of_a_class_changes_in_one_request_for_all_its_rules()
    {
        var vouchers = Rules().Where(rule => rule.RecordClass == "voucher").ToList();
        var targets = vouchers.Select(rule => new RetentionRuleRow(new Entity(RetentionRuleRow.Table, rule.Id)) { RestrictMonths = 18 }.Entity).ToList();

        world.Administrator.Execute(new UpdateMultipleRequest { Targets = new EntityCollection(targets) { EntityName = RetentionRuleRow.Table } });

        Assert.All(Rules().Where(rule => rule.RecordClass == "voucher"), rule => Assert.Equal(18, rule.RestrictMonths));
    }

    [Fact]
    public void Whoever_reads_German_is_refused_in_German()
    {
        var german = world.Local.ServiceFor(world.Local.AddUser(new NewUser("Datenschutz") { Language = 1031, Privileges = [new(RetentionRuleRow.Table, TableRights.All)] }));
        var voucher = Rule("DE-AO-147-BELEG-8", "voucher");

        var refusal = SolutionEnvironment.RefusalOf(() => german.Update(new RetentionRuleRow(new Entity(RetentionRuleRow.Table, voucher.Id)) { RestrictMonths = 6 }.Entity));

        Assert.Contains("zwei Vorhaltezeiten bis zur Einschränkung: ", refusal, StringComparison.Ordinal);
    }

    string EndOfOffer(string day = "2027-01-15") => (string)((EntityCollection)world.Administrator.Execute(new OrganizationRequest("off_EvaluateRetention")
    {
        ["Cases"] = new EntityCollection([new Entity { ["jurisdictions"] = "DE", ["law_date"] = day, ["today"] = day, ["record_class"] = "quote_lost", ["start_events"] = "offer_decided=2026-11-01" }]),
    })["Results"]).Entities[0]["retention_end"];

    Guid Create(RetentionRuleRow from, Action<RetentionRuleRow> change)
    {
        var copy = new RetentionRuleRow();
        foreach (var column in RetentionRuleRow.FactColumns.Values.Where(from.Entity.Contains)) copy.Entity[column] = from.Entity[column];
        change(copy);
        return world.Administrator.Create(copy.Entity);
    }

    void Update(RetentionRuleRow row, Action<RetentionRuleRow> change)
    {
        var changed = new RetentionRuleRow(new Entity(RetentionRuleRow.Table, row.Id));
        change(changed);
        world.Administrator.Update(changed.Entity);
    }

    RetentionRuleRow Rule(string id, string recordClass) => Rules().Single(rule => rule.RuleId == id && rule.RecordClass == recordClass && rule.Version == 1);

    List<RetentionRuleRow> Rules() =>
        [.. world.Administrator.RetrieveMultiple(new QueryExpression(RetentionRuleRow.Table) { ColumnSet = Columns }).Entities.Select(row => new RetentionRuleRow(row))];
}
