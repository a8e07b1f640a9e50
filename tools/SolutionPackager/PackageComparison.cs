using System;
using System.Collections.Generic;
using System.Linq;

namespace SolutionPackager;

/// <summary>Whether two packages have the same content: the two XML files as XML, order included, every other part byte for byte.</summary>
internal static class PackageComparison
{
    /// <summary>Part and kind of the first difference; null when there is none. <c>[Content_Types].xml</c> follows from the other parts.</summary>
    public static (string Part, string Text)? FirstDifference(IReadOnlyDictionary<string, byte[]> expected, IReadOnlyDictionary<string, byte[]> actual)
    {
        foreach (var name in expected.Keys.Union(actual.Keys, StringComparer.Ordinal).Where(name => name != ContentTypes.Part))
        {
            if (!actual.TryGetValue(name, out var now)) return (name, "it is missing");
            if (!expected.TryGetValue(name, out var before)) return (name, "it is new");
            if (name is "customizations.xml" or "solution.xml")
            {
                var difference = SolutionXml.FirstDifference(SolutionXml.Parse(before, name).Root!, SolutionXml.Parse(now, name).Root!);
                if (difference is not null) return (name, difference);
            }
            else if (!before.AsSpan().SequenceEqual(now))
            {
                return (name, "its bytes differ");
            }
        }

        return null;
    }
}
