using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Evidence;

/// <summary><c>off_VerifyEvidence</c>: whether the chains of evidence are as they were written, those of the environment or those of an exported file. Writes nothing.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (global action, privilege prvReadoff_ErasureRecord). In: Evidence (String, optional: the text of an exported file; blank: the
/// rows of the environment), Token. Out: Valid (Boolean, of this step), Defects (String, JSON), More, Token, Processed (entries), Failed (defects), RetryAfterSeconds,
/// NextDue, Report. A file takes one step. Chains of the environment take a step for each <see cref="RunsPerStep"/> runs, or earlier when <see cref="EntriesPerStep"/>
/// entries were read; a chain is never cut.</para>
/// <para>Requests: 1 (caller's settings) for a file; of the environment 2 (settings, runs) and for each run 1, plus 1 per further 5,000 entries.</para>
/// </remarks>
public sealed class VerifyEvidence : IPlugin
{
    /// <summary>Runs a step: 40 requests of 50 ms leave most of the 60 seconds to the hashes.</summary>
    public const int RunsPerStep = 40;

    /// <summary>Entries after which a step ends with the run that it is at.</summary>
    public const int EntriesPerStep = 50_000;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-3450: the file cannot be read; OFF-5003: unknown token.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (call.Optional<string>("Evidence") is { Length: > 0 } file) AnswerFor(call, file);
        else AnswerForRows(call);
    }

    static void AnswerFor(PluginCall call, string file)
    {
        EvidenceContent content;
        try
        {
            content = EvidenceFile.Read(file);
        }
        catch (FormatException problem)
        {
            throw Refusal.Of("OFF-3450", call.Language, "problem", problem.Message);
        }

        Answer(call, EvidenceCheck.Of(content), content.Runs.Count, content.Entries.Count, next: null);
    }

    static void AnswerForRows(PluginCall call)
    {
        var token = EvidenceSteps.TokenOf(call, "off_VerifyEvidence");
        var runs = EvidenceQueries.Runs(call.AsSystem).Select(EvidenceQueries.Run).ToList();
        var heads = EvidenceCheck.HeadsOf(runs);
        var defects = new List<EvidenceDefect>();
        int at = EvidenceSteps.IndexOf(call, runs, token, "off_VerifyEvidence"), read = 0, checkedRuns = 0;
        for (; at < runs.Count && checkedRuns < RunsPerStep && read < EntriesPerStep; at++, checkedRuns++)
        {
            var entries = EvidenceQueries.AllEntries(call.AsSystem, runs[at].Id);
            defects.AddRange(EvidenceCheck.Of(runs[at], heads, entries));
            read += entries.Count;
        }

        Answer(call, defects, checkedRuns, read, at < runs.Count ? new EvidenceToken(runs[at].Id, 0, EvidenceDigest.Nothing) : null);
    }

    static void Answer(PluginCall call, IReadOnlyList<EvidenceDefect> defects, int runs, int entries, EvidenceToken? next)
    {
        call.Return("Valid", defects.Count == 0);
        call.Return("Defects", Json(defects));
        EvidenceSteps.Answer(call, next, entries, defects.Count);
        call.Return("Report", defects.Count == 0
            ? Messages.Part("OFF-TEXT-EVIDENCE-VALID", call.Language, "runs", Text(runs), "entries", Text(entries))
            : Messages.Format("OFF-3451", call.Language, "count", Text(defects.Count), "first", Text(defects[0], call.Language)));
    }

    static string Text(EvidenceDefect defect, Language language) => Messages.Part(
        "OFF-TEXT-EVIDENCE-" + defect.Kind.ToString().ToUpperInvariant(), language, "run", defect.Run.ToString("D"), "entry", Text(defect.Sequence));

    static string Json(IReadOnlyList<EvidenceDefect> defects)
    {
        using var json = new JsonText();
        return json.Array("defects", list =>
        {
            foreach (var defect in defects)
                list.Object(JsonText.Item, one => one.Text("kind", defect.Kind.ToString()).Text("run", defect.Run.ToString("D")).Number("entry", defect.Sequence));
        }).Finish();
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
