using System;
using System.Globalization;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;

namespace LocalDataverse.Query;

/// <summary>Values as text for people: labels, names, dates in the user's zone, numbers with the separators of the user's language.</summary>
/// <remarks>The formats are our own, so the answer is the same on a machine that knows no cultures.</remarks>
internal static class FormattedValues
{
    const int DefaultDigits = 2;

    static readonly Formats English = new("M/d/yyyy", "h:mm tt", Numbers(".", ","), SymbolFirst: true);
    static readonly Formats German = new("dd.MM.yyyy", "HH:mm", Numbers(",", "."), SymbolFirst: false);

    /// <summary>Null: values of this type have no formatted form, or the column is empty. That of a lookup is the name of its row.</summary>
    public static string? Of(Row row, Column column, QueryContext context)
    {
        var formats = context.Language == LocalizedText.GermanLanguage ? German : English;
        return row[column] switch
        {
            null => null,
            bool flag => column.Option(flag ? 1 : 0)?.Label.In(context.Language),
            int option when column.IsChoice => column.Option(option)?.Label.In(context.Language),
            int[] options => string.Join("; ", options.Select(option => column.Option(option)?.Label.In(context.Language))),
            int number => number.ToString("N0", formats.Numbers),
            double number => number.ToString(Digits(column.Precision ?? DefaultDigits), formats.Numbers),
            decimal amount when column.Type == ColumnType.Money => Money(amount, row, column, context, formats),
            decimal number => number.ToString(Digits(column.Precision ?? DefaultDigits), formats.Numbers),
            DateTime date => Date(date, column, context, formats),
            _ => null,
        };
    }

    static string Date(DateTime date, Column column, QueryContext context, Formats formats)
    {
        var local = column.DateBehavior == DateBehavior.UserLocal ? TimeZoneInfo.ConvertTimeFromUtc(date, context.TimeZone) : date;
        return local.ToString(column.IsDateOnly ? formats.Date : $"{formats.Date} {formats.Time}", CultureInfo.InvariantCulture);
    }

    static string Money(decimal amount, Row row, Column column, QueryContext context, Formats formats)
    {
        var currency = Currency(row, column, context);
        var digits = column.PrecisionSource == 2 && currency?.Digits is { } fromCurrency ? fromCurrency : column.Precision ?? DefaultDigits;
        var number = Math.Abs(amount).ToString(Digits(digits), formats.Numbers);
        var sign = amount < 0 ? "-" : "";
        if (currency?.Symbol is not { } symbol) return sign + number;
        return formats.SymbolFirst ? sign + symbol + number : $"{sign}{number} {symbol}";
    }

    /// <summary>The row's own currency; for a base value the organization's.</summary>
    static (string? Symbol, int? Digits)? Currency(Row row, Column column, QueryContext context)
    {
        if (context.Catalog.TryTable("transactioncurrency") is not { } currencies) return null;
        var lookup = column.MoneyBaseOf is null
            ? row.Table.TryColumn("transactioncurrencyid") is { } own ? row.Lookup(own) : null
            : BaseCurrency(context);
        if (lookup is not { } reference || context.Transaction.Find(currencies, reference.Id) is not { } currency) return null;
        return (currency[currencies.Column("currencysymbol")] as string, currency[currencies.Column("currencyprecision")] as int?);
    }

    static Reference? BaseCurrency(QueryContext context) =>
        context.Catalog.TryTable("organization") is { } table && table.TryColumn("basecurrencyid") is { } column
            ? context.Transaction.Scan(table).FirstOrDefault()?.Lookup(column)
            : null;

    static string Digits(int digits) => "N" + digits.ToString(CultureInfo.InvariantCulture);

    static NumberFormatInfo Numbers(string point, string group) => new()
    {
        NumberDecimalSeparator = point,
        NumberGroupSeparator = group,
    };

    sealed record Formats(string Date, string Time, NumberFormatInfo Numbers, bool SymbolFirst);
}
