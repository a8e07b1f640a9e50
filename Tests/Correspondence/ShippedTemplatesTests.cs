using System;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Correspondence;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Offboard;

namespace Offboarding.Tests.Correspondence;

public class ShippedTemplatesTests
{
    static readonly LocalDate Today = new(2027, 1, 15);

    public static TheoryData<LetterKind, LetterLanguage> Letters
    {
        get
        {
            var data = new TheoryData<LetterKind, LetterLanguage>();
            foreach (var kind in Enum.GetValues<LetterKind>())
                foreach (var language in Enum.GetValues<LetterLanguage>()) data.Add(kind, language);
            return data;
        }
    }

    [Fact]
    public void R23_every_kind_has_every_variant_once()
    {
        var all = from kind in Enum.GetValues<LetterKind>()
                  from language in Enum.GetValues<LetterLanguage>()
                  from address in Enum.GetValues<LetterAddress>()
                  from formality in Enum.GetValues<LetterFormality>()
                  select new LetterVariant(kind, language, address, formality).Key + "|1";

        Assert.Equal(all.Order(StringComparer.Ordinal), ShippedTemplates.All.Select(template => template.Key).Order(StringComparer.Ordinal));
        Assert.All(ShippedTemplates.All, template => Assert.Equal(template.Key, template.Variant.Key + "|1"));
    }

    [Fact]
    public void No_template_has_a_defect() =>
        Assert.All(ShippedTemplates.All, template => Assert.Empty(template.Subject.Defects.Concat(template.Body.Defects)));

    [Theory, MemberData(nameof(Letters))]
    public void Each_letter_reads_as_approved(LetterKind kind, LetterLanguage language)
    {
        var texts = ShippedTemplates.All.Where(template => template.Variant.Kind == kind && template.Variant.Language == language)
            .Select(template => "=== " + template.Key + "\n" + Preview(template).Subject + "\n---\n" + Preview(template).Text + "\n");

        ApprovedTexts.Match(string.Join("\n", texts), kind.ToCode() + "_" + language.ToCode());
    }

    [Fact]
    public void R22_R41_the_shipped_letters_pass_the_tone_check() => Assert.All(ShippedTemplates.All, template =>
        Assert.Empty(ToneRule.Find(Preview(template).Subject + "\n" + Preview(template).Text, template.Variant.Language, ShippedTemplates.Phrases).Select(find => find.Found)));

    [Fact]
    public void R38_the_thank_you_letter_names_both_sides_and_leaves_nothing_open() => Assert.All(ShippedTemplates.All.Where(template => template.Variant.Kind == LetterKind.Thanks), template =>
    {
        var text = Preview(template).Text;

        Assert.Empty(OpenTokens.In(text));
        Assert.Contains(template.Variant.Address == LetterAddress.Du ? "Anna" : "Muster", text, StringComparison.Ordinal);
        Assert.Contains("Berta Vertrieb", text, StringComparison.Ordinal);
        Assert.Contains("Carl Kontakt", text, StringComparison.Ordinal);
        Assert.Contains(template.Variant.Language == LetterLanguage.De ? "danken" : "thank", text, StringComparison.Ordinal);
        Assert.Contains(template.Variant.Language == LetterLanguage.De ? "den Auftrag „Umzug des Rechenzentrums“" : "the order “Moving the data centre”", text, StringComparison.Ordinal);
    });

    [Fact]
    public void R37_every_letter_names_who_answers() =>
        Assert.All(ShippedTemplates.All, template => Assert.Contains("Carl Kontakt", Preview(template).Text, StringComparison.Ordinal));

    [Fact]
    public void A_letter_with_the_sample_fits_into_the_column_of_letters() => Assert.All(ShippedTemplates.All, template => Assert.True(Preview(template).Text.Length <= 2000, template.Key));

    static LetterPreview Preview(ShippedTemplate template) => SampleLetter.Render(template.Variant, template.SubjectText, template.BodyText, Today);
}
