using System;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Web.Api.Query;
using Microsoft.OData;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Web.Api.Json;

/// <summary>The row that a URL means, by id or by alternate key.</summary>
internal static class RowAddress
{
    /// <summary>The row of a URL in a body: relative or absolute, <c>/contacts(id)</c>.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80090800: it names no row.</exception>
    public static EntityReference Of(string? url, string place, Exchange exchange)
    {
        var relative = Relative(url ?? "", exchange.Root);
        try
        {
            if (relative is not null && Url.Of(exchange.Resolved(relative), exchange.Root, exchange.Model).Segments is [EntitySetSegment set, KeySegment key] && exchange.Model.TryTableOfSet(set.EntitySet.Name) is { } table)
                return Of(table, key);
        }
        catch (ODataException broken)
        {
            throw WebFault.Of(WebFault.BadBindUrl, $"The URL '{url}' of '{place}' is not valid: {broken.Message}");
        }

        throw WebFault.Of(WebFault.BadBindUrl, $"The URL '{url}' of '{place}' names no row. Write it as /contacts(00000000-0000-0000-0000-000000000001).");
    }

    /// <summary>The row of a table by the key in a URL.</summary>
    public static EntityReference Of(Table table, KeySegment key)
    {
        var values = key.Keys.ToList();
        if (values is [{ Value: Guid id } only] && only.Key == table.PrimaryId.Name) return new EntityReference(table.Name, id);

        var keys = new KeyAttributeCollection();
        foreach (var (name, value) in values) keys[ColumnName(name)] = Value(table.Column(ColumnName(name)), value)!;
        return new EntityReference(table.Name, keys);
    }

    /// <summary>The path below the service root. Null: the URL leads elsewhere.</summary>
    public static string? Relative(string url, Uri root)
    {
        if (url.StartsWith(root.AbsoluteUri, StringComparison.OrdinalIgnoreCase)) return url[root.AbsoluteUri.Length..];
        if (url.StartsWith(root.AbsolutePath, StringComparison.OrdinalIgnoreCase)) return url[root.AbsolutePath.Length..];

        return url.Contains("://", StringComparison.Ordinal) ? null : url.TrimStart('/');
    }

    static string ColumnName(string property) =>
        property.StartsWith('_') && property.EndsWith("_value", StringComparison.Ordinal) ? property[1..^"_value".Length] : property;

    static object? Value(Column column, object? value) => (column.Type, value) switch
    {
        (ColumnType.Picklist or ColumnType.State or ColumnType.Status, int option) => new OptionSetValue(option),
        (ColumnType.Money, decimal amount) => new Money(amount),
        (ColumnType.Lookup or ColumnType.Customer or ColumnType.Owner, Guid id) => new EntityReference(column.Targets.Count > 0 ? column.Targets[0] : "", id),
        _ => Literal.Plain(value),
    };
}
