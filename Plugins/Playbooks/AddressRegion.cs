using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Offboarding.Plugins.Playbooks;

/// <summary>The holiday calendar of an address: German states and Swiss cantons have their own, Austria has one.</summary>
/// <remarks>Names and codes are rows (Regions.csv): ISO 3166-1 and -2 codes, and names in German and English.</remarks>
public static class AddressRegion
{
    static readonly string[] Titles =
    [
        "FREIE UND HANSESTADT ", "FREIE HANSESTADT ", "HANSESTADT ", "FREISTAAT ", "FREE STATE OF ", "STATE OF ", "LAND ", "BUNDESLAND ", "KANTON ", "CANTON OF ", "CANTON ",
    ];

    static readonly Lazy<IReadOnlyList<Place>> Places = new(() =>
        [.. Csv.Embedded("Offboarding.Plugins.Playbooks.Regions.csv").Select(static row => new Place(row["country"], row["calendar"], [.. row["names"].Split('|').Select(Plain)]))]);

    /// <summary>Code of the calendar, as DE-BY.</summary>
    /// <param name="country">Name or code; blank: the state alone must tell.</param>
    /// <param name="state">Name or code of state or canton; blank, or not known in that country: the calendar of the whole country.</param>
    /// <returns>
    /// Null: the address names no country that is known, or a state that could lie in two countries (BE is Berlin and Bern). A code of two letters is not enough without a country.
    /// </returns>
    public static string? CalendarOf(string? country, string? state)
    {
        var land = Plain(country ?? "");
        var region = Plain(state ?? "");
        if (land.Length > 0) return Country(land) is { } known ? In(known, region) ?? known : null;
        if (region.Length == 0) return null;

        var found = Places.Value.Where(place => place.IsNamed(region, withCodes: false)).Select(static place => place.Calendar).Distinct(StringComparer.Ordinal).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    static string? Country(string name) => Places.Value.FirstOrDefault(place => place.IsCountry && place.IsNamed(name, withCodes: true))?.Calendar;

    static string? In(string country, string region) =>
        region.Length == 0 ? null : Places.Value.FirstOrDefault(place => place.Country == country && !place.IsCountry && place.IsNamed(region, withCodes: true))?.Calendar;

    /// <summary>Upper case, umlauts as two letters, accents and marks dropped, without "Kanton" and the like in front.</summary>
    static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length + 4);
        foreach (var letter in text.Trim().ToUpperInvariant())
        {
            var part = letter switch { 'Ä' => "AE", 'Ö' => "OE", 'Ü' => "UE", 'ß' => "SS", 'É' or 'È' or 'Ê' => "E", 'Â' or 'À' => "A", '.' => "", '-' or '_' or '/' => " ", _ => letter.ToString() };
            if (part == " " && (plain.Length == 0 || plain[plain.Length - 1] == ' ')) continue;
            plain.Append(part);
        }

        var name = plain.ToString().Trim();
        var title = Array.Find(Titles, start => name.StartsWith(start, StringComparison.Ordinal));
        return title is null ? name : name.Substring(title.Length).Trim();
    }

    sealed class Place(string country, string calendar, string[] names)
    {
        const int LongestCode = 3;

        internal string Country { get; } = country;

        internal string Calendar { get; } = calendar;

        /// <summary>Whether it is the row of a whole country; its first name is its code.</summary>
        internal bool IsCountry { get; } = calendar == country && names[0] == country;

        internal bool IsNamed(string name, bool withCodes) =>
            name == Plain(Calendar) && (withCodes || Calendar != Country) || Array.Exists(names, own => own == name && (withCodes || own.Length > LongestCode));
    }
}
