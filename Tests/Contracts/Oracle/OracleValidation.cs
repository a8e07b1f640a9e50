using System;
using System.Collections.Generic;
using System.Linq;

namespace Offboarding.Tests.Contracts.Oracle;

/// <summary>The list of what must be known, code by code in its order.</summary>
sealed class OracleValidation(OracleFacts facts, IReadOnlyList<Dictionary<string, string>> rules, DateOnly today)
{
    static readonly string[] ConsumerKinds = ["service", "supply", "works", "telecom"];

    public bool HasInitialTerm => facts["initial_term"] is not ("" or "none") || (facts["initial_term"] == "" && facts.Has("initial_end"));

    public DateOnly? InitialEnd =>
        facts["initial_term"] is not ("" or "none") ? facts.Date("start") is { } start ? OracleCalendar.TermEnd(start, facts["initial_term"]) : null
        : HasInitialTerm ? facts.Date("initial_end") : null;

    /// <summary>The row that stands in for the agreed fields; null: those count, or nothing does.</summary>
    public Dictionary<string, string>? Rule { get; private set; }

    public bool IsExcludedByLaw { get; private set; }

    public bool HasOwnOption { get; private set; }

    public List<string> Ordinary(string party)
    {
        var customer = party == "customer";
        var indefinite = facts["initial_term"] == "none";
        var unequal = facts["initial_term"] is not ("" or "none") && facts.Has("initial_end") && facts.Has("start") && InitialEnd != facts.Date("initial_end");
        var renewalConflict = indefinite && facts["renewal"] is "none" or "fixed" && indefinite;
        var concludedMatters = customer && facts["customer_type"] == "consumer" && HasInitialTerm
            && (facts["contract_kind"] == "telecom" || (facts["contract_kind"] is "service" or "supply" or "works" && facts["terms"] != "negotiated"));

        IsExcludedByLaw = party == "supplier" && facts["contract_kind"] == "energy_basic" && !facts.Flag("no_supply_duty");
        var judged = !facts.Yes("notice_excluded") && !IsExcludedByLaw && !(HasInitialTerm && facts["renewal"] == "none" && !facts.Yes("in_term_notice"));
        HasOwnOption = judged;

        var named = rules.FirstOrDefault(row => facts.Has("notice_rule") && row["rule_id"] == facts["notice_rule"]);
        var noSuchRule = facts.Has("notice_rule") && (named is null || named["kind"] == "right");
        var silent = !facts.Has("notice") && !facts.Has("cutoff");
        var filled = silent && !facts.Has("notice_rule") && !facts.Has("notice_after") && !facts.Has("anchor") && indefinite ? Default(party) : null;
        var noPeriod = judged && !facts.Has("notice_rule") && silent && filled is null;
        Rule = noSuchRule ? null : named ?? filled;

        var anchor = Rule is null ? facts.Has("notice_rule") ? "" : facts["anchor"] : Rule["anchor"];
        var runsOn = indefinite || (HasInitialTerm && facts["renewal"] == "indefinite");
        var byTerms = HasInitialTerm && facts["renewal"] is "none" or "fixed" && HasInitialTerm;
        var termUnclear = (!HasInitialTerm && !indefinite) || (HasInitialTerm && !facts.Has("renewal")) || renewalConflict;
        var anchorJudged = judged && !termUnclear;
        var isTermEnd = anchor is "" or "term_end";

        var start = facts.Date("start");
        return Codes(
            ("PARTY", party == ""),
            ("CUSTOMER_TYPE", customer && !facts.Has("customer_type")),
            ("CONTRACT_KIND", customer && !facts.Has("contract_kind")),
            ("CONCLUDED_ON", concludedMatters && !facts.Has("concluded_on")),
            ("START", start is null),
            ("TERM", !facts.Has("initial_term") && !facts.Has("initial_end")),
            ("INITIAL_TERM_CONFLICT", unequal || (indefinite && facts.Has("initial_end"))),
            ("RENEWAL", HasInitialTerm && !facts.Has("renewal")),
            ("RENEWAL_CONFLICT", renewalConflict),
            ("RENEWAL_TERM", HasInitialTerm && facts["renewal"] == "fixed" && !facts.Has("renewal_term")),
            ("NOTICE_PERIOD", noPeriod),
            ("NOTICE_CONFLICT", facts.Has("notice_rule") && (facts.Has("notice") || facts.Has("notice_after") || facts.Has("cutoff") || facts.Has("anchor"))),
            ("NOTICE_RULE", noSuchRule),
            ("ANCHOR", anchorJudged && runsOn && anchor == "" && !noPeriod && !noSuchRule),
            ("ANCHOR_VS_TERM", anchorJudged && byTerms && (facts.Yes("in_term_notice") ? isTermEnd : !isTermEnd)),
            ("ANCHOR_NEEDS_TERM", anchorJudged && indefinite && anchor == "term_end"),
            ("NOTICE_OUTSIDE_VVG_11_3", judged && facts["contract_kind"] == "insurance" && new[] { "notice", "notice_after" }.Any(column => facts.Has(column) && !IsVvg(facts[column]))),
            ("END_BEFORE_START", InitialEnd < start || facts.Date("max_end") < start),
            ("PLANNED_RECEIPT_PAST", facts.Date("planned_receipt") < today),
            ("NOTICE_RECEIPT_FUTURE", facts.Date("notice_received") > today),
            ("NOTICE_FORM", IsFormUnknown),
            ("SUSPENSION_TERM", facts.Flag("suspension_extends") && !facts.Has("initial_end")));
    }

