using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Consents;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>The consents on which a letter rests: for greetings and requests after the end, and where it names somebody who does not belong to the customer.</summary>
static class LetterConsents
{
    /// <summary>The purpose whose basis a kind of letter needs; null: it needs none, as a notice.</summary>
    internal static string? PurposeOf(LetterKind kind) => kind switch
    {
        LetterKind.Reference => ConsentPurpose.Reference,
        LetterKind.Checkin => ConsentPurpose.KeepInTouch,
        LetterKind.Feedback => ConsentPurpose.Feedback,
        _ => null,
    };

    internal static ConsentChannel ChannelOf(LetterChannel channel) => channel == LetterChannel.Email ? ConsentChannel.Email : ConsentChannel.Letter;

    /// <summary>What is missing. Asking for feedback needs no consent beforehand, but respects an objection. A provider may be recommended freely; once something about the customer went
    /// there, the consent must still stand. A contact person of another company is named only with her consent.</summary>
    /// <remarks>Requests: 1; none where nobody has to be asked.</remarks>
    internal static IEnumerable<LetterFinding> Missing(PluginCall call, LetterMaterial material, LetterKind kind, LetterChannel channel, string words) =>
        Missing(call, PurposeOf(kind), ChannelOf(channel), new NamedInLetter(material.OnFile.Account.Id, material.Recipient, material.Providers, material.Items), words);

    /// <summary>As above for the people and providers whom a released letter names, at the moment when it goes out.</summary>
    /// <remarks>Requests: 3 at most (providers, hand-over items, consents); none for kinds that name nobody.</remarks>
    internal static IEnumerable<LetterFinding> MissingNow(PluginCall call, LetterOfActivity ours, LetterKind kind, string words)
    {
        if (ours.Letter.CaseId is not { } offboardingCase || ours.Letter.AccountId is not { } account) return [];

        var providers = kind is LetterKind.Notice or LetterKind.Summary or LetterKind.Handover ? LetterQueries.Chosen(call.AsSystem, offboardingCase.Id, call.Today) : [];
        var items = kind == LetterKind.Handover ? LetterQueries.HandoverItems(call.AsSystem, offboardingCase.Id) : [];
        return Missing(call, purpose: null, ConsentChannel.Any, new NamedInLetter(account.Id, ours.Recipient, providers, items), words);
    }

    static IReadOnlyList<LetterFinding> Missing(PluginCall call, string? purpose, ConsentChannel channel, NamedInLetter named, string words)
    {
        var strangers = Strangers(named, words);
        var shared = named.Providers.Where(one => one.Choice.SharedOn is not null && one.Provider.OwnService != true && IsNamed(one.Provider, words)).ToList();
        if (purpose is null && strangers.Count == 0 && shared.Count == 0) return [];

        var contacts = strangers.Select(static one => one.Key).Concat([named.Recipient.Id]).Distinct().ToList();
        var rows = ConsentQueries.Of(call.AsSystem, contacts, named.Account, [ConsentPurpose.ThirdParty, .. purpose is null ? Array.Empty<string>() : [purpose]]);
        var findings = new List<LetterFinding>();
        var own = rows.Where(row => row.ContactId?.Id == named.Recipient.Id || row.ContactId is null).ToList();
        if (purpose is not null)
        {
            var verdict = ConsentRule.Judge(own, purpose, channel, call.Today);
            if (!verdict.Holds && (purpose != ConsentPurpose.Feedback || verdict.Problem == ConsentProblem.Withdrawn)) findings.Add(ConsentCheck.Finding(verdict, purpose, named.Recipient.FullName, call.Language));
        }

        if (shared.Count > 0)
        {
            var verdict = ConsentRule.Judge(own, ConsentPurpose.ThirdParty, ConsentChannel.Any, call.Today);
            if (!verdict.Holds) findings.Add(ConsentCheck.Finding(verdict, ConsentPurpose.ThirdParty, named.Recipient.FullName, call.Language));
        }

        foreach (var stranger in strangers)
        {
            var verdict = ConsentRule.Judge(rows.Where(row => row.ContactId?.Id == stranger.Key), ConsentPurpose.ThirdParty, ConsentChannel.Any, call.Today);
            if (!verdict.Holds)
                findings.Add(new LetterFinding("OFF-4042", "person", stranger.Value, "consent", ConsentCheck.Part(verdict, ConsentPurpose.ThirdParty, stranger.Value, call.Language)));
        }

        return findings;
    }

    /// <summary>Contact persons of the hand-over list who belong to another company, or none, and are named in the text.</summary>
    static IReadOnlyList<KeyValuePair<Guid, string>> Strangers(NamedInLetter named, string words)
    {
        var strangers = new List<KeyValuePair<Guid, string>>();
        foreach (var item in named.Items)
        {
            if (item.ContactId is not { } person) continue;

            var row = Joined.Row(item.Entity, LetterQueries.ContactAlias, RecipientQueries.Contact);
            var name = row.GetAttributeValue<string?>("fullname") ?? "";
            if (row.GetAttributeValue<EntityReference?>("parentcustomerid")?.Id == named.Account || name.Length == 0) continue;
            if (Has(words, name)) strangers.Add(new KeyValuePair<Guid, string>(person.Id, name));
        }

        return strangers;
    }

    static bool IsNamed(AlternativeProviderRow provider, string words) =>
        new[] { provider.Name, provider.NameDE }.Any(name => !string.IsNullOrWhiteSpace(name) && Has(words, name!));

    static bool Has(string words, string name) => PlainText.Flat(words).IndexOf(PlainText.Flat(name), StringComparison.OrdinalIgnoreCase) >= 0;
}

/// <summary>Whom a letter may name beside its recipient.</summary>
/// <param name="Account">The customer.</param>
/// <param name="Recipient">Whom it goes to.</param>
/// <param name="Providers">Providers that were chosen.</param>
/// <param name="Items">Items of the hand-over list with their contact persons.</param>
sealed record NamedInLetter(Guid Account, Recipient Recipient, IReadOnlyList<ChosenProvider> Providers, IReadOnlyList<HandoverItemRow> Items);
