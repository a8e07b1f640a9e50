using System;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>Keeps entries of the do-not-reimport list from being written by hand: an entry rests on a request, and is lifted by a consent.</summary>
/// <remarks>Steps: PreOperation (20), synchronous, rank 1, of Create and Update on off_suppression. Requests: none; 1 for the language of a refusal.</remarks>
public sealed class SuppressionEntryGuard : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-3545: it is.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (!call.IsPartOfProduct) throw Refusal.Of("OFF-3545", call.Language);
    }
}
