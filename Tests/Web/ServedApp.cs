using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using LocalDataverse;
using LocalDataverse.Web;
using LocalDataverse.Web.Callers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Hosting;

namespace Offboarding.Tests.Web;

/// <summary>The app of an environment in this process, asked as a browser asks: with cookies, without scripts.</summary>
internal sealed class ServedApp : IAsyncDisposable
{
    readonly WebApplication application;
    readonly HttpClient client;
    readonly List<Exception> failures = [];
    readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);

    ServedApp(LocalEnvironment environment, Func<CancellationToken, string>? nightly)
    {
        Tokens = BearerTokens.Issue(environment);
        application = WebServer.Build(environment, Tokens, new WebServerOptions { Failed = failures.Add, Nightly = nightly }, builder => builder.WebHost.UseTestServer());
        application.Start();
        client = new HttpClient(application.GetTestServer().CreateHandler()) { BaseAddress = new Uri("http://localhost") };
    }

    public BearerTokens Tokens { get; }

    /// <summary>Serves an environment, which stays the caller's to dispose of.</summary>
    public static ServedApp Of(LocalEnvironment environment, Func<CancellationToken, string>? nightly = null) => new(environment, nightly);

    /// <summary>Opens a page and follows where it leads.</summary>
    public async Task<WebAnswer> OpenAsync(string path)
    {
        var answer = await SendAsync("GET", path, "Accept", "text/html", "Sec-Fetch-Site", "none");
        return answer.Headers.TryGetValue("Location", out var next) ? await OpenAsync(new Uri(client.BaseAddress!, next).PathAndQuery) : answer;
    }

    /// <summary>Switches the user as the menu does.</summary>
    public async Task BecomeAsync(Guid user)
    {
        var answer = await PostAsync("/session", new() { ["user"] = user.ToString("D"), ["to"] = "/" }, "Sec-Fetch-Site", "same-origin");
        Assert.True(answer.Status == 302, answer.Body);
    }

    public Task<WebAnswer> PostAsync(string path, Dictionary<string, string> form, params string[] headers) => SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) }, headers);

    public Task<WebAnswer> SendAsync(string method, string path, params string[] headers) => SendAsync(new HttpRequestMessage(new HttpMethod(method), path), headers);

    async Task<WebAnswer> SendAsync(HttpRequestMessage request, string[] headers)
    {
        using (request)
        {
            for (var i = 0; i < headers.Length; i += 2) request.Headers.TryAddWithoutValidation(headers[i], headers[i + 1]);
            if (cookies.Count > 0) request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                var pair = cookie.Split(';')[0].Split('=', 2);
                cookies[pair[0]] = pair[1];
            }

            return new WebAnswer(
                (int)response.StatusCode,
                response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await application.DisposeAsync();
        Assert.Empty(failures);
    }
}
