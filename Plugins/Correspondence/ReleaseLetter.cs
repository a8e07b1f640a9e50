using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary><c>off_ReleaseLetter</c>: checks a drafted letter as it stands and releases it, or says all that keeps it. Sends nothing.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_letter. In: FactsWaiver (optional). Out: Released, Findings (JSON: code, text), Count, Report. Findings are answered and
/// kept on the letter, not raised as an error: the draft is right to be unfinished. A letter that is released and unchanged answers so.</para>
/// <para>Requests: <see cref="MostRequests"/> at most: caller's settings, local time, settings, letter, case, contact, activity, contracts, rules, holiday rules, users, installed tables, orders,
/// service cases, activities, chosen providers, hand-over items or questions, reasons, words, same text, consents, letter.</para>
/// </remarks>
public sealed class ReleaseLetter : IPlugin
{
    /// <summary>Requests of one release.</summary>
    public const int MostRequests = 22;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-4050 to OFF-4052: the letter, its contact or its activity is gone or closed; OFF-1304: the case cannot be read.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var letter = Open(call, call.Required<EntityReference>("Target").Id);
        var name = call.Language.Quote(letter.Name ?? "?");
        var onFile = CaseQueries.Read(call, letter.CaseId!.Id, CaseDecisionKind.Start, request: null);
        var recipient = RecipientQueries.Read(call.AsCaller, letter.ContactId?.Id ?? Guid.Empty) ?? throw Refusal.Of("OFF-4014", call.Language);
        var activity = LetterActivity.Read(call.AsCaller, letter.ActivityTable ?? "", Guid.TryParse(letter.ActivityRowId, out var id) ? id : Guid.Empty);
        if (activity is null || activity.GetAttributeValue<OptionSetValue?>("statecode")?.Value != 0) throw Refusal.Of("OFF-4052", call.Language, "letter", name);

        var sent = SentText.Of(activity);
        var digest = sent.Digest(recipient, onFile.Account.Name ?? "");
        if (letter.LetterState == LetterLetterState.Released && letter.TextHash == digest)
        {
            Answer(call, [], Messages.Part("OFF-TEXT-LETTER-RELEASED", call.Language, "letter", name, "contact", recipient.FullName));
            return;
        }

        var waiver = call.OptionalText("FactsWaiver");
        var findings = ReleaseRule.Findings(Check(call, letter, onFile, recipient, activity, sent, digest, waiver));
        call.AsCaller.Update(Change(call, letter, findings, digest, waiver).Entity);
        Answer(call, findings, findings.Count == 0
            ? Messages.Part("OFF-TEXT-LETTER-RELEASED", call.Language, "letter", name, "contact", recipient.FullName)
            : Messages.Part("OFF-TEXT-LETTER-FINDINGS", call.Language, "letter", name, "count", Number(findings.Count)) + "\n" + LetterFinding.Lines(findings, call.Language));
    }

    static LetterRow Open(PluginCall call, Guid id)
    {
        var letter = LetterQueries.ById(call.AsCaller, id);
        if (letter?.CaseId is null) throw Refusal.Of("OFF-4050", call.Language);

        return letter.LetterState == LetterLetterState.Withdrawn ? throw Refusal.Of("OFF-4051", call.Language, "letter", call.Language.Quote(letter.Name ?? "?")) : letter;
    }

    static LetterCheck Check(PluginCall call, LetterRow letter, CaseOnFile onFile, Recipient recipient, Entity activity, SentText sent, string digest, string? waiver)
    {
        var kind = letter.Kind ?? LetterKind.Notice;
        var language = letter.Language ?? LetterLanguage.En;
        var isGerman = language == LetterLanguage.De;
        var material = LetterMaterial.Read(call, onFile, recipient, kind, language);
        var trueTexts = new HashSet<string>(
            material.Content.FactRows.Where(row => row.Customer == onFile.Account.Id)
                .Select(row => KeyOf(row.Table, row.Row.ToString("D"), PersonalFacts.TextOf(row, isGerman ? Language.German : Language.English))),
            StringComparer.Ordinal);
        var channel = activity.LogicalName == LetterActivity.Email ? LetterChannel.Email : LetterChannel.Letter;
        return new LetterCheck
        {
            Kind = kind,
            Language = language,
            Reader = call.Language,
            Today = call.Today,
            Content = material.Content,
            Words = sent.Subject + "\n" + sent.Words,
            Channel = channel,
            Addressees = LetterActivity.CountIn(activity, "to") + LetterActivity.CountIn(activity, "cc") + LetterActivity.CountIn(activity, "bcc"),
            IsAddressedToContact = LetterActivity.PartiesIn(activity, "to").Any(party => party.Id == recipient.Id),
            StatedReason = letter.StatedReasonId?.Id,
            RecordedReason = onFile.Row.ReasonId?.Id,
            Reasons = LetterQueries.Reasons(call.AsSystem).ToDictionary(static reason => reason.Id, reason => (isGerman ? reason.NameDe ?? reason.Name : reason.Name) ?? ""),
            PartlyToldReason = onFile.Row.PartlyToldById is null ? null : onFile.Row.PartlyToldReason,
            Facts = [.. LetterFactsJson.Read(letter.Facts).Select(fact => new LetterFact(fact.Text, trueTexts.Contains(KeyOf(fact.Table, fact.Row, fact.Text))))],
            LeastFacts = call.Settings.LetterFacts,
            Waiver = waiver ?? letter.FactsWaiver,
            WaiverFrom = material.Deadline(kind)?.PlusDays(-call.Settings.NoticeLeadDays),
            Phrases = LetterQueries.Phrases(call.AsSystem, language),
            Consents = [.. LetterConsents.Missing(call, material, kind, channel, sent.Words)],
            SameTextFor = LetterQueries.SameText(call.AsSystem, digest, onFile.Account.Id),
        };
    }

    static LetterRow Change(PluginCall call, LetterRow letter, IReadOnlyList<LetterFinding> findings, string digest, string? waiver)
    {
        var isReleased = findings.Count == 0;
        var change = new LetterRow(new Entity(LetterRow.Table, letter.Id))
        {
            LetterState = isReleased ? LetterLetterState.Released : LetterLetterState.Draft,
            Findings = isReleased ? null : LetterFinding.Json(findings, call.Language),
            TextHash = isReleased ? digest : null,
            ReleasedOn = isReleased ? call.Now : null,
            ReleasedById = isReleased ? new EntityReference(RecipientQueries.User, call.Context.InitiatingUserId) : null,
        };
        if (waiver is not null) change.FactsWaiver = waiver;
        return change;
    }

    static void Answer(PluginCall call, IReadOnlyList<LetterFinding> findings, string report)
    {
        call.Return("Released", findings.Count == 0);
        call.Return("Findings", LetterFinding.Json(findings, call.Language));
        call.Return("Count", findings.Count);
        call.Return("Report", report);
    }

    static string KeyOf(string table, string row, string text) => table + "/" + row + "/" + text;

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
