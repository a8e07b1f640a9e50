using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>Drafts a letter: the one way in which any room of the product writes to a customer. Nothing is ever sent; a person releases the draft and sends it.</summary>
/// <remarks>
/// Requests: <see cref="MostRequests"/> at most: case, contact, letter with the same key, contracts, rules, holiday rules, users, installed tables, orders, service cases, activities, chosen providers,
/// hand-over items or questions, templates, activity, letter; beside the caller's settings (3). A letter that is there already takes 3.
/// </remarks>
static class LetterDraft
{
    /// <summary>Requests of one draft, without the caller's settings, local time and settings of the product.</summary>
    internal const int MostRequests = 17;

    /// <summary>Characters that the standard column description of a letter takes; https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/letter</summary>
    internal const int MostCharacters = 2000;

    /// <summary>Drafts the letter, or finds the one that was drafted before for the same case, kind, contact and occasion. All or nothing: what refuses leaves no row.</summary>
    /// <param name="call">The operation; activity and letter are created with the rights of the caller.</param>
    /// <param name="wanted">Which letter.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-1304: no such case; OFF-4010 to OFF-4022: template, contact, channel or facts.</exception>
    internal static DraftedLetter Write(PluginCall call, LetterRequest wanted)
    {
        var onFile = CaseQueries.Read(call, wanted.CaseId, CaseDecisionKind.Start, request: null);
        var recipient = RecipientOf(call, onFile, wanted);
        var key = wanted.KeyFor(recipient.Id);
        var earlier = LetterQueries.ByKey(call.AsSystem, key);
        if (earlier is { LetterState: not LetterLetterState.Withdrawn, ActivityTable: { } table, ActivityRowId: { } row })
            return new DraftedLetter(earlier.Id, table, Guid.Parse(row), Created: false, Messages.Part("OFF-TEXT-LETTER-ONFILE", call.Language, "letter", call.Language.Quote(earlier.Name ?? "")));

        var variant = VariantOf(recipient, wanted, call.Language);
        var material = LetterMaterial.Read(call, onFile, recipient, wanted.Kind, variant.Language);
        var planned = wanted.ActivityId is { } activity ? PlannedActivity.Read(call, activity, onFile.Row.Id) : null;
        var channel = Channel(call, material, wanted.Kind, wanted.Channel ?? planned?.Channel);
        var template = Template(call, variant);
        var facts = PersonalFacts.Choose(material.Content.FactRows, onFile.Account.Id, variant.TextLanguage);
        var text = Render(call, template, variant, material.Content, facts, channel);
        var activityId = LetterActivity.Write(call, onFile, recipient, channel, text, planned);
        var letter = new LetterRow(earlier is null ? new Entity(LetterRow.Table) : new Entity(LetterRow.Table, earlier.Id))
        {
            Name = Cut(text.Subject),
            CaseId = onFile.Reference,
            AccountId = new EntityReference(AccountRow.Table, onFile.Account.Id),
            ContactId = new EntityReference(RecipientQueries.Contact, recipient.Id),
            Kind = wanted.Kind,
            TemplateId = new EntityReference(LetterTemplateRow.Table, template.Id),
            TemplateVersion = template.Version,
            Language = variant.Language,
            Address = variant.Address,
            Formality = variant.Formality,
            ActivityTable = LetterActivity.TableOf(channel),
            ActivityRowId = activityId.ToString("D"),
            LetterState = LetterLetterState.Draft,
            StatedReasonId = onFile.Row.ReasonId,
            Facts = LetterFactsJson.Write(facts),
            LetterKey = key,
        };
        var id = letter.Id;
        if (earlier is null) id = call.AsCaller.Create(letter.Entity);
        else call.AsCaller.Update(letter.Entity);

        return new DraftedLetter(id, LetterActivity.TableOf(channel), activityId, Created: true, Report(call.Language, recipient, channel, wanted, facts));
    }

