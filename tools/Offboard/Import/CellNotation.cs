using System;

namespace Offboard.Import;

/// <summary>How the cells of a file write facts.</summary>
/// <param name="Dates">How it writes dates.</param>
/// <param name="IsStrict">
/// Exactly as the rules read text: <c>yes</c> and <c>no</c>, a decimal point, no blanks around a value or between flags; whatever else is a bad value. Else what people
/// type is understood, too, where it can mean only one thing.
/// </param>
internal sealed record CellNotation(DateNotation Dates, bool IsStrict)
{
    /// <summary>Of worked cases, which say what the rules make of a text.</summary>
    public static CellNotation OfCases { get; } = new(DateNotation.Iso, IsStrict: true);

    /// <summary>How the parts of a list are told apart.</summary>
    public StringSplitOptions SplitOptions => IsStrict ? StringSplitOptions.None : StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
}
