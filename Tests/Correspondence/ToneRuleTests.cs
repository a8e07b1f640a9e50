using System;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Correspondence;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Correspondence;

public class ToneRuleTests
{
    [Fact]
    public void R22_every_shipped_phrase_is_found_wherever_it_stands_and_has_a_suggestion() => Assert.All(ShippedTemplates.Phrases, phrase =>
    {
        var words = phrase.Phrase.TrimEnd('*');
        var ending = phrase.Phrase.EndsWith('*') ? "en" : "";

        foreach (var text in new[] { words + ending + ".", "(" + words.ToUpperInvariant() + ending + ")", "Davor " + words.Replace(" ", "\n", StringComparison.Ordinal) + ending + ", danach" })
            Assert.Contains(ToneRule.Find(text, phrase.Language, ShippedTemplates.Phrases), find => find.Phrase.Kind == phrase.Kind || find.Found.Length > words.Length);
        Assert.NotEqual("", phrase.Suggestion);
    });

    [Fact]
    public void R22_both_languages_have_words_of_each_kind() => Assert.All(Enum.GetValues<LetterLanguage>(), language => Assert.All(Enum.GetValues<ToneWordKind>(), kind =>
        Assert.True(ShippedTemplates.Phrases.Count(phrase => phrase.Language == language && phrase.Kind == kind) >= 20, language + " " + kind)));

    [Theory]
    [InlineData("Wir sind enttäuscht von der Zusammenarbeit.", "enttäuscht", ToneWordKind.Emotional)]
    [InlineData("Das ist Ihre Schuld.", "Ihre Schuld", ToneWordKind.Blaming)]
    [InlineData("Wir beenden den Vertrag aus internen Gründen.", "aus internen Gründen", ToneWordKind.Evasive)]
    public void R22_the_find_names_what_stands_there(string text, string found, ToneWordKind kind)
    {
        var find = Assert.Single(ToneRule.Find(text, LetterLanguage.De, ShippedTemplates.Phrases));

        Assert.Equal((found, kind), (find.Found, find.Phrase.Kind));
    }

    [Theory]
    [InlineData("Die Kapazität reicht nicht; der Vertrag endet am 31.12.2027.")]
    [InlineData("Der Nervtöter")]
    public void A_word_within_a_word_is_no_find(string text) =>
        Assert.Empty(ToneRule.Find(text, LetterLanguage.De, [new TonePhrase("ach", LetterLanguage.De, ToneWordKind.Emotional, "x"), new TonePhrase("töter*", LetterLanguage.De, ToneWordKind.Emotional, "x")]));

    [Fact]
    public void Finds_never_overlap_and_stand_in_the_order_of_the_text() =>
        AnyOf.These([.. ShippedTemplates.Phrases.Where(phrase => phrase.Language == LetterLanguage.En).Select(phrase => phrase.Phrase.TrimEnd('*')), "the", "contract"]).Array[1, 12].Sample(words =>
        {
            var finds = ToneRule.Find(string.Join(' ', words), LetterLanguage.En, ShippedTemplates.Phrases);

            Assert.All(finds.Zip(finds.Skip(1)), pair => Assert.True(pair.First.At + pair.First.Found.Length <= pair.Second.At));
        });
}
