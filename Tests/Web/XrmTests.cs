using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace Offboarding.Tests.Web;

/// <summary>The client API that the scripts of the solution meet in the app.</summary>
public sealed partial class XrmTests
{
    static readonly string Scripts = Path.Combine(SharedFacts.RepositoryRoot, "tools", "LocalDataverse.Web", "App", "wwwroot", "xrm");

    [Fact]
    public async Task R48_every_feature_of_the_client_API_works_in_a_page()
    {
        using var program = await NodeProgram.PrepareAsync("Web", "xrm");
        var script = await File.ReadAllTextAsync(Path.Combine(program.Folder, "clientApi.mjs"), TestContext.Current.CancellationToken);
        var features = Feature().Matches(script).Select(match => match.Groups["name"].Value).ToList();

        var output = await program.RunAsync("clientApi.mjs", new Uri(Scripts).AbsoluteUri);

        Assert.Equal(features.Select(feature => "ok " + feature), output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.True(features.Count > 15);
    }

    [Fact]
    public async Task Its_types_hold()
    {
        using var program = await NodeProgram.PrepareAsync("Web", "xrm");
        var copies = Directory.CreateDirectory(Path.Combine(program.Folder, "scripts"));
        foreach (var script in Directory.GetFiles(Scripts, "*.js")) File.Copy(script, Path.Combine(copies.FullName, Path.GetFileName(script)));

        await program.RunAsync("node_modules/typescript/lib/tsc.js", "--project", ".");
    }

    [GeneratedRegex("""^await feature\('(?<name>[^']+)',""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Feature();
}
