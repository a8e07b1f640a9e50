using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalDataverse.Web.App.Assets;

/// <summary>Web resources of installed solutions at <c>/WebResources/name</c>.</summary>
internal static class ResourceEndpoint
{
    /// <summary>Where web resources are.</summary>
    public const string Path = "/WebResources/";

    public static void Map(IEndpointRouteBuilder endpoints, LocalEnvironment environment) =>
        endpoints.MapMethods(Path + "{**name}", ["GET", "HEAD"], (string name, HttpContext context) => Answer(name, context, environment)).AllowAnonymous();

    /// <summary>The media type of a web resource type.</summary>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/model-driven-apps/web-resources</remarks>
    internal static string MediaType(int type) => type switch
    {
        1 => "text/html; charset=utf-8",
        2 => "text/css; charset=utf-8",
        3 => "text/javascript; charset=utf-8",
        4 or 9 or 12 => "text/xml; charset=utf-8",
        5 => "image/png",
        6 => "image/jpeg",
        7 => "image/gif",
        10 => "image/x-icon",
        11 => "image/svg+xml",
        _ => "application/octet-stream",
    };

    static IResult Answer(string name, HttpContext context, LocalEnvironment environment)
    {
        if (!environment.Screens.Resources.TryGetValue(name, out var resource))
            return Results.Text($"There is no web resource '{name}'. Import the solution that has it, or correct the name.", "text/plain", statusCode: StatusCodes.Status404NotFound);

        // An import may bring other bytes under the same name at any moment.
        context.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(resource.Content, MediaType(resource.Type));
    }
}
