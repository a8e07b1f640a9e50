using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Offboarding.Tests.Contracts.Oracle;

/// <summary>The own option and the rights of a contract, as predicates over days.</summary>
sealed class OracleNotice
{
    readonly OracleFacts facts;
    readonly OracleCalendar calendar;
    readonly OracleValidation validation;
    readonly string party;

    public OracleNotice(
        OracleFacts facts, IReadOnlyList<Dictionary<string, string>> rules, OracleCalendar calendar, OracleValidation validation, string party, DateOnly receipt, DateOnly today)
    {
        this.facts = facts;
        this.calendar = calendar;
        this.validation = validation;
        this.party = party;
        var start = facts.Date("start")!.Value;
        var initialEnd = validation.InitialEnd;
        Term = new OracleTerm(start, initialEnd, initialEnd is null ? "indefinite" : facts["renewal"], IsRenewalCapped ? "12M" : facts["renewal_term"], facts.Date("max_end"));

        var options = new List<OracleOption>();
        if (validation.HasOwnOption) options.Add(Own());
        options.AddRange(rules.Where(row => IsRight(row, receipt)).Select(Right));

        var latest = new[] { today, receipt, start, initialEnd, facts.Date("min_commitment_until"), facts.Date("target_end") }.Max()!.Value;
        Search = new OracleOptions(options, start, Term.Expiry, new DateOnly(latest.Year + 45, 12, 31));
    }

    public OracleTerm Term { get; }

    public OracleOptions Search { get; }

    bool IsRenewalCapped => facts["contract_kind"] == "insurance" && validation.HasInitialTerm && facts["renewal"] == "fixed" && IsOverAYear(facts["renewal_term"]);

    public void AddAlerts(HashSet<string> alerts, OracleOption? basis)
    {
        if (validation.HasOwnOption && validation.Rule is { } rule && rule["kind"] == "default" && rule["mode"] == "auto") alerts.Add("STATUTORY_DEFAULT");
        if (basis is { IsRight: true }) alerts.Add("STATUTORY_RIGHT");
        if (basis?.Basis == "EU-DATA-ACT-25-SWITCH") alerts.Add("END_IS_LATEST");
        if (validation.IsExcludedByLaw) alerts.Add("NOTICE_EXCLUDED_BY_LAW");
        if (IsRenewalCapped || (party == "customer" && IsOverConsumerCap())) alerts.Add("CLAUSE_OVER_CAP");
    }

    OracleOption Own()
    {
        var rule = validation.Rule;
        var notice = rule is null ? facts["notice"] : rule["period"];
        if (notice == "") notice = "0D";
        var after = rule is null && facts.Has("notice_after") ? facts["notice_after"] : notice;
        var tiers = rule?["tiers"] ?? "";
        var cutOff = rule is null ? facts["cutoff"] : rule["cutoff"];
        var anchor = rule is null ? facts["anchor"] : rule["anchor"];
        var shift = facts.Yes("shift_193");
        var deadlines = new Dictionary<DateOnly, DateOnly?>();
        var unshifted = new OracleOption(rule?["rule_id"] ?? "contract", false, IsLegal, IsTimely);
        return shift ? unshifted with { IsTimely = IsTimelyShifted } : unshifted;

        bool IsLegal(DateOnly end)
        {
            if (end < facts.Date("min_commitment_until")) return false;
            if (Term.InitialEnd is not { } initialEnd) return OnAnchor(end);
            if (end < initialEnd) return facts.Yes("in_term_notice") && OnAnchor(end);
            if (end == initialEnd) return Term.Renewal == "fixed" || (Term.Renewal == "indefinite" && (!facts.Yes("term_end_excluded") || OnAnchor(end)));

            return Term.Renewal switch
            {
                "fixed" => Term.IsRenewalEnd(end) || (facts.Yes("in_term_notice") && OnAnchor(end)),
                "indefinite" => OnAnchor(end),
                _ => false,
            };
        }

        bool OnAnchor(DateOnly day) => anchor is "" or "term_end" ? day == Term.InitialEnd || Term.IsRenewalEnd(day) : OracleCalendar.IsOnAnchor(day, anchor, Term.Start);

        bool IsTimely(DateOnly receipt, DateOnly end)
        {
            var period = tiers == "" ? Term.InitialEnd is null || end <= Term.InitialEnd ? notice : after : Tier(tiers, receipt);
            return receipt <= end && (cutOff == "" || receipt <= calendar.CutOffDay(end, cutOff)) && calendar.PeriodEnd(receipt, period) <= end;
        }

        bool IsTimelyShifted(DateOnly receipt, DateOnly end)
        {
            if (!deadlines.TryGetValue(end, out var deadline))
            {
                deadline = unshifted.Deadline(end);
                if (deadline is { } day && !calendar.IsWorkingDay(day)) deadline = new[] { calendar.NextWorkingDay(day), end }.Min();
                deadlines[end] = deadline;
            }

            return receipt <= deadline;
        }
    }

