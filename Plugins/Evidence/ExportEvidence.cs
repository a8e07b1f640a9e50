using System;
using System.Linq;
using System.Text;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Evidence;

/// <summary><c>off_ExportEvidence</c>: the chains of evidence as a text, one part a step; the parts one after the other are the file. Writes nothing.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (global action, privilege prvReadoff_ErasureRecord). In: Token. Out: Part (String), More, Token, Processed (entries), Failed (0),
/// RetryAfterSeconds, NextDue. What is written while the parts are being read belongs to the next export: a run that is still working is exported as far as it is.</para>
/// <para>Requests: 3 a step (caller's settings, runs, entries of one run), up to <see cref="EntriesPerStep"/> entries.</para>
/// </remarks>
public sealed class ExportEvidence : IPlugin
{
    /// <summary>Entries a step: about two megabytes of text.</summary>
    public const int EntriesPerStep = 5000;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-5003: unknown token.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var token = EvidenceSteps.TokenOf(call, "off_ExportEvidence");
        var runs = EvidenceQueries.Runs(call.AsSystem).Select(EvidenceQueries.Run).ToList();
        var part = new StringBuilder();
        var digest = token.Digest;
        if (digest.Lines == 0) Add(EvidenceFile.Beginning);

        var at = EvidenceSteps.IndexOf(call, runs, token, "off_ExportEvidence");
        EvidenceToken? next = null;
        var read = 0;
        if (at < runs.Count)
        {
            if (token.After == 0) Add(EvidenceFile.Line(runs[at]));
            var entries = EvidenceQueries.Entries(call.AsSystem, runs[at].Id, token.After, EntriesPerStep);
            foreach (var entry in entries) Add(EvidenceFile.Line(entry));
            read = entries.Count;
            if (read == EntriesPerStep) next = new EvidenceToken(runs[at].Id, entries[read - 1].Sequence, digest);
            else if (at + 1 < runs.Count) next = new EvidenceToken(runs[at + 1].Id, 0, digest);
        }

        if (next is null) part.Append(EvidenceFile.End(digest));
        call.Return("Part", part.ToString());
        EvidenceSteps.Answer(call, next, read, failed: 0);

        void Add(string line)
        {
            part.Append(line);
            digest = digest.With(line);
        }
    }
}
