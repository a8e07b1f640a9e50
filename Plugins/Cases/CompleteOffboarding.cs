using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Closing;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Deactivation;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary><c>off_CompleteOffboarding</c>: deactivates the account of a case in the same transaction, and closes the case when nothing of its plan is left.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. In: RequestId. Out: Completed, Report. The gate of the account judges by the same rules; what it refuses
/// is refused here with its message.</para>
/// <para>Optional items that are open do not hinder: the case goes to Follow-up, and the next call after they are done closes it. A repeat in between, and after the
/// case is closed, answers and changes nothing.</para>
/// <para>The closing checklist decides on the case, never on the account: with mandatory points open the account goes and the case stays in Follow-up; closing it then is refused, naming the
/// points.</para>
/// <para>Requests: 10 (caller's settings, local time, settings, case with account and open items, contracts, rules, account, the gate's look at the contracts, case, decision); 1 more
/// for the activities if items of the plan are open, 1 for the rows of the case if mandatory points of its checklist are, 1 for holiday rules if a contract needs a calendar, 1 with off_SubsidiaryPolicy = refuse, 1 and 1 for each contact with off_ContactPolicy = deactivate.</para>
/// </remarks>
public sealed class CompleteOffboarding : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-1302, OFF-1304, OFF-1306, OFF-1317: the case; OFF-1331: open items; OFF-4300: open points; OFF-1332, OFF-1333: subsidiaries, contacts; OFF-1101 to OFF-1109: the gate.
    /// </exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var id = call.Required<EntityReference>("Target").Id;
        var onFile = CaseQueries.Read(call, id, CaseDecisionKind.Complete, CaseDecision.RequestId(call), withOpenItems: true);
        if (CaseDecision.Repeats(call, onFile)) return;

        var open = CasePlan.StillOpen(call, onFile);
        if (AnswersAsLetGo(call, onFile, open.Count)) return;

        StageRule.RefuseUnlessRunning(call, onFile);
        if (!StageRule.IsDecided(onFile.Stage)) throw Refusal.Of("OFF-1317", call.Language, "case", onFile.Number);
        Completion.RefuseOpenItems(call, onFile, open);
        Completion.RefuseActiveSubsidiaries(call, onFile);

        var judgement = CaseJudgement.Of(call, onFile.Account);
        var contacts = Completion.DeactivateContacts(call, onFile);
        LetGo(call, onFile, judgement);

        var change = CaseChange.Of(onFile);
        change.Verdict = OffboardingCaseVerdictCodes.FromCode(judgement.Review.Verdict.StatusCode);
        change.PossibleFrom = judgement.PossibleFrom;
        change.CompletedOn = call.Today;
        var points = ClosingChecklist.StillOpen(call, onFile, change);
        if (open.Count > 0 || points.Count > 0) change.StatusReason = OffboardingCaseStatusReason.FollowUp;
        else Close(change, onFile);

        var answer = new OperationAnswer().With("Completed", true).With("Report", Report(call, onFile, contacts, open.Count) + ClosingChecklist.Left(points, call.Language));
        CaseChange.Write(call, onFile, change);
        CaseDecision.Write(call, onFile, CaseDecision.Row(call, CaseDecisionKind.Complete, judgement, answer, json => CaseInputs.Write(json, call, CaseChange.Merged(onFile, change))));
        answer.Return(call);
    }

    /// <summary>Whether the account was let go by this case before: then only what follows up may be left to close.</summary>
    static bool AnswersAsLetGo(PluginCall call, CaseOnFile onFile, int open)
    {
        if (!StageRule.IsLetGo(onFile.Stage)) return false;

        if (onFile.Stage == OffboardingCaseStatusReason.FollowUp && open == 0)
        {
            var change = CaseChange.Of(onFile);
            ClosingChecklist.RefuseOpen(call, onFile, change);
            Close(change, onFile);
            CaseChange.Write(call, onFile, change);
        }

        call.Return("Completed", true);
        call.Return("Report", Report(call, onFile, contacts: 0, open));
        return true;
    }

    static void LetGo(PluginCall call, CaseOnFile onFile, CaseJudgement judgement)
    {
        if (onFile.Account.State == AccountState.Inactive) return;

        if (judgement.Review.Verdict.Status == AccountStatus.Clear) GateMemory.Leave(call, onFile.Account, judgement);
        var account = new AccountRow(new Entity(AccountRow.Table, onFile.Account.Id)) { State = AccountState.Inactive, StatusReason = AccountStatusReason.Inactive };
        call.AsCaller.Update(account.Entity);
    }

    static void Close(OffboardingCaseRow change, CaseOnFile onFile)
    {
        change.State = OffboardingCaseState.Inactive;
        change.StatusReason = OffboardingCaseStatusReason.Completed;
        change.OpenKey = OpenKey.Closed(onFile.Row.Id);
    }

    static string Report(PluginCall call, CaseOnFile onFile, int contacts, int open)
    {
        var language = call.Language;
        var report = Messages.Part("OFF-TEXT-COMPLETED", language, "account", language.Quote(onFile.Account.Name ?? "?"));
        if (contacts > 0) report += " " + Messages.Part("OFF-TEXT-COMPLETED-CONTACTS", language, "count", Text(contacts));
        if (open > 0) report += " " + Messages.Part("OFF-TEXT-COMPLETED-FOLLOWUP", language, "count", Text(open));
        return report;
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
