using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CsvHelper;
using CsvHelper.Configuration;
using Offboard.Import;

namespace Offboard.Cases;

/// <summary>Expected beside actual results, cell by cell.</summary>
/// <param name="Table">The cases; each has a case_id.</param>
/// <param name="ExpectedPrefix">What the header of an expected result begins with.</param>
/// <param name="Actual">For each case its results by output name (status, earliest_end, …), in the order of the file.</param>
internal sealed record CaseComparison(CsvTable Table, string ExpectedPrefix, IReadOnlyList<IReadOnlyDictionary<string, string>> Actual)
{
    const string ActualPrefix = "actual_";

    /// <summary>Contracts beside their expected results.</summary>
    public CaseComparison(CaseFile file, IReadOnlyList<IReadOnlyDictionary<string, string>> actual)
        : this(file.Table, CaseFile.ExpectedPrefix, actual)
    {
    }

    /// <summary>Results that a file without expected ones gets as its last columns; none unless said otherwise.</summary>
    public IReadOnlyList<string> OutputsOfPlainFile { get; init; } = [];

    /// <summary>How many cases there are.</summary>
    public int Count => Table.Rows.Count;

    /// <summary>How many cells were compared.</summary>
    public int Compared => ExpectedColumns.Count * Count;

    /// <summary>The cells that differ.</summary>
    public IEnumerable<CaseDifference> Differences =>
        from number in Enumerable.Range(0, Count)
        from column in ExpectedColumns
        let expected = Table.Rows[number].At(column.Index)
        let actual = ActualOf(number, column.Output)
        where expected != actual
        select new CaseDifference(Table.Rows[number].At(Id), column.Output, expected, actual);

    /// <summary>Every expected column: its position, and the output it expects.</summary>
    IReadOnlyList<(int Index, string Output)> ExpectedColumns { get; } = Table.Header
        .Select((header, index) => (Index: index, Header: header))
        .Where(column => column.Header.StartsWith(ExpectedPrefix, StringComparison.Ordinal))
        .Select(column => (column.Index, column.Header[ExpectedPrefix.Length..]))
        .ToList();

    int Id { get; } = Table.Required("case_id");

    /// <summary>The same rows and columns, with an actual_ column right of each expected one.</summary>
    public string ToCsv()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = Table.Separator.ToString(), NewLine = "\n" }))
        {
            WriteRow(csv, index => Table.Header[index], output => ActualPrefix + output);
            for (var number = 0; number < Count; number++)
            {
                var of = number;
                WriteRow(csv, Table.Rows[number].At, output => ActualOf(of, output));
            }
        }

        return text.ToString();
    }

    void WriteRow(CsvWriter csv, Func<int, string> cell, Func<string, string> actual)
    {
        var expected = ExpectedColumns.ToDictionary(column => column.Index, column => column.Output);
        for (var index = 0; index < Table.Header.Count; index++)
        {
            csv.WriteField(cell(index));
            if (expected.TryGetValue(index, out var output)) csv.WriteField(actual(output));
        }

        foreach (var output in expected.Count == 0 ? OutputsOfPlainFile : []) csv.WriteField(actual(output));
        csv.NextRecord();
    }

    string ActualOf(int number, string output) => Actual[number].TryGetValue(output, out var value)
        ? value
        : throw new CommandFailure(
            $"{Table.File} expects {ExpectedPrefix}{output}, which is no result of the product.",
            "Correct the column's name; docs/reference/cli.md lists the results.");
}

/// <summary>A cell whose actual result is another than the expected one.</summary>
internal sealed record CaseDifference(string Case, string Output, string Expected, string Actual);
