using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary><c>off_AnnounceOffboarding</c>: moves a case from Prepare to Announce when its decision is complete.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. In: RequestId. Out: Report. A case that is past Prepare answers and stays as it is.</para>
/// <para>Requests: 8 (caller's settings, local time, settings, case with account and reason, contracts, rules, case, decision); 1 more for holiday rules if a contract needs a
/// calendar.</para>
/// </remarks>
public sealed class AnnounceOffboarding : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1302, OFF-1304, OFF-1306: the case; OFF-1320: what the decision lacks.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var onFile = CaseQueries.Read(call, call.Required<EntityReference>("Target").Id, CaseDecisionKind.Announce, CaseDecision.RequestId(call));
        if (CaseDecision.Repeats(call, onFile)) return;

        if (!onFile.IsOpen) StageRule.RefuseUnlessRunning(call, onFile);
        var answer = new OperationAnswer().With("Report", Messages.Part("OFF-TEXT-ANNOUNCED", call.Language, "case", onFile.Number));
        if (onFile.Stage == OffboardingCaseStatusReason.Prepare) Announce(call, onFile, answer);

        answer.Return(call);
    }

    static void Announce(PluginCall call, CaseOnFile onFile, OperationAnswer answer)
    {
        var judgement = CaseJudgement.Of(call, onFile.Account);
        RefuseIncomplete(call, onFile, AccountValue.Of(judgement.Review));
        var change = CaseChange.Of(onFile);
        change.StatusReason = OffboardingCaseStatusReason.Announce;
        change.Verdict = OffboardingCaseVerdictCodes.FromCode(judgement.Review.Verdict.StatusCode);
        change.PossibleFrom = judgement.PossibleFrom;
        CaseChange.Write(call, onFile, change);
        CaseDecision.Write(call, onFile, CaseDecision.Row(call, CaseDecisionKind.Announce, judgement, answer, json => CaseInputs.Write(json, call, CaseChange.Merged(onFile, change))));
    }

    static void RefuseIncomplete(PluginCall call, CaseOnFile onFile, AccountValue known)
    {
        var needsApproval = DecisionRule.NeedsApproval(onFile.ReasonNeedsApproval, onFile.Row.AccountValue, known.Amount, call.Settings.ApprovalThreshold);
        var defects = DecisionRule.Defects(onFile.Row, needsApproval);
        if (defects.Count == 0) return;

        throw Refusal.Of("OFF-1320", call.Language, "case", onFile.Number, "missing", string.Join("; ", defects.Select(defect => DecisionText.Of(defect, onFile.Row, call.Language))));
    }
}
