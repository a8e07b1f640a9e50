using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Erasure;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>Which columns of a table are handed out: those that the erasure map calls data of a person, and those of which it says nothing.</summary>
static class PersonalColumns
{
    /// <summary>Categories of the map that are no data of the person, are data of others, or are handed out as files.</summary>
    static readonly HashSet<string> Left = new(
        [
            "technical", "technical/classification", "link", "link to person", "platform", "platform copy", "denormalised lookup name", "copy of the activity", "denormalised address", "third person",
            "image", "image column", "file", "file column", "external file pointer", "key", "keyed commitment", "keyed fingerprint", "plan rows", "membership",
        ],
        StringComparer.Ordinal);

    /// <summary>Categories that the person provided herself (Art. 20(1) GDPR): not what we wrote about her or computed.</summary>
    static readonly HashSet<string> Provided = new(
        ["name", "address", "contact data", "birth date", "date of life", "position", "quasi-identifier", "identifier"], StringComparer.Ordinal);

    /// <summary>Categories in which anything may stand, also about others: somebody reads them before they are handed out.</summary>
    static readonly HashSet<string> Free = new(["free text", "free text / snapshot", "names in subject lines", "title with names", "timeline post, free text", "link with free text"], StringComparer.Ordinal);

    /// <summary>Columns of the platform that every table has.</summary>
    static readonly HashSet<string> OfPlatform = new(
        [
            "versionnumber", "importsequencenumber", "overriddencreatedon", "timezoneruleversionnumber", "utcconversiontimezonecode", "exchangerate", "processid", "stageid", "traversedpath", "statecode",
            "statuscode", "organizationid", "entityimage", "entityimageid", "off_erasurefence",
        ],
        StringComparer.Ordinal);

    /// <summary>The tables from which portability takes data.</summary>
    static readonly string[] ProvidedTables = ["contact", "lead", "off_consent", "account"];

    /// <summary>The columns of a table that are handed out, in the order of their names.</summary>
    /// <param name="map">The erasure map.</param>
    /// <param name="table">The table.</param>
    /// <param name="providedOnly">Whether only what the person provided.</param>
    internal static IReadOnlyList<string> Of(ErasureMap map, TableFacts table, bool providedOnly)
    {
        if (providedOnly && !ProvidedTables.Contains(table.Name, StringComparer.Ordinal)) return [];

        var entries = map.Of(table.Name).ToLookup(static entry => entry.Column, static entry => entry.Category, StringComparer.Ordinal);
        return
        [
            .. table.Columns
                .Where(column => column.IsReadable && column.ShownFor is null && column.Kind is not (ColumnKind.Lookup or ColumnKind.PartyList) && column.Name != table.PrimaryId && !OfPlatform.Contains(column.Name))
                .Where(column => IsHandedOut(entries, column.Name, providedOnly))
                .Select(static column => column.Name).OrderBy(static name => name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether anything may stand in the column.</summary>
    internal static bool IsFreeText(ErasureMap map, string table, string column) => map.Of(table).Any(entry => entry.Column == column && Free.Contains(entry.Category));

    // Tables whose rows go as a whole, as leads and consents, have one category for all columns.
    static bool IsHandedOut(ILookup<string, string> entries, string column, bool providedOnly)
    {
        var categories = entries.Contains(column) ? entries[column] : entries[ErasureMapEntry.AnyColumn];
        return providedOnly ? categories.Any(category => Provided.Contains(category) || category == "row") : !categories.Any() || categories.Any(category => !Left.Contains(category));
    }
}