    string Tier(string tiers, DateOnly receipt)
    {
        foreach (var tier in tiers.Split('|'))
        {
            var parts = tier.Split(':');
            if (parts[0] == "*" || OracleCalendar.TermEnd(Term.Start, int.Parse(parts[0], CultureInfo.InvariantCulture)) >= receipt) return parts[1];
        }

        throw new InvalidOperationException("Tiers without *: " + tiers);
    }

    bool IsRight(Dictionary<string, string> row, DateOnly receipt)
    {
        var concluded = facts.Date("concluded_on");
        return row["kind"] == "right"
            && (row["party"] == "both" || row["party"] == party)
            && OracleValidation.Fits(row["customer_types"], facts["customer_type"])
            && OracleValidation.Fits(row["contract_kinds"], facts["contract_kind"])
            && OracleValidation.Fits(row["terms"], facts.Has("terms") ? facts["terms"] : "standard")
            && (row["concluded_from"] == "" || string.CompareOrdinal(OracleCalendar.Iso(concluded), row["concluded_from"]) >= 0)
            && (row["concluded_to"] == "" || (concluded is not null && string.CompareOrdinal(OracleCalendar.Iso(concluded), row["concluded_to"]) <= 0))
            && (row["receipt_from"] == "" || string.CompareOrdinal(OracleCalendar.Iso(receipt), row["receipt_from"]) >= 0)
            && row["needs"].Split('+').All(need => Holds(need, row));
    }

    bool Holds(string need, Dictionary<string, string> row) =>
        need switch
        {
            "" => true,
            "initial" => Term.InitialEnd is not null,
            "renews" => Term.InitialEnd is not null && facts["renewal"] != "none",
            "over_cap" => Term.InitialEnd > Cap(row),
            "not_switch" => !facts.Flag("switch"),
            _ => facts.Flag(need),
        };

    DateOnly Cap(Dictionary<string, string> row)
    {
        var from = row["cap_from"] == "concluded" && facts.Date("concluded_on") < Term.Start ? facts.Date("concluded_on")!.Value : Term.Start;
        return OracleCalendar.TermEnd(from, int.Parse(row["cap_months"], CultureInfo.InvariantCulture));
    }

    OracleOption Right(Dictionary<string, string> row)
    {
        var initialEnd = Term.InitialEnd;
        var first = row["first"] switch
        {
            "initial_end" => initialEnd!.Value,
            "cap" => Cap(row),
            "capped" => new[] { initialEnd!.Value, Cap(row) }.Min(),
            _ => Term.Start,
        };
        var chain = row["then"] == "every:12M" ? Chain(first).Concat(initialEnd is { } end ? Chain(end).Append(end) : []).ToHashSet() : [];
        return new OracleOption(row["rule_id"], true, IsLegal, (receipt, end) => receipt <= end && calendar.PeriodEnd(receipt, row["period"]) <= end);

        bool IsLegal(DateOnly day) =>
            (day == first && row["first_included"] == "yes")
            || row["then"] switch
            {
                "any_day" => day > first,
                "contract_year_end" => day > first && OracleCalendar.IsContractEnd(day, Term.Start, 12),
                _ => chain.Contains(day),
            };

        static IEnumerable<DateOnly> Chain(DateOnly end)
        {
            for (var k = 0; k < 120; k++)
            {
                end = OracleCalendar.TermEnd(end.AddDays(1), 12);
                yield return end;
            }
        }
    }

    bool IsOverConsumerCap()
    {
        if (facts["customer_type"] != "consumer" || !OracleValidation.IsConsumerKind(facts["contract_kind"]) || facts["terms"] == "negotiated") return false;
        if (Term.InitialEnd is not { } initialEnd || facts.Date("concluded_on") is not { } concluded) return false;
        if (initialEnd > OracleCalendar.TermEnd(concluded < Term.Start ? concluded : Term.Start, 24)) return true;
        if (facts["renewal"] == "none") return false;

        var isNew = concluded >= new DateOnly(2022, 3, 1);
        var rule = validation.Rule;
        var notices = rule is null ? new[] { facts["notice"], facts["notice_after"] } : [rule["period"], .. rule["tiers"].Split('|').Select(tier => tier.Split(':')[^1])];
        if (notices.Any(notice => notice != "" && IsLonger(notice, isNew ? 1 : 3))) return true;

        return isNew ? facts["renewal"] == "fixed" || (rule?["anchor"] ?? facts["anchor"]) != "any_day" : facts["renewal"] == "fixed" && IsOverAYear(facts["renewal_term"]);
    }

    // Shares of the months allowed; the parts of a compound period add up.
    static bool IsLonger(string notice, int months) =>
        notice.Split('+').Select(OracleCalendar.Split).Sum(part => part.Unit switch
        {
            "D" => part.Number * 30,
            "W" => part.Number * 210,
            "WD" => part.Number * 42,
            "WT" => part.Number * 35,
            "M" => part.Number * 840,
            "Q" => part.Number * 2520,
            _ => part.Number * 10080,
        }) > 840 * months;

    static bool IsOverAYear(string term)
    {
        if (term == "") return false;

        var (number, unit) = OracleCalendar.Split(term);
        return number > unit switch { "M" => 12, "Q" => 4, "Y" => 1, "W" => 52, _ => 365 };
    }
}
