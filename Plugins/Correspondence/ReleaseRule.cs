using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>Whether a letter may go out. All findings at once, each with what to do; none: it may.</summary>
public static class ReleaseRule
{
    /// <summary>The findings, in the order in which a writer works: addressee, way, reason, what must be said, what makes it personal, what is left open, tone, consents.</summary>
    public static IReadOnlyList<LetterFinding> Findings(LetterCheck check) =>
    [
        .. Addressee(check),
        .. Way(check),
        .. Reason(check),
        .. Elements(check),
        .. Personal(check),
        .. OpenTokens.In(Without(check.Words, check.Content.Account, check.Content.Recipient.FullName)).Distinct(StringComparer.Ordinal).Select(static token => new LetterFinding("OFF-4040", "token", token)),
        .. Tone(check),
        .. check.Consents,
    ];

    static IEnumerable<LetterFinding> Addressee(LetterCheck check)
    {
        var name = check.Content.Recipient.FullName;
        if (check.Addressees > 1) yield return new("OFF-4030", "count", Number(check.Addressees), "contact", name);
        if (!check.IsAddressedToContact) yield return new("OFF-4031", "contact", name);
    }

    static IEnumerable<LetterFinding> Way(LetterCheck check)
    {
        if (!ChannelRule.Allows(check.Content.Recipient, check.Kind, check.Channel))
            yield return new("OFF-4043", "contact", check.Content.Recipient.FullName, "channel", LetterDraft.ChannelText(check.Channel, check.Reader));

        var onPaper = check.Content.Contracts.Where(static contract => contract.NeedsPaper).Select(static contract => contract.Number).ToList();
        if (check.Kind == LetterKind.Notice && check.Channel == LetterChannel.Email && onPaper.Count > 0) yield return new("OFF-4044", "contracts", string.Join(", ", onPaper));
    }

    /// <summary>R02, R21: the recorded reason and explanation, nothing else; where only part is told, the record says why.</summary>
    static IEnumerable<LetterFinding> Reason(LetterCheck check)
    {
        if (OtherReason(check) is { } stated) yield return new("OFF-4032", "stated", stated, "recorded", NameOf(check, check.RecordedReason));
        if (!TellsWhy(check.Content)) yield break;

        if (check.RecordedReason is null) yield return new("OFF-4034");
        if (ExplanationProblem(check.Content.Explanation, check.Reader) is { } problem) yield return new("OFF-4035", "problem", problem);
        if (check.Content.IsPartlyTold)
        {
            if (string.IsNullOrWhiteSpace(check.PartlyToldReason)) yield return new("OFF-4033");
            yield break;
        }

        if (check.Kind is not (LetterKind.Notice or LetterKind.Summary)) yield break;
        if (ReasonText(check) is { } reason && !Contains(check.Words, reason)) yield return new("OFF-4036", "what", Messages.Part("OFF-TEXT-LETTER-REASON", check.Reader));
        if (check.Content.Explanation is { } explanation && !Contains(check.Words, explanation)) yield return new("OFF-4036", "what", Messages.Part("OFF-TEXT-LETTER-EXPLANATION", check.Reader));
    }

    /// <summary>A reason other than the recorded one that the letter states, in its row or in its words outside the explanation; null: none.</summary>
    static string? OtherReason(LetterCheck check)
    {
        if (check.StatedReason is { } stated && stated != check.RecordedReason) return NameOf(check, stated);

        var words = Without(PlainText.Flat(check.Words), check.Content.Explanation, ReasonText(check));
        return check.Reasons.Where(reason => reason.Key != check.RecordedReason && reason.Value.Length > 0 && Contains(words, reason.Value))
            .Select(static reason => reason.Value).OrderBy(static name => name, StringComparer.Ordinal).FirstOrDefault();
    }

