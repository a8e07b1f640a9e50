using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Offboarding.Tests.Retention.Oracle;

/// <summary>One rule row of the slow reading.</summary>
static class OracleRule
{
    public static bool Applies(Dictionary<string, string> rule, OracleCase row)
    {
        if (rule["active"] != "yes") return false;
        if (!Parts(rule["pack"]).Any(pack => pack == "*" || row.Has("jurisdictions", pack))) return false;
        if (rule["effective_from"].Length > 0 && string.CompareOrdinal(row["law_date"], rule["effective_from"]) < 0) return false;
        if (rule["effective_to"].Length > 0 && string.CompareOrdinal(row["law_date"], rule["effective_to"]) > 0) return false;
        if (Parts(rule["sectors_any"]) is { Count: > 0 } any && !any.Exists(sector => row.Has("sectors", sector))) return false;
        if (Parts(rule["sectors_none"]).Exists(sector => row.Has("sectors", sector))) return false;
        return Parts(rule["flags"]).TrueForAll(flag => flag.StartsWith('!') ? !row.Has("flags", flag[1..]) : row.Has("flags", flag));
    }

    public static DateOnly? Start(Dictionary<string, string> rule, OracleCase row)
    {
        var days = rule["start_events"].Split('|').Select(row.Event).ToList();
        return rule["start_pick"] switch
        {
            "first" => days.Find(day => day is not null),
            "latest" => days.Max(),
            _ => days.Contains(null) ? null : days.Max(),
        };
    }

    public static bool Covers(Dictionary<string, string> rule, DateOnly start) =>
        (rule["start_from"].Length == 0 || start >= OracleCase.Day(rule["start_from"])) && (rule["start_to"].Length == 0 || start <= OracleCase.Day(rule["start_to"]));

    public static string End(Dictionary<string, string> rule, DateOnly start, OracleCase row)
    {
        var number = int.Parse(rule["period"], CultureInfo.InvariantCulture);
        var end = Anchored(rule, start, row, number, rule["unit"]);
        var last = end is { } day && DateOnly.MaxValue.DayNumber - day.DayNumber >= Grace(rule) ? OracleCase.Iso(day.AddDays(Grace(rule))) : "OPEN";
        if (rule["open_proceedings"] == "yes" && string.CompareOrdinal(row["proceedings_open"], last) > 0) last = row["proceedings_open"];

        foreach (var cut in rule["cut_by"].Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var on = cut == "erasure_request" ? row[cut] : row.Event(cut) is { } known ? OracleCase.Iso(known) : "";
            if (on.Length > 0 && string.CompareOrdinal(on, last) < 0) last = on;
        }

        return last;
    }

    public static string Cap(Dictionary<string, string> rule, DateOnly start, OracleCase row) =>
        rule["cap_years"].Length > 0 && Anchored(rule, start, row, int.Parse(rule["cap_years"], CultureInfo.InvariantCulture), "Y") is { } cap ? OracleCase.Iso(cap) : "";

    /// <summary>The day number of the month so many months later, or the last day that month has.</summary>
    public static DateOnly Later(DateOnly day, int months)
    {
        var month = new DateOnly(day.Year, day.Month, 1).AddMonths(months);
        var last = month.AddMonths(1).AddDays(-1);
        return last.Day < day.Day ? last : month.AddDays(day.Day - 1);
    }

    static int Grace(Dictionary<string, string> rule) => int.Parse(rule["grace_days"], CultureInfo.InvariantCulture);

    static DateOnly? Anchored(Dictionary<string, string> rule, DateOnly start, OracleCase row, int number, string unit)
    {
        if (unit == "D") return start.AddDays(number);
        if (rule["rounding"] == "none") return Later(start, unit == "Y" ? number * 12 : number);

        // The end of the year is the next day, the start itself included, that is one; so many of them later is the end.
        var yearEnd = rule["rounding"] == "calendar_year" || row["fiscal_year_end"].Length == 0 ? "12-31" : row["fiscal_year_end"];
        var day = start;
        for (var seen = 0; ; day = day.AddDays(1))
        {
            if (IsYearEnd(day, yearEnd) && seen++ == number) return day;
            if (day == DateOnly.MaxValue) return null;
        }
    }

    static bool IsYearEnd(DateOnly day, string yearEnd) =>
        yearEnd is "02-28" or "02-29" ? day.Month == 2 && day.AddDays(1).Month == 3 : day.ToString("MM-dd", CultureInfo.InvariantCulture) == yearEnd;

    static List<string> Parts(string text) => [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries)];
}
