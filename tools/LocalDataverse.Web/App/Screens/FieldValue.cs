using System;
using System.Globalization;
using LocalDataverse.Metadata;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Web.App.Screens;

/// <summary>Reads what was typed into a field.</summary>
internal static class FieldValue
{
    const NumberStyles Whole = NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands;
    const NumberStyles Broken = Whole | NumberStyles.AllowDecimalPoint;

    /// <returns>Null: the value was read. Else what is wrong with the text.</returns>
    internal static string? Read(Column column, string text, AppUser user, out object? value)
    {
        value = null;
        switch (column.Type)
        {
            case ColumnType.Integer when int.TryParse(text, Whole, user.Numbers, out var whole):
                value = whole;
                return null;
            case ColumnType.Decimal when decimal.TryParse(text, Broken, user.Numbers, out var number):
                value = number;
                return null;
            case ColumnType.Double when double.TryParse(text, Broken, user.Numbers, out var number):
                value = number;
                return null;
            case ColumnType.Money when decimal.TryParse(text, Broken, user.Numbers, out var amount):
                value = new Money(amount);
                return null;
            case ColumnType.Integer or ColumnType.Decimal or ColumnType.Double or ColumnType.Money:
                return user.Text("bad_number", user.Label(column), text, column.Type == ColumnType.Integer ? 1234.ToString("N0", user.Numbers) : 1234.5.ToString("N2", user.Numbers));
            case ColumnType.Picklist or ColumnType.Status or ColumnType.State when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var option):
                value = new OptionSetValue(option);
                return null;
            case ColumnType.Boolean:
                value = text == "1";
                return null;
            case ColumnType.DateTime when DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date):
                value = column.DateBehavior == DateBehavior.UserLocal ? TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(date, DateTimeKind.Unspecified), user.Rights.TimeZone) : date;
                return null;
            case ColumnType.DateTime:
                return user.Text("bad_date", user.Label(column), text);
            default:
                value = text;
                return null;
        }
    }
}
