using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Retention;

namespace Offboarding.Tests.Retention;

/// <summary>What a change of rules does to the lines on file, shown before it is saved.</summary>
public class RuleChangesTests
{
    static readonly RetentionCase Voucher = Case("voucher", "document_date=2020-05-05");
    static readonly RetentionCase Offer = Case("quote_lost", "offer_decided=2026-11-01");
    static readonly RetentionCase Letter = Case("commercial_letter", "document_date=2024-05-05");

    [Fact]
    public void A_longer_period_moves_the_end_later_and_needs_no_approval()
    {
        var change = Assert.Single(Between(("POL-OFFER", "period", "9")));

        Assert.Equal(1, change.Index);
        Assert.Equal(EndMove.Later, change.Move);
        Assert.False(change.NeedsApproval);
        Assert.Equal("2027-05-01", change.Before.Output("retention_end"));
        Assert.Equal("2027-08-01", change.After.Output("retention_end"));
    }

    [Fact]
    public void An_end_that_moves_earlier_waits_for_approval()
    {
        var change = Assert.Single(Between(("POL-OFFER", "period", "3")));

        Assert.Equal(EndMove.Earlier, change.Move);
        Assert.True(change.NeedsApproval);
    }

    [Fact]
    public void A_first_end_is_an_earlier_one()
    {
        var before = RetentionTable.RulesOf(RetentionTable.ShippedRows.Where(row => row["record_class"] != "quote_lost"));

        var change = Assert.Single(RuleChanges.Between(before, ShippedRetentionRules.Rules, [Voucher, Offer, Letter]));

        Assert.Equal("unclassified", change.Before.StatusCode);
        Assert.Equal(EndMove.Earlier, change.Move);
        Assert.True(change.NeedsApproval);
    }

    [Fact]
    public void Another_action_waits_for_approval_though_the_end_stays()
    {
        var change = Assert.Single(Between(("POL-OFFER", "action", "delete_row"), ("DE-BGB-195-CIC", "action", "delete_row")));

        Assert.Equal(EndMove.None, change.Move);
        Assert.True(change.NeedsApproval);
    }

    [Fact]
    public void A_rule_that_only_loses_is_shown_as_a_change_of_the_log()
    {
        var change = Assert.Single(Between(("DE-HGB-257-BELEG-8", "period", "7")));

        Assert.Equal(0, change.Index);
        Assert.Equal(EndMove.None, change.Move);
        Assert.False(change.NeedsApproval);
    }

    [Fact]
    public void The_same_rules_change_nothing() => Assert.Empty(Between());

    static IReadOnlyList<LineChange> Between(params (string Id, string Column, string Value)[] cells)
    {
        var rows = RetentionTable.ShippedRows.ConvertAll(row => new Dictionary<string, string>(row, StringComparer.Ordinal));
        foreach (var (id, column, value) in cells)
            foreach (var row in rows.Where(row => row["rule_id"] == id)) row[column] = value;

        return RuleChanges.Between(ShippedRetentionRules.Rules, RetentionTable.RulesOf(rows), [Voucher, Offer, Letter]);
    }

    static RetentionCase Case(string recordClass, string events) => RetentionCase.Read(column => column switch
    {
        "jurisdictions" => "DE", "law_date" or "today" => "2027-01-15", "start_events" => events, "record_class" => recordClass, _ => null,
    });
}
