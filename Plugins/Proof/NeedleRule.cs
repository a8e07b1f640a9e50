using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Erasure;

namespace Offboarding.Plugins.Proof;

/// <summary>Which values of a row say who somebody is: what is looked for after the erasure.</summary>
/// <remarks>
/// The erasure map tells by the kind of data that it gives a column. Free text is searched and not looked for: a subject line such as "Call" stands in many rows and names nobody.
/// Towns, countries, titles and positions are shared by many, too.
/// </remarks>
public static class NeedleRule
{
    /// <summary>Longer values are looked for by their first words.</summary>
    public const int MostWords = 8;

    /// <summary>Shorter values would be found everywhere.</summary>
    const int ShortestValue = 3;

    /// <summary>A number of so many digits is given to one person or company.</summary>
    const int DigitsOfNumber = 6;

    const string Address = "address";

    static readonly HashSet<string> Categories = new(StringComparer.Ordinal) { "name", "contact data", "identifier", "third person", Address };

    static readonly HashSet<string> Shared = new(StringComparer.Ordinal) { "salutation", "suffix", "jobtitle" };

    /// <summary>The columns of a table that can hold such a value, with their kind of data.</summary>
    /// <param name="map">The erasure map.</param>
    /// <param name="table">The table.</param>
    public static IReadOnlyDictionary<string, string> ColumnsOf(ErasureMap map, TableFacts table) =>
        map.Of(table.Name).Where(entry => Categories.Contains(entry.Category) && !Shared.Contains(entry.Column) && table.Find(entry.Column) is { Kind: ColumnKind.Text, IsReadable: true, ShownFor: null })
            .GroupBy(static entry => entry.Column, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.First().Category, StringComparer.Ordinal);

    /// <summary>The words to look for; null: the value says nothing about a person, or was erased before.</summary>
    /// <param name="category">Kind of data of the column.</param>
    /// <param name="value">The value.</param>
    public static IReadOnlyList<string>? WordsOf(string category, string value)
    {
        if (value == Masks.FixedText || value.StartsWith(SubjectKey.TokenPrefix, StringComparison.Ordinal)) return null;

        var words = Words.Of(value);
        if (words.Sum(static word => word.Length) < ShortestValue) return null;
        if (category == Address && (words.Count < 2 || !words.Any(static word => word.Any(char.IsDigit)))) return null;

        return [.. words.Take(MostWords)];
    }

    /// <summary>Whether the words name one person wherever they stand. A first or last name alone does so only among the rows of that person.</summary>
    public static bool StandsAlone(IReadOnlyList<string> words) => words.Count > 1 || words[0].Count(char.IsDigit) >= DigitsOfNumber;
}
