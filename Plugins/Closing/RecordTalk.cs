using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Preparation;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Closing;

/// <summary><c>off_RecordTalk</c>: the talk was held. Keeps day and notes, completes its appointment or call, drafts the summary to the customer.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. In: Notes (without them those of the case), HeldOn (without it today), WaiverReason (why there was no confirmed
/// pack). Out: Recorded, LetterId, Report. A talk that was recorded already answers and changes nothing.</para>
/// <para>Requests: at most <see cref="MostRequests"/>: caller's settings, local time, settings, case, rows of the case, the facts of the pack, case written, activity completed with its item and the
/// checklist, the draft of the summary.</para>
/// </remarks>
public sealed class RecordTalk : IPlugin
{
    /// <summary>Requests of the operation, those of its steps among them.</summary>
    public const int MostRequests = 36;

    internal const string Message = "off_RecordTalk";

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-1302, OFF-1304, OFF-1306: the case; OFF-4250 to OFF-4252, OFF-4255, OFF-4260, OFF-4262: not prepared, or not written down; OFF-4261: the day lies ahead; OFF-9002: no day.
    /// </exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var onFile = CaseQueries.Read(call, call.Required<EntityReference>("Target").Id, CaseDecisionKind.Start, request: null);
        if (!onFile.IsOpen) StageRule.RefuseUnlessRunning(call, onFile);

        var dossier = CaseDossier.Read(call.AsSystem, onFile.Row.Id);
        if (dossier.Case.TalkHeldOn is { } before)
        {
            call.Return("Recorded", false);
            call.Return("Report", Messages.Part("OFF-TEXT-TALK-ALREADY", call.Language, "case", onFile.Number, "day", call.Language.Text(before)));
            return;
        }

        var held = call.OptionalDate("HeldOn") ?? call.Today;
        if (held > call.Today) throw Refusal.Of("OFF-4261", call.Language, "day", call.Language.Text(held), "today", call.Language.Text(call.Today));

        var notes = call.OptionalText("Notes");
        if (call.OptionalText("WaiverReason") is { } reason)
        {
            TalkCheck.RefuseUnwritten(call, onFile, dossier, notes);
            PackWaiver.Write(call, onFile, dossier, reason);
        }
        else
        {
            TalkCheck.RefuseUnready(call, onFile, dossier, notes);
        }

        var change = CaseChange.Of(onFile);
        if (notes is not null) change.TalkNotes = notes;
        change.TalkHeldOn = held;
        CaseChange.Write(call, onFile, change);
        Complete(call, dossier);
        var summary = TalkRecord.DraftSummary(call, onFile, dossier, held);
        ClosingPoints.Refresh(call, onFile.Row.Id);

        call.Return("Recorded", true);
        call.Return("LetterId", summary.LetterId);
        call.Return("Report", Messages.Part("OFF-TEXT-TALK-RECORDED", call.Language, "case", onFile.Number, "day", call.Language.Text(held)) + " " + summary.Report);
    }

    /// <summary>Completes the appointment or call of the plan, if it is open. Requests: 1, and those of its steps.</summary>
    static void Complete(PluginCall call, CaseDossier dossier)
    {
        if (TalkRecord.TalkItem(dossier) is not { ItemState: PlanItemItemState.Open } item || !Guid.TryParse(item.ActivityRowId, out var activity)) return;

        var isCall = item.Activity == PlanItemActivity.Phonecall;
        call.AsCaller.Update(new Entity(isCall ? "phonecall" : "appointment", activity)
        {
            ["statecode"] = new OptionSetValue(1),
            ["statuscode"] = new OptionSetValue(isCall ? 2 : 3),
        });
    }
}
