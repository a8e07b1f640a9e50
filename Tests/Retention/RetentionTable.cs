using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Offboarding.Plugins.Retention;
using Offboarding.Tests.Contracts;

namespace Offboarding.Tests.Retention;

/// <summary>Reads tables of retention cases and rules.</summary>
static class RetentionTable
{
    public const string ExpectedPrefix = "exp_";

    public static string ShippedRulesFile { get; } = Path.Combine(SharedFacts.RepositoryRoot, "Solution", "Data", "retention-rules.csv");

    public static List<Dictionary<string, string>> ShippedRows { get; } = ContractTable.ReadFile(ShippedRulesFile);

    public static RetentionRules RulesOf(IEnumerable<Dictionary<string, string>> rows) => RetentionRules.Read(rows.Select(TextOf));

    public static Func<string, string?> TextOf(Dictionary<string, string> row) => column => row.GetValueOrDefault(column);

    /// <summary>The cells that differ, each as "case | output: expected, got".</summary>
    public static List<string> Differences(IEnumerable<Dictionary<string, string>> cases, Func<Dictionary<string, string>, Func<string, string>> outputsOf)
    {
        var differences = new List<string>();
        foreach (var row in cases)
        {
            var output = outputsOf(row);
            foreach (var (column, expected) in row.Where(cell => cell.Key.StartsWith(ExpectedPrefix, StringComparison.Ordinal)))
            {
                var actual = output(column[ExpectedPrefix.Length..]);
                if (actual != expected) differences.Add($"{row["case_id"]} {row["note"]} | {column}: expected '{expected}', got '{actual}'");
            }
        }

        return differences;
    }
}
