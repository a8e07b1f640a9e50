using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.KeepInTouch;

/// <summary>Makes a task of a gift, so that somebody hands it over: with its value, the limit from which another person approves it, and its compliance note.</summary>
/// <remarks>
/// <para>Step: PostOperation (40), synchronous, Create of off_gift. The task is due in two weeks and belongs to whoever owns the gift.</para>
/// <para>Requests: 2 reads (caller's settings, settings) and 1 create, as SYSTEM: whoever records a gift need not have a right on tasks.</para>
/// </remarks>
public sealed class GiftTask : IPlugin
{
    /// <summary>Time to buy and hand over a small gift.</summary>
    const int DaysToHandOver = 14;

    /// <inheritdoc/>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var gift = new GiftRow(call.Target);
        if (gift.GiftState is GiftGiftState.Given or GiftGiftState.Refused || gift.CaseId is not { } offboardingCase) return;

        var text = Messages.Part(
            "OFF-TEXT-GIFT-TASK-TEXT",
            call.Language,
            "value",
            gift.GiftValue?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–",
            "limit",
            call.Settings.GiftLimit.ToString(CultureInfo.InvariantCulture));
        call.AsSystem.Create(new TaskRow
        {
            Subject = Messages.Part("OFF-TEXT-GIFT-TASK", call.Language, "gift", gift.Name ?? "?"),
            Description = gift.ComplianceNote is { Length: > 0 } note ? text + "\n\n" + note : text,
            RegardingObjectId = offboardingCase,
            ScheduledEnd = call.Now.AddDays(DaysToHandOver),
            OwnerId = gift.OwnerId ?? new EntityReference("systemuser", call.Context.InitiatingUserId),
        }.Entity);
    }
}
