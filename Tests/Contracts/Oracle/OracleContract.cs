using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Offboarding.Tests.Contracts.Oracle;

/// <summary>
/// The rules on contract terms read word by word: paths, options, outputs, status, money. Slow on purpose; every end and every deadline is
/// found by trying day after day.
/// </summary>
sealed class OracleContract
{
    readonly OracleFacts facts;
    readonly IReadOnlyList<Dictionary<string, string>> rules;
    readonly OracleCalendar calendar;
    readonly DateOnly today;
    readonly HashSet<string> alerts = [];
    readonly Dictionary<string, string> outputs = new(StringComparer.Ordinal) { ["status"] = "unknown_data", ["deactivation_allowed"] = "no" };

    OracleContract(OracleFacts facts, IReadOnlyList<Dictionary<string, string>> rules)
    {
        this.facts = facts;
        this.rules = rules;
        calendar = new OracleCalendar(facts.Holidays());
        today = facts.Date("today")!.Value;
    }

    /// <summary>The outputs by name; one that is not there is blank.</summary>
    public static IReadOnlyDictionary<string, string> Evaluate(IReadOnlyDictionary<string, string> columns, IReadOnlyList<Dictionary<string, string>> rules)
    {
        var read = new OracleFacts(columns);
        var unreadable = read.Unreadable().ConvertAll(column => "BAD_VALUE:" + column);
        if (read["law"] is not ("" or "DE")) unreadable.Insert(0, "LAW");
        if (unreadable.Count > 0) return Unknown(unreadable);

        return new OracleContract(read, rules).Judge();
    }

    /// <summary>The options of a contract without a notice received, for its party and planned receipt.</summary>
    public static IReadOnlyList<OracleOption> OptionsOf(IReadOnlyDictionary<string, string> columns, IReadOnlyList<Dictionary<string, string>> rules)
    {
        var read = new OracleFacts(columns);
        var day = read.Date("today")!.Value;
        var validation = new OracleValidation(read, rules, day);
        validation.Ordinary(read["party"]);
        return new OracleNotice(read, rules, new OracleCalendar(read.Holidays()), validation, read["party"], read.Date("planned_receipt") ?? day, day).Search.Options;
    }

    static Dictionary<string, string> Unknown(IEnumerable<string> codes) =>
        new(StringComparer.Ordinal) { ["status"] = "unknown_data", ["missing"] = string.Join(';', codes), ["deactivation_allowed"] = "no" };

    Dictionary<string, string> Judge() =>
        facts["termination"] switch
        {
            "mutual" => Mutual(),
            "extraordinary" => Extraordinary(),
            _ => Ordinary(facts.Has("notice_received")),
        };

    Dictionary<string, string> Mutual()
    {
        var end = facts.Date("agreed_end");
        if (end is null) return Unknown(["AGREED_END"]);
        if (end < facts.Date("start")) return Unknown(["END_BEFORE_START"]);

        return Settled(end.Value, "mutual");
    }

    Dictionary<string, string> Extraordinary()
    {
        var validation = new OracleValidation(facts, rules, today);
        var missing = validation.Extraordinary();
        if (missing.Count > 0) return Unknown(missing);

        var received = facts.Date("notice_received")!.Value;
        if (validation.IsFormTooWeak()) alerts.Add("NOTICE_FORM_INVALID");
        if (facts["cause_basis"] == "626" && received > calendar.NextWorkingDay(facts.Date("cause_known_on")!.Value.AddDays(14))) alerts.Add("EXTRAORDINARY_LATE");
        if (alerts.Count > 0) return Ordinary(false);

        return Settled(facts.Date("target_end") is { } target && target > received ? target : received, "extraordinary");
    }

    Dictionary<string, string> Settled(DateOnly end, string basis)
    {
        outputs["basis"] = basis;
        return Finish(end, end, end < today ? "ended" : "ending", null);
    }

    Dictionary<string, string> Ordinary(bool given)
    {
        var validation = new OracleValidation(facts, rules, today);
        if (given && validation.IsFormTooWeak())
        {
            alerts.Add("NOTICE_FORM_INVALID");
            given = false;
        }

        var party = given && facts.Has("notice_by") ? facts["notice_by"] : facts["party"];
        var missing = validation.Ordinary(party);
        if (missing.Count > 0) return Unknown(missing);

        var receipt = given ? facts.Date("notice_received")!.Value : facts.Date("planned_receipt") ?? today;
        var terms = new OracleNotice(facts, rules, calendar, validation, party, receipt, today);
        var target = given ? facts.Date("target_end") : null;
        var found = terms.Search.Earliest(receipt, target >= receipt ? target : null);
        if (given && found is null) return Ordinary(false);

        if (given && target is not null && found!.Value.End != target) alerts.Add("TARGET_MOVED");
        terms.AddAlerts(alerts, found?.Option);
        outputs["basis"] = found is null ? "" : found.Value.Option?.Basis ?? "expiry";
        var end = found?.End;
        var endsOn = given ? end : terms.Term.Expiry;
        var status = Report(terms, receipt, given, end, endsOn);
        return Finish(end, endsOn, status, endsOn < today ? null : terms.Term.On(today));
    }

