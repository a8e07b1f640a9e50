using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>A decision on a case as a row that nobody edits: its day, the verdict of that day with all inputs, and what was answered.</summary>
/// <remarks>
/// off_facts: <c>{ operation, answer: { … }, case: { way, stage, … }, preview: { … } }</c>; preview is the JSON of off_PreviewOffboarding, from which the
/// verdict can be shown and computed again.
/// </remarks>
static class CaseDecision
{
    /// <summary>Characters that off_facts holds.</summary>
    internal const int MostCharacters = 1048576;

    /// <summary>The row, still without its case.</summary>
    /// <param name="call">Whose operation it is.</param>
    /// <param name="kind">Of the decision.</param>
    /// <param name="judgement">Of today.</param>
    /// <param name="answer">To be given again to a repeat.</param>
    /// <param name="inputs">Writes what the case says at this decision.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-1305: the inputs are larger than the column.</exception>
    internal static CaseDecisionRow Row(PluginCall call, CaseDecisionKind kind, CaseJudgement judgement, OperationAnswer answer, Action<JsonText> inputs)
    {
        var facts = Facts(kind, answer, inputs, judgement.Preview);
        if (facts.Length > MostCharacters)
            throw Refusal.Of("OFF-1305", call.Language, "count", Number(judgement.Review.Contracts.Count), "size", Number(facts.Length), "most", Number(MostCharacters));

        return new CaseDecisionRow
        {
            Name = kind.ToCode() + " " + judgement.Day,
            Kind = kind,
            Day = judgement.Day,
            Verdict = CaseDecisionVerdictCodes.FromCode(judgement.Review.Verdict.StatusCode),
            PossibleFrom = judgement.PossibleFrom,
            Facts = facts,
            Request = RequestId(call),
        };
    }

    /// <summary>Keeps a decision on a case. Requests: 1, as SYSTEM: decisions are evidence, which no role writes.</summary>
    internal static void Write(PluginCall call, CaseOnFile onFile, CaseDecisionRow decision)
    {
        decision.CaseId = onFile.Reference;
        decision.OwnerId = onFile.Row.OwnerId;
        call.AsSystem.Create(decision.Entity);
    }

    /// <summary>Id with which the caller repeats an operation; null: none was given.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-9004: it is longer than an id.</exception>
    internal static string? RequestId(PluginCall call)
    {
        var id = call.OptionalText("RequestId");
        return id is { Length: > 36 } ? throw Refusal.Of("OFF-9004", call.Language, "parameter", "RequestId", "value", id, "expected", "1–36") : id;
    }

    /// <summary>Answers as an earlier call with the same request id was answered; false: there was none.</summary>
    internal static bool Repeats(PluginCall call, CaseOnFile onFile)
    {
        if (onFile.EarlierFacts is not { } facts) return false;

        OperationAnswer.Read(facts).Return(call);
        return true;
    }

    static string Facts(CaseDecisionKind kind, OperationAnswer answer, Action<JsonText> inputs, string preview)
    {
        using var json = new JsonText();
        json.Text("operation", kind.ToCode());
        answer.Write(json);
        json.Object("case", inputs);

        // The preview is JSON already: it becomes the last member.
        var text = json.Finish();
        return text.Substring(0, text.Length - 1) + ",\"preview\":" + preview + "}";
    }

    static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
