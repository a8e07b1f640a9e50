using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Documents;

/// <summary>Amounts with their currency, as a document writes them.</summary>
static class MoneyText
{
    /// <summary>As 1234,50 Euro; a dash for an amount that nobody knows.</summary>
    /// <param name="amount">In the currency.</param>
    /// <param name="currency">With its name; null: not known, the amount stands alone.</param>
    /// <param name="language">Of the reader.</param>
    internal static string Of(decimal? amount, EntityReference? currency, Language language) =>
        amount is not { } known ? "–" : language.Money(known) + (string.IsNullOrEmpty(currency?.Name) ? "" : " " + currency!.Name);
}
