using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.KeepInTouch;

/// <summary>Stops the check-ins that rest on a consent in the same transaction in which it is withdrawn or switched off.</summary>
/// <remarks>
/// <para>Steps: PostOperation (40), synchronous, of Update on off_consent with the filtering columns off_withdrawnon and statecode, and of SetState.</para>
/// <para>Requests: 1, and 1 for each check-in that is not done; 1 more (caller's settings) if there are any. As SYSTEM: a withdrawal counts, whoever records it.</para>
/// </remarks>
public sealed class ConsentEndsCheckIns : IPlugin
{
    /// <inheritdoc/>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (!Ends(call)) return;

        foreach (var open in CheckInQueries.OpenOfConsent(call.AsSystem, call.Context.PrimaryEntityId == Guid.Empty ? call.Required<EntityReference>("EntityMoniker").Id : call.Context.PrimaryEntityId))
            CheckInQueries.Stop(call.AsSystem, open.Id, Messages.Part("OFF-TEXT-CHECKIN-WITHDRAWN", call.Language));
    }

    static bool Ends(PluginCall call)
    {
        if (!call.IsMessage("Update")) return call.Optional<OptionSetValue>("State")?.Value == (int)ConsentState.Inactive;

        var written = new ConsentRow(call.Target);
        return written.WithdrawnOn is not null || written.State == ConsentState.Inactive;
    }
}
