using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Offboarding.Tests.Documents;

/// <summary>The documents that people open, as they are approved, have no defect that the checker axe knows.</summary>
public sealed class AxeTests
{
    [Fact]
    public async Task No_approved_document_violates_a_rule_of_accessibility()
    {
        using var axe = await NodeProgram.PrepareAsync("Documents", "axe");
        var documents = Directory.GetFiles(Path.Combine(SharedFacts.RepositoryRoot, "Tests"), "*.snap", SearchOption.AllDirectories)
            .Where(file => !file.Contains("__mismatch__", StringComparison.Ordinal))
            .Select(file => (Name: Path.GetFileNameWithoutExtension(file) + ".html", Html: HtmlOf(file)))
            .Where(document => document.Html is not null)
            .OrderBy(document => document.Name, StringComparer.Ordinal)
            .ToList();
        foreach (var (name, html) in documents) await File.WriteAllTextAsync(Path.Combine(axe.Folder, name), html, TestContext.Current.CancellationToken);

        var output = await axe.RunAsync(["check.mjs", .. documents.Select(document => document.Name)]);

        Assert.True(documents.Count >= 8, "Packs, reports and the sample of all elements were not found.");
        Assert.All(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(" 0 violations, ", line, StringComparison.Ordinal));
        Assert.Equal(documents.Count, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    /// <summary>The document in an approved text, which may be written as JSON; null: it holds none.</summary>
    static string? HtmlOf(string file)
    {
        var text = File.ReadAllText(file);
        if (text.StartsWith('"')) text = (string)JToken.Parse(text)!;

        var (start, end) = (text.IndexOf("<!DOCTYPE html>", StringComparison.OrdinalIgnoreCase), text.LastIndexOf("</html>", StringComparison.Ordinal));
        return start >= 0 && end > start ? text[start..(end + "</html>".Length)] : null;
    }
}
