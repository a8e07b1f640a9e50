using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Transition;

/// <summary>Dates an item of a hand-over list when it is done, and asks why one is not needed.</summary>
/// <remarks>
/// <para>Steps, both in PreOperation (20), synchronous: Create and Update of off_handoveritem, Update with the filtering columns off_itemstate and off_reason and a pre-image "before" of them.</para>
/// <para>Requests: 2 (caller's settings, local time) where an item is done; 1 on refusal.</para>
/// </remarks>
public sealed class HandoverItemGuard : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-4410: an item is not needed, and nobody says why.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var before = call.Context.PreEntityImages.TryGetValue("before", out var image) ? new HandoverItemRow(image) : null;
        var written = new HandoverItemRow(call.Target);
        var state = written.ItemState ?? before?.ItemState;
        var reason = call.Target.Contains(HandoverItemRow.Columns.Reason) ? written.Reason : before?.Reason;
        if (state == HandoverItemItemState.NotNeeded && string.IsNullOrWhiteSpace(reason)) throw Refusal.Of("OFF-4410", call.Language);

        if (!call.Target.Contains(HandoverItemRow.Columns.ItemState) || written.ItemState == before?.ItemState) return;
        written.DoneOn = state == HandoverItemItemState.Done ? call.Today : null;
    }
}
