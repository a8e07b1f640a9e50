using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Offboarding.Tests.LocalDataverse;

/// <summary>docs/reference/behaviours.md, made from behaviours.csv and the tests that name its ids.</summary>
internal static class BehavioursPage
{
    public static string Render(IReadOnlyList<Behaviour> behaviours)
    {
        var page = new StringBuilder("""
            # Behaviours of Dataverse that the embedded one shares

            Made from the tests: each names the behaviour that it holds, in a sentence. "How sure" says where our knowledge comes from: *documented* by Microsoft,
            *seen in code* of other projects, from the *community*, or *inferred*. What is refused ends in a fault that names it; [limits](../limits.md) has the codes.

            """);
        foreach (var area in behaviours.Where(IsTested).GroupBy(static behaviour => behaviour.Area))
        {
            page.Append("\n## ").Append(char.ToUpperInvariant(area.Key[0])).Append(area.Key.AsSpan(1)).Append("\n\n| id | how sure | source | tests |\n| --- | --- | --- | --- |\n");
            foreach (var behaviour in area) page.Append(Row(behaviour));
        }

        var open = behaviours.Where(static behaviour => !IsTested(behaviour)).ToList();
        if (open.Count == 0) return page.ToString();

        page.Append("\n## Without a test\n\nKnown, neither built nor refused by a test.\n\n");
        foreach (var area in open.GroupBy(static behaviour => behaviour.Area))
            page.Append("- ").Append(area.Key).Append(": ").AppendJoin(", ", area.Select(static behaviour => behaviour.Id)).Append('\n');
        return page.ToString();
    }

    static bool IsTested(Behaviour behaviour) => behaviour.HeldBy.Count + behaviour.RefusedBy.Count > 0;

    static string Row(Behaviour behaviour)
    {
        var tests = behaviour.HeldBy.Select(static test => Link(test)).Concat(behaviour.RefusedBy.Select(static test => "refused: " + Link(test)));
        return $"| {behaviour.Id} | {behaviour.Confidence} | {string.Join(", ", behaviour.Sources.Select(Link))} | {string.Join("; ", tests)} |\n";
    }

    static string Link(HoldingTest test) => $"[{test.Sentence}](../../{test.File})";

    static string Link(string source) => source.StartsWith("https://", StringComparison.Ordinal) ? $"[{source[(source.LastIndexOf('/') + 1)..]}]({source})" : source;
}
