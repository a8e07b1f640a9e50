using System;
using System.Linq;
using System.Security.Claims;
using System.Threading.Tasks;
using LocalDataverse.Web.Callers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LocalDataverse.Web.App.Sessions;

/// <summary>Which user somebody in a browser has chosen to be: a cookie that this start of the server wrote and only it can read.</summary>
internal static class AppSession
{
    /// <summary>Name of the authentication scheme.</summary>
    public const string Scheme = "Session";

    /// <summary>Name of the cookie.</summary>
    public const string CookieName = "offboard_session";

    public static void Add(IServiceCollection services) => services.AddAuthentication(Scheme).AddCookie(Scheme, options =>
    {
        options.Cookie.Name = CookieName;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;

        // The server listens on the loopback address only, without TLS.
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.SlidingExpiration = false;
        options.ExpireTimeSpan = TimeSpan.FromDays(1);
    });

    /// <summary>The chosen user. Null: the request has no session of this start of the server.</summary>
    public static Guid? UserOf(ClaimsPrincipal? principal) =>
        principal?.Identity?.IsAuthenticated == true && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <summary>The user of a session whose own page sent the request. Null: no session, or another site sent it.</summary>
    public static async Task<Guid?> CallerAsync(HttpContext context)
    {
        if (!context.Request.Headers.Cookie.ToString().Contains(CookieName, StringComparison.Ordinal) || !Origin.IsOwn(context.Request)) return null;

        var ticket = await context.AuthenticateAsync(Scheme).ConfigureAwait(false);
        return UserOf(ticket.Principal);
    }

    /// <summary>Begins a session, or changes its user.</summary>
    public static async Task BeginAsync(HttpContext context, Guid userId)
    {
        var principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, userId.ToString("D"))], Scheme));
        await context.SignInAsync(Scheme, principal).ConfigureAwait(false);
        context.User = principal;
    }

    /// <summary>Whoever opens the app without a session is the first user of <paramref name="preferred"/> that there is, else the first of all.</summary>
    public static void UseDefaultUser(this IApplicationBuilder application, BearerTokens tokens, Guid? preferred) => application.Use(async (context, next) =>
    {
        if (HttpMethods.IsGet(context.Request.Method) && UserOf(context.User) is null && IsPage(context) && tokens.Issued is [var first, ..])
            await BeginAsync(context, preferred ?? first.UserId).ConfigureAwait(false);
        await next(context).ConfigureAwait(false);
    });

    static bool IsPage(HttpContext context) =>
        context.GetEndpoint() is not null && context.Request.Headers.Accept.Any(accept => accept?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true);
}
