using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using CsvHelper;

namespace Offboarding.Tests.Offboard;

public partial class TextsTests
{
    sealed record Line(string Key, string En, string De);

    [Fact]
    public void Every_text_has_both_languages_with_the_same_placeholders() => Assert.All(Lines(), line =>
    {
        Assert.NotEmpty(line.En);
        Assert.NotEmpty(line.De);
        Assert.Equal(Placeholder().Matches(line.En).Select(match => match.Value).Order(), Placeholder().Matches(line.De).Select(match => match.Value).Order());
    });

    [Fact]
    public void Every_text_is_used()
    {
        var sources = string.Concat(Directory.GetFiles(Folder, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.All(Lines(), line => Assert.Contains($"\"{line.Key}\"", sources, StringComparison.Ordinal));
    }

    static string Folder => Path.Combine(SharedFacts.RepositoryRoot, "tools", "Offboard");

    static List<Line> Lines()
    {
        using var csv = new CsvReader(new StreamReader(Path.Combine(Folder, "Texts.csv")), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var lines = new List<Line>();
        while (csv.Read()) lines.Add(new Line(csv.GetField("key")!, csv.GetField("en")!, csv.GetField("de")!));
        return lines;
    }

    [GeneratedRegex(@"\{\d\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
