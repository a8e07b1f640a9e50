using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Offboarding.Tests.Retention.Oracle;

/// <summary>
/// A second, slow reading of the retention rules: from text to text, with the framework's dates, walking from day to day where the product computes.
/// It shares no code with the product. Days end with the year 9999 as there.
/// </summary>
static class OracleRetention
{
    const string Open = "OPEN";

    static readonly string[] Unscheduled = ["completed", "cancelled", "kept_active", "not_started", "no_rule", "unclassified"];

    public static Dictionary<string, string> Judge(IReadOnlyDictionary<string, string> facts, IReadOnlyList<Dictionary<string, string>> rules, IReadOnlyList<Dictionary<string, string>> known)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal) { ["action"] = "none" };
        if (OracleCase.Defect(facts, known) is { } defect)
        {
            result["status"] = "invalid:" + defect;
            return result;
        }

        var row = new OracleCase(facts);
        var ofClass = rules.Where(rule => rule["record_class"] == row.RecordClass).ToList();
        if (ofClass.Count == 0)
        {
            result["status"] = "unclassified";
            return result;
        }

        var applicable = ofClass.Where(rule => OracleRule.Applies(rule, row)).ToList();
        var missing = applicable.Where(rule => OracleRule.Start(rule, row) is null).Select(rule => rule["rule_id"]).Order(StringComparer.Ordinal).ToList();
        var ends = applicable.Where(rule => OracleRule.Start(rule, row) is { } start && OracleRule.Covers(rule, start)).Select(rule => new End(rule, row)).ToList();
        if (missing.Count == 0 && ends.Count == 0)
        {
            result["status"] = "no_rule";
            return result;
        }

        result["missing"] = string.Join(';', missing);
        if (missing.Count > 0) ends.Clear();
        if (ends.Count > 0) Compute(result, row, ends);

        var status = Status(result, row, missing.Count > 0);
        result["status"] = status;
        if (Unscheduled.Contains(status))
        {
            foreach (var output in new[] { "earliest_erasure", "restrict_from", "alerts" }) result.Remove(output);
            result["action"] = "none";
        }
        else Alerts(result, row, ends);

        result.Remove("cap");
        return result;
    }

    static void Compute(Dictionary<string, string> result, OracleCase row, List<End> ends)
    {
        var caps = ends.Where(end => end.Cap.Length > 0).OrderBy(end => end.Cap, StringComparer.Ordinal).ThenBy(end => end.Id, StringComparer.Ordinal).ToList();
        if (row["dependency_end"].Length > 0) ends.Add(new End(row["dependency_end"]));

        // OPEN sorts after every digit.
        var order = ends.OrderByDescending(end => end.Last, StringComparer.Ordinal).ThenBy(end => end.Ground).ThenBy(end => end.Rank).ThenBy(end => end.Id, StringComparer.Ordinal).ToList();
        var best = order.First(end => end.Id != "DEPENDENCY");
        result["operative_rule"] = order[0].Id;
        result["retention_end"] = order[0].Last;
        var losing = order.Skip(1).ToList();
        if (caps.Count > 0)
        {
            result["cap"] = caps[0].Cap;
            if (string.CompareOrdinal(order[0].Last, caps[0].Cap) > 0)
            {
                result["operative_rule"] = caps[0].Id + "#cap";
                result["retention_end"] = caps[0].Cap;
                losing = order;
            }
        }

        result["losing_rules"] = string.Join(';', losing.Select(end => end.Id + ":" + end.Last));
        result["action"] = row.RecordClass == "contact_master" && row["consent_standing"] == "yes" ? "reduce_to_consent" : best.Action;
        result["earliest_erasure"] = EarliestErasure(result["retention_end"], row);
        result["restrict_from"] = RestrictFrom(result["retention_end"], best.RestrictMonths, row);
    }

    // Every day after the end is tried; after the last release nothing changes any more.
    static string EarliestErasure(string end, OracleCase row)
    {
        if (end == Open) return "";

        var day = OracleCase.Day(end);
        var last = row.Holds.Select(hold => hold.Released ?? hold.Placed).Append(day).Max();
        while (day < DateOnly.MaxValue && day <= last.AddDays(last < DateOnly.MaxValue ? 1 : 0))
        {
            day = day.AddDays(1);
            if (!row.IsHeldOn(day)) return OracleCase.Iso(day);
        }

        return "";
    }

    static string RestrictFrom(string end, string months, OracleCase row)
    {
        var candidates = new List<DateOnly>();
        if (months.Length > 0 && row.Event("relationship_end") is { } relationshipEnd)
            candidates.Add(OracleRule.Later(relationshipEnd, int.Parse(months, CultureInfo.InvariantCulture)).AddDays(1));
        foreach (var request in new[] { "erasure_request", "restriction_request" })
            if (row[request].Length > 0) candidates.Add(OracleCase.Day(row[request]).AddDays(1));

        if (candidates.Count == 0) return "";
        if (end != Open && end != "9999-12-31") candidates.Add(OracleCase.Day(end).AddDays(1));
        return OracleCase.Iso(candidates.Min());
    }

    static string Status(Dictionary<string, string> result, OracleCase row, bool isMissing)
    {
        var today = row["today"];
        bool Reached(string day) => day.Length > 0 && string.CompareOrdinal(day, today) <= 0;

        if (Reached(row["erased_on"])) return "completed";

        var end = row.Event("relationship_end");
        if (Reached(row["reactivated_on"]) && (end is null || OracleCase.Day(row["reactivated_on"]) >= end)) return "cancelled";
        if (row.RecordClass == "contact_master" && row["other_active_accounts"].Trim('0').Length > 0) return "kept_active";
        if (isMissing) return "not_started";
        if (row.IsHeldOn(OracleCase.Day(today))) return "held";
        if (result["retention_end"] == Open) return "open_ended";
        if (!Reached(result["earliest_erasure"])) return Reached(result["restrict_from"]) ? "restricted" : "scheduled";
        return result["operative_rule"].EndsWith("#cap", StringComparison.Ordinal) ? "review" : "due";
    }

    static void Alerts(Dictionary<string, string> result, OracleCase row, List<End> ends)
    {
        var alerts = new List<string>();
        var request = row["erasure_request"];
        var end = result["retention_end"];
        var isRefused = end == Open || string.CompareOrdinal(end, request) > 0 || result["status"] is "held" or "review";
        if (request.Length > 0 && string.CompareOrdinal(request, row["today"]) <= 0 && result["status"] != "due" && isRefused) alerts.Add("ART17_REFUSED");
        if (result["operative_rule"].EndsWith("#cap", StringComparison.Ordinal)) alerts.Add("CAP_CONFLICT");
        if (ends.Count > 0 && result.TryGetValue("cap", out var cap))
        {
            // Without holds the earliest day is the one after the end; only a hold can have moved it.
            var unheld = OracleCase.Iso(OracleCase.Day(end).AddDays(1));
            var earliest = result["earliest_erasure"];
            if (earliest != unheld && (earliest.Length == 0 || string.CompareOrdinal(earliest, cap) > 0)) alerts.Add("CAP_HELD");
        }

        result["alerts"] = string.Join(';', alerts);
    }

    sealed class End
    {
        static readonly string[] Grounds = ["legal_obligation", "legal_claims", "policy"];

        internal End(Dictionary<string, string> rule, OracleCase row)
        {
            var start = OracleRule.Start(rule, row)!.Value;
            Id = rule["rule_id"];
            Last = OracleRule.End(rule, start, row);
            Cap = OracleRule.Cap(rule, start, row);
            Ground = Array.IndexOf(Grounds, rule["ground"]);
            Rank = int.Parse(rule["tie_rank"], CultureInfo.InvariantCulture);
            Action = rule["action"];
            RestrictMonths = rule["restrict_months"];
        }

        internal End(string dependency)
        {
            Id = "DEPENDENCY";
            Last = dependency;
            Rank = 999;
        }

        internal string Id { get; }

        internal string Last { get; }

        internal string Cap { get; } = "";

        internal int Ground { get; }

        internal int Rank { get; }

        internal string Action { get; } = "";

        internal string RestrictMonths { get; } = "";
    }
}
