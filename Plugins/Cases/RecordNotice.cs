using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary><c>off_RecordNotice</c>: records a notice or an agreement on the case and on the contracts it ends, in one transaction, and judges anew. Receipt decides, not sending.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. In: SentOn, ReceivedOn, Form, By, TargetEnd, AgreedEnd, CauseBasis,
/// CauseKnownOn, CounselConfirmed, RequestId; what is left out stays as on the case. Out: Verdict, PlannedEnd, PossibleFrom, Report.</para>
/// <para>A repeat with the same RequestId gets the first answer; one that says what the case says already changes nothing.</para>
/// <para>Where the notice leads to another end than was planned, the open items that count from the end move with it. A notice is a fact: what does not fit any more
/// stays on its day and is named; it hinders nothing.</para>
/// <para>Requests: <see cref="MostRequests"/> (caller's settings, local time, settings, case with open items, contracts twice, notice rules, holiday rules twice if a contract needs a calendar,
/// case, decision), 2 more (blackouts, activities) if the end moves and items are open, 1 write for each contract it ends, and what the checks of that contract ask (6: its own day,
/// language and rules, and its reminders).</para>
/// </remarks>
public sealed class RecordNotice : IPlugin
{
    /// <summary>Requests without those of moved plans and of contracts that the notice ends.</summary>
    public const int MostRequests = 11;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1302, OFF-1304, OFF-1306; OFF-1310 to OFF-1316: the notice; OFF-2001: it contradicts a contract; OFF-9002, OFF-9004.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var onFile = CaseQueries.Read(call, call.Required<EntityReference>("Target").Id, CaseDecisionKind.Notice, CaseDecision.RequestId(call), withOpenItems: true);
        if (CaseDecision.Repeats(call, onFile)) return;

        StageRule.RefuseUnlessRunning(call, onFile);
        var notice = GivenNotice.Read(call, onFile);
        notice.RefuseDefects(call);
        if (notice.IsOnFile && onFile.Row.Verdict is not null)
        {
            AnswerAsOnFile(call, onFile);
            return;
        }

        var before = CaseJudgement.Of(call, onFile.Account);
        var concerned = notice.HasEffect ? ContractNotice.Concerned(onFile, before) : [];
        foreach (var contract in concerned.Where(static contract => contract.Contract.SourceName is null)) call.AsCaller.Update(ContractNotice.Change(contract.Contract.Id, notice.Way, notice.Row));

        var after = concerned.Count > 0 ? before.Again(call, onFile.Account) : before;
        var change = Change(onFile, notice, after);
        var moves = change.PlannedEnd is { } end && end != onFile.Row.PlannedEnd ? CasePlan.Move(call, onFile, change, end, after.Calendars) : PlanMoves.None;
        var answer = new OperationAnswer()
            .With("Verdict", after.Review.Verdict.StatusCode)
            .With("PlannedEnd", change.PlannedEnd?.ToString())
            .With("PossibleFrom", after.PossibleFrom?.ToString())
            .With("Report", Report(call, notice, concerned, after) + Moved(moves, change.PlannedEnd, call.Language));
        CaseChange.Write(call, onFile, change);
        CaseDecision.Write(call, onFile, CaseDecision.Row(call, CaseDecisionKind.Notice, after, answer, json => CaseInputs.Write(json, call, CaseChange.Merged(onFile, change))));
        answer.Return(call);
    }

    static OffboardingCaseRow Change(CaseOnFile onFile, GivenNotice notice, CaseJudgement after)
    {
        var change = CaseChange.Of(onFile);
        change.Entity.Attributes.AddRange(notice.Row.Entity.Attributes);
        change.Verdict = OffboardingCaseVerdictCodes.FromCode(after.Review.Verdict.StatusCode);
        change.PossibleFrom = after.PossibleFrom;
        change.PlannedEnd = notice.Way == OffboardingCaseWay.Mutual
            ? notice.Row.AgreedEnd
            : EndDateRule.Planned(onFile.Row.WantedEnd, after.Review.Contracts, notice.Way, after.EarliestEnd);
        if (notice.HasEffect)
            change.StatusReason = after.Review.Verdict.Status == AccountStatus.Clear ? OffboardingCaseStatusReason.Close : OffboardingCaseStatusReason.Transition;
        return change;
    }

    static void AnswerAsOnFile(PluginCall call, CaseOnFile onFile)
    {
        call.Return("Verdict", onFile.Row.Verdict?.ToCode());
        call.Return("PlannedEnd", onFile.Row.PlannedEnd?.ToString());
        call.Return("PossibleFrom", onFile.Row.PossibleFrom?.ToString());
        call.Return("Report", Messages.Part("OFF-TEXT-NOTICE-ONFILE", call.Language, "case", onFile.Number));
    }

    /// <summary>What became of the plan; empty: nothing moved and all fits.</summary>
    static string Moved(PlanMoves moves, LocalDate? end, Language language)
    {
        var text = "";
        if (moves.Moved.Count > 0 && end is { } day)
            text += " " + Messages.Part("OFF-TEXT-END-MOVED", language, "day", language.Text(day), "count", moves.Moved.Count.ToString(CultureInfo.InvariantCulture));
        if (moves.Conflicts.Count > 0)
            text += " " + Messages.Part("OFF-TEXT-PLAN-STAYS", language, "names", string.Join(", ", moves.Conflicts.Select(conflict => language.Quote(conflict.Template?.Subject ?? "?"))));
        return text;
    }

    static string Report(PluginCall call, GivenNotice notice, IReadOnlyList<ReviewedContract> concerned, CaseJudgement after)
    {
        var language = call.Language;
        if (!notice.HasEffect) return Messages.Part("OFF-TEXT-NOTICE-SENT", language) + " " + AccountSentence.Of(after.Review, language);

        var written = Messages.Part("OFF-TEXT-NOTICE-WRITTEN", language, "count", concerned.Count(static contract => contract.Contract.SourceName is null).ToString(CultureInfo.InvariantCulture));
        var elsewhere = concerned.Where(static contract => contract.Contract.SourceName is not null).Select(static contract => contract.Contract.Number + " (" + contract.Contract.SourceName + ")").ToList();
        if (elsewhere.Count > 0) written += " " + Messages.Part("OFF-TEXT-NOTICE-ELSEWHERE", language, "contracts", string.Join(", ", elsewhere));
        var weak = after.Review.Contracts.Any(static contract => contract.Evaluation.Alerts.HasFlag(ContractAlerts.NoticeFormInvalid))
            ? " " + Messages.Part("OFF-TEXT-NOTICE-FORM", language)
            : "";
        return written + weak + " " + AccountSentence.Of(after.Review, language);
    }
}
