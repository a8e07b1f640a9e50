using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Web.Api.Json;
using LocalDataverse.Web.Api.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using FaultCode = LocalDataverse.Faults.FaultCode;

namespace LocalDataverse.Web.Api.Requests;

/// <summary>GET with <c>fetchXml</c>: a query in FetchXML, with the cookie of the next page as an annotation.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/fetchxml/retrieve-data?tabs=webapi</remarks>
internal sealed class FetchRequests(Exchange exchange)
{
    const string Cookie = "Microsoft.Dynamics.CRM.fetchxmlpagingcookie";
    const string More = "Microsoft.Dynamics.CRM.morerecords";
    const string Total = "Microsoft.Dynamics.CRM.totalrecordcount";
    const string TotalExceeded = "Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded";

    public WebApiResponse Answer(Table table)
    {
        var text = exchange.Url.Option("fetchXml")!;
        var fetch = Parsed(text);
        var named = fetch.Element("entity")?.Attribute("name")?.Value;
        if (named != table.Name)
            throw WebFault.Of((int)FaultCode.InvalidFetchXml, $"Malformed FetchXml. It asks for '{named}', but was sent to {table.Facts.SetName}, the entity set of '{table.Name}'.");

        var counts = exchange.Url.Parser.ParseCount() == true;
        if (counts) fetch.SetAttributeValue("returntotalrecordcount", "true");
        var rows = exchange.Service.RetrieveMultiple(new FetchExpression(counts ? fetch.ToString(SaveOptions.DisableFormatting) : text));
        var writer = new RowWriter(exchange.Model, exchange.Preferences);
        var properties = exchange.Model.PropertiesOf(table);
        var isAggregate = fetch.Attribute("aggregate")?.Value is "true" or "1";
        return WebApiResponse.Json(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("@odata.context", $"{exchange.Root}$metadata#{table.Facts.SetName}");
            if (counts) json.WriteNumber("@odata.count", rows.TotalRecordCount);
            if (exchange.Preferences.Wants(Total)) json.WriteNumber("@" + Total, rows.TotalRecordCount);
            if (exchange.Preferences.Wants(TotalExceeded)) json.WriteBoolean("@" + TotalExceeded, rows.TotalRecordCountLimitExceeded);
            WritePaging(json, rows, fetch);
            json.WriteStartArray("value");
            foreach (var row in rows.Entities) writer.WriteLoose(json, row, properties, isAggregate);
            json.WriteEndArray();
            json.WriteEndObject();
        }).With("Preference-Applied", exchange.Preferences.Applied);
    }

    void WritePaging(Utf8JsonWriter json, EntityCollection rows, XElement fetch)
    {
        if (!rows.MoreRecords) return;

        var page = int.TryParse(fetch.Attribute("page")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
        if (exchange.Preferences.Wants(Cookie)) json.WriteString("@" + Cookie, SkipToken.ForFetch(page + 1, rows.PagingCookie));
        if (exchange.Preferences.Wants(More)) json.WriteBoolean("@" + More, true);
    }

    static XElement Parsed(string text)
    {
        try
        {
            return XElement.Parse(text);
        }
        catch (XmlException broken)
        {
            throw WebFault.Of((int)FaultCode.InvalidFetchXml, $"Malformed FetchXml. {broken.Message}");
        }
    }
}
