using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Alternatives;

/// <summary>Keeps entries out of the list of alternatives that could never be suggested, or to the wrong customers.</summary>
/// <remarks>
/// <para>Steps, both in PreOperation (20), synchronous: Create and Update of off_alternativeprovider; Update with a pre-image "before" of what is checked.</para>
/// <para>Requests: 2 (caller's language, reasons). The key follows from the name where nobody gives one.</para>
/// </remarks>
public sealed class ProviderGuard : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-4400 to OFF-4405: what is missing or wrong; nothing is saved.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var row = new Entity(AlternativeProviderRow.Table, call.Target.Id);
        if (call.Context.PreEntityImages.TryGetValue("before", out var before))
            foreach (var value in before.Attributes) row[value.Key] = value.Value;
        foreach (var value in call.Target.Attributes) row[value.Key] = value.Value;

        var provider = new AlternativeProviderRow(row);
        var language = call.Language;
        var offer = AlternativeQueries.Offer(provider, language);
        if (ProviderDefect.Of(offer, AlternativeQueries.ReasonCodes(call.AsSystem)) is { } defect)
            throw Refusal.Of(defect.Code, language, "provider", language.Quote(offer.Name), "value", defect.Value, "from", offer.ValidFrom?.ToString() ?? "");

        if (string.IsNullOrWhiteSpace(provider.ProviderKey) && provider.Name is { Length: > 0 } name) new AlternativeProviderRow(call.Target).ProviderKey = name;
    }
}
