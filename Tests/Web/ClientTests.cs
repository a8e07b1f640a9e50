using System;
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
    readonly SolutionEnvironment solution = new();

    public void Dispose() => solution.Dispose();

    [Fact]
    public async Task Every_feature_works_from_an_independent_client()
    {
        using var client = await NodeProgram.PrepareAsync("Web", "client");
        var script = await File.ReadAllTextAsync(Path.Combine(client.Folder, "features.mjs"), TestContext.Current.CancellationToken);
        var features = Feature().Matches(script).Select(match => match.Groups["name"].Value).ToList();

        var output = await AgainstServerAsync(client);

        Assert.Equal(features.Select(feature => "ok " + feature), output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.True(features.Count > 25);
    }

    async Task<string> AgainstServerAsync(NodeProgram client)
    {
        var tokens = BearerTokens.Issue(solution.Local);
        await using var server = WebServer.Build(solution.Local, tokens, new WebServerOptions { Failed = problem => Assert.Fail(problem.ToString()) });
        await server.StartAsync(TestContext.Current.CancellationToken);
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        var administrator = tokens.Issued.Single(token => token.UserId == solution.Local.AdministratorId);
        var other = tokens.Issued.First(token => token.UserId != solution.Local.AdministratorId);
        return await client.RunAsync("features.mjs", address, administrator.Value, other.UserId.ToString(), other.Value);
    }

    [GeneratedRegex("""^await feature\("(?<name>[^"]+)",""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Feature();
}
