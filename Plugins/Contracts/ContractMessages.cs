using System;
using System.Collections.Generic;
using System.Globalization;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>What people read of an evaluation: contract, date, next step. Without codes, ids and logical names.</summary>
public static class ContractMessages
{
    /// <summary>One or two sentences: where the contract stands and what to do by when.</summary>
    /// <param name="evaluation">What was found.</param>
    /// <param name="contractNumber">As people know the contract, as V-2041.</param>
    /// <param name="language">Language of the reader.</param>
    public static string For(ContractEvaluation evaluation, string contractNumber, Language language)
    {
        return ContractTexts.Format(KeyFor(evaluation), language, ValueOf);

        string? ValueOf(string place) =>
            place switch
            {
                "c" => contractNumber,
                "currentEnd" => Day(evaluation.CurrentTermEnd),
                "d1" => Day(evaluation.LatestNoticeForEarliest),
                "practical" => Day(evaluation.PracticalNoticeDate),
                "nextEnd" => Day(evaluation.NextWindowEnd),
                "renewal" => Day(evaluation.NextRenewalStart),
                "end" => Day(evaluation.EarliestEnd),
                "endsOn" => Day(evaluation.EndsOn),
                "ready" => Day(evaluation.ReadyAfterEnd),
                "missing" => MissingIn(evaluation, language),
                _ => null,
            };

        string? Day(LocalDate? day) => day is { } known ? language.Text(known) : null;
    }

    /// <summary>What is wrong with one fact and what to do, for a code of <see cref="ContractEvaluation.Missing"/>.</summary>
    /// <param name="evaluation">The evaluation that reported the code.</param>
    /// <param name="code">A code of <see cref="MissingFact"/>; after <c>BAD_VALUE:</c> the name of the fact, after <c>HOLIDAY_YEAR:</c> the year.</param>
    /// <param name="language">Language of the reader.</param>
    public static string Remedy(ContractEvaluation evaluation, string code, Language language) => Missing("remedy.", evaluation, code, language);

    /// <summary>One sentence for each alert of an evaluation, in their order.</summary>
    public static IReadOnlyList<string> Alerts(ContractEvaluation evaluation, Language language)
    {
        var sentences = new List<string>();
        foreach (var code in StatusCodes.CodesOf(evaluation.Alerts).Split([';'], StringSplitOptions.RemoveEmptyEntries))
        {
            sentences.Add(ContractTexts.Format("alert." + code, language, ValueOf));
        }

        return sentences;

        string? ValueOf(string place) =>
            place switch
            {
                "rule" => evaluation.Ordinary?.Clause?.Rule?.LegalSource,
                "basis" => evaluation.Ordinary?.SourceOf(evaluation.Basis),
                "target" => evaluation.Facts.TargetEnd is { } target ? language.Text(target) : null,
                "end" => evaluation.EarliestEnd is { } end ? language.Text(end) : null,
                "days" => evaluation.EarliestEnd is { } last ? DeactivationRule.PostEndDays(evaluation.Facts, last).ToString(CultureInfo.InvariantCulture) : null,
                _ => null,
            };
    }

    /// <summary>Name of a fact as people know it.</summary>
    /// <exception cref="KeyNotFoundException">There is no such fact.</exception>
    public static string FactLabel(string fact, Language language) => ContractTexts.Template("fact." + fact, language);

    static string KeyFor(ContractEvaluation evaluation)
    {
        switch (evaluation.Status)
        {
            case ContractStatus.UnknownData: return "status.unknown_data";
            case ContractStatus.NoOrdinaryNotice: return "status.no_ordinary_notice";
            case ContractStatus.Ended: return evaluation.ReadyAfterEnd is null ? "status.ending.never_ready" : "status.ended";
            case ContractStatus.Ending: return evaluation.ReadyAfterEnd is null ? "status.ending.never_ready" : "status.ending";
            case ContractStatus.NoticeOpen when !(evaluation.EarliestEnd < evaluation.CurrentTermEnd): return NoticeOpenKey(evaluation);
            case ContractStatus.NoticeMissed or ContractStatus.Committed when evaluation.NextRenewalStart is not null:
                return evaluation.LatestNoticeForEarliest is null ? "status.renews.by_expiry" : "status.renews";
            default:
                if (evaluation.EarliestEnd is null) return "status.no_ordinary_notice";

                return evaluation.LatestNoticeForEarliest is null ? "status.running.by_expiry" : "status.running";
        }
    }

    // The day to plan for is named only while it can be kept.
    static string NoticeOpenKey(ContractEvaluation evaluation) =>
        "status.notice_open"
        + (evaluation.NextWindowEnd is null ? ".last_chance" : "")
        + (evaluation.PracticalNoticeDate >= evaluation.Today ? "" : ".late_plan");

    static string MissingIn(ContractEvaluation evaluation, Language language)
    {
        var parts = new List<string>();
        foreach (var code in evaluation.Missing) parts.Add(Missing("missing.", evaluation, code, language));
        return string.Join("; ", parts);
    }

    static string Missing(string kind, ContractEvaluation evaluation, string code, Language language)
    {
        var colon = code.IndexOf(':');
        var fact = colon < 0 ? null : code.Substring(colon + 1);
        return ContractTexts.Format(kind + (colon < 0 ? code : code.Substring(0, colon)), language, ValueOf);

        string? ValueOf(string place) =>
            place switch
            {
                "law" => evaluation.Facts.Law,
                "calendar" => evaluation.Facts.Holidays.Calendar?.Code,
                "year" => fact,
                "rule" => evaluation.Facts.NoticeRule,
                "fact" => fact is null ? null : IsKnown(fact) ? FactLabel(fact, language) : fact,
                "value" => fact is not null && evaluation.Facts.TextOf(fact) is { } text ? " (" + text + ")" : "",
                "expected" => fact is not null && IsKnown(fact) ? ContractTexts.Template("expected." + fact, language) : ContractTexts.Template("expected.notice_rule", language),
                _ => null,
            };
    }

    static bool IsKnown(string fact) => fact == Fact.Today || ((ICollection<string>)Fact.All).Contains(fact);
}
