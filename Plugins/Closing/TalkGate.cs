using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Preparation;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Closing;

/// <summary>Whoever completes the appointment or call that is the talk of a case records the talk by it: it is refused unprepared or without notes, and its summary is drafted.</summary>
/// <remarks>
/// <para>Steps: Update with the filtering column statecode, and SetState, on appointment and phonecall, synchronous, each with a pre-image "before" of regardingobjectid: in PreOperation
/// (20) it refuses, in PostOperation (40), rank 2, it keeps the day and drafts. off_RecordTalk does both itself. SetState may raise Update as well; then the second step finds the talk recorded.</para>
/// <para>Requests: none for an activity that is not about a case, 1 for one that is not the talk; the talk: 2, and those of <see cref="TalkCheck"/>; after it 2, the case and
/// those of <see cref="TalkRecord"/> and <see cref="ClosingPoints"/>.</para>
/// </remarks>
public sealed class TalkGate : IPlugin
{
    const int Completed = 1;
    const int PostOperation = 40;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">As for <see cref="TalkCheck"/>; OFF-1304: the case is gone.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (!call.Context.PreEntityImages.TryGetValue("before", out var before)) return;
        if (before.GetAttributeValue<EntityReference?>("regardingobjectid") is not { LogicalName: OffboardingCaseRow.Table } offboardingCase) return;
        if (!Completes(call) || call.IsPartOf(RecordTalk.Message)) return;

        var dossier = CaseDossier.Read(call.AsSystem, offboardingCase.Id);
        if (!IsTalk(dossier, call.Context.PrimaryEntityId) || dossier.Case.TalkHeldOn is not null) return;

        var onFile = CaseQueries.Read(call, offboardingCase.Id, CaseDecisionKind.Start, request: null, service: call.AsSystem);
        if (!onFile.IsOpen) return;

        if (call.Context.Stage == PostOperation) Record(call, onFile, dossier);
        else TalkCheck.RefuseUnready(call, onFile, dossier);
    }

    static bool Completes(PluginCall call)
    {
        var state = call.IsMessage("Update") ? call.Target.GetAttributeValue<OptionSetValue?>("statecode") : call.Optional<OptionSetValue>("State");
        return state?.Value == Completed;
    }

    static bool IsTalk(CaseDossier dossier, Guid activity) =>
        TalkRecord.TalkItem(dossier) is { } item && string.Equals(item.ActivityRowId, activity.ToString("D"), StringComparison.OrdinalIgnoreCase);

    static void Record(PluginCall call, CaseOnFile onFile, CaseDossier dossier)
    {
        call.MarkAsProduct();
        call.AsSystem.Update(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, onFile.Row.Id)) { TalkHeldOn = call.Today }.Entity);
        TalkRecord.DraftSummary(call, onFile, dossier, call.Today);
        ClosingPoints.Refresh(call, onFile.Row.Id);
    }
}
