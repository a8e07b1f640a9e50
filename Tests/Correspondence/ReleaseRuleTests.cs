using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Correspondence;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Correspondence;

public class ReleaseRuleTests
{
    static readonly LocalDate Today = new(2027, 1, 15);
    static readonly Guid Reason = Guid.NewGuid();
    static readonly Guid OtherReason = Guid.NewGuid();

    [Fact]
    public void The_sample_of_each_kind_may_be_released() => Assert.All(ShippedTemplates.All, template => Assert.Empty(ReleaseRule.Findings(Check(template)).Select(finding => finding.Text(Language.English))));

    [Fact]
    public void R02_a_letter_without_reason_or_explanation_is_not_released()
    {
        Assert.Equal(["OFF-4034", "OFF-4035"], Codes(Check(Notice(), change: content => content.With(explanation: null), recorded: null, stated: null)));
        Assert.Equal(["OFF-4035", "OFF-4036"], Codes(Check(Notice(), change: content => content.With(explanation: "folgt"))));
        Assert.Equal(["OFF-4035", "OFF-4036"], Codes(Check(Notice(), change: content => content.With(explanation: "zu kurz"))));
    }

    [Fact]
    public void R02_the_text_contains_the_explanation() =>
        Assert.Equal(["OFF-4036"], Codes(Check(Notice(), words: text => text.Replace("Den Betrieb von Servern", "Den Betrieb der Server", StringComparison.Ordinal))));

    [Fact]
    public void R21_a_letter_that_states_another_reason_than_the_recorded_one_is_not_released()
    {
        Assert.Equal(["OFF-4032"], Codes(Check(Notice(), stated: OtherReason)));
        Assert.Equal(["OFF-4032"], Codes(Check(Notice(), words: text => text + "\n\nUnsere Kapazitäten reichen nicht aus.")));
        Assert.Equal(["OFF-4032", "OFF-4036"], Codes(Check(Notice(), words: text => text.Replace("Wir bieten die Leistung nicht mehr an", "Unsere Kapazitäten reichen nicht aus", StringComparison.Ordinal))));
    }

    [Fact]
    public void R21_where_only_part_is_told_the_record_says_so()
    {
        Assert.Equal(["OFF-4033"], Codes(Check(Notice(), change: content => content.With(isPartly: true))));
        Assert.Empty(Codes(Check(Notice(), change: content => content.With(isPartly: true), partly: "Counsel advised against details.")));
    }

    [Theory]
    [InlineData("Vertrag V-2041", "Ihr Vertrag", 1)]
    [InlineData("15.07.2027", "demselben Tag", 1)]
    [InlineData("in Textform ", "", 1)]
    [InlineData("Bitte bestätigen Sie uns den Erhalt dieses Schreibens.", "", 1)]
    public void A_notice_needs_contract_end_form_and_receipt(string taken, string put, int findings)
    {
        var codes = Codes(Check(Notice(), words: text => text.Replace(taken, put, StringComparison.Ordinal)));

        Assert.Equal(Enumerable.Repeat("OFF-4037", findings), codes);
    }

    [Fact]
    public void R28_untouched_generic_text_is_not_released()
    {
        Assert.Equal(["OFF-4038"], Codes(Check(Thanks(), change: content => content.With(facts: 2))));
        Assert.Equal(["OFF-4030"], Codes(Check(Thanks(), addressees: 2)));
        Assert.Equal(["OFF-4031"], Codes(Check(Thanks(), isToContact: false)));
        Assert.Equal(["OFF-4045"], Codes(Check(Thanks(), sameTextFor: "Fabrikam")));
    }

    [Fact]
    public void R18_a_fact_whose_row_no_longer_says_so_is_named() => Assert.Equal(["OFF-4039"], Codes(Check(Thanks(), untrue: 1)));

    [Fact]
    public void R28_the_facts_are_waived_with_a_reason_only_when_the_deadline_would_be_missed()
    {
        LetterCheck With(string waiver, LocalDate? from) => Check(Thanks(), change: content => content.With(facts: 1), waiver: waiver, waiverFrom: from);

        Assert.Equal(["OFF-4046"], Codes(With("The notice must be received by Friday.", Today.PlusDays(1))));
        Assert.Equal(["OFF-4046"], Codes(With("The notice must be received by Friday.", from: null)));
        Assert.Equal(["OFF-4047"], Codes(With("no time", Today)));
        Assert.Empty(Codes(With("The notice must be received by Friday.", Today)));
    }

    [Fact]
    public void R22_wording_and_open_tokens_are_named_with_what_to_do()
    {
        var findings = ReleaseRule.Findings(Check(Thanks(), words: text => text + "\n\nLeider ist es so, {{name}} und [Datum]. Das ist Ihre Schuld."));

        Assert.Equal(["OFF-4040", "OFF-4040", "OFF-4041", "OFF-4041"], findings.Select(finding => finding.Code));
        Assert.Equal("“Leider” sounds emotional. Next: ohne Bedauern sagen, was geschieht und warum. [OFF-4041]", findings[2].Text(Language.English));
        Assert.Equal("{{name}} ist noch auszufüllen. Nächster Schritt: schreiben, was dort hingehört, oder es streichen. [OFF-4040]", findings[0].Text(Language.German));
    }

