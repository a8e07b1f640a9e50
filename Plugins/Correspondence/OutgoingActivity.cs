using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>A letter, e-mail or call about a case that goes out in this very moment: it is completed, or somebody presses <em>Send</em>.</summary>
/// <remarks>
/// <para><em>Send</em> of an e-mail is the request SendEmail and, in the event pipeline, the message Send with the parameter EmailId
/// (https://learn.microsoft.com/power-apps/developer/data-platform/register-plug-in#define-entity-images).</para>
/// </remarks>
sealed class OutgoingActivity
{
    const int Completed = 1;

    static readonly string[] Addressees = ["to", "cc", "bcc"];

    readonly PluginCall call;
    readonly Lazy<Entity> after;

    OutgoingActivity(PluginCall call, Entity before, bool isRead)
    {
        this.call = call;
        Before = before;
        after = new Lazy<Entity>(() => isRead ? before : Merged());
    }

    /// <summary>As it was: at least its subject, description and what it is about.</summary>
    internal Entity Before { get; }

    internal string Table => Before.LogicalName;

    internal ConsentChannel Channel => Table switch { LetterActivity.Email => ConsentChannel.Email, LetterActivity.Call => ConsentChannel.Phone, _ => ConsentChannel.Letter };

    /// <summary>What came in is no act of ours. Where nobody said which way it went, it went out.</summary>
    internal bool IsFromUs => After.GetAttributeValue<bool?>("directioncode") != false;

    internal EntityReference Case => Before.GetAttributeValue<EntityReference>(LetterActivity.Regarding);

    /// <summary>As it goes out, with its parties. Requests: 1 at first, none where <em>Send</em> read it.</summary>
    internal Entity After => after.Value;

    /// <summary>The contacts whom it goes to.</summary>
    internal IReadOnlyCollection<EntityReference> Contacts =>
        [.. Addressees.SelectMany(column => LetterActivity.PartiesIn(After, column)).Where(static party => party.LogicalName == RecipientQueries.Contact).GroupBy(static party => party.Id).Select(static same => same.First())];

    /// <summary>The activity of a step; null: nothing goes out, or it is not about a case. Requests: none; 1 for <em>Send</em>.</summary>
    internal static OutgoingActivity? Of(PluginCall call)
    {
        var isSent = call.IsMessage("Send");
        var before = isSent ? LetterActivity.Read(call.AsSystem, LetterActivity.Email, call.RequiredId("EmailId"))
            : IsCompleted(call) && call.Context.PreEntityImages.TryGetValue("before", out var image) ? image : null;
        return before?.GetAttributeValue<EntityReference?>(LetterActivity.Regarding) is { LogicalName: OffboardingCaseRow.Table } ? new OutgoingActivity(call, before, isSent) : null;
    }

    static bool IsCompleted(PluginCall call) =>
        (call.IsMessage("Update") ? call.Target.GetAttributeValue<OptionSetValue?>("statecode") : call.Optional<OptionSetValue>("State"))?.Value == Completed;

    /// <summary>The row as stored with what the update writes.</summary>
    Entity Merged()
    {
        var row = LetterActivity.Read(call.AsSystem, Table, call.Context.PrimaryEntityId) ?? Before;
        if (call.IsMessage("Update"))
            foreach (var value in call.Target.Attributes) row[value.Key] = value.Value;
        return row;
    }
}
