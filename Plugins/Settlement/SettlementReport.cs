using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Offboarding.Plugins.Settlement;

/// <summary>What a proposal changed, and the sums by currency.</summary>
static class SettlementReport
{
    internal static string Of(SettlementItems items, IReadOnlyList<CurrencySum> sums, Language language)
    {
        var names = items.Current.Select(static item => item.TransactionCurrencyId).Where(static currency => currency?.Name is not null).GroupBy(static currency => currency!.Id)
            .ToDictionary(static group => group.Key, static group => group.First()!.Name);
        var texts = sums.Select(sum => Money(sum.Amount, language) + (sum.Currency is { } id && names.TryGetValue(id, out var name) ? " " + name : ""));
        var open = items.Current.Count(static item => item.Amount is null);
        return Messages.Part(
            "OFF-TEXT-SETTLEMENT-REPORT", language,
            "created", Text(items.Created), "changed", Text(items.Changed), "vanished", Text(items.Vanished), "open", Text(open),
            "sums", sums.Count == 0 ? Money(0, language) : string.Join("; ", texts));
    }

    static string Money(decimal amount, Language language)
    {
        var text = amount.ToString("0.00", CultureInfo.InvariantCulture);
        return language == Language.German ? text.Replace('.', ',') : text;
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
