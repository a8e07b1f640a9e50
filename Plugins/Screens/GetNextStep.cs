using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Screens;

/// <summary><c>off_GetNextStep</c>: what a case waits for next, in one sentence, and the action that does it. Writes nothing.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. In: nothing. Out: Json <c>{ day, kind, sentence, due, late, table, id, case: { number, stage, planned_end, way } }</c>; table and id
/// are the activity of an item.</para>
/// <para>Requests: at most <see cref="MostRequests"/>: caller's settings, local time, settings, case with account and reason, rows of the case, activities of open items; in the stage Prepare contracts, rules and holiday rules.</para>
/// </remarks>
public sealed class GetNextStep : IPlugin
{
    /// <summary>Requests of the operation in the stage Prepare with a contract that needs a calendar.</summary>
    public const int MostRequests = 9;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1304: the case cannot be read.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var onFile = CaseQueries.Read(call, call.Required<EntityReference>("Target").Id, CaseDecisionKind.Start, request: null);
        var dossier = CaseDossier.Read(call.AsSystem, onFile.Row.Id);
        var open = dossier.PlanItems.Where(static item => item.ItemState == PlanItemItemState.Open).ToList();
        var first = PlanQueries.WithProgress(call.AsSystem, onFile.Row.Id, open).Where(static item => item.Progress == PlanItemProgress.Open).OrderBy(static item => item.DueOn).FirstOrDefault();
        var defects = onFile.Stage == OffboardingCaseStatusReason.Prepare ? Defects(call, onFile) : [];
        var kind = NextStepRule.Of(Progress(onFile, dossier, first, defects), call.Today);

        using var json = new JsonText();
        json.Text("day", call.Today.ToString()).Text("kind", CodeOf(kind)).Text("sentence", Sentence(call, onFile, kind, first, defects));
        if (DueOn(onFile, kind, first) is { } due) json.Text("due", due.ToString()).YesNo("late", due < call.Today);
        if (kind == NextStepKind.Item) json.Text("table", PlanRows.TableOf(first!.Activity)).Text("id", first.ActivityId.ToString("D"));
        json.Object("case", item => item.Text("number", onFile.Number).Text("stage", StageRule.Name(onFile.Stage, call.Language)).Text("planned_end", onFile.Row.PlannedEnd?.ToString()).Text("way", onFile.Row.Way?.ToCode()));
        call.Return("Json", json.Finish());
    }

    static IReadOnlyList<DecisionDefect> Defects(PluginCall call, CaseOnFile onFile)
    {
        var known = AccountValue.Of(CaseJudgement.Of(call, onFile.Account).Review);
        return DecisionRule.Defects(onFile.Row, DecisionRule.NeedsApproval(onFile.ReasonNeedsApproval, onFile.Row.AccountValue, known.Amount, call.Settings.ApprovalThreshold));
    }

    static CaseProgress Progress(CaseOnFile onFile, CaseDossier dossier, PlanItem? first, IReadOnlyList<DecisionDefect> defects) => new()
    {
        Stage = onFile.Stage,
        LacksDecision = defects.Any(static defect => defect != DecisionDefect.Approval),
        LacksApproval = defects.Contains(DecisionDefect.Approval),
        IsTalkHeld = onFile.Row.TalkHeldOn is not null,
        HasPack = dossier.Pack is not null,
        IsPackRead = dossier.Pack is { } pack && (!string.IsNullOrWhiteSpace(pack.WaiverReason) || (pack.ConfirmedOn is not null && pack.Stale != true)),
        HasOpenItem = first is not null,
        PossibleFrom = onFile.Row.PossibleFrom,
    };

    static LocalDate? DueOn(CaseOnFile onFile, NextStepKind kind, PlanItem? first) => kind switch
    {
        NextStepKind.Item => first!.DueOn,
        NextStepKind.MakePack or NextStepKind.ReadPack => onFile.Row.TalkOn,
        NextStepKind.Wait => onFile.Row.PossibleFrom,
        _ => null,
    };

    static string Sentence(PluginCall call, CaseOnFile onFile, NextStepKind kind, PlanItem? first, IReadOnlyList<DecisionDefect> defects) => Messages.Part(
        "OFF-TEXT-NEXT-" + CodeOf(kind).ToUpperInvariant(), call.Language, "item", first?.Name ?? "", "stage", StageRule.Name(onFile.Stage, call.Language),
        "missing", string.Join("; ", defects.Select(defect => DecisionText.Of(defect, onFile.Row, call.Language))), "day", DueOn(onFile, kind, first) is { } day ? call.Language.Text(day) : "–");

    static string CodeOf(NextStepKind kind) => kind switch
    {
        NextStepKind.MakePack => "make_pack",
        NextStepKind.ReadPack => "read_pack",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
