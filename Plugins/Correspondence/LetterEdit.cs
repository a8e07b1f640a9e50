using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>An edit of a released letter takes the release back; cancelling or deleting its activity withdraws the letter; it stays with its case.</summary>
/// <remarks>
/// <para>Steps, all in PreOperation (20), synchronous, rank 2: Update with the filtering columns subject, description, to, cc, bcc, regardingobjectid and statecode, SetState, and Delete, of
/// letter and email, each with a pre-image "before" of subject, description and regardingobjectid.</para>
/// <para>Requests: none for an activity that is not about a case; else 1 read, and 1 write where something changes. As SYSTEM: whoever may edit the activity need not have rights on the letter.</para>
/// </remarks>
public sealed class LetterEdit : IPlugin
{
    const int Cancelled = 2;

    static readonly string[] Said = [LetterActivity.Subject, LetterActivity.Description, "to", "cc", "bcc"];

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-4062: the activity is moved to another row.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (call.IsPartOf("off_DraftLetter") || call.IsPartOfErasure || !call.Context.PreEntityImages.TryGetValue("before", out var before)) return;
        if (before.GetAttributeValue<EntityReference?>(LetterActivity.Regarding) is not { LogicalName: OffboardingCaseRow.Table } offboardingCase) return;

        var ends = call.IsMessage("Delete") || StateOf(call) == Cancelled;
        var moves = call.IsMessage("Update") && call.Target.Contains(LetterActivity.Regarding) && call.Target.GetAttributeValue<EntityReference?>(LetterActivity.Regarding)?.Id != offboardingCase.Id;
        var says = call.IsMessage("Update") && Said.Any(call.Target.Contains);
        if (!(ends || moves || says) || LetterOfActivity.Read(call.AsSystem, call.Context.PrimaryEntityId) is not { } ours) return;

        if (moves) throw Refusal.Of("OFF-4062", call.Language, "letter", call.Language.Quote(ours.Letter.Name ?? "?"));
        if (ends) Write(call, ours, LetterLetterState.Withdrawn);
        else if (ours.Letter.LetterState == LetterLetterState.Released && !SaysTheSame(call, before, ours)) Write(call, ours, LetterLetterState.Draft);
    }

    static int? StateOf(PluginCall call) =>
        (call.IsMessage("Update") ? call.Target.GetAttributeValue<OptionSetValue?>("statecode") : call.Optional<OptionSetValue>("State"))?.Value;

    /// <summary>A save without a change, or one that only breaks lines anew, is no edit; other addressees are.</summary>
    static bool SaysTheSame(PluginCall call, Entity before, LetterOfActivity ours)
    {
        if (new[] { "to", "cc", "bcc" }.Any(call.Target.Contains)) return false;

        var after = new Entity(before.LogicalName, before.Id);
        foreach (var value in before.Attributes) after[value.Key] = value.Value;
        foreach (var value in call.Target.Attributes) after[value.Key] = value.Value;
        return SentText.Of(after).Digest(ours.Recipient, ours.Account) == ours.Letter.TextHash;
    }

    static void Write(PluginCall call, LetterOfActivity ours, LetterLetterState state)
    {
        call.MarkAsProduct();
        call.AsSystem.Update(new LetterRow(new Entity(LetterRow.Table, ours.Letter.Id))
        {
            LetterState = state,
            TextHash = null,
            ReleasedOn = null,
            ReleasedById = null,
        }.Entity);
    }
}
