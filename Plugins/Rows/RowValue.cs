using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Rows;

/// <summary>Reading and writing single columns for the generated row classes.</summary>
static class RowValue
{
    internal static Entity Checked(Entity entity, string table) =>
        entity.LogicalName == table
            ? entity
            : throw new ArgumentException("A row of '" + entity.LogicalName + "' was given where one of '" + table + "' is read.", nameof(entity));

    internal static string? Text(Entity row, string column) => row.GetAttributeValue<string?>(column);

    internal static int? WholeNumber(Entity row, string column) => row.GetAttributeValue<int?>(column);

    internal static decimal? DecimalNumber(Entity row, string column) => row.GetAttributeValue<decimal?>(column);

    internal static decimal? Money(Entity row, string column) => row.GetAttributeValue<Money?>(column)?.Value;

    internal static bool? YesNo(Entity row, string column) => row.GetAttributeValue<bool?>(column);

    internal static DateTime? Instant(Entity row, string column) => row.GetAttributeValue<DateTime?>(column);

    internal static EntityReference? Lookup(Entity row, string column) => row.GetAttributeValue<EntityReference?>(column);

    internal static int? Option(Entity row, string column) => row.GetAttributeValue<OptionSetValue?>(column)?.Value;

    internal static LocalDate? Date(Entity row, string column) =>
        row.GetAttributeValue<DateTime?>(column) is { } midnight ? LocalDate.FromDateTime(midnight) : null;

    internal static void SetText(Entity row, string column, string? value) => row[column] = value;

    internal static void SetLookup(Entity row, string column, EntityReference? value) => row[column] = value;

    internal static void SetValue<T>(Entity row, string column, T? value)
        where T : struct => row[column] = value;

    internal static void SetMoney(Entity row, string column, decimal? value) => row[column] = value is { } amount ? new Money(amount) : null;

    internal static void SetOption(Entity row, string column, int? value) => row[column] = value is { } option ? new OptionSetValue(option) : null;

    internal static void SetDate(Entity row, string column, LocalDate? value) => row[column] = value?.ToDateTimeUnspecified();

    internal static string FactText(Entity row, string column) => Text(row, column) ?? string.Empty;

    internal static string FactNumber(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    internal static string FactYes(bool? value) => value == true ? "yes" : string.Empty;

    internal static string FactDate(LocalDate? value) => value?.ToString() ?? string.Empty;

    internal static bool TrySetText(Entity row, string column, string text, int maxLength)
    {
        if (text.Length > maxLength) return false;

        SetText(row, column, text.Length == 0 ? null : text);
        return true;
    }

    internal static bool TrySetOption(Entity row, string column, string text, int? option)
    {
        if (option is null && text.Length > 0) return false;

        SetOption(row, column, option);
        return true;
    }

    internal static bool TrySetYesNo(Entity row, string column, string text)
    {
        if (text is not ("" or "yes" or "no")) return false;

        SetValue<bool>(row, column, text == "yes");
        return true;
    }

    internal static bool TrySetDate(Entity row, string column, string text)
    {
        LocalDate? date = LocalDate.TryParse(text, out var parsed) ? parsed : null;
        if (date is null && text.Length > 0) return false;

        SetDate(row, column, date);
        return true;
    }

    internal static bool TrySetWholeNumber(Entity row, string column, string text)
    {
        int? number = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        if (number is null && text.Length > 0) return false;

        SetValue(row, column, number);
        return true;
    }

    internal static bool TrySetDecimalNumber(Entity row, string column, string text)
    {
        if (!TryNumber(text, out var number)) return false;

        SetValue(row, column, number);
        return true;
    }

    internal static bool TrySetMoney(Entity row, string column, string text)
    {
        if (!TryNumber(text, out var number)) return false;

        SetMoney(row, column, number);
        return true;
    }

    static bool TryNumber(string text, out decimal? number)
    {
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        number = decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        return number is not null || text.Length == 0;
    }

    internal static ArgumentException UnknownFact(string table, string fact) =>
        new("Rows of '" + table + "' have no fact '" + fact + "'.", nameof(fact));
}
