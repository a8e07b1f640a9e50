using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LocalDataverse;
using LocalDataverse.Web;
using LocalDataverse.Web.Callers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Offboarding.Tests.Offboard.Online;

/// <summary>An environment that is served on the loopback address, as 'offboard serve' does it, and commands that work on it.</summary>
internal sealed class ServedOrganization : IDisposable
{
    readonly WebApplication application;
    readonly List<Exception> failures = [];
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("served-");
    int requests;

    /// <param name="environment">Stays the caller's to dispose of.</param>
    /// <param name="before">Answers a request itself and says so, or lets it pass; gets the number of the request, from 1. Null: all pass.</param>
    public ServedOrganization(LocalEnvironment environment, Func<HttpContext, int, Task<bool>>? before = null)
    {
        var tokens = BearerTokens.Issue(environment);
        application = WebServer.Build(environment, tokens, new WebServerOptions { Failed = failures.Add }, builder => builder.Services.AddSingleton<IStartupFilter>(new Doorman(this, before)));
        application.Start();
        Url = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        foreach (var token in tokens.Issued) File.WriteAllText(FileOf(token.User), token.Value + "\n");
        Token = tokens.Issued.Single(token => token.UserId == environment.AdministratorId).Value;
        TokenFile = Path.Combine(folder.FullName, "token");
        File.WriteAllText(TokenFile, Token + "\n");
    }

    public string Url { get; }

    /// <summary>The administrator's.</summary>
    public string Token { get; }

    /// <summary>Holds the administrator's token.</summary>
    public string TokenFile { get; }

    /// <summary>Requests so far.</summary>
    public int Requests => requests;

    /// <summary>Runs a command on it as its administrator.</summary>
    public Terminal Run(params string[] arguments) => Terminal.Run([.. arguments, "--environment", Url, "--token-file", TokenFile]);

    /// <summary>Runs a command as another user, who signed in.</summary>
    public Terminal RunAs(string user, params string[] arguments) => Terminal.Run([.. arguments, "--environment", Url, "--token-file", FileOf(user)]);

    /// <summary>Ends the server; what is in the environment stays.</summary>
    public void End() => application.DisposeAsync().AsTask().GetAwaiter().GetResult();

    public void Dispose()
    {
        End();
        folder.Delete(recursive: true);
        Assert.Empty(failures);
    }

    string FileOf(string user) => Path.Combine(folder.FullName, "token of " + user);

    /// <summary>Stands before the server and counts.</summary>
    sealed class Doorman(ServedOrganization served, Func<HttpContext, int, Task<bool>>? before) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
        {
            application.Use(async (context, pass) =>
            {
                var number = Interlocked.Increment(ref served.requests);
                if (before is null || !await before(context, number)) await pass(context);
            });
            next(application);
        };
    }
}
