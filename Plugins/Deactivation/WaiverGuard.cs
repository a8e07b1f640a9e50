using System;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Deactivation;

/// <summary>Keeps a waiver from being written by hand: it opens the gate.</summary>
/// <remarks>
/// <para>Step: PreValidation (10), synchronous, rank 1, of Create and Update on account; Update with the filtering columns off_waiverreason, off_waivedbyid and off_waivedon.</para>
/// <para>Requests: none; 1 (caller's settings) on refusal. An operation of the product writes at a greater depth.</para>
/// </remarks>
public sealed class WaiverGuard : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1352: somebody writes the columns of a waiver.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (call.Context.Depth == 1 && Waiver.Columns.Any(column => call.Target.Contains(column) && call.Target[column] is not null))
            throw Refusal.Of("OFF-1352", call.Language);
    }
}
