using System;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalDataverse.Web.App;

/// <summary>Addresses of pages as a model-driven app has them (<c>/main.aspx?pagetype=entityrecord&amp;etn=account&amp;id=…</c>), led to the pages of this app.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/model-driven-apps/open-forms-views-dialogs-reports-url</remarks>
internal static class PageAddresses
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/main.aspx", (HttpContext context) => Results.Redirect(Of(context.Request.Query)));

    internal static string Of(IQueryCollection query)
    {
        var table = Uri.EscapeDataString(query["etn"].ToString().ToLowerInvariant());
        var id = Guid.TryParse(query["id"], out var row) ? row.ToString("D") : null;
        return query["pagetype"].ToString().ToLowerInvariant() switch
        {
            "entityrecord" when table.Length > 0 => id is null ? $"/new/{table}" : $"/record/{table}/{id}",
            "entitylist" when table.Length > 0 => Guid.TryParse(query["viewid"], out var view) ? $"/list/{table}?view={view:D}" : $"/list/{table}",
            "dashboard" when id is not null => $"/dashboard/{id}",
            "webresource" when query["webresourceName"].ToString() is { Length: > 0 } name => $"/WebResources/{name}{(query["data"].ToString() is { Length: > 0 } data ? "?data=" + Uri.EscapeDataString(data) : "")}",
            _ => "/",
        };
    }
}
