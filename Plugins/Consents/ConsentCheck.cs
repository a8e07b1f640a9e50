using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Correspondence;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Consents;

/// <summary>The check that every outgoing act makes at its own moment: hand-over to third parties, referral, request for a reference, check-in.</summary>
/// <remarks>No other room reads off_consent for this purpose, and none remembers a verdict: what held yesterday may be withdrawn today.</remarks>
static class ConsentCheck
{
    /// <summary>Whether the act has a basis today, for previews and proposals. Writes nothing. Requests: 1.</summary>
    /// <param name="call">The operation that would act.</param>
    /// <param name="contact">The person; null: the company alone.</param>
    /// <param name="account">Her company; its consents that name nobody count as well; null: the person alone.</param>
    /// <param name="purpose">Of <see cref="ConsentPurpose"/>.</param>
    /// <param name="channel">By which something goes out; Any for a hand-over.</param>
    internal static ConsentVerdict Ask(PluginCall call, EntityReference? contact, Guid? account, string purpose, ConsentChannel channel) =>
        ConsentRule.Judge(ConsentQueries.Of(call.AsSystem, contact is null ? [] : [contact.Id], account, purpose), purpose, channel, call.Today);

    /// <summary>The basis of an act that goes out now, or a refusal. Its last use is written first and the row read again after that, so that a withdrawal at the same moment either comes before and stops the act, or waits for it.</summary>
    /// <remarks>Requests: 3 (rows, last use, row again); 1 where it refuses.</remarks>
    /// <param name="call">The operation that acts.</param>
    /// <param name="contact">The person; null: the company alone.</param>
    /// <param name="account">Her company; null: the person alone.</param>
    /// <param name="purpose">Of <see cref="ConsentPurpose"/>.</param>
    /// <param name="channel">By which something goes out.</param>
    /// <param name="name">Whom the message names.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-4201 to OFF-4206: there is no basis; nothing has gone out.</exception>
    internal static ConsentRow Demand(PluginCall call, EntityReference? contact, Guid? account, string purpose, ConsentChannel channel, string name)
    {
        var verdict = Ask(call, contact, account, purpose, channel);
        if (!verdict.Holds) throw RefusalOf(call, verdict, purpose, name);

        var used = verdict.Consent!;
        call.AsSystem.Update(new ConsentRow(new Entity(ConsentRow.Table, used.Id)) { LastUsedOn = call.Today }.Entity);
        var again = ConsentQueries.Again(call.AsSystem, used.Id);
        var stillHolds = ConsentRule.Judge([again], purpose, channel, call.Today);
        return stillHolds.Holds ? again : throw RefusalOf(call, stillHolds, purpose, name);
    }

    /// <summary>Refuses an act that needs no consent beforehand where the person objected to it. Requests: 1.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-4202: she withdrew or objected; nothing has gone out.</exception>
    internal static void RefuseObjection(PluginCall call, EntityReference? contact, Guid? account, string purpose, ConsentChannel channel, string name)
    {
        var verdict = Ask(call, contact, account, purpose, channel);
        if (verdict.Problem == ConsentProblem.Withdrawn) throw RefusalOf(call, verdict, purpose, name);
    }

    /// <summary>Why an act has no basis, as a finding of a letter.</summary>
    internal static LetterFinding Finding(ConsentVerdict verdict, string purpose, string name, Language language) => new(CodeOf(verdict.Problem), Values(verdict, purpose, name, language));

    /// <summary>Why an act has no basis, as part of another message: without next step and code.</summary>
    internal static string Part(ConsentVerdict verdict, string purpose, string name, Language language) => Messages.Part(CodeOf(verdict.Problem), language, Values(verdict, purpose, name, language));

    static InvalidPluginExecutionException RefusalOf(PluginCall call, ConsentVerdict verdict, string purpose, string name) =>
        Refusal.Of(CodeOf(verdict.Problem), call.Language, Values(verdict, purpose, name, call.Language));

    static string[] Values(ConsentVerdict verdict, string purpose, string name, Language language) =>
    [
        "name", language.Quote(name),
        "purpose", PurposeText(purpose, language),
        "day", DayOf(verdict, language),
    ];

    static string CodeOf(ConsentProblem problem) => problem switch
    {
        ConsentProblem.Withdrawn => "OFF-4202",
        ConsentProblem.Ended => "OFF-4203",
        ConsentProblem.NotYet => "OFF-4204",
        ConsentProblem.OtherChannel => "OFF-4205",
        ConsentProblem.WeakBasis => "OFF-4206",
        _ => "OFF-4201",
    };

    static string DayOf(ConsentVerdict verdict, Language language)
    {
        var day = verdict.Problem switch
        {
            ConsentProblem.Withdrawn => verdict.Consent?.WithdrawnOn,
            ConsentProblem.Ended => verdict.Consent?.EndsOn,
            _ => verdict.Consent?.GivenOn,
        };
        return day is { } known ? language.Text(known) : "–";
    }

    /// <summary>A purpose in words.</summary>
    internal static string PurposeText(string purpose, Language language)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [ConsentPurpose.Marketing] = "OFF-TEXT-CONSENT-MARKETING",
            [ConsentPurpose.KeepInTouch] = "OFF-TEXT-CONSENT-KEEPINTOUCH",
            [ConsentPurpose.Reference] = "OFF-TEXT-CONSENT-REFERENCE",
            [ConsentPurpose.ThirdParty] = "OFF-TEXT-CONSENT-THIRDPARTY",
            [ConsentPurpose.Feedback] = "OFF-TEXT-CONSENT-FEEDBACK",
        };
        return texts.TryGetValue(purpose, out var code) ? Messages.Part(code, language) : purpose;
    }
}
