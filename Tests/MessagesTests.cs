using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using CsvHelper;
using Offboarding.Plugins;

namespace Offboarding.Tests;

public class MessagesTests
{
    static readonly IReadOnlyList<IDictionary<string, object>> Rows = ReadTable();

    public static TheoryData<string> Codes => [.. Rows.Select(row => (string)row["code"])];

    [Fact]
    public void Codes_are_unique() => Assert.Distinct(Rows.Select(row => row["code"]));

    [Theory, MemberData(nameof(Codes))]
    public void Both_languages_have_the_same_placeholders(string code)
    {
        var row = Rows.Single(r => (string)r["code"] == code);

        Assert.Equal(Placeholders(row["en"]), Placeholders(row["de"]));
        Assert.Equal(Placeholders(row["next_en"]), Placeholders(row["next_de"]));
    }

    [Theory, MemberData(nameof(Codes))]
    public void A_message_says_what_to_do_next_in_both_languages(string code)
    {
        var row = Rows.Single(r => (string)r["code"] == code);
        if ((string)row["audience"] == "part") return;

        Assert.NotEqual("", row["next_en"]);
        Assert.NotEqual("", row["next_de"]);
    }

    [Theory, MemberData(nameof(Codes))]
    public void Every_code_is_reached_by_some_test(string code)
    {
        if ((string)Rows.Single(r => (string)r["code"] == code)["audience"] == "part") return;

        var tests = Directory.EnumerateFiles(Path.Combine(SharedFacts.RepositoryRoot, "Tests"), "*.cs", SearchOption.AllDirectories);
        Assert.Contains(tests, file => File.ReadAllText(file).Contains(code, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_of_errors_shows_every_message_as_it_is()
    {
        var page = Path.Combine(SharedFacts.RepositoryRoot, "docs", "reference", "errors.md");
        var rendered = ErrorsPage.Render(Rows);
        if (File.Exists(page) && File.ReadAllText(page) == rendered) return;

        var fresh = Path.Combine(SharedFacts.RepositoryRoot, "artifacts", "errors.md");
        File.WriteAllText(fresh, rendered);
        Assert.Fail($"docs/reference/errors.md is stale: put {fresh} in its place.");
    }

    [Fact]
    public void A_message_has_text_next_step_and_code()
    {
        var english = Messages.Format("OFF-1104", Language.English, "account", "“Contoso”");
        var german = Messages.Format("OFF-1104", Language.German, "account", "„Contoso“");

        Assert.Equal("“Contoso” is a customer, but no contract is on file. Next: record the contract, or confirm on the account that there is none. [OFF-1104]", english);
        Assert.Equal(
            "„Contoso“ ist Kunde, aber es ist kein Vertrag erfasst. Nächster Schritt: den Vertrag erfassen oder an der Firma bestätigen, dass es keinen gibt. [OFF-1104]",
            german);
    }

    [Fact]
    public void A_value_that_looks_like_a_placeholder_stays_as_it_is() =>
        Assert.StartsWith("{count} is a customer", Messages.Format("OFF-1104", Language.English, "account", "{count}"), StringComparison.Ordinal);

    [Fact]
    public void A_placeholder_without_value_and_an_unknown_code_are_defects()
    {
        Assert.Throws<ArgumentException>(() => Messages.Format("OFF-1104", Language.English));
        Assert.Throws<ArgumentException>(() => Messages.Format("OFF-0000", Language.English));
    }

    [Fact]
    public void Every_language_that_the_product_does_not_speak_reads_English()
    {
        Assert.Equal(Language.German, Languages.FromLcid(1031));
        Assert.Equal(Language.English, Languages.FromLcid(1036));
        Assert.Equal(Language.English, Languages.FromLcid(0));
        Assert.Equal(Language.English, Languages.FromLcid(null));
    }

    static IEnumerable<string> Placeholders(object text) => Regex.Matches((string)text, @"\{\w+\}", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Value).Order(StringComparer.Ordinal);

    static List<IDictionary<string, object>> ReadTable()
    {
        using var reader = new StreamReader(Path.Combine(SharedFacts.RepositoryRoot, "Plugins", "Messages.csv"));
        using var csv = new CsvReader(reader, System.Globalization.CultureInfo.InvariantCulture);
        return [.. csv.GetRecords<dynamic>().Cast<IDictionary<string, object>>()];
    }
}
