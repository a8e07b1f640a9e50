using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using LocalDataverse.Web;
using LocalDataverse.Web.Callers;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Offboarding.Tests.Web;

/// <summary>A client that others wrote, the package dynamics-web-api of Node, works against the server unchanged.</summary>
public sealed partial class ClientTests : IDisposable
{
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    readonly SolutionEnvironment solution = new();

    public void Dispose() => solution.Dispose();

    [Fact]
    public async Task Every_feature_works_from_an_independent_client()
    {
        await DemandNodeAsync();
        var source = Path.Combine(SharedFacts.RepositoryRoot, "Tests", "Web", "client");
        var script = await File.ReadAllTextAsync(Path.Combine(source, "features.mjs"), TestContext.Current.CancellationToken);
        var features = Feature().Matches(script).Select(match => match.Groups["name"].Value).ToList();
        var folder = Directory.CreateTempSubdirectory("web-api-client").FullName;
        try
        {
            // Packages are put beside a copy: the source stays as it is, and two runs do not meet.
            foreach (var file in Directory.GetFiles(source)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            await RunAsync("npm", folder, "ci", "--no-audit", "--no-fund", "--ignore-scripts");

            var output = await AgainstServerAsync(folder);

            Assert.Equal(features.Select(feature => "ok " + feature), output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            Assert.True(features.Count > 25);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    async Task<string> AgainstServerAsync(string folder)
    {
        var tokens = BearerTokens.Issue(solution.Local);
        await using var server = WebServer.Build(solution.Local, tokens, new WebServerOptions { Failed = problem => Assert.Fail(problem.ToString()) });
        await server.StartAsync(TestContext.Current.CancellationToken);
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        var administrator = tokens.Issued.Single(token => token.UserId == solution.Local.AdministratorId);
        var other = tokens.Issued.First(token => token.UserId != solution.Local.AdministratorId);
        return await RunAsync("node", folder, "features.mjs", address, administrator.Value, other.UserId.ToString(), other.Value);
    }

    /// <summary>Skips where Node is missing; with the variable CI set that is a failure, because nobody would notice.</summary>
    static async Task DemandNodeAsync()
    {
        try
        {
            await RunAsync("npm", SharedFacts.RepositoryRoot, "--version");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            var message = $"Node and npm are not here: {missing.Message}. Install the packages nodejs and npm.";
            if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"))) Assert.Skip(message);
            Assert.Fail(message);
        }
    }

    static async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Longest, TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        Assert.True(process.ExitCode == 0, $"{program} {arguments[0]} ended with {process.ExitCode}.\n{await output}\n{await errors}");
        return await output;
    }

    [GeneratedRegex("""^await feature\("(?<name>[^"]+)",""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Feature();
}
