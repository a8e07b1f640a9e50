using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LocalDataverse.Web.App.Sessions;

/// <summary>Whether a request comes from a page of this server: only then a session counts.</summary>
/// <remarks>
/// Browsers say so in Sec-Fetch-Site, which no script can set (https://www.w3.org/TR/fetch-metadata/); where it is missing, Origin must be ours. The host must be a
/// name of this computer, so that no foreign name that resolves to it becomes "the same origin".
/// </remarks>
internal static class Origin
{
    /// <summary>True: the session of the request may be used for the Web API.</summary>
    public static bool IsOwn(HttpRequest request)
    {
        if (!IsThisComputer(request.Host)) return false;

        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return site.Length > 0 ? site == "same-origin" : request.Headers.Origin.ToString() == $"{request.Scheme}://{request.Host}";
    }

    public static bool IsThisComputer(HostString host) => host.Host is "localhost" or "127.0.0.1" or "[::1]";

    /// <summary>Refuses requests for the app under a foreign name, and writes and connections that another site's page asks for.</summary>
    public static void UseOriginGuard(this IApplicationBuilder application) => application.Use(async (context, next) =>
    {
        var isNavigation = HttpMethods.IsGet(context.Request.Method) && !context.WebSockets.IsWebSocketRequest && !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal);
        if (!IsThisComputer(context.Request.Host))
        {
            await RefuseAsync(context, $"The app is served to this computer only, as localhost. The request asks for the host '{context.Request.Host}'.").ConfigureAwait(false);
            return;
        }

        if (!isNavigation && !IsOwn(context.Request))
        {
            await RefuseAsync(context, "This request did not come from a page of this server. Use the app itself, or the Web API with a token.").ConfigureAwait(false);
            return;
        }

        await next(context).ConfigureAwait(false);
    });

    static Task RefuseAsync(HttpContext context, string why)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(why, context.RequestAborted);
    }
}
