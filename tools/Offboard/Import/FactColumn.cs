using System;
using System.Collections.Generic;

namespace Offboard.Import;

/// <summary>What a column of table off_contract can hold.</summary>
internal enum FactKind
{
    Text,
    Date,
    YesNo,
    Choice,
    WholeNumber,
    Decimal,
    Money,
}

/// <summary>A fact and the column that the imported solution has for it.</summary>
/// <param name="Fact">Name in CSV files, such as initial_term.</param>
/// <param name="Column">Logical name, such as off_initialterm.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Codes">Of a choice: the codes that CSV files use, with their option values. Else empty.</param>
internal sealed record FactColumn(string Fact, string Column, FactKind Kind, IReadOnlyDictionary<string, int> Codes)
{
    /// <summary>The most characters of a text; null: no text.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The least number; null: no number.</summary>
    public decimal? Min { get; init; }

    /// <summary>The greatest number; null: no number.</summary>
    public decimal? Max { get; init; }

    /// <summary>No codes: the column is no choice.</summary>
    public static IReadOnlyDictionary<string, int> NoCodes { get; } = new Dictionary<string, int>(StringComparer.Ordinal);
}
