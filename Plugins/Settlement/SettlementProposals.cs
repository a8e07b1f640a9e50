using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;

namespace Offboarding.Plugins.Settlement;

/// <summary>Who leaves a contract early.</summary>
public enum ExitingParty
{
    /// <summary>We: compensation would be in the customer's favour.</summary>
    Supplier,

    /// <summary>The customer: compensation would be in ours.</summary>
    Customer,
}

/// <summary>Something that another app keeps about a customer and that has a value.</summary>
public sealed class OpenDocument
{
    /// <summary>Table of the row.</summary>
    public string Table { get; init; } = "";

    /// <summary>The row.</summary>
    public Guid Id { get; init; }

    /// <summary>Number and name, as people call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Total; null: it has none.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Id of its currency; null: the base currency.</summary>
    public Guid? Currency { get; init; }

    /// <summary>Day on which it is due; null: none.</summary>
    public LocalDate? DueOn { get; init; }
}

/// <summary>Proposes settlement items: what is open between both sides when the relationship ends. Pure; amounts are rounded once, at the end.</summary>
public static class SettlementProposals
{
    /// <summary>Items of one contract: compensation, the rest of a prepayment, and services that are not rendered.</summary>
    /// <param name="contractTable">Logical name of the table in which the contract lives.</param>
    /// <param name="contractId">Source row.</param>
    /// <param name="number">As people know it.</param>
    /// <param name="currency">Of the contract; null: the base currency.</param>
    /// <param name="evaluation">Of the facts without agreement and with the exit day.</param>
    /// <param name="exiting">Who leaves early.</param>
    /// <param name="language">Of the formulas.</param>
    public static IEnumerable<SettlementProposal> OfContract(
        string contractTable, Guid contractId, string number, Guid? currency, ContractEvaluation evaluation, ExitingParty exiting, Language language)
    {
        var formulas = new Dictionary<string, string>(StringComparer.Ordinal);
        new SettlementWording(evaluation, language).Write((output, text) => formulas[output] = text);

        if (evaluation.ExitFee is { } fee and > 0)
            yield return Item(SettlementKind.ExitFee, exiting == ExitingParty.Customer ? fee : -fee, formulas[ContractOutput.ExitFee], FeeFacts);
        else if ((evaluation.Alerts & ContractAlerts.FeeUnknown) != ContractAlerts.None)
            yield return Item(SettlementKind.ExitFee, null, Messages.Part("OFF-TEXT-SETTLEMENT-FEE-UNKNOWN", language), FeeFacts);

        if (evaluation.Refund is { } refund and > 0) yield return Item(SettlementKind.Prepayment, -refund, formulas[ContractOutput.Refund], PrepaymentFacts);
        if (evaluation.Facts.Has(ContractFlags.OpenServices))
            yield return Item(SettlementKind.UnfulfilledService, null, Messages.Part("OFF-TEXT-SETTLEMENT-SERVICES", language), [Fact.Flags]);

        SettlementProposal Item(SettlementKind kind, decimal? amount, string formula, string[] facts) => new()
        {
            Kind = kind,
            Name = number,
            Amount = amount,
            Currency = currency,
            Formula = formula,
            Inputs = [.. InputsOf(evaluation, facts), .. kind == SettlementKind.ExitFee ? Leaving(exiting) : []],
            SourceTable = contractTable,
            SourceRow = contractId,
        };
    }

    static readonly string[] FeeFacts = [Fact.FeeKind, Fact.FeeAmount, Fact.FeeRate, Fact.MonthlyFee, Fact.ExitDate];

    static readonly string[] PrepaymentFacts = [Fact.PrepaidAmount, Fact.PrepaidFrom, Fact.PrepaidTo, Fact.ExitDate];

    static KeyValuePair<string, string>[] Leaving(ExitingParty exiting) => [new("leaves", exiting == ExitingParty.Customer ? "customer" : "supplier")];

    static IEnumerable<KeyValuePair<string, string>> InputsOf(ContractEvaluation evaluation, string[] facts)
    {
        foreach (var fact in facts)
            if (evaluation.Facts.TextOf(fact) is { } text) yield return new KeyValuePair<string, string>(fact, text);

        if (evaluation.EarliestEnd is { } end) yield return new KeyValuePair<string, string>(ContractOutput.EarliestEnd, end.ToString());
    }

    /// <summary>An open order at its total.</summary>
    public static SettlementProposal OfOrder(OpenDocument order, Language language) => Of(order, SettlementKind.OpenOrder, Messages.Part("OFF-TEXT-SETTLEMENT-ORDER", language));

    /// <summary>An open invoice at its total; a negative one is a credit.</summary>
    public static SettlementProposal OfInvoice(OpenDocument invoice, Language language) => invoice.Amount < 0
        ? Of(invoice, SettlementKind.Credit, Messages.Part("OFF-TEXT-SETTLEMENT-CREDIT", language))
        : Of(invoice, SettlementKind.OpenInvoice, Messages.Part("OFF-TEXT-SETTLEMENT-INVOICE", language));

    /// <summary>A running entitlement to service: it is owed, and only a person can value it.</summary>
    public static SettlementProposal OfEntitlement(OpenDocument entitlement, Language language) =>
        Of(entitlement, SettlementKind.UnfulfilledService, Messages.Part("OFF-TEXT-SETTLEMENT-ENTITLEMENT", language));

    static SettlementProposal Of(OpenDocument document, SettlementKind kind, string formula) => new()
    {
        Kind = kind,
        Name = document.Name,
        Amount = document.Amount is { } amount ? Math.Round(amount, 2, MidpointRounding.AwayFromZero) : null,
        Currency = document.Currency,
        Formula = formula,
        Inputs =
        [
            .. document.Amount is { } total ? [new KeyValuePair<string, string>("totalamount", total.ToString(CultureInfo.InvariantCulture))] : NoInputs,
            .. document.DueOn is { } due ? [new KeyValuePair<string, string>("duedate", due.ToString())] : NoInputs,
        ],
        SourceTable = document.Table,
        SourceRow = document.Id,
    };

    static readonly KeyValuePair<string, string>[] NoInputs = [];

    /// <summary>Sums by currency: amounts of two currencies are never added. Items without amount count as nothing.</summary>
    public static IReadOnlyList<CurrencySum> Sums(IEnumerable<KeyValuePair<Guid?, decimal?>> amounts) =>
    [
        .. amounts
            .Where(static one => one.Value is not null)
            .GroupBy(static one => one.Key)
            .OrderBy(static group => group.Key)
            .Select(static group => new CurrencySum(group.Key, group.Sum(static one => one.Value.GetValueOrDefault()))),
    ];
}
