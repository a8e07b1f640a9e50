using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;

namespace Microsoft.PowerPlatform.Dataverse.Client.Http;

/// <summary>Sends HTTP requests to one environment, with a token, and again when the environment says when. Shared by a client and its clones.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/api-limits</remarks>
internal sealed class WebApiTransport : IDisposable
{
    /// <summary>Path of the Web API on its host.</summary>
    const string ServicePath = "/api/data/v9.2/";

    readonly HttpClient http;
    readonly Func<string, Task<string>> tokenProvider;
    readonly CookieContainer cookies = new();
    readonly Lock cookieGate = new();
    readonly string resource;
    int recommendedCallers = 1;
    int users;

    public WebApiTransport(Uri instance, Func<string, Task<string>> tokenProvider, HttpMessageHandler transport, TimeProvider time, ILogger? logger)
    {
        this.tokenProvider = tokenProvider;
        resource = instance.GetLeftPart(UriPartial.Authority);
        Root = new Uri(resource + ServicePath);
        http = new HttpClient(new ResilienceHandler(Retrying(time, logger ?? NullLogger.Instance)) { InnerHandler = transport }) { Timeout = ServiceClient.MaxConnectionTimeout };
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        http.DefaultRequestHeaders.Add("OData-Version", "4.0");
        http.DefaultRequestHeaders.Add("OData-MaxVersion", "4.0");
    }

    /// <summary>Address of the Web API, ends with a slash.</summary>
    public Uri Root { get; }

    public int MaxRetryCount { get; set; } = 10;

    public bool KeepsCookies { get; set; } = true;

    public int RecommendedCallers => recommendedCallers;

    /// <summary>One client more uses it.</summary>
    public void Join() => Interlocked.Increment(ref users);

    /// <summary>The answer, whatever its status.</summary>
    /// <exception cref="HttpRequestException">There is none.</exception>
    /// <exception cref="TaskCanceledException">It did not come in time.</exception>
    public HttpResponseMessage Send(HttpRequestMessage request)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokenProvider(resource).GetAwaiter().GetResult());
        if (KeepsCookies) AddCookies(request);

        var response = http.Send(request);
        if (KeepsCookies) KeepCookies(response);
        if (response.Headers.TryGetValues("x-ms-dop-hint", out var hints) && int.TryParse(hints.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var hint) && hint > 0) recommendedCallers = hint;
        return response;
    }

    /// <summary>One client less uses it; the last one closes the connections.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref users) == 0) http.Dispose();
    }

    ResiliencePipeline<HttpResponseMessage> Retrying(TimeProvider time, ILogger logger)
    {
        var options = new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,

            // Only what the platform itself refused to begin: anything else may have been carried out.
            ShouldHandle = attempt => ValueTask.FromResult(
                attempt.AttemptNumber < MaxRetryCount
                && attempt.Outcome.Result is { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, Headers.RetryAfter: not null }),
            ShouldRetryAfterHeader = true,
            UseJitter = false,
            OnRetry = retry =>
            {
                logger.LogWarning("The environment asks to wait {Seconds} seconds before the request is sent again.", Math.Ceiling(retry.RetryDelay.TotalSeconds));
                return default;
            },
        };
        return new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }.AddRetry(options).Build();
    }

    void AddCookies(HttpRequestMessage request)
    {
        lock (cookieGate)
        {
            var header = cookies.GetCookieHeader(Root);
            if (header.Length > 0) request.Headers.TryAddWithoutValidation("Cookie", header);
        }
    }

    void KeepCookies(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var sent)) return;

        lock (cookieGate)
        {
            foreach (var cookie in sent) cookies.SetCookies(Root, cookie);
        }
    }
}
