using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Contracts;

namespace Offboarding.Plugins.Cases;

/// <summary>What an account is worth a year by its contracts: twelve times each monthly fee, with the contracts as source rows. A proposal; the rep may correct it.</summary>
sealed class AccountValue
{
    const int MonthsAYear = 12;

    AccountValue(decimal? amount, EntityReference? currency, IReadOnlyList<ReviewedContract> sources)
    {
        Amount = amount;
        Currency = currency;
        Sources = sources;
    }

    /// <summary>Null: a running contract names no monthly fee, or contracts are in several currencies; nothing is guessed.</summary>
    internal decimal? Amount { get; }

    /// <summary>Of all contracts; null: of none, then the organization's.</summary>
    internal EntityReference? Currency { get; }

    IReadOnlyList<ReviewedContract> Sources { get; }

    internal static AccountValue Of(AccountReview review)
    {
        var running = review.Contracts.Where(static contract => contract.Evaluation.Status != ContractStatus.Ended).ToList();
        var currencies = running.Select(static contract => contract.Contract.Currency?.Id).Distinct().ToList();
        var isKnown = currencies.Count <= 1 && running.All(static contract => contract.Evaluation.Facts.MonthlyFee is not null);
        return new AccountValue(
            isKnown ? running.Sum(static contract => contract.Evaluation.Facts.MonthlyFee.GetValueOrDefault()) * MonthsAYear : null,
            currencies.Count == 1 ? running[0].Contract.Currency : null,
            running);
    }

    /// <summary><c>{ facts: [ { fact: "yearly_fees", value, rows: [ { table, id, name, value } ] } ] }</c>; amounts in the currency of the contracts.</summary>
    internal string ToJson()
    {
        using var json = new JsonText();
        json.Array("facts", facts => facts.Object(JsonText.Item, fact =>
        {
            fact.Text("fact", "yearly_fees").Text("value", Amount?.ToString("0.00", CultureInfo.InvariantCulture));
            fact.Array("rows", rows =>
            {
                foreach (var source in Sources) rows.Object(JsonText.Item, row => Source(row, source));
            });
        }));
        return json.Finish();
    }

    static void Source(JsonText row, ReviewedContract source)
    {
        row.Text("table", source.Contract.Table).Text("id", source.Contract.Id.ToString("D")).Text("name", source.Contract.Number);
        row.Text("value", (source.Evaluation.Facts.MonthlyFee * MonthsAYear)?.ToString("0.00", CultureInfo.InvariantCulture));
    }
}
