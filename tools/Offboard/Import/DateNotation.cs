using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Offboard.Import;

/// <summary>How a file writes its dates. One notation a file: 01.02.2024 beside 2024-02-01 means that somebody pasted rows together.</summary>
internal sealed partial class DateNotation
{
    readonly string pattern;

    DateNotation(string pattern, string example)
    {
        this.pattern = pattern;
        Example = example;
    }

    /// <summary>2026-03-31.</summary>
    public static DateNotation Iso { get; } = new("yyyy-MM-dd", "2026-03-31");

    /// <summary>31.03.2026, also 1.3.2026.</summary>
    public static DateNotation German { get; } = new("d.M.yyyy", "31.03.2026");

    /// <summary>A day in this notation, for messages.</summary>
    public string Example { get; }

    /// <summary>The notation of a file, judged by all its date cells. A file without a readable date is taken as ISO.</summary>
    /// <param name="file">File name for the message.</param>
    /// <param name="cells">Each date cell that is not blank: line, column, text.</param>
    /// <exception cref="CommandFailure">Both notations occur; the message names the first cell of each.</exception>
    public static DateNotation Of(string file, IEnumerable<(int Line, string Column, string Value)> cells)
    {
        (int Line, string Column, string Value)? iso = null, german = null;
        foreach (var cell in cells)
        {
            if (iso is null && IsoShape().IsMatch(cell.Value)) iso = cell;
            if (german is null && GermanShape().IsMatch(cell.Value)) german = cell;
        }

        if (iso is { } first && german is { } second)
        {
            throw new CommandFailure(
                $"{file} mixes two date formats: line {first.Line}, column {first.Column} has {first.Value}; line {second.Line}, column {second.Column} has {second.Value}.",
                $"Write all dates of the file as {Iso.Example} or all as {German.Example}. Nothing of the file was read.");
        }

        return german is null ? Iso : German;
    }

    /// <summary>The day that a cell names, or null if it names none in this notation.</summary>
    public DateOnly? Read(string value) =>
        DateOnly.TryParseExact(value, pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && Shape().IsMatch(value) ? day : null;

    /// <summary>A list of days separated by semicolons as the table stores it (ISO), or null if one of them is unreadable.</summary>
    public string? ReadList(string value)
    {
        var days = value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read).ToList();
        return days.Contains(null)
            ? null
            : string.Join(';', days.Select(day => day!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }

    Regex Shape() => ReferenceEquals(this, Iso) ? IsoShape() : GermanShape();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IsoShape();

    [GeneratedRegex(@"^\d{1,2}\.\d{1,2}\.\d{4}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GermanShape();
}
