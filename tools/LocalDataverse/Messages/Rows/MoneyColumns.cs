using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Storage;

namespace LocalDataverse.Messages.Rows;

/// <summary>Currency, exchange rate and the amounts in base currency, which follow the amounts.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/transaction-currency-currency-entity</remarks>
internal static class MoneyColumns
{
    internal static void Set(Table table, Dictionary<Column, object?> values, Row? row, Call call)
    {
        if (table.TryColumn("transactioncurrencyid") is not { } currencyColumn || table.TryColumn("exchangerate") is not { } rateColumn) return;

        var currencyChanges = values.ContainsKey(currencyColumn);
        if (!currencyChanges && !table.MoneyBases.Any(pair => values.ContainsKey(pair.Amount))) return;

        var currency = Now(currencyColumn) as Reference?;
        if (currency is null)
        {
            if (!table.MoneyBases.Any(pair => Now(pair.Amount) is not null)) return;

            currency = CurrencyOfUser(call) ?? new Reference("transactioncurrency", call.Organization.BaseCurrencyId);
            values[currencyColumn] = currency;
        }

        var currencies = call.Catalog.Table("transactioncurrency");
        var rate = (decimal?)call.Demand(currencies, currency.Value.Id)[currencies.Column("exchangerate")] ?? 1m;
        var precision = (int?)call.Demand(currencies, call.Organization.BaseCurrencyId)[currencies.Column("currencyprecision")] ?? 2;
        values[rateColumn] = rate;
        foreach (var (inBase, given) in table.MoneyBases)
        {
            values[inBase] = Now(given) is decimal amount ? Math.Round(amount / rate, precision, MidpointRounding.AwayFromZero) : null;
        }

        object? Now(Column column) => values.TryGetValue(column, out var value) ? value : row?[column];
    }

    static Reference? CurrencyOfUser(Call call)
    {
        var settings = call.Catalog.Table("usersettings");
        return call.Transaction.Find(settings, call.Caller.UserId)?.Lookup(settings.Column("transactioncurrencyid"));
    }
}
