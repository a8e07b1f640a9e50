using System;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Preparation;

/// <summary>Keeps documents of cases from being written by hand: a pack that somebody confirms, and a report that a customer receives, say what the rows say.</summary>
/// <remarks>
/// <para>Steps: PreOperation (20), synchronous, rank 1, of Create and Update of off_casedocument. Operations of the product pass; owner and status stay free.</para>
/// <para>Requests: none; 1 (caller's settings) on refusal.</para>
/// </remarks>
public sealed class CaseDocumentGuard : IPlugin
{
    const string Prefix = "off_";

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-4259: a column of the product was written by hand.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (call.IsPartOfProduct || call.IsPartOf("Merge")) return;

        foreach (var column in call.Target.Attributes.Keys)
            if (column.StartsWith(Prefix, StringComparison.Ordinal) && column != "off_casedocumentid") throw Refusal.Of("OFF-4259", call.Language, "column", column);
    }
}