    string Report(OracleNotice terms, DateOnly receipt, bool given, DateOnly? end, DateOnly? endsOn)
    {
        if (endsOn < today) return "ended";

        var term = terms.Term;
        var current = term.On(today);
        Put("current_term_start", current.Start);
        Put("current_term_end", current.End);
        if (term.Renewal != "none" && current.End is { } currentEnd && (endsOn is null || endsOn > currentEnd))
        {
            Put("next_renewal_start", currentEnd.AddDays(1));
            Put("renewed_term_end", term.On(currentEnd.AddDays(1)).End);
        }

        if (given) return "ending";

        var latest = current.End is { } termEnd ? terms.Search.Deadline(termEnd) : null;
        Put("latest_notice_date", latest);
        if (end is { } earliest && terms.Search.Deadline(earliest) is { } deadline)
        {
            Put("latest_notice_for_earliest", deadline);
            Put("practical_notice_date", calendar.LastWorkingDay(deadline));
            var window = terms.Search.Earliest(deadline.AddDays(1));
            Put("next_window_end", window?.End);
            Put("next_window_notice", window is { } next ? terms.Search.Deadline(next.End) : null);
        }

        if (today < term.Start) return "not_started";
        if (!term.IsIndefiniteOn(today) && term.Expiry is { } expiry && current.End == expiry) return "ending";
        if (end is null) return "no_ordinary_notice";
        if (term.IsIndefiniteOn(today)) return "running";
        if (latest is null) return "committed";

        return receipt <= latest ? "notice_open" : "notice_missed";
    }

    Dictionary<string, string> Finish(DateOnly? end, DateOnly? endsOn, string status, (DateOnly Start, DateOnly? End)? current)
    {
        if (endsOn < today && facts.Flag("still_performed")) return Unknown(["CONTINUED_AFTER_EXPIRY"]);

        outputs["status"] = status;
        Put("earliest_end", end);
        Put("ends_on", endsOn);
        if (end is { } earliest)
        {
            var days = facts.Has("post_end_days") ? int.Parse(facts["post_end_days"], CultureInfo.InvariantCulture) : 0;
            if (facts["contract_kind"] == "saas" && earliest >= new DateOnly(2025, 9, 12)) days = Math.Max(days, 30);
            if (days > 0) alerts.Add("POST_END_DUTIES");
            var ready = earliest.AddDays(days + 1);
            Put("earliest_deactivation", ready);
            if (status == "ended" && today >= ready && !facts.Flag("open_services")) outputs["deactivation_allowed"] = "yes";
        }

        if (facts.Flag("suspended")) alerts.Add("SUSPENDED");
        if (facts.Flag("open_services")) alerts.Add("OPEN_SERVICES");
        Put("exit_fee", ExitFee(end, current));
        Put("refund", Refund(end));
        outputs["alerts"] = string.Join(';', AlertOrder.Where(alerts.Contains));
        return outputs;
    }

    decimal? ExitFee(DateOnly? end, (DateOnly Start, DateOnly? End)? current)
    {
        if (!facts.Has("fee_kind") || facts.Date("exit_date") is not { } exit) return null;
        if (facts["fee_kind"] == "none" || exit >= end) return 0;

        decimal? fee = null;
        if (end is { } last)
        {
            if (facts["fee_kind"] == "fixed") fee = facts.Amount("fee_amount");
            if (facts["fee_kind"] == "remaining_instalments" && facts.Amount("monthly_fee") is { } monthly)
            {
                var months = 0;
                while (OracleCalendar.TermEnd(exit.AddDays(1), months + 1) <= last) months++;
                var rest = last.DayNumber - OracleCalendar.TermEnd(exit.AddDays(1), months).DayNumber;
                fee = monthly * (facts.Amount("fee_rate") ?? 100) * ((months * 30) + rest) / 3000;
            }

            if (facts["fee_kind"] == "declining" && facts.Amount("fee_amount") is { } amount && current is { End: { } termEnd } term)
            {
                var length = termEnd.DayNumber - term.Start.DayNumber + 1;
                fee = amount * Math.Min(last.DayNumber - exit.DayNumber, length) / length;
            }
        }

        if (fee is null) alerts.Add("FEE_UNKNOWN");
        return fee;
    }

    decimal? Refund(DateOnly? end)
    {
        if (facts.Amount("prepaid_amount") is not { } amount || facts.Date("prepaid_from") is not { } from || facts.Date("prepaid_to") is not { } to) return null;
        if (to < from || (facts.Date("exit_date") ?? end) is not { } last) return null;

        var all = Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays).ToList();
        return amount * all.Count(day => day > last) / all.Count;
    }

    void Put(string name, DateOnly? day) => outputs[name] = OracleCalendar.Iso(day);

    void Put(string name, decimal? amount) =>
        outputs[name] = amount is { } money ? decimal.Round(money, 2, MidpointRounding.AwayFromZero).ToString("0.00", CultureInfo.InvariantCulture) : "";

    static readonly string[] AlertOrder =
    [
        "STATUTORY_DEFAULT", "STATUTORY_RIGHT", "CLAUSE_OVER_CAP", "NOTICE_EXCLUDED_BY_LAW", "NOTICE_FORM_INVALID", "EXTRAORDINARY_LATE", "TARGET_MOVED",
        "END_IS_LATEST", "SUSPENDED", "POST_END_DUTIES", "OPEN_SERVICES", "FEE_UNKNOWN",
    ];
}
