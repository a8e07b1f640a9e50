using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;
using LocalDataverse;
using LocalDataverse.Web;
using LocalDataverse.Web.Callers;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Xrm.Sdk;

namespace Benchmarks;

/// <summary>How many requests a second the Web API answers, with the client in the same process: what it costs is counted, too.</summary>
internal static class WebApiReads
{
    const int Accounts = 10_000;
    const int Callers = 8;
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    static readonly TimeSpan Measured = TimeSpan.FromSeconds(8);

    /// <summary>Prints requests a second by the wall and by the processor: the second is what two cores of one's own would do.</summary>
    public static async Task MeasureAsync(TextWriter output)
    {
        await output.WriteLineAsync("| request | a second by the wall | a second of two cores' processor time |").ConfigureAwait(false);
        await output.WriteLineAsync("| --- | ---: | ---: |").ConfigureAwait(false);
        using var memory = LocalEnvironment.Create();
        await MeasureAsync(memory, output, Reads(Fill(memory))).ConfigureAwait(false);

        var folder = Directory.CreateTempSubdirectory("webapi").FullName;
        try
        {
            using var kept = LocalEnvironment.Create(new EnvironmentOptions { DatabaseFile = Path.Combine(folder, "kept.db") });
            await MeasureAsync(kept, output, [("create a row, on the disk before it is answered", static (client, i) => CreateAsync(client, i))]).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static Guid[] Fill(LocalEnvironment environment) =>
        [.. Enumerable.Range(0, Accounts).Select(i => environment.Administrator.Create(new Entity("account") { ["name"] = $"Account {i}", ["revenue"] = new Money(i) }))];

    static async Task MeasureAsync(LocalEnvironment environment, TextWriter output, IEnumerable<(string Name, Func<HttpClient, int, Task<HttpResponseMessage>> Send)> requests)
    {
        var tokens = BearerTokens.Issue(environment);
        await using var server = WebServer.Build(environment, tokens, new WebServerOptions { Failed = defect => output.WriteLine(defect) });
        await server.StartAsync().ConfigureAwait(false);
        using var client = new HttpClient { BaseAddress = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + WebServer.ServicePath + "/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Issued.Single(token => token.UserId == environment.AdministratorId).Value);
        foreach (var (name, send) in requests) await output.WriteLineAsync(await LineAsync(client, name, send).ConfigureAwait(false)).ConfigureAwait(false);
    }

    static async Task<HttpResponseMessage> CreateAsync(HttpClient client, int i)
    {
        using var body = new StringContent($$"""{"name":"Account {{i}}","revenue":{{i}}}""", Encoding.UTF8, "application/json");
        return await client.PostAsync("accounts", body).ConfigureAwait(false);
    }

    static IEnumerable<(string Name, Func<HttpClient, int, Task<HttpResponseMessage>> Send)> Reads(Guid[] ids) =>
        Targets(ids).Select(one => (one.Name, (Func<HttpClient, int, Task<HttpResponseMessage>>)((client, i) => client.GetAsync(one.Target(i)))));

    static IEnumerable<(string Name, Func<int, string> Target)> Targets(Guid[] ids) =>
    [
        ("WhoAmI", _ => "WhoAmI"),
        ("a row by id, one column", i => $"accounts({ids[i % Accounts]:D})?$select=name"),
        ("a row by id, all columns", i => $"accounts({ids[i % Accounts]:D})"),
        ("ten of 10,000 rows by a filter and an order without index", _ => "accounts?$select=name&$filter=revenue ge 5000&$orderby=name&$top=10"),
    ];

    static async Task<string> LineAsync(HttpClient client, string name, Func<HttpClient, int, Task<HttpResponseMessage>> send)
    {
        await RunAsync(client, send, WarmUp).ConfigureAwait(false);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var count = await RunAsync(client, send, Measured).ConfigureAwait(false);
        var wall = watch.Elapsed;
        process.Refresh();
        var processor = process.TotalProcessorTime - before;
        return FormattableString.Invariant($"| {name} | {count / wall.TotalSeconds:N0} | {2 * count / processor.TotalSeconds:N0} |");
    }

    static async Task<int> RunAsync(HttpClient client, Func<HttpClient, int, Task<HttpResponseMessage>> send, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            var count = 0;
            for (; watch.Elapsed < time; count++)
            {
                using var answer = await send(client, (count * Callers) + caller).ConfigureAwait(false);
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            }

            return count;
        })).ConfigureAwait(false);
        return counts.Sum();
    }
}
