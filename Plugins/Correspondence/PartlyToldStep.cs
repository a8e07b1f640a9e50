using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>Where only part of the reason is told, the case says why and who decided it (R21).</summary>
/// <remarks>
/// <para>Step: PreOperation (20), synchronous, rank 2, of Update of off_offboardingcase with the filtering columns off_partlytold, off_partlytoldreason and off_partlytoldbyid and a
/// pre-image "before" of them. Who decided it is whoever writes it, never somebody named by hand.</para>
/// <para>Requests: none; 1 (caller's settings) on refusal.</para>
/// </remarks>
public sealed class PartlyToldStep : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-4067: the reason for telling only part is blank.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var before = call.Context.PreEntityImages.TryGetValue("before", out var image) ? new OffboardingCaseRow(image) : null;
        var written = new OffboardingCaseRow(call.Target);
        var isPartly = call.Target.Contains(OffboardingCaseRow.Columns.PartlyTold) ? written.PartlyTold : before?.PartlyTold;
        var why = call.Target.Contains(OffboardingCaseRow.Columns.PartlyToldReason) ? written.PartlyToldReason : before?.PartlyToldReason;
        if (isPartly == true && string.IsNullOrWhiteSpace(why)) throw Refusal.Of("OFF-4067", call.Language);

        var isNew = isPartly == true && (before?.PartlyTold != true || why != before.PartlyToldReason);
        call.Target.Attributes.Remove(OffboardingCaseRow.Columns.PartlyToldById);
        if (isNew) written.PartlyToldById = new EntityReference(RecipientQueries.User, call.Context.InitiatingUserId);
        else if (isPartly != true) written.PartlyToldById = null;
    }
}
