using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using LocalDataverse;
using LocalDataverse.Web;
using LocalDataverse.Web.Callers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Hosting;

namespace Offboarding.Tests.Web;

/// <summary>An environment served in this process, asked over HTTP as its administrator.</summary>
internal sealed class ServedEnvironment : IAsyncDisposable
{
    public const string Root = "http://localhost/api/data/v9.2/";

    readonly WebApplication application;
    readonly HttpClient client;
    readonly List<Exception> failures;

    ServedEnvironment(LocalEnvironment environment, List<Exception> failures)
    {
        this.failures = failures;
        Environment = environment;
        Tokens = BearerTokens.Issue(environment);
        application = WebServer.Build(environment, Tokens, new WebServerOptions { Failed = failures.Add }, builder => builder.WebHost.UseTestServer());
        application.Start();
        client = application.GetTestClient();
    }

    public LocalEnvironment Environment { get; }

    public BearerTokens Tokens { get; }

    /// <summary>Serves an environment, which stays the caller's to dispose of.</summary>
    /// <param name="environment">What is served.</param>
    /// <param name="failures">Gets the defects of the server; those that are in it at the end fail the test.</param>
    public static ServedEnvironment Of(LocalEnvironment environment, List<Exception>? failures = null) => new(environment, failures ?? []);

    public string TokenOf(Guid user) => Tokens.Issued.Single(token => token.UserId == user).Value;

    /// <param name="headers">In pairs of name and value; Authorization replaces the administrator's.</param>
    public async Task<WebAnswer> SendAsync(string method, string target, string? body = null, params string[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), target.StartsWith("http", StringComparison.Ordinal) ? target : Root + target);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(Environment.AdministratorId));
        for (var i = 0; i < headers.Length; i += 2) Set(request, headers[i], headers[i + 1]);

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new WebAnswer(
            (int)response.StatusCode,
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Sends what no client would let through.</summary>
    /// <param name="target">Below the root, as it is on the wire.</param>
    public async Task<WebAnswer> SendRawAsync(string method, string target, IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        var context = await application.GetTestServer().SendAsync(
            http =>
            {
                http.Request.Method = method;
                http.Request.Scheme = "http";
                http.Request.Host = new HostString("localhost");
                http.Request.Path = WebServer.ServicePath;
                http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = WebServer.ServicePath + "/" + target;
                http.Request.Headers.Authorization = "Bearer " + TokenOf(Environment.AdministratorId);
                foreach (var (name, value) in headers) http.Request.Headers[name] = value;
                http.Request.ContentLength = body.Length;
                http.Request.Body = new MemoryStream(body);
            },
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(context.Response.Body, Encoding.UTF8);
        return new WebAnswer(
            context.Response.StatusCode,
            context.Response.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    static void Set(HttpRequestMessage request, string name, string value)
    {
        if (name == "Content-Type")
        {
            request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            return;
        }

        request.Headers.Remove(name);
        if (value.Length > 0) request.Headers.TryAddWithoutValidation(name, value);
    }

    public Task<WebAnswer> GetAsync(string target, params string[] headers) => SendAsync("GET", target, body: null, headers);

    public Task<WebAnswer> PostAsync(string target, string body, params string[] headers) => SendAsync("POST", target, body, headers);

    public Task<WebAnswer> PatchAsync(string target, string body, params string[] headers) => SendAsync("PATCH", target, body, headers);

    public Task<WebAnswer> DeleteAsync(string target, params string[] headers) => SendAsync("DELETE", target, body: null, headers);

    /// <summary>Creates a row and returns its id.</summary>
    public async Task<Guid> CreateAsync(string set, string body)
    {
        var answer = await PostAsync(set, body);
        Assert.True(answer.Status == 204, answer.Body);
        return answer.EntityId;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await application.DisposeAsync();
        Assert.Empty(failures);
    }
}

/// <summary>An answer of the server.</summary>
internal sealed record WebAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The rows of a collection.</summary>
    public IReadOnlyList<JsonElement> Rows => [.. Json.GetProperty("value").EnumerateArray()];

    public string ErrorCode => Json.GetProperty("error").GetProperty("code").GetString()!;

    public string ErrorMessage => Json.GetProperty("error").GetProperty("message").GetString()!;

    /// <summary>The id at the end of OData-EntityId.</summary>
    public Guid EntityId => Guid.Parse(Headers["OData-EntityId"].Split('(', ')')[1]);

    /// <summary>One text property of every row.</summary>
    public IReadOnlyList<string?> Column(string name) => [.. Rows.Select(row => row.GetProperty(name).GetString())];

    public WebAnswer Ok(int status = 200)
    {
        Assert.True(Status == status, $"{Status}: {Body}");
        return this;
    }
}
