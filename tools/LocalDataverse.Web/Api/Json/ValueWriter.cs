using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using LocalDataverse.Metadata;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Web.Api.Json;

/// <summary>Values of columns and parameters as JSON.</summary>
internal static class ValueWriter
{
    const string Day = "yyyy-MM-dd";
    const string Instant = "yyyy-MM-ddTHH:mm:ssZ";

    /// <summary>The value of a column. Null: it is empty.</summary>
    public static void Write(Utf8JsonWriter json, Column column, object? value)
    {
        if (value is DateTime moment && column.DateBehavior == DateBehavior.DateOnly) json.WriteStringValue(moment.ToString(Day, CultureInfo.InvariantCulture));
        else Write(json, value);
    }

    /// <summary>A value by its own type.</summary>
    /// <exception cref="NotSupportedException">A type that no row and no parameter has.</exception>
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(number); break;
            case Guid id: json.WriteStringValue(id); break;
            case DateTime moment: json.WriteStringValue(moment.ToString(Instant, CultureInfo.InvariantCulture)); break;
            case Money money: json.WriteNumberValue(money.Value); break;
            case OptionSetValue option: json.WriteNumberValue(option.Value); break;
            case OptionSetValueCollection options: json.WriteStringValue(string.Join(',', options.Select(option => option.Value.ToString(CultureInfo.InvariantCulture)))); break;
            case EntityReference reference: json.WriteStringValue(reference.Id); break;
            case BooleanManagedProperty managed: json.WriteBooleanValue(managed.Value); break;
            case byte[] bytes: json.WriteBase64StringValue(bytes); break;
            case AliasedValue aliased: Write(json, aliased.Value); break;
            default: throw new NotSupportedException($"A value of type {value.GetType()} has no form in JSON.");
        }
    }

    /// <summary>The value as plain text, for <c>/$value</c>.</summary>
    public static string Text(Column column, object value) => value switch
    {
        DateTime moment => moment.ToString(column.DateBehavior == DateBehavior.DateOnly ? Day : Instant, CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        Money money => money.Value.ToString(CultureInfo.InvariantCulture),
        OptionSetValue option => option.Value.ToString(CultureInfo.InvariantCulture),
        OptionSetValueCollection options => string.Join(',', options.Select(option => option.Value.ToString(CultureInfo.InvariantCulture))),
        EntityReference reference => reference.Id.ToString("D"),
        BooleanManagedProperty managed => managed.Value ? "true" : "false",
        byte[] bytes => Convert.ToBase64String(bytes),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => (string)value,
    };
}
