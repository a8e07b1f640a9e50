using System;
using System.Threading;
using LocalDataverse.Web.App.Assets;
using LocalDataverse.Web.App.Sessions;
using LocalDataverse.Web.Callers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FluentUI.AspNetCore.Components;

namespace LocalDataverse.Web.App;

/// <summary>The model-driven app of an environment, at the root of the server that serves its Web API.</summary>
internal static class AppHost
{
    public static void Add(WebApplicationBuilder builder, LocalEnvironment environment, BearerTokens tokens, WebServerOptions options)
    {
        builder.Environment.WebRootFileProvider = new EmbeddedAssets();
        builder.Services.AddSingleton(environment);
        builder.Services.AddSingleton(tokens);
        builder.Services.AddSingleton(new NightlyJobs(options.Nightly));
        builder.Services.AddScoped<AppBridge>();
        builder.Services.AddRouting();

        // Keys die with the process: sessions and tokens are of this start only.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAuthorization();
        AppSession.Add(builder.Services);
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddFluentUIComponents();
    }

    public static void Use(WebApplication application, LocalEnvironment environment, BearerTokens tokens, WebServerOptions options)
    {
        application.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = application.Environment.WebRootFileProvider,
            OnPrepareResponse = static file => file.Context.Response.Headers.CacheControl = "no-cache",
        });
        application.UseRouting();
        application.UseWhen(static context => context.GetEndpoint() is not null, app =>
        {
            app.UseOriginGuard();
            app.UseContentRules();
            app.UseAuthentication();
            app.UseDefaultUser(tokens, options.FirstUser);
            app.UseAuthorization();
            app.UseAntiforgery();
        });
        ResourceEndpoint.Map(application, environment);
        ClientContextEndpoint.Map(application, environment);
        SessionEndpoints.Map(application, tokens);
        PageAddresses.Map(application);
        application.MapRazorComponents<Pages.App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = "'self'");
        application.UseEndpoints(static _ => { });
    }
}

/// <summary>What a scheduler would do each night; null: there is none.</summary>
/// <param name="Run">Runs a night and says in a sentence what it did.</param>
internal sealed record NightlyJobs(Func<CancellationToken, string>? Run);
