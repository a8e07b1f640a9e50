using System;
using System.IO;
using System.Linq;

namespace Offboarding.Tests.Offboard;

/// <summary>What the README shows is what the demonstration prints, and its links lead somewhere.</summary>
public class ReadmeTests
{
    static readonly string Text = File.ReadAllText(Path.Combine(SharedFacts.RepositoryRoot, "README.md"));

    [Fact]
    public void Every_line_of_output_in_the_readme_comes_from_the_demonstration()
    {
        var demo = Terminal.Run("demo").Output;
        var shown = Text.Split("```")[3].Split('\n').Select(line => line.TrimEnd(' ', '…')).Where(line => line.Length > 0).ToList();

        Assert.NotEmpty(shown);
        Assert.All(shown, line => Assert.Contains(line, demo, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_link_of_readme_and_docs_leads_to_a_file()
    {
        var pages = Directory.GetFiles(Path.Combine(SharedFacts.RepositoryRoot, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(SharedFacts.RepositoryRoot, "README.md"));
        var broken =
            from page in pages
            from part in File.ReadAllText(page).Split("](").Skip(1)
            let link = part[..part.IndexOf(')', StringComparison.Ordinal)].Split('#')[0]
            where link.Length > 0 && !link.Contains("://", StringComparison.Ordinal)
            where !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, link))
            select $"{Path.GetFileName(page)}: {link}";

        Assert.Equal([], broken);
    }
}
