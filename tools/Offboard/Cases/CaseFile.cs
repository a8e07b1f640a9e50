using System;
using System.Collections.Generic;
using System.Linq;
using Offboard.Import;

namespace Offboard.Cases;

/// <summary>A worked case: the facts of a contract, the day, and what its author expects.</summary>
/// <param name="Row">The row as the file has it.</param>
/// <param name="Id">case_id.</param>
/// <param name="Group">Cases of one group are contracts of one account; blank: the case stands alone.</param>
/// <param name="Day">The day on which it is judged; null if <c>today</c> names none.</param>
/// <param name="Values">Facts by logical name of their column.</param>
/// <param name="Unreadable">Facts that no column can hold.</param>
internal sealed record WorkedCase(
    CsvRow Row, string Id, string Group, DateOnly? Day, IReadOnlyDictionary<string, object> Values, IReadOnlyList<string> Unreadable);

/// <summary>A file of worked cases.</summary>
internal sealed record CaseFile(CsvTable Table, IReadOnlyList<WorkedCase> Cases)
{
    /// <summary>What the header of an expected result begins with.</summary>
    internal const string ExpectedPrefix = "expected_";

    /// <summary>Reads the cases; a value that no column can hold is kept as text, as an import keeps it.</summary>
    /// <exception cref="CommandFailure">The file cannot be read, lacks case_id or today, or has no expected_ column.</exception>
    public static CaseFile Read(string path, IReadOnlyList<FactColumn> columns)
    {
        var table = CsvTable.Read(path, trims: false);
        var id = table.Required("case_id");
        var today = table.Required("today");
        var group = table.IndexOf("group_id");
        if (!table.Header.Any(header => header.StartsWith(ExpectedPrefix, StringComparison.Ordinal)))
        {
            throw new CommandFailure($"{table.File} has no column that begins with {ExpectedPrefix}.", "Give a file of worked cases, or use --data for your own contracts.");
        }

        var twice = table.Rows.GroupBy(row => row.At(id), StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
        {
            throw new CommandFailure($"{table.File} has the case {twice.Key} {twice.Count()} times, first on line {twice.First().Line}.", "Give each case its own case_id.");
        }

        var layout = new FactLayout(table, columns, CellNotation.OfCases);
        return new CaseFile(table, table.Rows.Select(row => Case(row, layout.Read(row))).ToList());

        WorkedCase Case(CsvRow row, FactRow facts)
        {
            var day = DateNotation.Iso.Read(row.At(today));
            var unreadable = facts.Unreadable.Select(cell => cell.ToString()).ToList();
            if (day is null) unreadable.Add($"today={row.At(today)}");
            return new WorkedCase(row, row.At(id), row.At(group), day, facts.Values, unreadable);
        }
    }
}
