using Microsoft.AspNetCore.Builder;

namespace LocalDataverse.Web.App.Sessions;

/// <summary>What pages of the app may load: their own scripts only, as in a model-driven app with strict content security policy.</summary>
/// <remarks>https://learn.microsoft.com/power-platform/admin/content-security-policy</remarks>
internal static class ContentRules
{
    /// <summary>The header Content-Security-Policy of every page.</summary>
    public const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; object-src 'none'; base-uri 'self'; form-action 'self'";

    public static void UseContentRules(this IApplicationBuilder application) => application.Use(static (context, next) =>
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        return next(context);
    });
}
