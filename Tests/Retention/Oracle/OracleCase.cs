using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Offboarding.Tests.Retention.Oracle;

/// <summary>A case of the slow reading: its text, and what makes it invalid.</summary>
sealed class OracleCase(IReadOnlyDictionary<string, string> facts)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public string this[string column] => facts.GetValueOrDefault(column, "");

    public string RecordClass => this["record_class"];

    public IEnumerable<Hold> Holds => this["holds"].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(text => new Hold(text.Split(':')));

    public bool Has(string column, string value) => this[column].Split(';').Contains(value, StringComparer.Ordinal);

    public DateOnly? Event(string name)
    {
        var entry = this["start_events"].Split(';').FirstOrDefault(entry => entry.StartsWith(name + "=", StringComparison.Ordinal));
        return entry is null ? null : Day(entry[(name.Length + 1)..]);
    }

    public bool IsHeldOn(DateOnly day) => Holds.Any(hold => day >= hold.Placed && (hold.Released is null || day <= hold.Released));

    public static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The first defect in the documented order; null: none.</summary>
    public static string? Defect(IReadOnlyDictionary<string, string> facts, IReadOnlyList<Dictionary<string, string>> known)
    {
        var row = new OracleCase(facts);
        var packs = Known(known, ';', "pack").Except(["*"]).ToHashSet(StringComparer.Ordinal);
        var sectors = Known(known, ';', "sectors_any", "sectors_none");
        var events = Known(known, '|', "start_events", "cut_by").Except(["erasure_request"]).ToHashSet(StringComparer.Ordinal);
        var flags = Known(known, ';', "flags").Select(flag => flag.Replace("!", "", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);

        if (!row["jurisdictions"].Split(';').All(packs.Contains)) return "UNKNOWN_JURISDICTION";
        if (row["sectors"].Length > 0 && !row["sectors"].Split(';').All(sectors.Contains)) return "UNKNOWN_SECTOR";
        if (!IsDay(row["law_date"]) || !IsDay(row["today"])) return "BAD_DATE";
        if (EventDefect(row["start_events"], events) is { } wrong) return wrong;
        if (row["flags"].Length > 0 && !row["flags"].Split(';').All(flags.Contains)) return "UNKNOWN_FLAG";
        if (row["fiscal_year_end"].Length > 0 && !IsDay("2024-" + row["fiscal_year_end"])) return "BAD_FISCAL_YEAR_END";
        foreach (var column in new[] { "proceedings_open", "dependency_end" })
            if (row[column].Length > 0 && row[column] != "OPEN" && !IsDay(row[column])) return "BAD_DATE";
        if (!Matches(row["other_active_accounts"], "^[0-9]*$")) return "BAD_NUMBER";
        if (row["consent_standing"] is not ("" or "yes" or "no")) return "BAD_FLAG";
        if (HoldDefect(row["holds"]) is { } badHold) return badHold;
        foreach (var column in new[] { "erasure_request", "restriction_request", "reactivated_on", "erased_on" })
            if (row[column].Length > 0 && !IsDay(row[column])) return "BAD_DATE";
        return null;
    }

    static string? EventDefect(string text, HashSet<string> events)
    {
        var seen = new List<string>();
        foreach (var entry in text.Length == 0 ? [] : text.Split(';'))
        {
            var parts = entry.Split('=', 2);
            if (!events.Contains(parts[0])) return "UNKNOWN_EVENT";
            if (seen.Contains(parts[0])) return "DUPLICATE_EVENT";
            if (parts.Length < 2 || !IsDay(parts[1])) return "BAD_DATE";
            seen.Add(parts[0]);
        }

        return null;
    }

    static string? HoldDefect(string text)
    {
        foreach (var entry in text.Length == 0 ? [] : text.Split(';'))
        {
            var parts = entry.Split(':');
            if (parts.Length != 3 || parts[0].Length == 0) return "BAD_HOLD";
            if (!IsDay(parts[1]) || (parts[2].Length > 0 && !IsDay(parts[2]))) return "BAD_DATE";
            if (parts[2].Length > 0 && string.CompareOrdinal(parts[2], parts[1]) < 0) return "HOLD_ORDER";
        }

        return null;
    }

    static bool IsDay(string text) =>
        Matches(text, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$") && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    static bool Matches(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.None, Patience) && !text.EndsWith('\n');

    static HashSet<string> Known(IReadOnlyList<Dictionary<string, string>> rules, char separator, params string[] columns) =>
        rules.SelectMany(rule => columns.SelectMany(column => rule[column].Split(separator, StringSplitOptions.RemoveEmptyEntries))).ToHashSet(StringComparer.Ordinal);

    internal sealed class Hold(string[] parts)
    {
        internal DateOnly Placed { get; } = Day(parts[1]);

        internal DateOnly? Released { get; } = parts[2].Length > 0 ? Day(parts[2]) : null;
    }
}
