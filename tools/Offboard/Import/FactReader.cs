using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.Xrm.Sdk;

namespace Offboard.Import;

/// <summary>Turns the text of a cell into the value that a column of the contract table can hold.</summary>
internal static partial class FactReader
{
    /// <summary>The value for the column, or null if the text names none.</summary>
    /// <param name="column">Where it goes.</param>
    /// <param name="text">Not blank.</param>
    /// <param name="notation">How the file writes its facts.</param>
    public static object? Read(FactColumn column, string text, CellNotation notation) => column.Kind switch
    {
        FactKind.Date => notation.Dates.Read(text) is { Year: >= FirstYear } day ? day.ToDateTime(TimeOnly.MinValue) : null,
        FactKind.YesNo => notation.IsStrict ? ExactYesNo(text) : YesNo(text),
        FactKind.Choice => column.Codes.TryGetValue(text, out var option) ? new OptionSetValue(option) : null,
        FactKind.WholeNumber => WholeNumber(text, notation) is { } number && IsWithin(column, number) ? number : null,
        FactKind.Decimal => Number(text, notation) is { } value && IsWithin(column, value) ? value : null,
        FactKind.Money => Number(text, notation) is { } amount && IsWithin(column, amount) ? new Money(amount) : null,
        _ => (column.Fact == "holidays" ? Holidays(text, notation) : text) is { } kept && !(kept.Length > column.MaxLength) ? kept : null,
    };

    /// <summary>What <see cref="Read"/> can read for this column, in words for a message.</summary>
    public static string Expected(FactColumn column, CellNotation notation) => column.Kind switch
    {
        FactKind.Date => $"a day that exists, from {FirstYear} on, as {notation.Dates.Example}",
        FactKind.YesNo => "yes or no",
        FactKind.Choice => "one of " + string.Join(", ", column.Codes.Keys),
        FactKind.WholeNumber => string.Create(CultureInfo.InvariantCulture, $"a whole number from {column.Min} to {column.Max}"),
        FactKind.Decimal or FactKind.Money when notation.IsStrict => string.Create(CultureInfo.InvariantCulture, $"a number with a decimal point, as 1199.50, up to {column.Max}"),
        FactKind.Decimal or FactKind.Money => string.Create(CultureInfo.InvariantCulture, $"a number without thousands separator, as 1199.50 or 1199,50, up to {column.Max}"),
        _ when column.Fact == "holidays" => $"days as {notation.Dates.Example}, separated by semicolons",
        _ => string.Create(CultureInfo.InvariantCulture, $"text of at most {column.MaxLength} characters"),
    };

    /// <summary>The flags of a cell that the table has, and those it has not.</summary>
    public static (IReadOnlyList<string> Known, IReadOnlyList<string> Unknown) Flags(string text, CellNotation notation)
    {
        if (string.IsNullOrWhiteSpace(text)) return ([], []);

        var flags = text.Split(';', notation.SplitOptions).Distinct(StringComparer.Ordinal).ToList();
        return (flags.Where(flag => ContractFacts.Flags.Contains(flag, StringComparer.Ordinal)).ToList(), flags.Where(flag => !ContractFacts.Flags.Contains(flag, StringComparer.Ordinal)).ToList());
    }

    // The first year that Dataverse can store; a year such as 0202 is a slip of the hand anyway.
    const int FirstYear = 1753;
    const int MostDigitsOfDays = 5;
    const decimal MostAmount = 1_000_000_000_000m;

    static bool IsWithin(FactColumn column, decimal number) => !(number < column.Min) && !(number > column.Max);

    static object? ExactYesNo(string text) => text switch
    {
        "yes" => true,
        "no" => false,
        _ => null,
    };

    static object? YesNo(string text) => text.ToLowerInvariant() switch
    {
        "yes" or "ja" => true,
        "no" or "nein" => false,
        _ => null,
    };

    // Five digits at most: no fact of days needs more, and a longer number is a slip of the hand.
    static int? WholeNumber(string text, CellNotation notation) => notation.IsStrict
        ? text.Length <= MostDigitsOfDays && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    static string? Holidays(string text, CellNotation notation) =>
        notation.IsStrict && text.Split(';').Any(day => notation.Dates.Read(day) is null) ? null : notation.Dates.ReadList(text);

    static decimal? Number(string text, CellNotation notation) => notation.IsStrict ? ExactNumber(text) : Number(text);

    static decimal? ExactNumber(string text) =>
        !text.StartsWith('.') && !text.EndsWith('.')
        && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number <= MostAmount
            ? number
            : null;

    // One to two digits after the mark: in 1.200 or 1,200 the mark could part thousands, and that would be a factor of 1000.
    static decimal? Number(string text) =>
        NumberShape().IsMatch(text) ? decimal.Parse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^\d{1,12}([.,]\d{1,2})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberShape();
}
