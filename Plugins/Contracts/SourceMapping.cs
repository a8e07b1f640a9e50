using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>Which column of a contract source holds a fact, and what its values mean; or the value that holds for every row.</summary>
sealed class SourceMapping
{
    readonly Dictionary<string, string> meanings = new(StringComparer.OrdinalIgnoreCase);
    readonly List<string> unreadableLines = [];
    readonly List<string> repeatedValues = [];

    internal SourceMapping(ContractSourceColumnRow row)
    {
        Fact = row.ContractFact?.Trim() ?? "";
        Column = Text(row.SourceColumn)?.ToLowerInvariant();
        Constant = Text(row.Constant);
        Unit = row.Unit?.ToCode();
        foreach (var line in (row.ValueMap ?? "").Split('\r', '\n'))
            if (line.Trim().Length > 0) Learn(line.Trim());
    }

    /// <summary>Name of the fact, as start.</summary>
    internal string Fact { get; }

    /// <summary>Logical name of the column; null: a constant holds.</summary>
    internal string? Column { get; }

    internal string? Constant { get; }

    /// <summary>Unit of a number that states a period: D, WD, WT, W, M, Q or Y; null: none is given.</summary>
    internal string? Unit { get; }

    /// <summary>What values of the column mean; empty: they are values of the fact themselves. A blank meaning is a blank fact.</summary>
    internal IReadOnlyDictionary<string, string> Meanings => meanings;

    /// <summary>Lines of the list of values that say nothing.</summary>
    internal IReadOnlyList<string> UnreadableLines => unreadableLines;

    /// <summary>Values of the column that the list names twice.</summary>
    internal IReadOnlyList<string> RepeatedValues => repeatedValues;

    /// <summary>The fact in a row.</summary>
    /// <param name="row">Of the other table, with <see cref="Column"/> read.</param>
    /// <param name="source">Says which dates are instants, and when midnight is.</param>
    /// <param name="isReadable">No: the value means nothing, and the text is what the row holds.</param>
    /// <returns>Null: blank.</returns>
    internal string? TextIn(Entity row, ContractSource source, out bool isReadable)
    {
        isReadable = true;
        if (Column is null) return Constant;
        if (!row.Attributes.TryGetValue(Column, out var value) || value is null) return null;

        var text = value is DateTime moment ? DayOf(moment, source, out isReadable) : TextOf(value);
        if (text.Length == 0 || !isReadable) return text;
        if (meanings.Count > 0) return Meaning(text, out isReadable);
        if (Unit is null || value is not int) return text;

        return text + Unit;
    }

    string? Meaning(string text, out bool isReadable)
    {
        isReadable = meanings.TryGetValue(text, out var meaning);
        return !isReadable ? text : meaning!.Length > 0 ? meaning : null;
    }

    void Learn(string line)
    {
        var equals = line.IndexOf('=');
        var value = equals < 0 ? "" : line.Substring(0, equals).Trim();
        if (value.Length == 0) unreadableLines.Add(line);
        else if (meanings.ContainsKey(value)) repeatedValues.Add(value);
        else meanings.Add(value, line.Substring(equals + 1).Trim());
    }

    /// <summary>A day as it is; an instant only if it is midnight in the time zone of jobs, because the day of any other one would be a guess.</summary>
    string DayOf(DateTime moment, ContractSource source, out bool isReadable)
    {
        isReadable = true;
        if (!source.LocalColumns.Contains(Column!)) return Iso(moment);

        foreach (var minutes in source.MinutesAheadIn(moment.Month))
            if (moment.AddMinutes(minutes) is { TimeOfDay.Ticks: 0 } midnight) return Iso(midnight);

        isReadable = false;
        return moment.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    static string TextOf(object value) => value switch
    {
        OptionSetValue option => option.Value.ToString(CultureInfo.InvariantCulture),
        bool isSo => isSo ? "yes" : "no",
        Money money => Number(money.Value),
        decimal number => Number(number),
        double number => number.ToString("0.##########", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!.Trim(),
    };

    static string Number(decimal number) => number.ToString("0.##########", CultureInfo.InvariantCulture);

    static string Iso(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string? Text(string? text) => text?.Trim() is { Length: > 0 } known ? known : null;
}
