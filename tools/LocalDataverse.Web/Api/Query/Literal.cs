using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.OData;
using Microsoft.OData.Edm;

namespace LocalDataverse.Web.Api.Query;

/// <summary>Values in URLs as queries take them.</summary>
internal static class Literal
{
    /// <summary>The value of a literal: instants in UTC, days without a time. Null: the literal null.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80040315: a literal of a kind that no column has.</exception>
    public static object? Plain(object? value) => value switch
    {
        null or string or bool or int or long or decimal or double or Guid => value,
        float number => (double)number,
        short number => (int)number,
        byte number => (int)number,
        sbyte number => (int)number,
        DateTimeOffset instant => instant.UtcDateTime,
        DateOnly day => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified),
#pragma warning disable CS0618 // The library's own type of days goes in its next major version; until then its parser makes them.
        Date day => new DateTime(day.Year, day.Month, day.Day, 0, 0, 0, DateTimeKind.Unspecified),
#pragma warning restore CS0618
        _ => throw WebFault.Unsupported($"the literal {value} of type {value.GetType().Name} in a URL"),
    };

    /// <summary>The values of a list: a literal list, or one that was read as JSON.</summary>
    public static IReadOnlyList<object?> List(object? value) => value switch
    {
        ODataCollectionValue list => [.. list.Items.Select(Plain)],
        null => [],
        _ => [Plain(value)],
    };
}
