using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Closing;
using Offboarding.Plugins.Consents;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>No letter of ours goes out unless it was released and is as it was then, and nothing about a case goes to somebody who does not want it.</summary>
/// <remarks>
/// <para>Steps, all in PreOperation (20), synchronous, rank 1: Update with the filtering column statecode, and SetState, of letter, email and phonecall, each with a pre-image "before" of
/// subject, description and regardingobjectid; and Send of email, without image, which <see cref="Health.LocalStep"/> registers because its message has no id that could be shipped. Completing an
/// activity is how it counts as sent; cancelling one withdraws the letter (<see cref="LetterEdit"/>).</para>
/// <para>Consents are asked for at this very moment: greetings and requests after the end need one, whose last use is dated; asking for feedback respects an objection, also by a call or
/// message of the plan; whom a letter names beside its recipient must still agree. What came in passes.</para>
/// <para>Requests: none for an activity that is not about a case (1 for Send). Else 1 (letter) and 2 (activity, contacts who refuse), for one that is no letter of ours 1 for the plan and 1 for
/// each contact whom it asks for feedback; for a letter 3 for its consent and up to 3 for those whom it names.</para>
/// </remarks>
public sealed class LetterSendGate : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-4060: not released; OFF-4061: changed since; OFF-4063: somebody does not want to be reached so; OFF-4042, OFF-4201 to OFF-4206: a
    /// consent; nothing is sent.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (call.IsPartOfErasure || OutgoingActivity.Of(call) is not { } activity) return;

        var ours = activity.Table == LetterActivity.Call ? null : LetterOfActivity.Read(call.AsSystem, call.Context.PrimaryEntityId);
        if (ours is not null) RefuseUnreleased(call, activity, ours);
        if (!activity.IsFromUs) return;

        RefuseUnwanted(call, activity);
        if (ours is null) RefuseObjections(call, activity);
        else DemandConsents(call, activity, ours);
    }

    static void RefuseUnreleased(PluginCall call, OutgoingActivity activity, LetterOfActivity ours)
    {
        var code = ours.Letter.LetterState != LetterLetterState.Released ? "OFF-4060" : IsAsReleased(ours, activity.After) ? null : "OFF-4061";
        if (code is not null) throw Refusal.Of(code, call.Language, "letter", call.Language.Quote(ours.Letter.Name ?? "?"));
    }

    static bool IsAsReleased(LetterOfActivity ours, Entity activity)
    {
        var count = LetterActivity.CountIn(activity, "to") + LetterActivity.CountIn(activity, "cc") + LetterActivity.CountIn(activity, "bcc");
        var isToContact = LetterActivity.PartiesIn(activity, "to").Any(party => party.Id == ours.Letter.ContactId?.Id);
        return count == 1 && isToContact && SentText.Of(activity).Digest(ours.Recipient, ours.Account) == ours.Letter.TextHash;
    }

    static void RefuseUnwanted(PluginCall call, OutgoingActivity activity)
    {
        var refusing = RecipientQueries.Refusing(call.AsSystem, activity.Contacts, activity.Table);
        if (refusing.Count == 0) return;

        var way = Messages.Part("OFF-TEXT-ACTIVITY-" + activity.Table.ToUpperInvariant(), call.Language);
        throw Refusal.Of("OFF-4063", call.Language, "names", string.Join(", ", refusing.Select(name => call.Language.Quote(name))), "way", way, "subject", call.Language.Quote(activity.Before.GetAttributeValue<string?>(LetterActivity.Subject) ?? "?"));
    }

    /// <summary>What the plan made and nobody drafted as a letter: a call or message that asks for feedback.</summary>
    static void RefuseObjections(PluginCall call, OutgoingActivity activity)
    {
        if (activity.Contacts.Count == 0 || ClosingRule.PointOf(PlanQueries.TemplateOf(call.AsSystem, activity.Case.Id, call.Context.PrimaryEntityId)) != ClosingPointKind.Feedback) return;

        foreach (var contact in activity.Contacts)
            ConsentCheck.RefuseObjection(call, contact, account: null, ConsentPurpose.Feedback, activity.Channel, contact.Name ?? "?");
    }

    static void DemandConsents(PluginCall call, OutgoingActivity activity, LetterOfActivity ours)
    {
        var kind = ours.Letter.Kind ?? LetterKind.Notice;
        var missing = LetterConsents.MissingNow(call, ours, kind, SentText.Of(activity.After).Words).FirstOrDefault();
        if (missing is not null) throw missing.ToRefusal(call.Language);
        if (LetterConsents.PurposeOf(kind) is not { } purpose) return;

        if (kind == LetterKind.Feedback) ConsentCheck.RefuseObjection(call, ours.Letter.ContactId, ours.Letter.AccountId?.Id, purpose, activity.Channel, ours.Recipient.FullName);
        else ConsentCheck.Demand(call, ours.Letter.ContactId, ours.Letter.AccountId?.Id, purpose, activity.Channel, ours.Recipient.FullName);
    }
}