    [Fact]
    public void Names_from_rows_are_no_wording_of_the_writer() =>
        Assert.Empty(Codes(Check(Thanks(), change: content => content.With(account: "Leider & Co. [alt] GmbH"))));

    [Fact]
    public void R23_what_the_recipient_refuses_and_what_the_contract_demands_count_at_release_too()
    {
        Assert.Equal(["OFF-4043"], Codes(Check(Thanks(), change: content => content.With(refusesEmail: true))));
        Assert.Equal(["OFF-4044"], Codes(Check(Notice(), change: content => content.With(onPaper: true))));
    }

    [Fact]
    public void All_findings_come_at_once_each_with_its_next_step()
    {
        var findings = ReleaseRule.Findings(Check(Notice(), words: _ => "Leider [Text]", addressees: 3, stated: OtherReason, change: content => content.With(refusesEmail: true)));

        Assert.True(findings.Select(finding => finding.Code).Distinct().Count() >= 7);
        Assert.All(findings, finding => Assert.Contains("Next: ", finding.Text(Language.English), StringComparison.Ordinal));
        Assert.All(findings, finding => Assert.Contains("Nächster Schritt: ", finding.Text(Language.German), StringComparison.Ordinal));
    }

    static ShippedTemplate Notice() => Of(LetterKind.Notice);

    static ShippedTemplate Thanks() => Of(LetterKind.Thanks);

    static ShippedTemplate Of(LetterKind kind) =>
        ShippedTemplates.All.Single(template => template.Variant == new LetterVariant(kind, LetterLanguage.De, LetterAddress.Sie, LetterFormality.Formal));

    static IEnumerable<string> Codes(LetterCheck check) => ReleaseRule.Findings(check).Select(finding => finding.Code);

    static LetterCheck Check(
        ShippedTemplate template, Func<LetterContent, LetterContent>? change = null, Func<string, string>? words = null, int addressees = 1, bool isToContact = true, Guid? stated = null,
        Guid? recorded = null, string? partly = null, string? waiver = null, LocalDate? waiverFrom = null, string? sameTextFor = null, int untrue = 0)
    {
        var language = template.Variant.TextLanguage;
        var sample = SampleLetter.Content(language, Today);
        var content = change is null ? sample : change(sample);
        var facts = PersonalFacts.Choose(content.FactRows, content.FactRows[0].Customer, language);
        var rendered = template.Body.Render((words is null && change is not null && content.Explanation is { Length: < 20 } ? sample : content).ToData(template.Variant, facts)).Text.ToPlain();
        var isBare = change is not null && content.Explanation is null;
        return new LetterCheck
        {
            Kind = template.Variant.Kind, Language = template.Variant.Language, Reader = Language.English, Today = Today, Content = content, Words = words is null ? rendered : words(rendered),
            Channel = LetterChannel.Email, Addressees = addressees, IsAddressedToContact = isToContact, StatedReason = isBare ? stated : stated ?? Reason, RecordedReason = isBare ? recorded : recorded ?? Reason,
            Reasons = new Dictionary<Guid, string> { [Reason] = content.ReasonIn(language)!, [OtherReason] = language == Language.German ? "Unsere Kapazitäten reichen nicht aus" : "Our capacity does not suffice" },
            PartlyToldReason = partly, Facts = [.. facts.Select((fact, index) => new LetterFact(fact.Text, index >= untrue))], LeastFacts = 3, Waiver = waiver, WaiverFrom = waiverFrom,
            Phrases = ShippedTemplates.Phrases, SameTextFor = sameTextFor,
        };
    }
}

/// <summary>The sample with one thing changed.</summary>
file static class SampleChange
{
    internal static LetterContent With(
        this LetterContent sample, string? explanation = "", bool isPartly = false, int facts = 4, string? account = null, bool refusesEmail = false, bool onPaper = false) => new()
        {
            Recipient = new Recipient
            {
                Id = sample.Recipient.Id, AccountId = sample.Recipient.AccountId, FirstName = sample.Recipient.FirstName, LastName = sample.Recipient.LastName, Title = sample.Recipient.Title,
                IsFemale = sample.Recipient.IsFemale, Email = sample.Recipient.Email, HasPostalAddress = true, RefusesEmail = refusesEmail,
            },
            Account = account ?? sample.Account, Today = sample.Today, Sender = sample.Sender, Responder = sample.Responder, ReasonCode = sample.ReasonCode, Reason = sample.Reason, ReasonDe = sample.ReasonDe,
            Explanation = explanation is "" ? sample.Explanation : explanation, IsPartlyTold = isPartly, Way = sample.Way, EndDay = sample.EndDay, TalkDay = sample.TalkDay, NoticeDay = sample.NoticeDay,
            NoticeForm = sample.NoticeForm, Contracts = onPaper ? [.. sample.Contracts.Select(contract => contract with { NeedsPaper = true })] : sample.Contracts,
            FactRows = [.. sample.FactRows.Take(facts)], Points = sample.Points, Tasks = sample.Tasks, Alternatives = sample.Alternatives, Questions = sample.Questions,
        };
}
