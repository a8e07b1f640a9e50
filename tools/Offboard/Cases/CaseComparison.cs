using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CsvHelper;
using CsvHelper.Configuration;

namespace Offboard.Cases;

/// <summary>Expected beside actual results, cell by cell.</summary>
/// <param name="File">The cases.</param>
/// <param name="Actual">For each case its results by output name (status, earliest_end, …), in the order of the file.</param>
internal sealed record CaseComparison(CaseFile File, IReadOnlyList<IReadOnlyDictionary<string, string>> Actual)
{
    const string ActualPrefix = "actual_";

    /// <summary>Every expected_ column: its position, and the output it expects.</summary>
    IReadOnlyList<(int Index, string Output)> ExpectedColumns { get; } = File.Table.Header
        .Select((header, index) => (Index: index, Header: header))
        .Where(column => column.Header.StartsWith(CaseFile.ExpectedPrefix, StringComparison.Ordinal))
        .Select(column => (column.Index, column.Header[CaseFile.ExpectedPrefix.Length..]))
        .ToList();

    /// <summary>How many cells were compared.</summary>
    public int Compared => ExpectedColumns.Count * File.Cases.Count;

    /// <summary>The cells that differ.</summary>
    public IEnumerable<CaseDifference> Differences =>
        from number in Enumerable.Range(0, File.Cases.Count)
        from column in ExpectedColumns
        let expected = File.Cases[number].Row.At(column.Index)
        let actual = ActualOf(number, column.Output)
        where expected != actual
        select new CaseDifference(File.Cases[number].Id, column.Output, expected, actual);

    /// <summary>The same rows and columns, with an actual_ column right of each expected_ column.</summary>
    public string ToCsv()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = File.Table.Separator.ToString(), NewLine = "\n" }))
        {
            WriteRow(csv, index => File.Table.Header[index], output => ActualPrefix + output);
            for (var number = 0; number < File.Cases.Count; number++)
            {
                var row = File.Cases[number].Row;
                var of = number;
                WriteRow(csv, row.At, output => ActualOf(of, output));
            }
        }

        return text.ToString();
    }

    void WriteRow(CsvWriter csv, Func<int, string> cell, Func<string, string> actual)
    {
        var expected = ExpectedColumns.ToDictionary(column => column.Index, column => column.Output);
        for (var index = 0; index < File.Table.Header.Count; index++)
        {
            csv.WriteField(cell(index));
            if (expected.TryGetValue(index, out var output)) csv.WriteField(actual(output));
        }

        csv.NextRecord();
    }

    string ActualOf(int number, string output) => Actual[number].TryGetValue(output, out var value)
        ? value
        : throw new CommandFailure(
            $"{File.Table.File} expects {CaseFile.ExpectedPrefix}{output}, which is no result of the product.",
            "Correct the column's name; docs/reference/cli.md lists the results.");
}

/// <summary>A cell whose actual result is another than the expected one.</summary>
internal sealed record CaseDifference(string Case, string Output, string Expected, string Actual);
