using System;
using System.Collections.Generic;
using System.Globalization;

namespace Offboarding.Plugins.Evidence;

/// <summary>The cells of one line of a file of evidence, as what they are.</summary>
sealed class EvidenceCells(IReadOnlyDictionary<string, string> row, int number)
{
    internal Guid Id(string column) => Guid.TryParseExact(row[column], "D", out var id) ? id : throw Bad(column);

    internal Guid? OptionalId(string column) => row[column].Length == 0 ? null : Id(column);

    internal int Number(string column) => int.TryParse(row[column], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw Bad(column);

    internal DateTime Instant(string column, string pattern) =>
        DateTime.TryParseExact(row[column], pattern, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : throw Bad(column);

    internal FormatException Bad(string column) =>
        new("line " + number.ToString(CultureInfo.InvariantCulture) + ", " + column + ": \"" + row[column] + "\" cannot be read");
}
