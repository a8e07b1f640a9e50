using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using Microsoft.PowerPlatform.Dataverse.Client.Http;
using Microsoft.PowerPlatform.Dataverse.Client.Metadata;
using Microsoft.PowerPlatform.Dataverse.Client.Rows;
using Microsoft.PowerPlatform.Dataverse.Client.Utils;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.PowerPlatform.Dataverse.Client.Query;

/// <summary>RetrieveMultiple by FetchXML. One request, beside those for definitions.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/fetchxml/retrieve-data?tabs=webapi</remarks>
internal sealed class FetchReader(WebApiConnection connection, TableDefinitions tables)
{
    /// <summary>Asks for every annotation: names of lookups, formatted values, pages.</summary>
    internal static readonly (string Name, string Value) Annotations = ("Prefer", "odata.include-annotations=\"*\"");

    const string Cookie = "@Microsoft.Dynamics.CRM.fetchxmlpagingcookie";
    const string More = "@Microsoft.Dynamics.CRM.morerecords";
    const string Total = "@Microsoft.Dynamics.CRM.totalrecordcount";
    const string TotalExceeded = "@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded";

    /// <exception cref="NotSupportedException">A kind of query that this build lacks.</exception>
    public EntityCollection Read(QueryBase query) => query switch
    {
        QueryExpression expression => Read(new FetchWriter(tables).Write(expression)),
        QueryByAttribute values => Read(new FetchWriter(tables).Write(values)),
        FetchExpression text => Read(Parsed(text.Query)),
        _ => throw new NotSupportedException($"A query of type {query.GetType().Name} is not supported by this build; use the Official build."),
    };

    EntityCollection Read(XElement fetch)
    {
        var entity = fetch.Element("entity") ?? throw new ArgumentException("FetchXML must have an <entity>.", nameof(fetch));
        var table = tables.Of(entity.Attribute("name")?.Value ?? "");
        var isAggregate = fetch.Attribute("aggregate")?.Value is "true" or "1";
        var joined = new Dictionary<string, JoinedColumn>(StringComparer.Ordinal);
        Collect(joined, entity, table, isAggregate, alias: null);

        var answer = connection.Get($"{table.SetName}?fetchXml={Uri.EscapeDataString(fetch.ToString(SaveOptions.DisableFormatting))}", Annotations).Json;
        var rows = new RowReader(tables);
        var found = new EntityCollection([.. answer.GetProperty("value").EnumerateArray().Select(row => rows.Read(row, table, joined))])
        {
            EntityName = table.Name,
            TotalRecordCount = answer.TryGetProperty(Total, out var total) ? total.GetInt32() : -1,
            TotalRecordCountLimitExceeded = answer.TryGetProperty(TotalExceeded, out var exceeded) && exceeded.GetBoolean(),
        };
        found.MoreRecords = answer.TryGetProperty(More, out var more) ? more.GetBoolean() : answer.TryGetProperty(Cookie, out _);
        if (answer.TryGetProperty(Cookie, out var cookie)) found.PagingCookie = Unwrapped(cookie.GetString()!);
        return found;
    }

    /// <summary>The cookie stands in an element, encoded twice.</summary>
    static string Unwrapped(string text) => Uri.UnescapeDataString(Uri.UnescapeDataString(XElement.Parse(text).Attribute("pagingcookie")?.Value ?? ""));

    void Collect(Dictionary<string, JoinedColumn> joined, XElement element, TableDefinition table, bool isAggregate, string? alias)
    {
        foreach (var attribute in element.Elements("attribute"))
        {
            var column = attribute.Attribute("name")?.Value ?? "";
            var name = attribute.Attribute("alias")?.Value ?? (alias is null ? null : $"{alias}.{column}");
            if (name is not null) joined[name] = new JoinedColumn(table.Name, column, table.Columns.GetValueOrDefault(column), isAggregate ? What(attribute) : Aggregation.Value);
        }

        if (alias is not null && element.Elements("all-attributes").Any())
        {
            foreach (var (column, kind) in table.Columns) joined[$"{alias}.{column}"] = new JoinedColumn(table.Name, column, kind, Aggregation.Value);
        }

        foreach (var link in element.Elements("link-entity"))
        {
            if (link.Attribute("alias")?.Value is { } name) Collect(joined, link, tables.Of(link.Attribute("name")?.Value ?? ""), isAggregate, name);
            else if (link.Descendants("attribute").Any() || link.Descendants("all-attributes").Any()) throw new NotSupportedException("Columns of a <link-entity> without alias are not supported by this build; give it an alias, or use the Official build.");
        }
    }

    static Aggregation What(XElement attribute) => (attribute.Attribute("aggregate")?.Value, attribute.Attribute("dategrouping")?.Value) switch
    {
        ("count" or "countcolumn", _) or (_, not null) => Aggregation.Count,
        ("avg", _) => Aggregation.Average,
        _ => Aggregation.Value,
    };

    static XElement Parsed(string text)
    {
        try
        {
            return XElement.Parse(text);
        }
        catch (XmlException broken)
        {
            throw new DataverseOperationException($"The FetchXML cannot be read: {broken.Message}", broken);
        }
    }
}
