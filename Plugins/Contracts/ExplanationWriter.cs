using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>Retells an evaluation step by step. It computes nothing that decides: it asks the same options for their parts.</summary>
sealed class ExplanationWriter
{
    const int MostHolidays = 20;        // more are counted, not named

    readonly ContractEvaluation evaluation;
    readonly ContractFacts facts;
    readonly Language language;
    readonly List<ExplainedStep> steps = [];

    internal ExplanationWriter(ContractEvaluation evaluation, Language language)
    {
        this.evaluation = evaluation;
        this.language = language;
        facts = evaluation.Facts;
    }

    internal IReadOnlyList<ExplainedStep> Write()
    {
        foreach (var code in evaluation.Missing) Add(ContractOutput.Missing, ContractMessages.Remedy(evaluation, code, language));
        if (evaluation.Status == ContractStatus.UnknownData) return steps;

        Terms();
        Deadline(ContractOutput.LatestNoticeDate, evaluation.LatestNoticeDate, evaluation.CurrentTermEnd);
        EarliestEnd();
        Deadline(ContractOutput.LatestNoticeForEarliest, evaluation.LatestNoticeForEarliest, evaluation.EarliestEnd);
        if (evaluation.LatestNoticeForEarliest is { } d1)
        {
            if (evaluation.PracticalNoticeDate is not null)
            {
                Say(ContractOutput.PracticalNoticeDate, "practical", "deadline", Day(d1));
                PassedOver(ContractOutput.PracticalNoticeDate, holidays => holidays.WorkingDayUntil(d1));
            }

            if (evaluation.NextWindowEnd is not null) Say(ContractOutput.NextWindowEnd, "window", "deadline", Day(d1));
        }

        Deadline(ContractOutput.NextWindowNotice, evaluation.NextWindowNotice, evaluation.NextWindowEnd);
        Deactivation();
        foreach (var alert in ContractMessages.Alerts(evaluation, language)) Add(ContractOutput.Alerts, alert);
        new SettlementWording(evaluation, language).Write(Add);
        return steps;
    }

    void Terms()
    {
        if (evaluation.Ordinary?.Term is not { } term || evaluation.CurrentTermStart is not { } start) return;

        var end = evaluation.CurrentTermEnd;
        if (term.IsIndefiniteOn(evaluation.Today.GetValueOrDefault())) Say(ContractOutput.CurrentTermStart, "term.indefinite", "start", Day(start));
        else if (start == term.Start) Say(ContractOutput.CurrentTermEnd, "term.initial", "start", Day(start), "end", Day(term.InitialEnd));
        else Say(ContractOutput.CurrentTermEnd, "term.renewed", "t0", Day(term.InitialEnd), "length", Wording.Of(term.RenewalTerm, language), "start", Day(start), "end", Day(end));

        if (end is not null && end == term.MaxEnd) Say(ContractOutput.CurrentTermEnd, "term.cut", "max", Day(end));
        if (ContractTerm.IsRenewalCapped(facts)) Say(ContractOutput.CurrentTermEnd, "term.insurance", "length", Wording.Of(facts.RenewalTerm.GetValueOrDefault(), language));
        if (evaluation.NextRenewalStart is not null) Say(ContractOutput.NextRenewalStart, "next.term");
        if (evaluation.RenewedTermEnd is not null) Say(ContractOutput.RenewedTermEnd, "next.end");
    }

    void EarliestEnd()
    {
        const string Output = ContractOutput.EarliestEnd;
        if (evaluation.EarliestEnd is not { } end)
        {
            Say(Output, "end.none");
            return;
        }

        switch (evaluation.Basis)
        {
            case "expiry": Say(Output, "end.expiry", "end", Day(end)); break;
            case "mutual": Say(Output, "end.mutual"); break;
            case "extraordinary": Say(Output, "end.extraordinary", "receipt", Day(facts.NoticeReceived)); break;
            default: EndByNotice(end); break;
        }

        if (evaluation.Ordinary is not null && evaluation.IsNoticeGiven && facts.TargetEnd is { } target) Say(Output, "end.target", "target", Day(target));
    }

    void EndByNotice(LocalDate end)
    {
        const string Output = ContractOutput.EarliestEnd;
        if (evaluation.Ordinary is not { } ordinary || evaluation.Receipt is not { } receipt) return;

        foreach (var option in ordinary.Search.Options)
        {
            if (option.Basis != evaluation.Basis) continue;

            var start = ordinary.Term.Start;
            var length = option.LengthFor(end);
            Say(Output, "end.notice",
                "who", ContractTexts.Template(evaluation.Party == Party.Customer ? "explain.who.customer" : "explain.who.supplier", language),
                "receipt", Day(receipt),
                "length", Wording.Of(length, receipt, start, language),
                "through", Day(Through(length, receipt, start)),
                "anchor", Ends(option, end, ordinary),
                "end", Day(end));
            PassedOver(Output, holidays => length.EndAfter(receipt, start, holidays));
            if (option.CutOff is { } cutOff) Say(Output, "end.cutoff", "end", Day(end), "cutoff", Day(cutOff.LatestReceipt(end, facts.Holidays)), "words", Wording.Of(cutOff, language));
            if (option is AgreedNotice && facts.Shift193) Say(Output, "end.shift");
            if (option is AgreedNotice && facts.MinCommitmentUntil is { } commitment) Say(Output, "end.commitment", "day", Day(commitment));
            if (option.Rule is { } rule) Say(Output, option is StatutoryRight ? "end.right" : "end.row", "source", rule.LegalSource, "rule", rule.ToString(), "first", RightWords(option));
            return;
        }
    }

