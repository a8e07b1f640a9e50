using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Offboarding.Tests.Offboard;

/// <summary>docs/first-import.md leads an admin through the import: what it names must be there.</summary>
public partial class FirstImportTests
{
    static readonly string Text = File.ReadAllText(Path.Combine(SharedFacts.RepositoryRoot, "docs", "first-import.md"));

    public static TheoryData<string> Commands => [.. Command().Matches(Text).Select(match => match.Groups["command"].Value.Trim()).Distinct(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Commands))]
    public void Every_command_on_the_page_exists_with_its_options(string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = words.TakeWhile(word => char.IsAsciiLetterLower(word[0])).Take(2).ToList();
        var help = Terminal.Run([.. name, "--help"]);
        if (help.ExitCode != 0) help = Terminal.Run(name[0], "--help");

        Assert.Equal(0, help.ExitCode);
        Assert.All(words.Where(word => word.StartsWith("--", StringComparison.Ordinal)), option => Assert.Contains(option, help.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void The_loop_of_the_function_is_shown_as_it_is_in_the_sample()
    {
        var shown = Text.Split("```csharp\n")[1].Split("```")[0].TrimEnd();

        Assert.Contains(shown, File.ReadAllText(Path.Combine(SharedFacts.RepositoryRoot, "samples", "nightly-function", "NightLoop.cs")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void It_names_each_part_of_the_way() => Assert.All(
        new[] { "Import", "Steps", "Settings", "Default data", "Probes", "Roles", "Schedule", "Moving settings", "Upgrade", "Uninstall" },
        part => Assert.Matches(@"(?m)^## (\d+ )?" + part, Text));

    [GeneratedRegex(@"^offboard (?<command>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();
}
