using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Closing;

/// <summary>Once somebody assesses whether a customer may be won back, the checklist of the case shows it.</summary>
/// <remarks>Step: PostOperation (40), synchronous, rank 1, of Update of off_offboardingcase with the filtering column off_winback. Requests: 1, and 1 if the checklist differs.</remarks>
public sealed class WinbackStep : IPlugin
{
    /// <inheritdoc/>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (!call.Target.Contains(OffboardingCaseRow.Columns.WinBack)) return;

        call.MarkAsProduct();
        ClosingPoints.Refresh(call, call.Context.PrimaryEntityId);
    }
}
