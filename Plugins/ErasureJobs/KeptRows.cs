using System;
using System.Globalization;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>Rows of one table that a plan keeps by one line of the schedule, or columns of changed rows that the map keeps.</summary>
/// <param name="Table">Logical name.</param>
/// <param name="RecordClass">Record class.</param>
/// <param name="RuleId">Rule that keeps them; empty where the erasure map does.</param>
/// <param name="Until">Last day, as YYYY-MM-DD; empty: open or not known.</param>
/// <param name="Ground">Legal ground, as the rule or the erasure map names it.</param>
/// <param name="Count">Number of rows.</param>
/// <param name="Digest">SHA-256 over their ids in order: a row more or less shows.</param>
public sealed record KeptRows(string Table, string RecordClass, string RuleId, string Until, string Ground, int Count, string Digest)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Join("\t", ["kept", Table, RecordClass, RuleId, Until, Ground.Replace('\t', ' ').Replace('\n', ' '), Count.ToString(CultureInfo.InvariantCulture), Digest]);

    internal static KeptRows Parse(string line)
    {
        var cells = line.Split('\t');
        return cells.Length == 8
            ? new KeptRows(cells[1], cells[2], cells[3], cells[4], cells[5], int.Parse(cells[6], CultureInfo.InvariantCulture), cells[7])
            : throw new FormatException("This is no line of kept rows of a plan.");
    }
}
