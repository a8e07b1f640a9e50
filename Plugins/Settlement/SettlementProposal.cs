using System;
using System.Collections.Generic;

namespace Offboarding.Plugins.Settlement;

/// <summary>What a settlement item is about. In the order of the choice off_kind.</summary>
public enum SettlementKind
{
    /// <summary>A service that is owed and not rendered.</summary>
    UnfulfilledService,

    /// <summary>An order that is open.</summary>
    OpenOrder,

    /// <summary>An invoice that is not paid.</summary>
    OpenInvoice,

    /// <summary>The part of a prepayment for the time after the end.</summary>
    Prepayment,

    /// <summary>A credit note that is not paid out.</summary>
    Credit,

    /// <summary>Compensation for leaving before the end of a contract.</summary>
    ExitFee,
}

/// <summary>One item of a settlement as it is proposed; a person decides.</summary>
public sealed class SettlementProposal
{
    /// <summary>What it is about.</summary>
    public SettlementKind Kind { get; init; }

    /// <summary>As people call what it is about, as V-2041.</summary>
    public string Name { get; init; } = "";

    /// <summary>Negative: in the customer's favour. Null: nobody knows; a person has to value it.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Id of the currency; null: the base currency.</summary>
    public Guid? Currency { get; init; }

    /// <summary>How the amount came about, in words and numbers.</summary>
    public string Formula { get; init; } = "";

    /// <summary>The facts behind it, by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Inputs { get; init; } = [];

    /// <summary>Table of the row that it comes from.</summary>
    public string SourceTable { get; init; } = "";

    /// <summary>That row.</summary>
    public Guid SourceRow { get; init; }

    /// <summary>The same for the same source, whatever the amount: proposing twice makes one item.</summary>
    public string SourceKey => Codes[(int)Kind] + "/" + SourceTable + "/" + SourceRow.ToString("D");

    static readonly string[] Codes = ["unfulfilled_service", "open_order", "open_invoice", "prepayment", "credit", "exit_fee"];
}

/// <summary>A sum in one currency.</summary>
public sealed class CurrencySum
{
    internal CurrencySum(Guid? currency, decimal amount)
    {
        Currency = currency;
        Amount = amount;
    }

    /// <summary>Id of the currency; null: the base currency.</summary>
    public Guid? Currency { get; }

    /// <summary>Negative: in the customer's favour.</summary>
    public decimal Amount { get; }
}