    static Recipient RecipientOf(PluginCall call, CaseOnFile onFile, LetterRequest wanted)
    {
        var id = wanted.ContactId ?? onFile.Row.MainContactId?.Id ?? CaseQueries.PrimaryContactOf(onFile.Account)?.Id
            ?? throw Refusal.Of("OFF-4016", call.Language, "case", onFile.Number);
        var recipient = RecipientQueries.Read(call.AsCaller, id) ?? throw Refusal.Of("OFF-4014", call.Language);
        return recipient.AccountId == onFile.Account.Id
            ? recipient
            : throw Refusal.Of("OFF-4015", call.Language, "contact", call.Language.Quote(recipient.FullName), "account", call.Language.Quote(onFile.Account.Name ?? "?"));
    }

    /// <summary>As asked for, else as the recipient likes it; where neither says so, the caller's language, Sie and formal.</summary>
    static LetterVariant VariantOf(Recipient recipient, LetterRequest wanted, Language language) => new(
        wanted.Kind,
        wanted.Language ?? recipient.Language ?? (language == Language.German ? LetterLanguage.De : LetterLanguage.En),
        wanted.Address ?? recipient.Address ?? LetterAddress.Sie,
        wanted.Formality ?? recipient.Formality ?? LetterFormality.Formal);

    /// <summary>The channel of a letter, or the refusal that says what is open instead.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-4011, OFF-4012, OFF-4013, OFF-4018, OFF-4020.</exception>
    static LetterChannel Channel(PluginCall call, LetterMaterial material, LetterKind kind, LetterChannel? wanted)
    {
        var recipient = material.Recipient;
        var choice = ChannelRule.Choose(recipient, kind, material.NeedsPaper(kind), wanted);
        var language = call.Language;
        var name = language.Quote(recipient.FullName);
        return choice.Problem switch
        {
            ChannelProblem.None => choice.Channel,
            ChannelProblem.Refused => throw Refusal.Of("OFF-4012", language, "contact", name, "open", ChannelText(choice.Channel, language)),
            ChannelProblem.NoAddress => throw Refusal.Of("OFF-4013", language, "contact", name, "channel", ChannelText(choice.Channel, language)),
            ChannelProblem.PaperRequired => throw Refusal.Of("OFF-4020", language, "contracts", PaperContracts(material)),
            ChannelProblem.PaperRefused => throw Refusal.Of("OFF-4018", language, "contact", name, "contracts", PaperContracts(material), "others", Others(call, material)),
            _ => throw Refusal.Of("OFF-4011", language, "contact", name, "phone", Phone(recipient, language), "others", Others(call, material)),
        };
    }

    static string PaperContracts(LetterMaterial material) => string.Join(", ", material.Content.Contracts.Where(static contract => contract.NeedsPaper).Select(static contract => contract.Number));

    static string Others(PluginCall call, LetterMaterial material)
    {
        var names = RecipientQueries.OthersToWriteTo(call.AsCaller, material.OnFile.Account.Id, material.Recipient.Id);
        return names.Count == 0 ? Messages.Part("OFF-TEXT-LETTER-NO-OTHERS", call.Language) : Messages.Part("OFF-TEXT-LETTER-OTHERS", call.Language, "names", string.Join(", ", names));
    }

    static string Phone(Recipient recipient, Language language) => recipient is { RefusesCalls: false, Phone: { } phone }
        ? Messages.Part("OFF-TEXT-LETTER-PHONE", language, "phone", phone)
        : Messages.Part("OFF-TEXT-LETTER-NO-PHONE", language);

    internal static string ChannelText(LetterChannel channel, Language language) => Messages.Part(channel == LetterChannel.Email ? "OFF-TEXT-LETTER-EMAIL" : "OFF-TEXT-LETTER-POST", language);

