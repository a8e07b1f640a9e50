using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Query;

/// <summary>The values of a condition, checked against operator and column and brought into stored form.</summary>
/// <remarks>
/// A condition takes plain values: int for a choice, Guid for a lookup. In stored form a date of kind Utc is an instant, one of unspecified kind
/// the user's wall time. A DateTime without kind is an instant as it is when written to a row, except where the operator names a day; text without
/// an offset is wall time.
/// </remarks>
internal static class ConditionValues
{
    /// <summary>Values one condition may list.</summary>
    const int MostValues = 2000;

    static readonly string[] DateFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss",
    ];

    static readonly string[] InstantFormats =
    [
        "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-dd HH:mm:ssK",
    ];

    public static IReadOnlyList<object> Stored(Table table, Column column, ConditionOperator op, IReadOnlyList<object?> given)
    {
        var values = given.SelectMany(Flatten).ToList();
        var shape = OperatorShape.Of(op) ?? throw Fault.Of(
            FaultCode.QueryBuilderInvalidConditionOperator,
            $"Unsupported condition operator. The embedded Dataverse does not support {op} (on {table.Name}.{column.Name}).");
        Demand(table, column, op, shape, values.Count);
        return shape.Kind switch
        {
            OperandKind.Count => [Count(table, column, op, values[0])],
            OperandKind.Text => [Text(table, column, op, values[0])],
            _ => [.. values.Select(value => Stored(table, column, op, value))],
        };
    }

    static void Demand(Table table, Column column, ConditionOperator op, OperatorShape shape, int count)
    {
        if (count > MostValues)
        {
            throw Fault.Of(
                FaultCode.TooManyConditionParametersInQuery,
                $"Number of parameters in a condition exceeded maximum limit. {table.Name}.{column.Name} {op} lists {count}; "
                + $"{MostValues} are allowed.");
        }

        if (count < shape.Least || count > shape.Most)
        {
            var expected = shape.Most == int.MaxValue ? "at least one value" : shape.Least == 0 ? "no value" : $"{shape.Least} value(s)";
            throw Fault.Of(
                FaultCode.QueryBuilderBadCondition,
                $"Incorrect filter condition: {op} on {table.Name}.{column.Name} takes {expected}, {count} given.");
        }

        if (!shape.Fits(column))
        {
            throw Fault.Of(
                FaultCode.QueryBuilderInvalidConditionOperator,
                $"Unsupported condition operator. {op} cannot be used on {table.Name}.{column.Name}, a column of type {column.Type}.");
        }
    }

    static object Stored(Table table, Column column, ConditionOperator op, object? value) => column.Type switch
    {
        ColumnType.String or ColumnType.Memo or ColumnType.EntityName => Text(table, column, op, value),
        ColumnType.Integer or ColumnType.Picklist or ColumnType.State or ColumnType.Status or ColumnType.MultiSelectPicklist =>
            Whole(value) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : throw Wrong(table, column, op, value),
        ColumnType.BigInt => Whole(value) ?? throw Wrong(table, column, op, value),
        ColumnType.Decimal or ColumnType.Money => Fraction(value) ?? throw Wrong(table, column, op, value),
        ColumnType.Double => value is double number ? number : (double?)Fraction(value) ?? throw Wrong(table, column, op, value),
        ColumnType.Boolean or ColumnType.ManagedProperty => Flag(value) ?? throw Wrong(table, column, op, value),
        ColumnType.Uniqueidentifier or ColumnType.Lookup or ColumnType.Customer or ColumnType.Owner =>
            Id(value) ?? throw Wrong(table, column, op, value),
        ColumnType.DateTime => Date(value, op) ?? throw Wrong(table, column, op, value),
        _ => throw Fault.Unsupported($"a condition on {table.Name}.{column.Name}, a column of type {column.Type}"),
    };

    static string Text(Table table, Column column, ConditionOperator op, object? value) => value as string ?? throw Wrong(table, column, op, value);

    static object Count(Table table, Column column, ConditionOperator op, object? value) => Whole(value) switch
    {
        > 0 and <= int.MaxValue and { } number => (int)number,
        null => throw Wrong(table, column, op, value),
        _ => throw Fault.Of(
            FaultCode.QueryBuilderValueGreaterThanZero,
            $"A value greater than zero must be specified. {op} on {table.Name}.{column.Name} has {value}."),
    };

    static long? Whole(object? value) => value switch
    {
        int number => number,
        long number => number,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    static decimal? Fraction(object? value) => value switch
    {
        decimal number => number,
        int number => number,
        long number => number,
        double number when Math.Abs(number) < (double)decimal.MaxValue => (decimal)number,
        string text when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    static bool? Flag(object? value) => value switch
    {
        bool flag => flag,
        0 or "0" => false,
        1 or "1" => true,
        string text when bool.TryParse(text, out var flag) => flag,
        _ => null,
    };

    static Guid? Id(object? value) => value switch
    {
        Guid id => id,
        string text when Guid.TryParse(text, out var id) => id,
        _ => null,
    };

    static DateTime? Date(object? value, ConditionOperator op) => value switch
    {
        DateTime { Kind: DateTimeKind.Local } local => local.ToUniversalTime(),
        DateTime { Kind: DateTimeKind.Unspecified } day when NamesDay(op) => day,
        DateTime instant => DateTime.SpecifyKind(instant, DateTimeKind.Utc),
        string text when DateTime.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) => wall,
        string text when DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) =>
            at.UtcDateTime,
        _ => null,
    };

    static bool NamesDay(ConditionOperator op) =>
        op is ConditionOperator.On or ConditionOperator.NotOn or ConditionOperator.OnOrBefore or ConditionOperator.OnOrAfter;

    static IEnumerable<object?> Flatten(object? value) => value is IEnumerable list and not string and not byte[] ? list.Cast<object?>() : [value];

    static Exception Wrong(Table table, Column column, ConditionOperator op, object? value)
    {
        var given = value is null ? "no value" : string.Create(CultureInfo.InvariantCulture, $"'{value}' of type {value.GetType()}");
        return Fault.Of(
            FaultCode.QueryBuilderInvalidValue,
            $"Invalid value specified for type. Condition for attribute '{table.Name}.{column.Name}' ({op}): "
            + $"expected a value for a column of type {column.Type}, received {given}.");
    }
}