    string Ends(NoticeOption option, LocalDate end, OrdinaryNotice ordinary)
    {
        if (option is StatutoryRight) return RightWords(option);
        if (ordinary.Clause is not { } clause) return "";

        // T0 and the ends of renewals are ends beside what the anchor names.
        return Wording.Of(end == ordinary.Term.FirstTermEnd(end) ? Anchor.TermEnds : clause.Anchor, language);
    }

    string RightWords(NoticeOption option)
    {
        if (option is not StatutoryRight { Rule: { } rule } right) return "";

        var key = rule.Then switch { RightEnds.AnyDay => "right.any_day", RightEnds.Every => "right.every", _ => "right.contract_year_end" };
        var from = rule.Then == RightEnds.AnyDay && !rule.FirstIncluded ? right.First.PlusDaysOrNull(1) : right.First;
        return Text(key, "day", Day(from), "length", Wording.Of(rule.EveryTerm, language));
    }

    void Deadline(string output, LocalDate? deadline, LocalDate? end)
    {
        if (deadline is not { } latest || end is not { } day || evaluation.Ordinary is not { } ordinary) return;
        if (ordinary.Search.Deadline(day, out var option) is null || option is null) return;

        var unshifted = option.UnshiftedReceipt(day) ?? latest;
        var length = option.LengthFor(day);
        var start = ordinary.Term.Start;
        var words = Wording.Of(length, unshifted, start, language);
        if (option.CutOff is { } cutOff)
        {
            Say(output, "deadline.cutoff", "end", Day(day), "deadline", Day(latest), "cutoff", Day(cutOff.LatestReceipt(day, facts.Holidays)), "words", Wording.Of(cutOff, language), "length", words);
        }
        else
        {
            var late = unshifted.PlusDaysOrNull(1);
            Say(output, "deadline", "end", Day(day), "length", words, "deadline", Day(unshifted),
                "through", Day(Through(length, unshifted, start)),
                "late", Day(late), "lateThrough", Day(late is { } next ? Through(length, next, start) : null));
        }

        PassedOver(output, holidays => length.LatestReceipt(day, start, holidays));
        if (option.CutOff is { } fixedDay) PassedOver(output, holidays => fixedDay.LatestReceipt(day, holidays));

        if (unshifted == latest) return;

        Say(output, "deadline.shifted", "unshifted", Day(unshifted), "deadline", Day(latest));
        PassedOver(output, holidays => holidays.WorkingDayFrom(unshifted));
    }

    /// <summary>Null: after the year 9999, or in a year on which no date depends and whose holidays are unknown.</summary>
    LocalDate? Through(NoticeLength length, LocalDate receipt, LocalDate start)
    {
        try
        {
            return length.EndAfter(receipt, start, facts.Holidays);
        }
        catch (HolidaysUnknownException)
        {
            return null;
        }
    }

    /// <summary>Names the holidays that moved a date: those that would have counted, had they been ordinary days.</summary>
    void PassedOver(string output, Func<HolidaySet, LocalDate?> count)
    {
        var days = new SortedSet<LocalDate>();
        count(facts.Holidays.Noting(days));
        if (days.Count == 0) return;

        var calendar = facts.Holidays.Calendar;
        var named = days.Take(MostHolidays).Select(day => calendar?.On(day) is { } holiday ? Day(day) + " (" + NameOf(holiday) + ")" : Day(day)).ToList();
        if (days.Count > MostHolidays) named.Add(Text("holidays.more", "count", Wording.Text(days.Count - MostHolidays)));
        Say(output, calendar is null ? "holidays.listed" : "holidays", "calendar", calendar?.Code ?? "", "days", string.Join(", ", named));
    }

    string NameOf(Holiday holiday) => language == Language.German ? holiday.NameDe : holiday.NameEn;

    void Deactivation()
    {
        Say(ContractOutput.DeactivationAllowed, evaluation.IsDeactivationAllowed ? "allowed.yes" : "allowed.no");
        if (evaluation.EarliestEnd is { } end && evaluation.EarliestDeactivation is not null)
        {
            Say(ContractOutput.EarliestDeactivation, "ready", "end", Day(end), "days", Wording.Text(DeactivationRule.PostEndDays(facts, end)));
        }
    }

    string Day(LocalDate? day) => day is { } known ? language.Text(known) : "–";

    void Say(string output, string key, params string[] values) => Add(output, Text(key, values));

    string Text(string key, params string[] values) => ContractTexts.Format("explain." + key, language, place => ValueOf(place, values));

    void Add(string output, string text) => steps.Add(new ExplainedStep(output, evaluation.Output(output), text));

    internal static string? ValueOf(string place, string[] values)
    {
        var index = Array.IndexOf(values, place);
        return index >= 0 ? values[index + 1] : null;
    }
}
