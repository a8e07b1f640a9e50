using System;
using System.Collections.Generic;
using System.Linq;
using System.Globalization;
using CsCheck;
using Offboarding.Plugins.Contracts;

namespace Offboarding.Tests.Contracts;

/// <summary>
/// Random contracts as text: mostly sensible, some contradictory, some unreadable. They reach every column, kind, flag, path, anchor and rule.
/// A contract is built from a list of numbers, so that CsCheck can shrink it: smaller numbers choose the simpler value.
/// </summary>
static class ContractGen
{
    const int Choices = 90;

    static readonly string[] Periods = ["1M", "3M", "2W", "14D", "6W", "1Q", "6M", "4W", "0D", "1D", "30D", "10WD", "6WD", "18WT", "1Y", "12M", "2M", "5W", "12W", "31D", "84D", "90D", "1WT", "0WD", "1M+14D", "15D", "7D", "2Q", "20WD", "29D", "24WT"];
    static readonly string[] Terms = ["12M", "24M", "1M", "36M", "60M", "1Y", "2Y", "6M", "3M", "1Q", "4Q", "30D", "365D", "26W", "52W", "18M", "48M", "90D", "53W", "13M", "2M", "7D"];
    static readonly string[] Anchors = ["any_day", "month_end", "quarter_end", "year_end", "half_year_end", "saturday", "mid_or_end", "contract_month_end", "contract_quarter_end", "contract_year_end", "dom:15", "dom:31", "dom:29", "fixed:09-30", "fixed:02-29", "fixed:12-31"];
    static readonly string[] CutOffs = ["month:day:15:0", "week:werktag:1:0", "quarter:werktag:3:1", "month:werktag:3:2", "month:day:31:3", "month:day:30:1", "week:day:3:1", "quarter:day:10:0", "week:werktag:6:0", "quarter:day:92:1", "month:werktag:5:0"];
    static readonly string[] Kinds = ["service", "supply", "works", "saas", "telecom", "insurance", "energy_basic", "agency", "lease_movable", "lease_business", "other"];
    static readonly string[] Flags = ["suspended", "suspension_extends", "still_performed", "button_missing", "online", "switch", "open_services", "no_supply_duty", "cause_confirmed"];
    static readonly string[] Broken = ["x", "2026-02-30", "3X", "-1", "1,5", "YES", "1 M", "31.12.2026", "dom:0", "month:day:32:0", "supplier;customer", " 3M", "1.5.2", "²M", "99999999D"];
    static readonly int[] NearDays = [0, -1, 1, -2, 2, 3, -3, 7, -7, 14, 28, -28, 30, -30, 31, -31];

    /// <summary>Facts by name, the day of the question among them.</summary>
    public static Gen<Dictionary<string, string>> Facts { get; } = Gen.Int[0, 1_000_000].Array[Choices].Select(Build);

    static Dictionary<string, string> Build(int[] numbers)
    {
        var draw = new Draw(numbers);
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        var start = draw.Day(2014, 18);
        var concluded = start.AddDays(draw.Of(0, -1, -15, -40, 10, -400));
        if (draw.Chance(8)) concluded = draw.Of(new DateOnly(2022, 3, 1), new DateOnly(2022, 2, 28), new DateOnly(2016, 10, 1), new DateOnly(2016, 9, 30));
        if (draw.Chance(6)) start = concluded.AddDays(draw.Of(0, 1, 30, 61));

        facts["party"] = draw.Of("supplier", "customer", "customer");
        facts["customer_type"] = draw.Of("business", "consumer", "consumer");
        facts["contract_kind"] = draw.Of(Kinds);
        facts["start"] = Iso(start);
        if (draw.Chance(2)) facts["concluded_on"] = Iso(concluded);
        if (facts["customer_type"] == "consumer" && facts["party"] == "customer" && !draw.Chance(10)) facts["concluded_on"] = Iso(concluded);
        if (draw.Chance(6)) facts["terms"] = draw.Of("negotiated", "standard");
        if (draw.Chance(3)) facts["pay_period"] = draw.Of("month", "day", "week", "quarter", "year", "none");

        var term = AddTerm(facts, draw, start);
        AddNotice(facts, draw, start);
        AddHolidays(facts, draw, start);
        if (draw.Chance(10)) facts["min_commitment_until"] = Iso(start.AddDays(draw.Next(2000)));
        if (draw.Chance(10)) facts["max_end"] = Iso(start.AddDays(draw.Next(3000)));

        var today = Near(draw, start, term);
        facts["today"] = Iso(today);
        if (draw.Chance(8)) facts["planned_receipt"] = Iso(today.AddDays(draw.Of(0, 1, 5, 30, 90, -1, 200)));
        AddEnding(facts, draw, today);
        AddFlags(facts, draw);
        AddMoney(facts, draw, today);
        Spoil(facts, draw);
        return facts;
    }