    /// <summary>The template of a variant. Requests: 1.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-4010: there is none; another one never takes its place.</exception>
    internal static LetterTemplateRow Template(PluginCall call, LetterVariant variant)
    {
        var templates = LetterQueries.Templates(call.AsSystem, variant.Kind);
        if (TemplateChoice.Find(templates, variant, call.Today) is { } found) return found;

        var nearest = TemplateChoice.Nearest(templates, variant, call.Today);
        throw Refusal.Of(
            "OFF-4010", call.Language, "variant", VariantText.Of(variant, call.Language), "day", call.Language.Text(call.Today),
            "nearest", nearest is null ? Messages.Part("OFF-TEXT-LETTER-NO-NEAREST", call.Language) : VariantText.Of(nearest, call.Language));
    }

    /// <summary>Subject and body; whatever a field lacks is said at once.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-4001: the template has defects; OFF-4017: the record does not allow the greeting; OFF-4021: what the letter lacks; OFF-4019: it is too long.</exception>
    static LetterBody Render(PluginCall call, LetterTemplateRow template, LetterVariant variant, LetterContent content, IReadOnlyList<PersonalFact> facts, LetterChannel channel)
    {
        var language = call.Language;
        TemplateText.RefuseDefects(template.Name ?? "?", template.Subject ?? "", template.Body ?? "", language);
        if (SalutationRule.Missing(content.Recipient, variant.Address) is { } blank)
            throw Refusal.Of("OFF-4017", language, "contact", language.Quote(content.Recipient.FullName), "missing", Messages.Part("OFF-TEXT-LETTER-" + blank.ToUpperInvariant(), language));

        var data = content.ToData(variant, facts);
        var subject = MergeTemplate.Read(template.Subject ?? "", LetterFields.Vocabulary).Render(data);
        var body = MergeTemplate.Read(template.Body ?? "", LetterFields.Vocabulary).Render(data);
        var missing = subject.Missing.Concat(body.Missing).Concat(EmptyLists(variant.Kind, data)).Distinct(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
            throw Refusal.Of("OFF-4021", language, "letter", VariantText.KindOf(variant.Kind, language), "missing", string.Join(", ", missing.Select(field => FieldText(field, language))));

        var plain = body.Text.ToPlain();
        if (channel == LetterChannel.Letter && plain.Length > MostCharacters)
            throw Refusal.Of("OFF-4019", language, "count", plain.Length.ToString(CultureInfo.InvariantCulture), "most", MostCharacters.ToString(CultureInfo.InvariantCulture));

        return new LetterBody(subject.Text.ToLine(), channel == LetterChannel.Email ? body.Text.ToHtml(variant.TextLanguage) : plain);
    }

    static IEnumerable<string> EmptyLists(LetterKind kind, MergeData data) =>
        LetterFields.Needed.TryGetValue(kind.ToCode(), out var list) && data.List(list).Count == 0 ? [list] : [];

    /// <summary>A field in words of the reader: what to record on the case.</summary>
    static string FieldText(string field, Language language)
    {
        const string Prefix = "OFF-TEXT-LETTER-FIELD-";
        var code = Prefix + field.Replace('.', '-').Replace('_', '-').ToUpperInvariant();
        return Messages.Codes.Contains(code, StringComparer.Ordinal) ? Messages.Part(code, language) : language.Quote(field);
    }

    static string Report(Language language, Recipient recipient, LetterChannel channel, LetterRequest wanted, IReadOnlyList<PersonalFact> facts)
    {
        var assumed = new List<string>();
        if (wanted.Language is null && recipient.Language is null) assumed.Add(Messages.Part("OFF-TEXT-LETTER-NO-LANGUAGE", language));
        if (wanted.Address is null && recipient.Address is null) assumed.Add(Messages.Part("OFF-TEXT-LETTER-NO-ADDRESS", language));
        var report = Messages.Part(
            "OFF-TEXT-LETTER-DRAFTED", language, "letter", VariantText.KindOf(wanted.Kind, language), "contact", recipient.FullName, "channel", ChannelText(channel, language),
            "facts", facts.Count.ToString(CultureInfo.InvariantCulture));
        return string.Join(" ", new[] { report }.Concat(assumed));
    }

    static string Cut(string text) => text.Length <= 200 ? text : text.Substring(0, 199) + "…";
}
