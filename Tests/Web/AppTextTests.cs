using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using LocalDataverse.Web.App;

namespace Offboarding.Tests.Web;

/// <summary>What the app itself says.</summary>
public sealed class AppTextTests
{
    [Fact]
    public void Each_text_has_both_languages_with_the_same_places_for_values()
    {
        foreach (var key in AppTexts.Keys)
        {
            var (english, german) = (AppTexts.Of(key, 1033), AppTexts.Of(key, 1031));

            Assert.True(english.Length > 0 && german.Length > 0, key);
            Assert.Equal(Places(english), Places(german));
        }
    }

    [Fact]
    public void Each_text_that_a_page_asks_for_is_there()
    {
        var folder = Path.Combine(SharedFacts.RepositoryRoot, "tools", "LocalDataverse.Web", "App");
        var asked = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "(\\.Text|AppTexts\\.Of)\\(\"(?<key>[a-z_]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(match => match.Groups["key"].Value));

        Assert.Empty(asked.Except(AppTexts.Keys, StringComparer.Ordinal));
    }

    static string[] Places(string text) => [.. Regex.Matches(text, "\\{\\d\\}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(match => match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
