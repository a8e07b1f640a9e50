using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Offboarding.Tests.Cases;

/// <summary>How often what happened, over all runs: what never happened was not tried.</summary>
sealed class CallersTally
{
    readonly SortedDictionary<string, int> answers = new(StringComparer.Ordinal);
    readonly Lock gate = new();
    int runs;
    long waits;
    long steps;
    long writes;
    int turnedRound;

    /// <summary>Outcomes that some seed must bring.</summary>
    internal IEnumerable<string> Missing => new[] { "Start created", "Complete done", "Cancel done", "Deactivate deactivated", "Start refused OFF-1303", "Cancel refused OFF-1302" }
        .Where(wanted => !answers.Keys.Any(answer => answer.StartsWith(wanted, StringComparison.Ordinal)));

    internal void Add(CallersRun run)
    {
        lock (gate)
        {
            runs++;
            waits += run.Waits;
            steps += run.Steps;
            writes += run.Writers.Count;
            turnedRound += run.TurnedRound;
            foreach (var part in run.Parts)
            {
                var answer = part.Answer.StartsWith("refused", StringComparison.Ordinal) ? part.Answer : part.Answer.Split(' ')[0] is "created" or "found" or "deactivated" ? part.Answer.Split(' ')[0] : "done";
                var key = $"{part.Act} {answer}";
                answers[key] = answers.GetValueOrDefault(key) + 1;
            }
        }
    }

    public override string ToString() => $"{runs} runs, {steps} steps, {waits} waits, {writes} writes, {turnedRound} accounts not explained in real time\n" + string.Join('\n', answers.Select(pair => $"{pair.Key}: {pair.Value}"));
}
