using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.ServiceModel;
using System.Threading;
using System.Threading.Tasks;
using LocalDataverse.Web.Api;
using LocalDataverse.Web.App;
using LocalDataverse.Web.App.Sessions;
using LocalDataverse.Web.Callers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Xrm.Sdk;
using FaultCode = LocalDataverse.Faults.FaultCode;

namespace LocalDataverse.Web;

/// <summary>Serves an environment over HTTP on this computer only: the Dataverse Web API, and its model-driven app at <c>/</c>.</summary>
public static class WebServer
{
    /// <summary>Path of the Web API on its host.</summary>
    public const string ServicePath = "/api/data/v9.2";

    /// <summary>How many requests at a time a caller is advised to send: as many as this computer has processors.</summary>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/send-parallel-requests#optimum-degree-of-parallelism-dop</remarks>
    static readonly string RecommendedCallers = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture);

    /// <summary>An application that serves an environment; it is not started yet.</summary>
    /// <param name="environment">The environment, which must outlive the application.</param>
    /// <param name="tokens">Who may call.</param>
    /// <param name="options">Port and the like.</param>
    /// <param name="configure">Changes the host before it is built. Null: nothing to change.</param>
    public static WebApplication Build(LocalEnvironment environment, BearerTokens tokens, WebServerOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(options);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(WebServer).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        AppHost.Add(builder, environment, tokens, options);
        configure?.Invoke(builder);

        var application = builder.Build();
        AppHost.Use(application, environment, tokens, options);
        var api = new WebApiService(environment);
        application.Run(context => AnswerAsync(context, api, environment, tokens, options.Failed));
        return application;
    }

    static async Task AnswerAsync(HttpContext context, WebApiService api, LocalEnvironment environment, BearerTokens tokens, Action<Exception> failed)
    {
        WebApiResponse answer;
        try
        {
            answer = await AnswerOfAsync(context, api, environment, tokens).ConfigureAwait(false);
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            // A defect of ours: the caller learns that it is none of his, whoever runs the server learns what it is.
            failed(defect);
            answer = ErrorAnswer.Of(WebFault.Of((int)FaultCode.UnExpected, "An unexpected error occurred. The server wrote down which; its request was not carried out.").Detail, preferences: null);
        }

        context.Response.StatusCode = answer.Status;
        context.Response.Headers["x-ms-service-request-id"] = Guid.NewGuid().ToString();
        context.Response.Headers["x-ms-dop-hint"] = RecommendedCallers;
        foreach (var (name, value) in (IDictionary<string, Microsoft.Extensions.Primitives.StringValues>)answer.Headers) context.Response.Headers[name] = value;
        if (answer.Body.Length == 0) return;

        context.Response.ContentLength = answer.Body.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
    }

    static async Task<WebApiResponse> AnswerOfAsync(HttpContext context, WebApiService api, LocalEnvironment environment, BearerTokens tokens)
    {
        // The target as it was sent: decoded, a slash inside a key would part the path.
        var sent = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var target = sent.StartsWith('/') ? sent : context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent();
        if (!target.StartsWith(ServicePath, StringComparison.Ordinal) || (target.Length > ServicePath.Length && target[ServicePath.Length] is not ('/' or '?')))
            return ErrorAnswer.Of(WebFault.Of(WebFault.NoResource, $"Nothing is served at this address. The Web API is at {ServicePath}/.").Detail, preferences: null);

        try
        {
            var request = new WebApiRequest(
                context.Request.Method.ToUpperInvariant(), target[ServicePath.Length..].TrimStart('/'), new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase)), await BodyAsync(context).ConfigureAwait(false));
            var session = request.Header("Authorization") is null ? await AppSession.CallerAsync(context).ConfigureAwait(false) : null;
            var service = CallerService.Of(request, tokens.UserOf(request.Header("Authorization")) ?? session, environment);
            return await api.AnswerAsync(request, Root(context), service).ConfigureAwait(false);
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            var answer = ErrorAnswer.Of(fault.Detail, preferences: null);
            return fault.Detail.ErrorCode == WebFault.Unauthorized ? answer.With("WWW-Authenticate", $"Bearer realm=\"{ServicePath}\"") : answer;
        }
        catch (BadHttpRequestException bad)
        {
            return ErrorAnswer.Of(bad.StatusCode, bad.Message);
        }
    }

    static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null or 0 && !context.Request.Headers.ContainsKey("Transfer-Encoding")) return default;

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        return body.ToArray();
    }

    /// <summary>The address by which the caller reached the service; links in answers begin with it.</summary>
    static Uri Root(HttpContext context) =>
        Uri.TryCreate($"{context.Request.Scheme}://{context.Request.Host}{ServicePath}/", UriKind.Absolute, out var root)
            ? root
            : throw WebFault.Of(WebFault.BadRequest, $"The header Host is '{context.Request.Host}', which is no host.");
}

/// <summary>How an environment is served.</summary>
public sealed record WebServerOptions
{
    /// <summary>Port on the loopback address; 0: a free one.</summary>
    public int Port { get; init; }

    /// <summary>Runs a night of the environment's jobs, as its scheduler does, when somebody moves the clock of the app on; says in a sentence what it did. Null: nothing is scheduled.</summary>
    public Func<CancellationToken, string>? Nightly { get; init; }

    /// <summary>As whom a browser begins. Null: the first user by name.</summary>
    public Guid? FirstUser { get; init; }

    /// <summary>Hears of defects of the server: exceptions that are no answer to a request.</summary>
    public required Action<Exception> Failed { get; init; }
}
