using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Review;

/// <summary>A person who reviews or dismisses a signal says what came of it; day and person are written down.</summary>
/// <remarks>
/// <para>Step: PreOperation (20), synchronous, of Update on off_signal with the filtering column off_signalstate and a pre-image "before" of state and note.</para>
/// <para>Requests: 2 (caller's settings, local time).</para>
/// </remarks>
public sealed class SignalGuard : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-4640: there is no note.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (call.IsPartOfProduct) return;

        var before = call.Context.PreEntityImages.TryGetValue("before", out var image) ? new SignalRow(image) : new SignalRow();
        var written = new SignalRow(call.Target);
        if (written.SignalState is not (SignalSignalState.Reviewed or SignalSignalState.Dismissed) || written.SignalState == before.SignalState) return;
        if (string.IsNullOrWhiteSpace(call.Target.Contains(SignalRow.Columns.Note) ? written.Note : before.Note)) throw Refusal.Of("OFF-4640", call.Language);

        written.ReviewedOn = call.Today;
        written.ReviewedById = new EntityReference("systemuser", call.Context.InitiatingUserId);
    }
}
