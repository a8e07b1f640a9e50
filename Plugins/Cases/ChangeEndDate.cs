using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary><c>off_ChangeEndDate</c>: moves the planned end of a case, and the open items of its plan with it. What is done stays as it was done.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. In: NewEnd, Reason, RequestId. Out: PlannedEnd, Moved, Report. Naming the day that is planned already
/// changes nothing.</para>
/// <para>Requests: <see cref="MostRequests"/>, however many items move: caller's settings, local time, settings, case with open items, contracts, notice rules, holiday rules if there
/// is a calendar, blackouts, activities, 1 write of the case with all that moves, decision. The verdict is judged and kept with every decision; whoever counts
/// 4 and one write for each moved item has them from 7 moved items on, and the number grows no further.</para>
/// </remarks>
public sealed class ChangeEndDate : IPlugin
{
    /// <summary>Requests of the operation with a plan and a calendar, whatever its size.</summary>
    public const int MostRequests = 11;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-1302, OFF-1304, OFF-1306: the case; OFF-1308, OFF-1309: the day; OFF-1404, OFF-1405: an item would be due before today; OFF-9001, OFF-9002: parameters.
    /// </exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        call.RequiredText("NewEnd");
        var newEnd = call.OptionalDate("NewEnd").GetValueOrDefault();
        var reason = call.RequiredText("Reason");
        var onFile = CaseQueries.Read(call, call.Required<EntityReference>("Target").Id, CaseDecisionKind.EndDate, CaseDecision.RequestId(call), withOpenItems: true);
        if (CaseDecision.Repeats(call, onFile)) return;

        StageRule.RefuseUnlessRunning(call, onFile);
        if (onFile.Row.PlannedEnd == newEnd) Answer(call, newEnd, moved: 0).Return(call);
        else Move(call, onFile, newEnd, reason);
    }

    static void Move(PluginCall call, CaseOnFile onFile, LocalDate newEnd, string reason)
    {
        if (newEnd < call.Today) throw Refusal.Of("OFF-1308", call.Language, "day", call.Language.Text(newEnd), "today", call.Language.Text(call.Today));

        var judgement = CaseJudgement.Of(call, onFile.Account);
        EndDate.RefuseWhereBound(call, onFile.Account, judgement, onFile.Row.Way ?? OffboardingCaseWay.OwnNotice, newEnd);

        var change = CaseChange.Of(onFile);
        change.WantedEnd = newEnd;
        change.PlannedEnd = newEnd;
        change.Verdict = OffboardingCaseVerdictCodes.FromCode(judgement.Review.Verdict.StatusCode);
        change.PossibleFrom = judgement.PossibleFrom;
        var moves = CasePlan.Move(call, onFile, change, newEnd, judgement.Calendars);
        if (moves.Conflicts.Count > 0) throw CasePlan.RefusalOf(call, onFile, moves, newEnd);

        var answer = Answer(call, newEnd, moves.Moved.Count);
        CaseChange.Write(call, onFile, change);
        CaseDecision.Write(call, onFile, CaseDecision.Row(call, CaseDecisionKind.EndDate, judgement, answer, json =>
        {
            json.Text("why", reason);
            CaseInputs.Write(json, call, CaseChange.Merged(onFile, change));
        }));
        answer.Return(call);
    }

    static OperationAnswer Answer(PluginCall call, LocalDate newEnd, int moved) => new OperationAnswer()
        .With("PlannedEnd", newEnd.ToString())
        .With("Moved", moved)
        .With("Report", Messages.Part("OFF-TEXT-END-MOVED", call.Language, "day", call.Language.Text(newEnd), "count", moved.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