    static string AddTerm(Dictionary<string, string> facts, Draw draw, DateOnly start)
    {
        var term = draw.Of(Terms);
        var renewalTerm = draw.Chance(2) ? term : draw.Of(Terms);
        switch (draw.Next(10))
        {
            case < 3:
                facts["initial_term"] = "none";
                if (draw.Chance(8)) facts["renewal"] = draw.Of("indefinite", "indefinite", "fixed", "none");
                break;
            case 3:
                facts["initial_end"] = Iso(start.AddDays(draw.Next(1500)));
                facts["renewal"] = draw.Of("fixed", "indefinite", "none");
                break;
            default:
                facts["initial_term"] = term;
                facts["renewal"] = draw.Of("fixed", "fixed", "indefinite", "none");
                break;
        }

        if (facts.TryGetValue("renewal", out var renewal) && (renewal == "fixed" || draw.Chance(3))) facts["renewal_term"] = renewalTerm;
        return renewalTerm;
    }

    static void AddNotice(Dictionary<string, string> facts, Draw draw, DateOnly start)
    {
        var byTerms = facts.GetValueOrDefault("renewal") is "fixed" or "none";
        var anchor = draw.Chance(12) ? "date:" + Iso(start.AddDays(draw.Next(2500))) + "|" + Iso(start.AddDays(draw.Next(2500))) : draw.Of(Anchors);
        if (!byTerms && draw.Chance(5))
        {
            // Silent on notice: statute fills in, if it knows the kind and how it is paid for.
            if (draw.Chance(2)) facts["contract_kind"] = draw.Of("service", "lease_movable", "lease_business", "agency", "energy_basic");
            if (draw.Chance(2)) facts["pay_period"] = draw.Of("month", "day", "week", "quarter", "year", "none");
            return;
        }

        if (draw.Chance(8))
        {
            facts["notice_rule"] = draw.Of("PRESET-1M-MONTH", "PRESET-3FULLM-MONTH", "DE-HGB-89", "DE-BGB-580A-1-3", "DE-BGB-621-2", "PRESET-6W-QUARTER", "PRESET-1M-ANY", "DE-TKG-56-3", "NONE");
            if (byTerms && draw.Chance(2)) facts["in_term_notice"] = "yes";
            return;
        }

        facts["notice"] = draw.Of(Periods);
        if (draw.Chance(5)) facts["notice_after"] = draw.Of(Periods);
        if (draw.Chance(6)) facts["cutoff"] = draw.Of(CutOffs);
        if (draw.Chance(facts.ContainsKey("cutoff") ? 3 : 40)) facts.Remove("notice");
        if (byTerms ? draw.Chance(5) : !draw.Chance(25)) facts["anchor"] = anchor;
        if (byTerms && (facts.ContainsKey("anchor") || draw.Chance(20))) facts["in_term_notice"] = "yes";
        if (draw.Chance(25)) facts["anchor"] = "term_end";
        if (draw.Chance(4)) facts["term_end_excluded"] = draw.Of("yes", "no");
        if (draw.Chance(20)) facts["notice_excluded"] = "yes";
        if (draw.Chance(6)) facts["shift_193"] = "yes";
    }

    static void AddHolidays(Dictionary<string, string> facts, Draw draw, DateOnly start)
    {
        if (!draw.Chance(3)) return;

        var days = new SortedSet<string>(StringComparer.Ordinal);
        for (var year = start.Year - 1; year < start.Year + 6; year++)
        {
            foreach (var day in new[] { "-01-01", "-05-01", "-10-03", "-12-25", "-12-26" }) days.Add(year.ToString("0000", CultureInfo.InvariantCulture) + day);
        }

        for (var i = draw.Next(6); i > 0; i--) days.Add(Iso(start.AddDays(draw.Next(1500))));
        facts["holidays"] = string.Join(';', days);
    }

    // Boundaries are where mistakes live: starts and ends of terms, and a notice period before them.
    static DateOnly Near(Draw draw, DateOnly start, string term)
    {
        var today = start.AddDays(draw.Chance(2) ? draw.Next(2500) : -draw.Next(200));
        if (!draw.Chance(4)) return today;

        var boundary = Oracle.OracleCalendar.TermEnd(start, term);
        for (var k = draw.Next(4); k > 0; k--) boundary = Oracle.OracleCalendar.TermEnd(boundary.AddDays(1), term);
        boundary = boundary.AddMonths(-draw.Of(0, 1, 3, 6, 2)).AddDays(draw.Of(NearDays));
        return draw.Chance(8) ? draw.Of(new DateOnly(2025, 9, 12), new DateOnly(2025, 9, 11), new DateOnly(2021, 12, 1), new DateOnly(2022, 7, 1), new DateOnly(2022, 6, 30)) : boundary;
    }

