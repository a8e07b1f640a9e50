using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary><c>off_DraftLetter</c>: drafts a letter of a case as standard activity to a named contact. Sends nothing.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. In: Kind; ContactId, Channel (email, letter), Language (de, en), Address (sie, du), Formality (formal,
/// informal), Occasion, ActivityId (optional). Out: LetterId, ActivityTable, ActivityId, Created, Report. The letter itself makes repeats safe: the same case, kind, contact and occasion find it.</para>
/// <para>Requests: those of <see cref="LetterDraft"/>, and the caller's settings, local time and settings.</para>
/// </remarks>
public sealed class DraftLetter : IPlugin
{
    internal const string Kinds = "invitation, notice, notice_confirmation, summary, handover, thanks, feedback, reference, checkin";

    /// <summary>Characters of an occasion.</summary>
    const int MostOccasion = 64;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-9001, OFF-9004: parameters; OFF-1304, OFF-4010 to OFF-4022 as of <see cref="LetterDraft"/>.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var occasion = call.OptionalText("Occasion");
        if (occasion?.Length > MostOccasion) throw Refusal.Of("OFF-9004", call.Language, "parameter", "Occasion", "value", occasion, "expected", "1 to 64 characters");

        call.RequiredText("Kind");
        var drafted = LetterDraft.Write(call, new LetterRequest
        {
            CaseId = call.Required<EntityReference>("Target").Id,
            Kind = call.OptionalCode("Kind", LetterKindCodes.FromCode, Kinds)!.Value,
            ContactId = call.OptionalValue<Guid>("ContactId") is { } contact && contact != Guid.Empty ? contact : null,
            Channel = call.OptionalCode("Channel", ChannelOf, "email, letter"),
            Language = call.OptionalCode("Language", LetterLanguageCodes.FromCode, "de, en"),
            Address = call.OptionalCode("Address", LetterAddressCodes.FromCode, "sie, du"),
            Formality = call.OptionalCode("Formality", LetterFormalityCodes.FromCode, "formal, informal"),
            Occasion = occasion,
            ActivityId = call.OptionalValue<Guid>("ActivityId") is { } activity && activity != Guid.Empty ? activity : null,
        });

        call.Return("LetterId", drafted.LetterId);
        call.Return("ActivityTable", drafted.ActivityTable);
        call.Return("ActivityId", drafted.ActivityId);
        call.Return("Created", drafted.Created);
        call.Return("Report", drafted.Report);
    }

    static LetterChannel? ChannelOf(string code) => code switch { LetterActivity.Email => LetterChannel.Email, LetterActivity.Letter => LetterChannel.Letter, _ => null };
}
