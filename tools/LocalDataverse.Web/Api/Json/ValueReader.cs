using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using LocalDataverse.Metadata;
using LocalDataverse.Web.Api.Model;
using Microsoft.OData.Edm;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Web.Api.Json;

/// <summary>Values in JSON as rows and requests take them.</summary>
internal static class ValueReader
{
    /// <summary>The value of a column. Null: the column is emptied.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80048D19: the value is not of the column's type.</exception>
    public static object? Read(JsonElement value, Column column, string place)
    {
        if (value.ValueKind == JsonValueKind.Null) return null;

        return column.Type switch
        {
            ColumnType.Picklist or ColumnType.State or ColumnType.Status => new OptionSetValue(Int32(value, place)),
            ColumnType.MultiSelectPicklist => Options(value, place),
            ColumnType.Money => new Money(Decimal(value, place)),
            ColumnType.ManagedProperty => new BooleanManagedProperty(Boolean(value, place)),
            ColumnType.DateTime when column.DateBehavior == DateBehavior.DateOnly => DateOnly(value, place),
            ColumnType.DateTime => Instant(value, place),
            _ => Primitive(value, EdmModelBuilder.KindOf(column), place),
        };
    }

    /// <summary>The value of a parameter that holds neither rows nor a complex type.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80048D19: the value is not of the parameter's type.</exception>
    public static object Read(JsonElement value, ValueKind kind, string place) => kind switch
    {
        ValueKind.Boolean => Boolean(value, place),
        ValueKind.DateTime => Instant(value, place),
        ValueKind.Decimal => Decimal(value, place),
        ValueKind.Float => Double(value, place),
        ValueKind.Integer => Int32(value, place),
        ValueKind.Money => new Money(Decimal(value, place)),
        ValueKind.Picklist => new OptionSetValue(Int32(value, place)),
        ValueKind.String => Text(value, place),
        ValueKind.Guid => Id(value, place),
        ValueKind.Binary => Bytes(value, place),
        ValueKind.StringArray => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(item => Text(item, place)).ToArray() : throw Wrong(value, "a list of texts", place),
        _ => throw WebFault.Unsupported($"a parameter of type {kind}: {place}"),
    };

    static object Primitive(JsonElement value, EdmPrimitiveTypeKind kind, string place) => kind switch
    {
        EdmPrimitiveTypeKind.Int32 => Int32(value, place),
        EdmPrimitiveTypeKind.Int64 => Int64(value, place),
        EdmPrimitiveTypeKind.Boolean => Boolean(value, place),
        EdmPrimitiveTypeKind.Decimal => Decimal(value, place),
        EdmPrimitiveTypeKind.Double => Double(value, place),
        EdmPrimitiveTypeKind.Guid => Id(value, place),
        EdmPrimitiveTypeKind.Binary => Bytes(value, place),
        _ => Text(value, place),
    };

    static string Text(JsonElement value, string place) => value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(value, "a text", place);

    static byte[] Bytes(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes) ? bytes : throw Wrong(value, "bytes in base64", place);

    static bool Boolean(JsonElement value, string place) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(value, "true or false", place);

    static int Int32(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Wrong(value, "a whole number of 32 bits", place);

    static long Int64(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : throw Wrong(value, "a whole number of 64 bits", place);

    static decimal Decimal(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : throw Wrong(value, "a number", place);

    static double Double(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw Wrong(value, "a number", place);

    static Guid Id(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.String && Guid.TryParseExact(value.GetString(), "D", out var id) ? id : throw Wrong(value, "an id such as 00000000-0000-0000-0000-000000000001", place);

    static DateTime DateOnly(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.String && DateTime.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Wrong(value, "a day such as 2026-03-31", place);

    /// <summary>An instant with its offset, or a day, which begins at midnight UTC.</summary>
    static DateTime Instant(JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.String) throw Wrong(value, "an instant such as 2026-03-31T08:00:00Z", place);

        var text = value.GetString()!;
        if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day)) return day;

        return text.Length > 0 && (text[^1] == 'Z' || text.LastIndexOfAny(['+', '-']) > 10) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant.UtcDateTime
            : throw Wrong(value, "an instant such as 2026-03-31T08:00:00Z", place);
    }

    static OptionSetValueCollection Options(JsonElement value, string place)
    {
        var options = new OptionSetValueCollection();
        foreach (var text in Text(value, place).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var option)) throw Wrong(value, "values of options between commas, such as \"1,2\"", place);
            options.Add(new OptionSetValue(option));
        }

        return options;
    }

    public static Exception Wrong(JsonElement value, string expected, string place)
    {
        const int most = 100;
        var raw = value.GetRawText();
        return WebFault.Payload($"Cannot convert the value of '{place}': expected {expected}, received {(raw.Length > most ? raw[..most] + "…" : raw)}.");
    }
}