    static IEnumerable<LetterFinding> Elements(LetterCheck check)
    {
        var language = TextLanguage(check);
        return LegalElements.Missing(check.Kind, check.Words, language, check.Content.Contracts, check.Content.EndDay, check.Content.NoticeDay).Select(missing => new LetterFinding(
            "OFF-4037", "element",
            Messages.Part(
                "OFF-TEXT-LETTER-ELEMENT-" + missing.Element.ToString().ToUpperInvariant(), check.Reader,
                "detail", missing.Detail.Length > 0 ? missing.Detail : Messages.Part("OFF-TEXT-LETTER-UNKNOWN-DAY", check.Reader))));
    }

    /// <summary>R18, R28: specifics that are in the text and true; a waiver only when the deadline would be missed.</summary>
    static IEnumerable<LetterFinding> Personal(LetterCheck check)
    {
        var inText = check.Facts.Where(fact => Contains(check.Words, fact.Text)).ToList();
        foreach (var fact in inText.Where(static fact => !fact.IsTrue)) yield return new("OFF-4039", "fact", fact.Text);

        if (check.SameTextFor is { } customer) yield return new("OFF-4045", "customer", customer);
        var count = inText.Count(static fact => fact.IsTrue);
        if (count >= check.LeastFacts) yield break;

        if (check.Waiver is null) yield return new("OFF-4038", "count", Number(count), "least", Number(check.LeastFacts));
        else if (!(check.Today >= check.WaiverFrom))
            yield return new("OFF-4046", "day", check.WaiverFrom is { } from ? check.Reader.Text(from) : Messages.Part("OFF-TEXT-LETTER-UNKNOWN-DAY", check.Reader));
        else if (!DecisionRule.IsText(check.Waiver) || DecisionRule.PlaceholderIn(check.Waiver) is not null) yield return new("OFF-4047");
    }

    /// <summary>Names from rows and the catalogue's reason are no wording of the writer.</summary>
    static IEnumerable<LetterFinding> Tone(LetterCheck check)
    {
        var written = Without(PlainText.Flat(check.Words), [ReasonText(check), check.Content.Account, check.Content.Recipient.FullName, .. check.Facts.Select(static fact => fact.Text)]);
        return ToneRule.Find(written, check.Language, check.Phrases).Select(find => new LetterFinding(
            "OFF-4041", "phrase", find.Found, "kind", Messages.Part("OFF-TEXT-LETTER-TONE-" + find.Phrase.Kind.ToCode().ToUpperInvariant(), check.Reader), "suggestion", find.Phrase.Suggestion));
    }

    /// <summary>What is wrong with an explanation, in words; null: nothing.</summary>
    static string? ExplanationProblem(string? explanation, Language reader)
    {
        if (DecisionRule.PlaceholderIn(explanation) is { } placeholder) return Messages.Part("OFF-TEXT-DECISION-PLACEHOLDER", reader, "text", reader.Quote(placeholder));
        return DecisionRule.IsText(explanation)
            ? null
            : Messages.Part("OFF-TEXT-DECISION-EXPLANATION", reader, "least", Number(DecisionRule.LeastCharacters), "words", Number(DecisionRule.LeastWords));
    }

    /// <summary>Who ends it says why; for a customer who gave notice, or a contract that lapses, we have no reason to give.</summary>
    static bool TellsWhy(LetterContent content) => content.Way is not (OffboardingCaseWay.CustomerNotice or OffboardingCaseWay.Lapse);

    static string? ReasonText(LetterCheck check) => check.Content.ReasonIn(TextLanguage(check));

    static Language TextLanguage(LetterCheck check) => check.Language == LetterLanguage.De ? Language.German : Language.English;

    static string NameOf(LetterCheck check, Guid? reason) => reason is { } id && check.Reasons.TryGetValue(id, out var name) ? name : "–";

    static bool Contains(string words, string part) => PlainText.Flat(words).IndexOf(PlainText.Flat(part), StringComparison.OrdinalIgnoreCase) >= 0;

    static string Without(string flat, params string?[] parts)
    {
        foreach (var part in parts.Where(static part => !string.IsNullOrWhiteSpace(part)).Select(static part => PlainText.Flat(part!)).OrderByDescending(static part => part.Length))
            flat = flat.Replace(part, " ");

        return flat;
    }

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