    public List<string> Extraordinary() =>
        Codes(
            ("NOTICE_RECEIPT_FUTURE", facts.Date("notice_received") > today),
            ("NOTICE_FORM", IsFormUnknown),
            ("NOTICE_RECEIVED", !facts.Has("notice_received")),
            ("CAUSE_BASIS", !facts.Has("cause_basis")),
            ("CAUSE_KNOWN_ON", !facts.Has("cause_known_on")),
            ("CAUSE_CONFIRMED", !facts.Flag("cause_confirmed")));

    public bool IsFormTooWeak()
    {
        if (!facts.Has("notice_form")) return false;

        var giver = facts.Has("notice_by") ? facts["notice_by"] : facts["party"];
        var required = facts["required_form"];
        if (required.StartsWith("written", StringComparison.Ordinal) && giver == "customer" && facts["customer_type"] == "consumer"
            && facts["terms"] != "negotiated" && facts.Date("concluded_on") >= new DateOnly(2016, 10, 1))
        {
            required = "text";
        }

        var given = facts["notice_form"] switch { "oral" => 0, "letter" or "qes" => 2, _ => 1 };
        var needed = required switch { "" or "none" => 0, "written" => 2, _ => 1 };
        return given < needed;
    }

    bool IsFormUnknown => facts["required_form"] is not ("" or "none") && facts.Has("notice_received") && !facts.Has("notice_form");

    public static bool IsConsumerKind(string kind) => ConsumerKinds.Contains(kind, StringComparer.Ordinal);

    Dictionary<string, string>? Default(string party) =>
        rules.FirstOrDefault(row => row["kind"] == "default" && row["mode"] == "auto"
            && (row["party"] == "both" || row["party"] == party)
            && Fits(row["contract_kinds"], facts["contract_kind"])
            && Fits(row["pay_periods"], facts["pay_period"])
            && (row["needs"] == "" || facts.Flag(row["needs"])));

    public static bool Fits(string list, string value) => list == "" || (value != "" && list.Split('|').Contains(value, StringComparer.Ordinal));

    static bool IsVvg(string notice)
    {
        if (notice.Contains('+', StringComparison.Ordinal)) return false;

        var (number, unit) = OracleCalendar.Split(notice);
        return unit switch { "M" => number is 1 or 2 or 3, "Q" => number == 1, "W" => number is >= 5 and <= 12, "D" => number is >= 31 and <= 84, _ => false };
    }

    static List<string> Codes(params (string Code, bool Applies)[] codes) => [.. codes.Where(code => code.Applies).Select(code => code.Code)];
}
