using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;

namespace Offboarding.Tests.Web;

/// <summary>The pages and commands of the solution, as files: strict, typed, small, and right in every state that a user meets.</summary>
public sealed partial class WebResourceTests
{
    const int LargestFile = 60_000;
    static readonly string Source = Path.Combine(SharedFacts.RepositoryRoot, "Solution", "WebResources", "off_");

    [Fact]
    public async Task R47_every_page_is_right_in_every_state_in_both_languages()
    {
        using var node = await PreparedAsync();
        var script = await File.ReadAllTextAsync(Path.Combine(node.Folder, "pages.mjs"), TestContext.Current.CancellationToken);
        var states = State().Matches(script).Select(match => match.Groups["name"].Value).ToList();

        var output = await node.RunAsync("pages.mjs");

        Assert.Equal(states.Select(state => "ok " + state), output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.True(states.Count > 40);
    }

    [Fact]
    public async Task The_types_of_all_scripts_are_sound_against_the_client_api()
    {
        using var node = await PreparedAsync();

        Assert.Equal("", (await node.RunAsync(Path.Combine("node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.json")).Trim());
    }

    [Fact]
    public void No_file_is_larger_than_60_kB() =>
        Assert.All(Directory.GetFiles(Source, "*", SearchOption.AllDirectories), file => Assert.InRange(new FileInfo(file).Length, 1, LargestFile));

    [Fact]
    public void No_page_holds_a_script_or_a_handler_so_that_the_strict_policy_lets_it_run()
    {
        var pages = Directory.GetFiles(Path.Combine(Source, "html"), "*.html");

        Assert.Equal(8, pages.Length);
        Assert.All(pages, page =>
        {
            var html = XDocument.Parse(File.ReadAllText(page).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal).Replace("<meta charset=\"utf-8\">", "", StringComparison.Ordinal)
                .Replace("initial-scale=1\">", "initial-scale=1\" />", StringComparison.Ordinal).Replace("offboarding.css\">", "offboarding.css\" />", StringComparison.Ordinal));
            Assert.All(html.Descendants("script"), script => Assert.Equal((true, ""), (script.Attribute("src")!.Value.StartsWith("../", StringComparison.Ordinal), script.Value)));
            Assert.DoesNotContain(html.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase));
            Assert.Equal("../js/" + Path.GetFileNameWithoutExtension(page) + ".js", html.Descendants("script").Last().Attribute("src")!.Value);
        });
    }

    [Fact]
    public void Both_languages_of_the_commands_have_the_keys_that_the_commands_use()
    {
        var english = Keys("off.1033.resx");
        var commands = File.ReadAllText(Path.Combine(Source, "js", "commands.js"));
        var used = Key().Matches(commands).Select(match => match.Groups["key"].Value)
            .Concat(Question().Matches(commands).SelectMany(match => new[] { "Title", "Text", "Button" }.Select(part => match.Groups["key"].Value + part)))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        Assert.Equal(english, Keys("off.1031.resx"));
        Assert.Equal(english, used);
    }

    [Fact]
    public void Every_text_of_a_page_is_written_in_two_languages_that_differ()
    {
        var same = Directory.GetFiles(Path.Combine(Source, "js"), "*.js")
            .SelectMany(file => Pair().Matches(File.ReadAllText(file)).Where(match => match.Groups["en"].Value == match.Groups["de"].Value).Select(match => match.Groups["en"].Value))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        Assert.Equal(["Leads", "Offboarding", "Plan"], same);
    }

    [Fact]
    public void Every_file_is_in_the_zip_as_it_is()
    {
        using var zip = new ZipArchive(new MemoryStream(Artifacts.ManagedZip));
        var root = XDocument.Load(zip.GetEntry("customizations.xml")!.Open());
        foreach (var file in Directory.GetFiles(Source, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".data.xml", StringComparison.Ordinal)))
        {
            var name = "off_/" + Path.GetRelativePath(Source, file).Replace('\\', '/');
            var resource = root.Descendants("WebResource").Single(element => element.Element("Name")!.Value == name);
            using var packed = new MemoryStream();
            using (var entry = zip.GetEntry(resource.Element("FileName")!.Value.TrimStart('/'))!.Open()) entry.CopyTo(packed);

            Assert.Equal(File.ReadAllBytes(file), packed.ToArray());
        }
    }

    static string[] Keys(string file) =>
        [.. XDocument.Load(Path.Combine(Source, "strings", file)).Root!.Elements("data").Where(data => data.Element("value")!.Value.Length > 0).Select(data => data.Attribute("name")!.Value).Order(StringComparer.Ordinal)];

    /// <summary>The program with its packages and the web resources of the solution.</summary>
    internal static async Task<NodeProgram> PreparedAsync()
    {
        var node = await NodeProgram.PrepareAsync("Web", "resources");
        foreach (var file in Directory.GetFiles(Source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(node.Folder, "resources", Path.GetRelativePath(Source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return node;
    }

    [GeneratedRegex("""^await state\("(?<name>[^"]+)",""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex State();

    [GeneratedRegex("""[^\w.]text\("(?<key>\w+)"[,)]""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();

    [GeneratedRegex("""agreed\("(?<key>\w+)"\)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Question();

    [GeneratedRegex("""\b\w+: \["(?<en>[^"]+)", "(?<de>[^"]+)"\]""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pair();
}
