using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Retention;

namespace Offboarding.Tests.Retention;

/// <summary>What a set of retention rules refuses, and how its versions follow each other.</summary>
public class RetentionRulesTests
{
    const string Voucher = "DE-AO-147-BELEG-8";

    [Theory]
    [InlineData("OFF-3002", "start_events", "createdon", "createdon")]
    [InlineData("OFF-3002", "start_events", "document_date|", "start_events")]
    [InlineData("OFF-3002", "flags", "vat", "vat_invoice")]
    [InlineData("OFF-3002", "flags", "!", "flags")]
    [InlineData("OFF-3002", "sectors_any", "bank", "fin_institution")]
    [InlineData("OFF-3002", "unit", "W", "D, M, Y")]
    [InlineData("OFF-3002", "pack", "FR", "*, AT, CH, DE")]
    [InlineData("OFF-3002", "rounding", "year", "fiscal_year")]
    [InlineData("OFF-3002", "start_pick", "last", "latest_all")]
    [InlineData("OFF-3002", "ground", "habit", "legal_claims")]
    [InlineData("OFF-3002", "action", "none", "delete_row")]
    [InlineData("OFF-3002", "action", "reduce_to_consent", "anonymize_row")]
    [InlineData("OFF-3002", "active", "maybe", "yes")]
    [InlineData("OFF-3002", "confidence", "certain", "medium")]
    [InlineData("OFF-3003", "unit", "M", "M")]
    [InlineData("OFF-3003", "unit", "D", "D")]
    [InlineData("OFF-3004", "effective_to", "2024-12-31", "2025-01-01")]
    [InlineData("OFF-3005", "cut_by", "erasure_request", "erasure_request")]
    [InlineData("OFF-3008", "legal_source", "", Voucher)]
    [InlineData("OFF-3012", "start_events", "", "start_events")]
    [InlineData("OFF-3012", "pack", "", "pack")]
    [InlineData("OFF-3012", "period", "", "period")]
    [InlineData("OFF-3012", "record_class", "", "record_class")]
    [InlineData("OFF-3012", "tie_rank", " ", "tie_rank")]
    [InlineData("OFF-3013", "period", "-8", "0–1000")]
    [InlineData("OFF-3013", "period", "8.5", "8.5")]
    [InlineData("OFF-3013", "grace_days", "400", "0–366")]
    [InlineData("OFF-3013", "effective_from", "1.1.2025", "YYYY-MM-DD")]
    [InlineData("OFF-3014", "flags", "vat_invoice;!vat_invoice", "vat_invoice")]
    [InlineData("OFF-3014", "sectors_any", "fin_institution", "fin_institution")]
    public void A_row_that_cannot_be_read_or_contradicts_itself_is_refused(string code, string column, string value, string named)
    {
        var refused = Refused(Changed(Voucher, "voucher", (column, value)));

        Assert.Equal(code, refused.Code);
        Assert.All([refused.In(Language.English), refused.In(Language.German)], text =>
        {
            Assert.Contains(named, text, StringComparison.Ordinal);
            Assert.Contains(Voucher, text, StringComparison.Ordinal);
            Assert.EndsWith("[" + code + "]", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_row_without_id_is_named_by_its_number()
    {
        var refused = Refused([.. RetentionTable.ShippedRows, With(Row(Voucher, "voucher"), ("rule_id", ""))]);

        Assert.Equal("OFF-3012", refused.Code);
        Assert.Contains($"row {RetentionTable.ShippedRows.Count + 1}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_start_must_not_lie_before_the_first()
    {
        var refused = Refused(Changed("DE-PRODHG-13", "product_supply", ("start_from", "2027-01-01")));

        Assert.Equal("OFF-3004", refused.Code);
        Assert.Contains("start_to 2026-12-09", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_stands_once_for_a_record_class()
    {
        Assert.Equal("OFF-3001", Refused([.. RetentionTable.ShippedRows, Row(Voucher, "voucher")]).Code);
    }

    [Fact]
    public void A_record_class_has_one_action()
    {
        var refused = Refused(Changed(Voucher, "voucher", ("action", "delete_row")));

        Assert.Equal("OFF-3006", refused.Code);
        Assert.Contains("anonymize_row", refused.Message, StringComparison.Ordinal);
        Assert.Contains("delete_row", refused.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("6"), InlineData("")]
    public void A_record_class_has_one_residence_time(string months)
    {
        Assert.Equal("OFF-3007", Refused(Changed(Voucher, "voucher", ("restrict_months", months))).Code);
    }

    [Fact]
    public void Rules_of_different_times_may_have_different_actions()
    {
        var rows = RetentionTable.ShippedRows.ConvertAll(row => row["record_class"] == "feedback" ? With(row, ("effective_to", "2026-12-31")) : row);
        rows.Add(With(Row("POL-FEEDBACK", "feedback"), ("version", "2"), ("effective_from", "2027-01-01"), ("action", "delete_row"), ("restrict_months", "3")));

        Assert.Equal(2, RetentionTable.RulesOf(rows).All.Count(rule => rule.Id == "POL-FEEDBACK"));
    }

    [Fact]
    public void Rules_switched_off_contradict_nobody()
    {
        var rules = RetentionTable.RulesOf(Changed(Voucher, "voucher", ("action", "delete_row"), ("active", "no")));

        Assert.Contains(rules.All, rule => rule is { Id: Voucher, IsActive: false });
    }

    [Fact]
    public void A_policy_sets_no_cap_because_it_would_shorten_statutory_periods()
    {
        Assert.Equal("OFF-3009", Refused(Changed("POL-MASTER", "account_master", ("cap_years", "1"))).Code);
    }

    [Fact]
    public void A_policy_never_takes_the_place_of_a_statutory_rule()
    {
        var refused = Refused([.. RetentionTable.ShippedRows, With(Row(Voucher, "voucher"), ("version", "2"), ("effective_from", "2027-01-01"), ("ground", "policy"), ("period", "1"))]);

        Assert.Equal("OFF-3010", refused.Code);
        Assert.Contains("version 2", refused.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("2025-01-01"), InlineData("2024-06-30"), InlineData("")]
    public void A_later_version_begins_later(string from)
    {
        Assert.Equal("OFF-3011", Refused([.. RetentionTable.ShippedRows, With(Row(Voucher, "voucher"), ("version", "2"), ("effective_from", from))]).Code);
    }

    [Fact]
    public void A_version_ends_the_day_before_the_next_one_begins()
    {
        var rules = RetentionTable.RulesOf([With(Row(Voucher, "voucher"), ("version", "2"), ("effective_from", "2030-01-01"), ("period", "9")), .. RetentionTable.ShippedRows]);

        var before = rules.Judge(VoucherOf("2029-12-31"));
        var after = rules.Judge(VoucherOf("2030-01-01"));

        Assert.Equal("2028-12-31", before.Output("retention_end"));
        Assert.Equal("2029-12-31", after.Output("retention_end"));
        Assert.Equal(new LocalDate(2029, 12, 31), rules.All.Single(rule => rule is { Id: Voucher, Version: 1 }).EffectiveTo);
        Assert.Equal(2, after.OperativeRow!.Version);
    }

    [Fact]
    public void A_version_switched_off_ends_nothing()
    {
        var rules = RetentionTable.RulesOf([.. RetentionTable.ShippedRows, With(Row(Voucher, "voucher"), ("version", "2"), ("effective_from", "2030-01-01"), ("active", "no"))]);

        Assert.Null(rules.All.Single(rule => rule is { Id: Voucher, Version: 1 }).EffectiveTo);
    }

    [Fact]
    public void Values_are_known_from_the_shipped_rules_whatever_is_on_file()
    {
        var onlyOne = RetentionTable.RulesOf([Row("POL-OFFER", "quote_lost")]);
        var facts = RetentionCase.Read(column => column switch
        {
            "jurisdictions" => "CH", "sectors" => "gwg", "law_date" or "today" => "2027-01-01", "start_events" => "offer_decided=2026-01-01;objection=2026-02-01", "flags" => "titled", "record_class" => "quote_lost", _ => null,
        });

        Assert.Equal("due", onlyOne.Judge(facts).StatusCode);
        Assert.Equal(["AT", "CH", "DE"], KnownValues.Packs.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(KnownValues.ErasureRequest, KnownValues.Events);
        Assert.Contains("objection", KnownValues.Events);
    }

    static RetentionCase VoucherOf(string day) => RetentionCase.Read(column => column switch
    {
        "jurisdictions" => "DE", "law_date" or "today" => day, "start_events" => "document_date=2020-05-05", "record_class" => "voucher", _ => null,
    });

    static RetentionRuleException Refused(IEnumerable<Dictionary<string, string>> rows) => Assert.Throws<RetentionRuleException>(() => RetentionTable.RulesOf(rows));

    static Dictionary<string, string> Row(string id, string recordClass) => RetentionTable.ShippedRows.Single(row => row["rule_id"] == id && row["record_class"] == recordClass);

    static List<Dictionary<string, string>> Changed(string id, string recordClass, params (string Column, string Value)[] cells) =>
        RetentionTable.ShippedRows.ConvertAll(row => row["rule_id"] == id && row["record_class"] == recordClass ? With(row, cells) : row);

    static Dictionary<string, string> With(Dictionary<string, string> row, params (string Column, string Value)[] cells)
    {
        var changed = new Dictionary<string, string>(row, StringComparer.Ordinal);
        foreach (var (column, value) in cells) changed[column] = value;
        return changed;
    }
}
