using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Offboarding.Plugins;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Settlement;
using Offboarding.Tests.Contracts;

namespace Offboarding.Tests.Settlement;

/// <summary>What is proposed for a contract, an order or an invoice, without any row.</summary>
public class SettlementProposalsTests
{
    static readonly Guid Source = new("11111111-2222-3333-4444-555555555555");
    static readonly Guid Euro = new("00000000-0000-0000-0000-0000000000e1");
    static readonly Guid Franc = new("00000000-0000-0000-0000-0000000000c1");

    [Theory]
    [InlineData(ExitingParty.Customer, 500)]
    [InlineData(ExitingParty.Supplier, -500)]
    public void R13_compensation_is_owed_by_whoever_leaves_early(ExitingParty exiting, int expected)
    {
        var item = Assert.Single(Of(exiting, Language.English, (Fact.FeeKind, "fixed"), (Fact.FeeAmount, "500"), (Fact.ExitDate, "2027-03-31")));

        Assert.Equal(SettlementKind.ExitFee, item.Kind);
        Assert.Equal(expected, item.Amount);
        Assert.Contains("500", item.Formula, StringComparison.Ordinal);
        Assert.Contains(item.Inputs, input => input is { Key: Fact.FeeAmount, Value: "500" });
        Assert.Equal($"exit_fee/off_contract/{Source:D}", item.SourceKey);
    }

    [Fact]
    public void R13_leaving_on_or_after_the_end_costs_nothing() =>
        Assert.Empty(Of(ExitingParty.Customer, Language.English, (Fact.FeeKind, "fixed"), (Fact.FeeAmount, "500"), (Fact.ExitDate, "2028-12-31")));

    [Fact]
    public void R13_a_fee_without_basis_is_an_item_to_be_valued()
    {
        var item = Assert.Single(Of(ExitingParty.Customer, Language.German, (Fact.FeeKind, "remaining_instalments"), (Fact.ExitDate, "2027-03-31")));

        Assert.Null(item.Amount);
        Assert.Equal("Eine Entschädigung ist vereinbart, aber ihre Grundlage fehlt.", item.Formula);
    }

    [Fact]
    public void R13_the_rest_of_a_prepayment_is_in_the_favour_of_the_customer()
    {
        var item = Assert.Single(Of(
            ExitingParty.Customer, Language.English,
            (Fact.PrepaidAmount, "3650"), (Fact.PrepaidFrom, "2027-01-01"), (Fact.PrepaidTo, "2027-12-31"), (Fact.ExitDate, "2027-12-01")));

        Assert.Equal(SettlementKind.Prepayment, item.Kind);
        Assert.Equal(-300m, item.Amount);
    }

    [Fact]
    public void R14_open_services_of_a_contract_are_an_item_to_be_valued()
    {
        var item = Assert.Single(Of(ExitingParty.Customer, Language.English, (Fact.Flags, "open_services")));

        Assert.Equal(SettlementKind.UnfulfilledService, item.Kind);
        Assert.Null(item.Amount);
    }

    [Theory]
    [InlineData("120.505", SettlementKind.OpenInvoice, "120.51")]
    [InlineData("-20", SettlementKind.Credit, "-20")]
    public void R14_an_open_invoice_counts_at_its_total_and_a_negative_one_is_a_credit(string total, SettlementKind kind, string expected)
    {
        var amount = decimal.Parse(total);

        var item = SettlementProposals.OfInvoice(new OpenDocument { Table = "invoice", Id = Source, Name = "INV-7", Amount = amount, Currency = Euro }, Language.English);

        Assert.Equal(kind, item.Kind);
        Assert.Equal(decimal.Parse(expected), item.Amount);
        Assert.Equal(Euro, item.Currency);
    }

    [Fact]
    public void R13_amounts_of_two_currencies_are_never_added()
    {
        var sums = SettlementProposals.Sums([new(Euro, 100), new(Franc, 40), new(Euro, -30), new(null, 5), new(Euro, null)]);

        Assert.Equal([(null, 5m), (Franc, 40m), (Euro, 70m)], sums.Select(sum => (sum.Currency, sum.Amount)));
    }

    [Fact]
    public void R13_sums_do_not_depend_on_the_order_of_the_items() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[-10_000, 10_000]).List[0, 20].Sample(items =>
        {
            var amounts = items.ConvertAll(one => new KeyValuePair<Guid?, decimal?>(one.Item1 == 0 ? null : one.Item1 == 1 ? Euro : Franc, one.Item2 / 100m));

            Assert.Equal(Texts(amounts), Texts(amounts.AsEnumerable().Reverse()));
        });

    static List<string> Texts(IEnumerable<KeyValuePair<Guid?, decimal?>> amounts) => [.. SettlementProposals.Sums(amounts).Select(sum => $"{sum.Currency} {sum.Amount}")];

    static List<SettlementProposal> Of(ExitingParty exiting, Language language, params (string Fact, string Value)[] changes)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Fact.Law] = "DE",
            [Fact.Party] = "customer",
            [Fact.CustomerType] = "business",
            [Fact.ContractKind] = "service",
            [Fact.ConcludedOn] = "2024-12-01",
            [Fact.Start] = "2025-01-01",
            [Fact.InitialTerm] = "24M",
            [Fact.Renewal] = "fixed",
            [Fact.RenewalTerm] = "12M",
            [Fact.Notice] = "3M",
        };
        foreach (var (fact, value) in changes) facts[fact] = value;
        var evaluation = ContractRule.Evaluate(ContractFacts.Read(facts.GetValueOrDefault), ContractTable.ShippedRules, new LocalDate(2027, 1, 15));
        Assert.Empty(evaluation.Missing);
        return [.. SettlementProposals.OfContract("off_contract", Source, "V-2041", Euro, evaluation, exiting, language)];
    }
}
