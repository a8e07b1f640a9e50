using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>The text of a plan in parts, which is the same for the same facts, rules and rows, and the hash that an approval signs.</summary>
/// <remarks>Part 1 says what the plan rests on: lines, rules, erasure map, what is kept. Each further part is the work of one step. No part holds a value of a row.</remarks>
public sealed class PlanContent
{
    /// <summary>Rows a part: masking 100 closed activities takes 300 writes, a quarter of a minute.</summary>
    public const int RowsPerPart = 100;

    /// <summary>Place of the first part that is work.</summary>
    public const int FirstWork = 2;

    PlanContent(IReadOnlyList<string> parts)
    {
        Parts = parts;
        Hash = HashOf(parts.Select(static part => PartHash(part)));
    }

    /// <summary>The parts in their order; the first one is part 1.</summary>
    public IReadOnlyList<string> Parts { get; }

    /// <summary>SHA-256 over the hashes of the parts: 64 lower-case hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>Puts a plan together.</summary>
    /// <param name="basis">Lines of part 1, in any order.</param>
    /// <param name="rows">Rows in the order in which they are masked.</param>
    /// <param name="columnsOf">What becomes of the columns of a row, a line for each; rows of one kind have the same.</param>
    public static PlanContent Of(IEnumerable<string> basis, IReadOnlyList<PlannedRow> rows, Func<PlannedRow, IReadOnlyList<string>> columnsOf)
    {
        var parts = new List<string> { "plan/1\n" + string.Join("\n", basis.OrderBy(static line => line, StringComparer.Ordinal)) };
        for (var at = 0; at < rows.Count; at += RowsPerPart)
        {
            var some = rows.Skip(at).Take(RowsPerPart).ToList();
            var columns = new SortedSet<string>(some.SelectMany(columnsOf), StringComparer.Ordinal);
            parts.Add(string.Join("\n", some.Select(static row => row.ToString()).Concat(columns)));
        }

        return new PlanContent(parts);
    }

    /// <summary>Hash of one part.</summary>
    public static string PartHash(string content) => Digest.Of(content);

    /// <summary>Hash of a plan from those of its parts in their order.</summary>
    public static string HashOf(IEnumerable<string> partHashes) =>
        Digest.Of(string.Join("\n", partHashes.Select(static (hash, at) => (at + 1).ToString(CultureInfo.InvariantCulture) + ":" + hash)));

    internal static bool IsRow(string line) => line.StartsWith("row\t", StringComparison.Ordinal);

    /// <summary>The rows of a part, in their order.</summary>
    /// <exception cref="FormatException">The text is no part of a plan.</exception>
    public static IReadOnlyList<PlannedRow> RowsOf(string part) =>
        [.. part.Split('\n').Where(static line => IsRow(line)).Select(static line => PlannedRow.Parse(line))];

    /// <summary>Ids of the lines of the schedule that the plan carries out, from part 1.</summary>
    public static IReadOnlyList<Guid> DueLinesOf(string basis) =>
        [.. basis.Split('\n').Where(static line => line.StartsWith("due\t", StringComparison.Ordinal)).Select(static line => Guid.ParseExact(line.Split('\t')[1], "N"))];

    /// <summary>The rules, with the versions of their rows, by which the plan carries out lines, each once, from part 1. Of a line that only waited for a row that needs its party, the rule that would have decided.</summary>
    public static IReadOnlyList<KeyValuePair<string, int>> DueRulesOf(string basis) =>
    [
        .. basis.Split('\n').Where(static line => line.StartsWith("due\t", StringComparison.Ordinal)).Select(static line => line.Split('\t'))
            .Select(static cells => new KeyValuePair<string, int>(cells[11], int.TryParse(cells[12], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0)).Distinct(),
    ];

    /// <summary>What is kept, from part 1.</summary>
    public static IReadOnlyList<KeptRows> KeptOf(string basis) =>
        [.. basis.Split('\n').Where(static line => line.StartsWith("kept\t", StringComparison.Ordinal)).Select(static line => KeptRows.Parse(line))];

    /// <summary>Columns about which the erasure map leaves a doubt, from part 1.</summary>
    public static IReadOnlyList<string> UndecidedOf(string basis) =>
        [.. basis.Split('\n').Where(static line => line.StartsWith("undecided\t", StringComparison.Ordinal)).Select(static line => line.Split('\t')[1])];
}
