using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
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
        using var environment = LocalEnvironment.Create();
        var ids = Enumerable.Range(0, Accounts).Select(i => environment.Administrator.Create(new Entity("account") { ["name"] = $"Account {i}", ["revenue"] = new Money(i) })).ToArray();
        var tokens = BearerTokens.Issue(environment);
        await using var server = WebServer.Build(environment, tokens, new WebServerOptions { Failed = defect => output.WriteLine(defect) });
        await server.StartAsync().ConfigureAwait(false);
        using var client = new HttpClient { BaseAddress = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + WebServer.ServicePath + "/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Issued.Single(token => token.UserId == environment.AdministratorId).Value);

        await output.WriteLineAsync("| request | a second by the wall | a second of two cores' processor time |").ConfigureAwait(false);
        await output.WriteLineAsync("| --- | ---: | ---: |").ConfigureAwait(false);
        foreach (var (name, target) in Requests(ids)) await output.WriteLineAsync(await LineAsync(client, name, target).ConfigureAwait(false)).ConfigureAwait(false);
    }

    static IEnumerable<(string Name, Func<int, string> Target)> Requests(Guid[] ids) =>
    [
        ("a row by id, one column", i => $"accounts({ids[i % Accounts]:D})?$select=name"),
        ("a row by id, all columns", i => $"accounts({ids[i % Accounts]:D})"),
        ("ten rows by a filter and an order", _ => "accounts?$select=name&$filter=revenue ge 5000&$orderby=name&$top=10"),
        ("WhoAmI", _ => "WhoAmI"),
    ];

    static async Task<string> LineAsync(HttpClient client, string name, Func<int, string> target)
    {
        await RunAsync(client, target, WarmUp).ConfigureAwait(false);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var count = await RunAsync(client, target, Measured).ConfigureAwait(false);
        var wall = watch.Elapsed;
        process.Refresh();
        var processor = process.TotalProcessorTime - before;
        return FormattableString.Invariant($"| {name} | {count / wall.TotalSeconds:N0} | {2 * count / processor.TotalSeconds:N0} |");
    }

    static async Task<int> RunAsync(HttpClient client, Func<int, string> target, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            var count = 0;
            for (; watch.Elapsed < time; count++)
            {
                using var answer = await client.GetAsync(target((count * Callers) + caller)).ConfigureAwait(false);
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            }

            return count;
        })).ConfigureAwait(false);
        return counts.Sum();
    }
}
