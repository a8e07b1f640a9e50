using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Preparation;

/// <summary><c>off_ConfirmPack</c>: whoever holds the talk has read the pack, and its facts still hold; or says why the talk goes without one.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. In: WaiverReason (blank: the pack is confirmed). Out: Confirmed, Report. Confirming again changes nothing.</para>
/// <para>Requests: at most <see cref="MostRequests"/>: caller's settings, local time, settings, case, rows of the case, the facts of the pack read again, document. A waiver: 4.</para>
/// </remarks>
public sealed class ConfirmPack : IPlugin
{
    /// <summary>Requests of a confirmation with a contract that needs a calendar.</summary>
    public const int MostRequests = 6 + PackSources.MostRequests;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1304, OFF-1306: the case; OFF-4250: there is no pack; OFF-4251: its facts have changed; OFF-4255: the waiver is too short.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var onFile = CaseQueries.Read(call, call.Required<EntityReference>("Target").Id, CaseDecisionKind.Start, request: null);
        if (!onFile.IsOpen) StageRule.RefuseUnlessRunning(call, onFile);

        var dossier = CaseDossier.Read(call.AsSystem, onFile.Row.Id);
        if (call.OptionalText("WaiverReason") is { } reason)
        {
            PackWaiver.Write(call, onFile, dossier, reason);
            call.Return("Confirmed", false);
            call.Return("Report", Messages.Part("OFF-TEXT-PACK-WAIVED", call.Language, "case", onFile.Number));
            return;
        }

        var state = PackState.Of(call, onFile, dossier);
        if (!state.IsMade) throw Refusal.Of("OFF-4250", call.Language, "case", onFile.Number);
        if (state.Changed.Count > 0) throw Refusal.Of("OFF-4251", call.Language, "case", onFile.Number, "changed", state.ChangedNames(call.Language));

        if (!state.IsConfirmed)
        {
            call.AsSystem.Update(new CaseDocumentRow(new Entity(CaseDocumentRow.Table, state.Document!.Id))
            {
                ConfirmedOn = call.Now,
                ConfirmedById = new EntityReference("systemuser", call.Context.InitiatingUserId),
                Stale = false,
                StaleReason = null,
            }.Entity);
        }

        call.Return("Confirmed", true);
        call.Return("Report", Messages.Part("OFF-TEXT-PACK-CONFIRMED", call.Language, "case", onFile.Number));
    }
}