    static void AddEnding(Dictionary<string, string> facts, Draw draw, DateOnly today)
    {
        var path = draw.Next(10);
        var received = today.AddDays(-draw.Of(0, 1, 10, 20, 60, 200, 400, 900, 30, 90, -1));
        var form = draw.Chance(5);
        if (path is 7 or 8 || (path == 9 && !draw.Chance(10))) facts["notice_received"] = Iso(received);
        if (path >= 7 && draw.Chance(3)) facts["notice_by"] = draw.Of("customer", "supplier");
        if (path >= 7 && draw.Chance(3)) facts["target_end"] = Iso(received.AddDays(draw.Of(0, 30, 90, 365, -5, 700)));
        if (form) facts["required_form"] = draw.Of("written", "text", "written_agreed", "none");
        if (form && !draw.Chance(8)) facts["notice_form"] = draw.Of("letter", "email", "oral", "qes", "fax", "portal");
        if (path == 6) facts["termination"] = draw.Of("mutual", "ordinary");
        if (path == 6 && !draw.Chance(10)) facts["agreed_end"] = Iso(today.AddDays(draw.Of(30, 0, -1, -100, 365, -3000)));
        if (path != 9) return;

        facts["termination"] = "extraordinary";
        if (!draw.Chance(10)) facts["cause_basis"] = draw.Of("626", "314", "89a");
        if (!draw.Chance(10)) facts["cause_known_on"] = Iso(received.AddDays(-draw.Of(14, 1, 15, 16, 17, 60)));
    }

    static void AddFlags(Dictionary<string, string> facts, Draw draw)
    {
        var flags = new List<string>();
        if (facts.GetValueOrDefault("termination") == "extraordinary" && !draw.Chance(10)) flags.Add("cause_confirmed");
        if (draw.Chance(3))
        {
            for (var i = 1 + draw.Next(3); i > 0; i--)
            {
                var flag = draw.Of(Flags);
                if (!flags.Contains(flag) && (flag != "suspension_extends" || facts.ContainsKey("initial_end") || draw.Chance(6))) flags.Add(flag);
            }
        }

        if (draw.Chance(15)) flags.AddRange(["online", "button_missing"]);
        if (draw.Chance(3) && facts["contract_kind"] is "energy_basic") flags.Add("no_supply_duty");
        if (draw.Chance(3) && facts["contract_kind"] is "saas") flags.Add("switch");
        if (flags.Count > 0) facts["flags"] = string.Join(';', flags);
    }

    static void AddMoney(Dictionary<string, string> facts, Draw draw, DateOnly today)
    {
        if (draw.Chance(6)) facts["post_end_days"] = draw.Of("14", "30", "90", "0");
        if (!draw.Chance(3)) return;

        if (!draw.Chance(5)) facts["fee_kind"] = draw.Of("none", "fixed", "remaining_instalments", "declining");
        if (!draw.Chance(5)) facts["exit_date"] = Iso(today.AddDays(draw.Of(1, 30, 100, 365, 0, -10)));
        if (!draw.Chance(5)) facts["fee_amount"] = draw.Of("1000", "999.99", "0", "1234.5");
        if (draw.Chance(2)) facts["fee_rate"] = draw.Of("50", "33.3", "100");
        if (!draw.Chance(5)) facts["monthly_fee"] = draw.Of("250", "89.90", "1199.50");
        if (!draw.Chance(2)) return;

        facts["prepaid_amount"] = draw.Of("1200", "99.99", "3650");
        facts["prepaid_from"] = Iso(today.AddDays(-draw.Next(300)));
        facts["prepaid_to"] = Iso(today.AddDays(draw.Next(300)));
    }

    // The oracle counts listed days; calendars have tables of their own.
    static readonly string[] Spoilable = [.. Fact.All.Where(fact => fact != Fact.HolidayCalendar)];

    // One contract in six lacks facts, has another value in a column, or an unreadable one.
    static void Spoil(Dictionary<string, string> facts, Draw draw)
    {
        if (!draw.Chance(6)) return;

        for (var i = 1 + draw.Next(3); i > 0; i--)
        {
            var name = draw.Chance(20) ? "today" : Spoilable[draw.Next(Spoilable.Length)];
            switch (draw.Next(6))
            {
                case 0 or 1 or 2: facts.Remove(name); break;
                case 3: facts[name] = draw.Of(Broken); break;
                case 4: facts[name] = draw.Of("yes", "12M", "none", "2026-06-30", "fixed", "indefinite", "customer", "3M", "month_end", "PRESET-1M-ANY", "AT", "mutual", "0"); break;
                default: facts["initial_end"] = facts["start"]; break;
            }

            if (!facts.ContainsKey("start")) facts["start"] = "";
        }
    }

    static string Iso(DateOnly day) => Oracle.OracleCalendar.Iso(day);

    sealed class Draw(int[] numbers)
    {
        int next;

        public int Next(int count) => numbers[next++ % numbers.Length] % count;

        /// <summary>True once in so many; never for the smallest number.</summary>
        public bool Chance(int oneIn) => Next(oneIn) == oneIn - 1;

        public T Of<T>(params T[] values) => values[Next(values.Length)];

        public DateOnly Day(int year, int years) => new DateOnly(year, 1, 1).AddDays(Next(years * 365));
    }
}
