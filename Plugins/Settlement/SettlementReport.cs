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
        var texts = sums.Select(sum => language.Money(sum.Amount) + (sum.Currency is { } id && names.TryGetValue(id, out var name) ? " " + name : ""));
        var open = items.Current.Count(static item => item.Amount is null);
        return Messages.Part(
            "OFF-TEXT-SETTLEMENT-REPORT", language,
            "created", Text(items.Created), "changed", Text(items.Changed), "vanished", Text(items.Vanished), "open", Text(open),
            "sums", sums.Count == 0 ? language.Money(0) : string.Join("; ", texts));
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
