using System;
using System.Collections.Generic;
using System.Linq;

namespace Offboarding.Tests;

/// <summary>Tells a difference between rules and their oracle with only the facts that it takes.</summary>
internal static class MinimalFacts
{
    /// <summary>The differences that remain when every fact without which there still is one is left out, and the facts that are left.</summary>
    internal static string Report(IReadOnlyDictionary<string, string> facts, Func<IReadOnlyDictionary<string, string>, IReadOnlyList<string>> differences)
    {
        var minimal = new Dictionary<string, string>(facts, StringComparer.Ordinal);
        foreach (var name in facts.Keys)
        {
            var without = new Dictionary<string, string>(minimal, StringComparer.Ordinal);
            without.Remove(name);
            if (differences(without).Count > 0) minimal = without;
        }

        return string.Join('\n', differences(minimal)) + "\nfacts: " + string.Join("|", minimal.Select(fact => fact.Key + "=" + fact.Value));
    }
}
