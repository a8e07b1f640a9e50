using System;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using FaultCode = LocalDataverse.Faults.FaultCode;

namespace LocalDataverse.Web.Api.Query;

/// <summary>Where the next page begins: the cookie of a query, wrapped as online in an element that says the number of the page.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/page-results</remarks>
internal static class SkipToken
{
    /// <summary>The token of the page after one. Null: it was the last.</summary>
    public static string? Next(EntityCollection page, int number) =>
        page.MoreRecords ? Wrapped(number + 1, page.PagingCookie) : null;

    /// <summary>For the annotation fetchxmlpagingcookie: the inner cookie is encoded twice, which its readers expect.</summary>
    public static string ForFetch(int nextPage, string? cookie) =>
        Wrapped(nextPage, Uri.EscapeDataString(Uri.EscapeDataString(cookie ?? "")));

    /// <summary>The page that a token means.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x8004112A: it is no token.</exception>
    public static PagingInfo Read(string token, int size)
    {
        try
        {
            var element = XElement.Parse(token);
            if (element.Name == "cookie"
                && int.TryParse(element.Attribute("pagenumber")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number > 0)
            {
                return new PagingInfo { PageNumber = number, Count = size, PagingCookie = element.Attribute("pagingcookie")?.Value };
            }
        }
        catch (XmlException)
        {
            // Not XML: the same as XML that is no token.
        }

        throw WebFault.Of((int)FaultCode.QueryBuilderInvalidPagingCookie, "The $skiptoken is not readable. Follow the @odata.nextLink of the page before as it is.");
    }

    static string Wrapped(int number, string? cookie) => new XElement(
        "cookie",
        new XAttribute("pagenumber", number),
        new XAttribute("pagingcookie", cookie ?? ""),
        new XAttribute("istracking", "False")).ToString(SaveOptions.DisableFormatting);
}
