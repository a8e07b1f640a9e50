using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Consents;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>No letter of ours goes out unless it was released and is as it was then.</summary>
/// <remarks>
/// <para>Steps, all in PreOperation (20), synchronous, rank 1: Update with the filtering column statecode, and SetState, of letter and email, each with a pre-image "before" of subject,
/// description and regardingobjectid. Completing an activity is how it counts as sent; cancelling one withdraws the letter (<see cref="LetterEdit"/>).</para>
/// <para>Greetings and requests after the end need their consent at this very moment, too; its last use is dated.</para>
/// <para>Requests: none for an activity that is not about a case; else 1 for one that is no letter of ours; 2 (letter, parties) for one that is, and 3 for the consent.</para>
/// </remarks>
public sealed class LetterSendGate : IPlugin
{
    const int Completed = 1;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-4060: not released; OFF-4061: changed since; OFF-4201 to OFF-4206: the consent; nothing is sent.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (!Completes(call) || call.IsPartOfErasure || !call.Context.PreEntityImages.TryGetValue("before", out var before)) return;
        if (before.GetAttributeValue<EntityReference?>(LetterActivity.Regarding) is not { LogicalName: OffboardingCaseRow.Table }) return;
        if (LetterOfActivity.Read(call.AsSystem, call.Context.PrimaryEntityId) is not { } ours) return;

        var name = call.Language.Quote(ours.Letter.Name ?? "?");
        if (ours.Letter.LetterState != LetterLetterState.Released) throw Refusal.Of("OFF-4060", call.Language, "letter", name);

        var after = LetterActivity.Read(call.AsSystem, before.LogicalName, call.Context.PrimaryEntityId) ?? before;
        if (call.IsMessage("Update"))
            foreach (var value in call.Target.Attributes) after[value.Key] = value.Value;
        if (!IsAsReleased(ours, after)) throw Refusal.Of("OFF-4061", call.Language, "letter", name);

        var kind = ours.Letter.Kind ?? LetterKind.Notice;
        if (LetterConsents.PurposeOf(kind) is { } purpose && kind != LetterKind.Feedback)
        {
            var channel = before.LogicalName == LetterActivity.Email ? LetterChannel.Email : LetterChannel.Letter;
            ConsentCheck.Demand(call, ours.Letter.ContactId, ours.Letter.AccountId?.Id, purpose, LetterConsents.ChannelOf(channel), ours.Recipient.FullName);
        }
    }

    static bool Completes(PluginCall call) =>
        (call.IsMessage("Update") ? call.Target.GetAttributeValue<OptionSetValue?>("statecode") : call.Optional<OptionSetValue>("State"))?.Value == Completed;

    static bool IsAsReleased(LetterOfActivity ours, Entity activity)
    {
        var count = LetterActivity.CountIn(activity, "to") + LetterActivity.CountIn(activity, "cc") + LetterActivity.CountIn(activity, "bcc");
        var isToContact = LetterActivity.PartiesIn(activity, "to").Any(party => party.Id == ours.Letter.ContactId?.Id);
        return count == 1 && isToContact && SentText.Of(activity).Digest(ours.Recipient, ours.Account) == ours.Letter.TextHash;
    }
}
