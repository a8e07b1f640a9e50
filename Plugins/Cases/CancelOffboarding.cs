using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Correspondence;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary><c>off_CancelOffboarding</c>: the way back. The account becomes active again, what is open in the plan is cancelled, and the answer says what does not come back.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. In: Reason, RequestId. Out: Report. A case that is cancelled already answers and stays as it is.</para>
/// <para>A notice that was received, and an agreement, are not taken back: nobody can do that alone (§ 130 (1) BGB: a notice can be revoked until it arrives).</para>
/// <para>Requests: <see cref="MostRequests"/> (caller's settings, local time, settings, case with open items, rows of the case, contracts, notice rules, holiday rules if a contract needs a
/// calendar, case, decision), 1 for the account if it was let go, 1 to read activities if items are open, and 1 for each open activity.</para>
/// </remarks>
public sealed class CancelOffboarding : IPlugin
{
    /// <summary>Requests for a case without plan whose account is still active.</summary>
    public const int MostRequests = 10;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1302, OFF-1304: the case; OFF-1340: nothing to take back; OFF-9001: no reason.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var reason = call.RequiredText("Reason");
        var onFile = CaseQueries.Read(call, call.Required<EntityReference>("Target").Id, CaseDecisionKind.Cancel, CaseDecision.RequestId(call), withOpenItems: true);
        if (CaseDecision.Repeats(call, onFile)) return;

        var wasLetGo = StageRule.IsLetGo(onFile.Stage);
        if (onFile.Stage == OffboardingCaseStatusReason.Cancelled)
        {
            call.Return("Report", Messages.Part("OFF-TEXT-CANCELLED", call.Language, "case", onFile.Number));
            return;
        }

        if (!onFile.IsOpen && onFile.Account.State != AccountState.Inactive) throw Refusal.Of("OFF-1340", call.Language, "case", onFile.Number);

        if (wasLetGo) Reactivate(call, onFile);
        var cancelled = CasePlan.CancelOpen(call, onFile, out var change);
        change.State = OffboardingCaseState.Inactive;
        change.StatusReason = OffboardingCaseStatusReason.Cancelled;
        change.OpenKey = OpenKey.Closed(onFile.Row.Id);
        change.CancelledOn = call.Today;
        change.CancelReason = reason;

        var judgement = CaseJudgement.Of(call, onFile.Account);
        var answer = new OperationAnswer().With("Report", Report(call, onFile, CaseDossier.Read(call.AsSystem, onFile.Row.Id), wasLetGo, cancelled));
        CaseChange.Write(call, onFile, change);
        CaseDecision.Write(call, onFile, CaseDecision.Row(call, CaseDecisionKind.Cancel, judgement, answer, json =>
        {
            json.Text("why", reason);
            CaseInputs.Write(json, call, CaseChange.Merged(onFile, change));
        }));
        answer.Return(call);
    }

    static void Reactivate(PluginCall call, CaseOnFile onFile)
    {
        if (onFile.Account.State != AccountState.Inactive) return;

        var account = new AccountRow(new Entity(AccountRow.Table, onFile.Account.Id)) { State = AccountState.Active, StatusReason = AccountStatusReason.Active };
        call.AsCaller.Update(account.Entity);
    }

    static string Report(PluginCall call, CaseOnFile onFile, CaseDossier dossier, bool wasLetGo, int cancelled)
    {
        var language = call.Language;
        var row = onFile.Row;
        var text = new List<string> { Messages.Part("OFF-TEXT-CANCELLED", language, "case", onFile.Number) };
        if (wasLetGo) text.Add(Messages.Part("OFF-TEXT-CANCEL-ACCOUNT", language, "account", language.Quote(onFile.Account.Name ?? "?")));
        if (cancelled > 0) text.Add(Messages.Part("OFF-TEXT-CANCEL-ITEMS", language, "count", cancelled.ToString(CultureInfo.InvariantCulture)));
        if (row.NoticeReceivedOn is { } received) text.Add(Messages.Part("OFF-TEXT-CANCEL-NOTICE", language, "day", language.Text(received)));
        else if (row.NoticeSentOn is { } sent) text.Add(Messages.Part("OFF-TEXT-CANCEL-SENT", language, "day", language.Text(sent)));
        if (row.AgreedEnd is { } agreed) text.Add(Messages.Part("OFF-TEXT-CANCEL-AGREEMENT", language, "day", language.Text(agreed)));
        var letters = dossier.Letters.Where(static letter => letter is { LetterState: LetterLetterState.Released, Kind: not null }).Select(letter => VariantText.KindOf(letter.Kind!.Value, language)).Distinct(StringComparer.Ordinal).ToList();
        if (letters.Count > 0) text.Add(Messages.Part("OFF-TEXT-CANCEL-LETTERS", language, "letters", string.Join(", ", letters)));
        var handed = dossier.Handover.Where(static item => item.ItemState == HandoverItemItemState.Done).Select(item => language.Quote(item.Name ?? "?")).ToList();
        if (handed.Count > 0) text.Add(Messages.Part("OFF-TEXT-CANCEL-HANDED", language, "items", string.Join(", ", handed)));
        if (wasLetGo && call.Settings.Contacts == ContactPolicy.Deactivate) text.Add(Messages.Part("OFF-TEXT-CANCEL-CONTACTS", language));
        text.Add(Messages.Part("OFF-TEXT-CANCEL-DONE", language));
        return string.Join(" ", text);
    }
}
