using System;
using System.Linq;
using LocalDataverse.Web.Callers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalDataverse.Web.App.Sessions;

/// <summary>Changes the user of a session: <c>POST /session</c> with the fields <c>user</c> and <c>to</c>.</summary>
internal static class SessionEndpoints
{
    /// <summary>Where the form of the user switcher is sent.</summary>
    public const string Path = "/session";

    // The origin guard and the strict cookie stand for the antiforgery token: another site's page gets neither past.
    public static void Map(IEndpointRouteBuilder endpoints, BearerTokens tokens) => endpoints.MapPost(Path, async context =>
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        if (!Guid.TryParse(form["user"], out var user) || tokens.Issued.All(token => token.UserId != user))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync($"There is no user '{form["user"]}'. Choose one of the list.", context.RequestAborted).ConfigureAwait(false);
            return;
        }

        await AppSession.BeginAsync(context, user).ConfigureAwait(false);
        var to = form["to"].ToString();
        context.Response.Redirect(to.StartsWith('/') && !to.StartsWith("//", StringComparison.Ordinal) && !to.StartsWith("/\\", StringComparison.Ordinal) ? to : "/");
    }).DisableAntiforgery();
}
