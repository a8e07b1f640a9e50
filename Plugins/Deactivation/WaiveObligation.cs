using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Deactivation;

/// <summary><c>off_WaiveObligation</c>: the emergency way. An administrator records why an account may be let go although contracts oblige it.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (global action, privilege prvCreateoff_Finding). In: AccountId, Reason, RequestId. Out: Report. It lets nobody go by itself: for
/// <see cref="Waiver.DaysItHolds"/> days the gate lets the account pass, and keeps on it what obliged it. The waiver, its author and its reason stay on the account, and the
/// verdict that was waived stays as a decision. The same reason again, while the waiver holds, changes nothing.</para>
/// <para>Requests: 8 (caller's settings, local time, settings, account with its open case, contracts, rules, account, decision); 1 more for holiday rules if a contract needs a
/// calendar.</para>
/// </remarks>
public sealed class WaiveObligation : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1201: the account; OFF-1350: no reason in words; OFF-1351: nothing obliges it; OFF-9001: parameters.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var accountId = call.RequiredId("AccountId");
        var reason = call.RequiredText("Reason");
        var found = CaseQueries.OfAccount(call, accountId) ?? throw Refusal.Of("OFF-1201", call.Language, "count", "1", "total", "1");
        var account = call.Language.Quote(found.Account.Name ?? "?");
        if (!DecisionRule.IsText(reason) || DecisionRule.PlaceholderIn(reason) is not null)
            throw Refusal.Of("OFF-1350", call.Language, "account", account, "least", DecisionRule.LeastCharacters.ToString(CultureInfo.InvariantCulture), "reason", reason);

        var now = call.Now;
        if (Waiver.Holds(found.Account, now) && found.Account.WaiverReason == reason)
        {
            Answer(call, account, reason, LocalDate.FromDateTime(found.Account.WaivedOn.GetValueOrDefault())).Return(call);
            return;
        }

        var judgement = CaseJudgement.Of(call, found.Account);
        if (judgement.Review.Verdict.Status == AccountStatus.Clear) throw Refusal.Of("OFF-1351", call.Language, "account", account);

        call.AsSystem.Update(new AccountRow(new Entity(AccountRow.Table, accountId))
        {
            WaiverReason = reason,
            WaivedById = new EntityReference("systemuser", call.Context.InitiatingUserId),
            WaivedOn = now,
        }.Entity);
        var answer = Answer(call, account, reason, call.Today);
        var decision = CaseDecision.Row(call, CaseDecisionKind.Waiver, judgement, answer, json =>
            json.Text("by", call.Context.InitiatingUserId.ToString("D")).Text("account", accountId.ToString("D")).Text("why", reason));
        if (found.IsOpen) decision.CaseId = found.Reference;
        call.AsSystem.Create(decision.Entity);
        answer.Return(call);
    }

    static OperationAnswer Answer(PluginCall call, string account, string reason, LocalDate from) => new OperationAnswer().With("Report", Messages.Part(
        "OFF-TEXT-WAIVED", call.Language, "account", account, "day", call.Language.Text(from.PlusDays(Waiver.DaysItHolds)), "reason", reason));
}
