using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using LocalDataverse.Faults;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Query;

/// <summary>The limits of paging, and the cookie that says where a page ended.</summary>
internal static class Paging
{
    /// <summary>Rows a page can have (F229).</summary>
    public const int LargestPage = 5000;

    /// <summary>Rows that can be skipped without a cookie (F231).</summary>
    public const int LargestSkip = 50000;

    /// <summary>The page a caller asked for. Null: none in particular.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80040203: both top and a page are asked for, or neither makes sense.</exception>
    public static Page? Of(PagingInfo? info, int? top)
    {
        if (info is null || (info.PageNumber == 0 && info.Count == 0 && string.IsNullOrEmpty(info.PagingCookie)))
        {
            return Of(null, null, null, info?.ReturnTotalRecordCount ?? false, top);
        }

        return Of(info.PageNumber == 0 ? 1 : info.PageNumber, info.Count, info.PagingCookie, info.ReturnTotalRecordCount, top);
    }

    /// <summary>The page that page number, size and cookie mean. Null: none in particular.</summary>
    /// <param name="number">Null: no page was named.</param>
    /// <param name="size">Null or 0: the largest.</param>
    public static Page? Of(int? number, int? size, string? cookie, bool countsAll, int? top)
    {
        if (top is not null && (number is not null || size is not null))
        {
            throw Fault.Of(FaultCode.InvalidArgument, "Top cannot be combined with a page number or page size. Use one of them.");
        }

        if (top is < 1 or > LargestPage) throw Fault.Of(FaultCode.InvalidArgument, $"Top must be from 1 to {LargestPage}, it is {top}.");
        if (number < 1) throw Fault.Of(FaultCode.InvalidArgument, $"The page number must be at least 1, it is {number}.");
        if (size < 0) throw Fault.Of(FaultCode.InvalidArgument, $"The page size must not be negative, it is {size}.");
        if (top is not null && !countsAll) return null;
        var rows = size is null or 0 ? top ?? LargestPage : Math.Min(size.Value, LargestPage);
        return new Page(number ?? 1, rows, string.IsNullOrEmpty(cookie) ? null : cookie, countsAll);
    }

    /// <summary>The cookie of a page.</summary>
    /// <param name="names">Names of the sort keys, the ids of the row at the end.</param>
    public static string Cookie(int page, IReadOnlyList<string> names, IReadOnlyList<object?> first, IReadOnlyList<object?> last) =>
        new XElement("cookie", new XAttribute("page", page), names.Select((name, i) => new XElement(
            XmlConvert.EncodeLocalName(name),
            last[i] is null ? new XAttribute("lastnull", 1) : new XAttribute("last", Text(last[i]!)),
            first[i] is null ? new XAttribute("firstnull", 1) : new XAttribute("first", Text(first[i]!)))))
            .ToString(SaveOptions.DisableFormatting);

    /// <summary>The page a cookie ends and the keys of its last row.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x8004112A: not a cookie; 0x80041129: a cookie of a query with another order.</exception>
    public static (int Page, IReadOnlyList<object?> Last) Read(string cookie, IReadOnlyList<string> names)
    {
        XElement element;
        try
        {
            element = XElement.Parse(cookie);
        }
        catch (XmlException)
        {
            throw Fault.Of(
                FaultCode.QueryBuilderInvalidPagingCookie,
                "The paging cookie is not readable. Pass the one of the page before, decoded once if it stood in an XML attribute.");
        }

        if (!int.TryParse(element.Attribute("page")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var page))
        {
            throw Fault.Of(FaultCode.QueryBuilderInvalidPagingCookie, "Invalid page number in paging cookie.");
        }

        var keys = element.Elements().ToList();
        if (!keys.Select(key => XmlConvert.DecodeName(key.Name.LocalName)).SequenceEqual(names, StringComparer.Ordinal))
        {
            throw Fault.Of(
                FaultCode.QueryBuilderPagingOrderBy,
                $"Order by columns do not match those in paging cookie. The query sorts by {string.Join(", ", names)}.");
        }

        return (page, [.. keys.Select(key => key.Attribute("last")?.Value is { } text ? Value(text) : null)]);
    }

    // The type of a key stands before its value: a cookie is read without knowing the query.
    static string Text(object value) => value switch
    {
        string text => "s" + text,
        Guid id => "g" + id.ToString("B").ToUpperInvariant(),
        int number => "i" + number.ToString(CultureInfo.InvariantCulture),
        long number => "l" + number.ToString(CultureInfo.InvariantCulture),
        decimal number => "m" + number.ToString(CultureInfo.InvariantCulture),
        double number => "d" + number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "b1" : "b0",
        DateTime moment => "t" + moment.Ticks.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A value of type {value.GetType()} cannot be a sort key.", nameof(value)),
    };

    static object Value(string text)
    {
        try
        {
            var value = text[1..];
            return text[0] switch
            {
                's' => value,
                'g' => Guid.Parse(value),
                'i' => int.Parse(value, CultureInfo.InvariantCulture),
                'l' => long.Parse(value, CultureInfo.InvariantCulture),
                'm' => decimal.Parse(value, CultureInfo.InvariantCulture),
                'd' => double.Parse(value, CultureInfo.InvariantCulture),
                'b' => value == "1",
                't' => new DateTime(long.Parse(value, CultureInfo.InvariantCulture), DateTimeKind.Unspecified),
                _ => throw new FormatException(),
            };
        }
        catch (Exception broken) when (broken is FormatException or OverflowException or ArgumentException)
        {
            throw Fault.Of(FaultCode.QueryBuilderInvalidPagingCookie, $"The paging cookie holds '{text}', which no page ends with.");
        }
    }
}
