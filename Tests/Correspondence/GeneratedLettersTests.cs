using System;
using System.Linq;
using System.Xml.Linq;
using CsCheck;
using Offboarding.Plugins;
using Offboarding.Plugins.Correspondence;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Correspondence;

public class GeneratedLettersTests
{
    [Fact]
    public void R18_R28_in_a_thousand_cases_no_letter_of_any_template_is_open_invented_or_about_another_customer() => LetterGen.Cases.Sample(
        generated =>
        {
            var (account, content) = generated;
            foreach (var template in ShippedTemplates.All)
            {
                var language = template.Variant.TextLanguage;
                var facts = PersonalFacts.Choose(content.FactRows, account, language);
                var data = content.ToData(template.Variant, facts);
                var subject = template.Subject.Render(data);
                var body = template.Body.Render(data);
                var text = body.Text.ToPlain();

                Assert.Empty(subject.Missing.Concat(body.Missing));
                Assert.Empty(OpenTokens.In(subject.Text.ToLine() + "\n" + text));
                Assert.DoesNotContain(LetterGen.Foreign, text, StringComparison.Ordinal);
                Assert.DoesNotContain(language.Text(LetterGen.ForeignDay), text, StringComparison.Ordinal);
                Assert.All(facts, fact => Assert.Contains(content.FactRows, row => row.Row == fact.Source.Row && row.Customer == account && PersonalFacts.TextOf(row, language) == fact.Text));
                Assert.All(facts, fact => Assert.Contains(fact.Text, text, StringComparison.Ordinal));
                Assert.Empty(LegalElements.Missing(template.Variant.Kind, text, language, content.Contracts, content.EndDay, content.NoticeDay));
            }
        },
        iter: 1000);

    [Fact]
    public void Html_of_a_letter_is_well_formed_names_its_language_and_says_what_the_text_says() => LetterGen.Cases.Sample(
        generated =>
        {
            foreach (var template in ShippedTemplates.All.Where(one => one.Variant.Formality == LetterFormality.Formal))
            {
                var facts = PersonalFacts.Choose(generated.Content.FactRows, generated.Account, template.Variant.TextLanguage);
                var text = template.Body.Render(generated.Content.ToData(template.Variant, facts)).Text;

                var html = text.ToHtml(template.Variant.TextLanguage);

                Assert.Equal(template.Variant.Language.ToCode(), (string?)XElement.Parse(html).Attribute("lang"));
                Assert.Equal(WithoutDashes(text.ToPlain()), WithoutDashes(PlainText.Of(html, isHtml: true)));
            }
        },
        iter: 50);

    [Fact]
    public void R02_the_explanation_stands_in_notice_and_summary_unless_only_part_is_told_or_the_customer_ended_it() => LetterGen.Cases.Sample(
        generated =>
        {
            var content = generated.Content;
            var isOurs = content.Way is not (OffboardingCaseWay.CustomerNotice or OffboardingCaseWay.Lapse);
            foreach (var template in ShippedTemplates.All.Where(one => one.Variant.Kind is LetterKind.Notice or LetterKind.Summary))
            {
                var text = template.Body.Render(content.ToData(template.Variant, [])).Text.ToPlain();

                Assert.Equal(isOurs && !content.IsPartlyTold, text.Contains(content.Explanation!, StringComparison.Ordinal));
                Assert.Equal(isOurs, text.Contains(content.ReasonIn(template.Variant.TextLanguage)!, StringComparison.Ordinal));
            }
        },
        iter: 50);

    static string WithoutDashes(string text) => PlainText.Flat(text.Replace("- ", "", StringComparison.Ordinal));
}
