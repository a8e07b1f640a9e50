using System.Collections.Generic;
using System.Globalization;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>
/// Judges one contract on one day: how and when it ends, until when notice must be received, from when the account may be deactivated.
/// The same facts, rules and day give the same answer; nothing here knows a clock, a locale or a time zone.
/// </summary>
public static class ContractRule
{
    /// <summary>Judges one contract on one day.</summary>
    /// <param name="facts">What is known of the contract.</param>
    /// <param name="rules">Rule rows; those not valid today are ignored. Whoever judges many contracts asks <see cref="NoticeRules.ValidOn"/> once.</param>
    /// <param name="today">Local day of whoever asks; null: it could not be read, which is reported as <c>BAD_VALUE:today</c>.</param>
    /// <param name="calendars">
    /// Holiday calendars; null: none, so that a contract that names one cannot be judged. They must know every year of which a day is counted:
    /// from the earliest receipt looked at to the end of the next window. A year that they do not know leaves the contract unknown.
    /// </param>
    /// <returns>Never null. What is missing or contradictory gives <see cref="ContractStatus.UnknownData"/>, never a guess.</returns>
    public static ContractEvaluation Evaluate(ContractFacts facts, NoticeRules rules, LocalDate? today, HolidayCalendars? calendars = null)
    {
        if (calendars is not null || facts.HolidayCalendar is not null) facts = facts.With(calendars ?? HolidayCalendars.None);
        if (Unreadable(facts, today) is { } unreadable) return Unknown(facts, today, unreadable);

        try
        {
            return ByPath(facts, rules, today.GetValueOrDefault());
        }
        catch (HolidaysUnknownException unknown)
        {
            return Unknown(facts, today, [unknown.Year is { } year ? MissingFact.HolidayYear + ":" + year.ToString(CultureInfo.InvariantCulture) : MissingFact.HolidayCalendar]);
        }
    }

    static ContractEvaluation ByPath(ContractFacts facts, NoticeRules rules, LocalDate today)
    {
        var valid = rules.ValidOn(today);
        return facts.Termination switch
        {
            Termination.Mutual => Mutual(facts, today),
            Termination.Extraordinary => Extraordinary(facts, valid, today),
            _ => Ordinary(facts, valid, today, facts.NoticeReceived is not null, ContractAlerts.None),
        };
    }

    static List<string>? Unreadable(ContractFacts facts, LocalDate? today)
    {
        List<string>? missing = null;
        if (facts.Law != "DE") (missing ??= []).Add(MissingFact.Law);

        var names = facts.Unreadable;
        if (today is null || IsTermBeyondCalendar(facts))
        {
            var sorted = new SortedSet<string>(names, System.StringComparer.Ordinal);
            if (today is null) sorted.Add(Fact.Today);
            if (IsTermBeyondCalendar(facts)) sorted.Add(Fact.InitialTerm);
            names = [.. sorted];
        }

        foreach (var name in names) (missing ??= []).Add(MissingFact.BadValue + ":" + name);
        return missing;
    }

    static bool IsTermBeyondCalendar(ContractFacts facts) => facts.InitialTerm is { } term && facts.Start is { } start && term.TermEnd(start) is null;

    static ContractEvaluation Mutual(ContractFacts facts, LocalDate today)
    {
        var missing = new List<string>();
        if (facts.AgreedEnd < facts.Start) missing.Add(MissingFact.EndBeforeStart);
        if (facts.AgreedEnd is null) missing.Add(MissingFact.AgreedEnd);
        if (facts.AgreedEnd is not { } end || missing.Count > 0) return Unknown(facts, today, missing);

        return Settled(facts, today, end, "mutual");
    }

    static ContractEvaluation Extraordinary(ContractFacts facts, NoticeRules rules, LocalDate today)
    {
        if (ExtraordinaryNotice.Missing(facts, today) is { Count: > 0 } missing) return Unknown(facts, today, missing);

        var alerts = ExtraordinaryNotice.Defects(facts);
        return alerts == ContractAlerts.None
            ? Settled(facts, today, ExtraordinaryNotice.End(facts), "extraordinary")
            : Ordinary(facts, rules, today, noticeCounts: false, alerts);
    }

    /// <summary>The end is settled by agreement or good cause: the terms are not looked at.</summary>
    static ContractEvaluation Settled(ContractFacts facts, LocalDate today, LocalDate end, string basis)
    {
        var evaluation = new ContractEvaluation(facts, today) { EarliestEnd = end, EndsOn = end, Basis = basis, IsNoticeGiven = true };
        return Finish(evaluation, today, end < today ? ContractStatus.Ended : ContractStatus.Ending, ContractAlerts.None);
    }

    static ContractEvaluation Ordinary(ContractFacts facts, NoticeRules rules, LocalDate today, bool noticeCounts, ContractAlerts alerts)
    {
        if (noticeCounts && NoticeFormRule.IsTooWeak(facts)) return Ordinary(facts, rules, today, false, ContractAlerts.NoticeFormInvalid);

        var party = noticeCounts ? facts.NoticeBy ?? facts.Party : facts.Party;
        var validation = OrdinaryValidation.Of(facts, rules, today, party);
        if (validation.Missing is { } missing) return Unknown(facts, today, missing);

        var receipt = noticeCounts ? facts.NoticeReceived.GetValueOrDefault() : facts.PlannedReceipt ?? today;
        var notice = OrdinaryNotice.Of(facts, rules, validation, party, receipt, today);
        var end = noticeCounts ? notice.Search.Earliest(receipt, facts.TargetEnd is { } target && target >= receipt ? target : receipt) : notice.Search.Earliest(receipt);

        // A notice that can end nothing counts as not given: the other questions are then the party's own.
        if (noticeCounts && end is null) return Ordinary(facts, rules, today, false, alerts);

        var evaluation = new ContractEvaluation(facts, today)
        {
            Party = party,
            Receipt = receipt,
            IsNoticeGiven = noticeCounts,
            Ordinary = notice,
            EarliestEnd = end?.Day,
            Basis = end is { } found ? found.Option?.Basis ?? "expiry" : null,
            EndsOn = noticeCounts ? end?.Day : notice.Term.Expiry,
        };
        var ended = evaluation.EndsOn < today;
        if (!ended) AddTerms(evaluation, notice.Term, today);
        if (!ended && !noticeCounts) AddWindows(evaluation, notice.Search);

        alerts |= AlertsOf(evaluation, validation, end?.Option?.Rule);
        return Finish(evaluation, today, StatusOf(evaluation, notice.Term, today), alerts);
    }

    static void AddTerms(ContractEvaluation evaluation, ContractTerm term, LocalDate today)
    {
        evaluation.CurrentTermStart = term.StartOfTermOn(today);
        evaluation.CurrentTermEnd = term.EndOfTermOn(today);

        var goesOn = term.Renewal != Renewal.None && evaluation.CurrentTermEnd is not null && !(evaluation.EndsOn <= evaluation.CurrentTermEnd);
        if (!goesOn || evaluation.CurrentTermEnd?.PlusDaysOrNull(1) is not { } next) return;

        evaluation.NextRenewalStart = next;
        evaluation.RenewedTermEnd = term.EndOfTermOn(next);
    }

    static void AddWindows(ContractEvaluation evaluation, EndSearch search)
    {
        if (evaluation.CurrentTermEnd is { } termEnd) evaluation.LatestNoticeDate = search.Deadline(termEnd);
        if (evaluation.EarliestEnd is not { } end || search.Deadline(end) is not { } latest) return;

        evaluation.LatestNoticeForEarliest = latest;
        evaluation.PracticalNoticeDate = evaluation.Facts.Holidays.WorkingDayUntil(latest);
        if (latest.PlusDaysOrNull(1) is not { } late || search.Earliest(late) is not { } next) return;

        evaluation.NextWindowEnd = next.Day;
        evaluation.NextWindowNotice = search.Deadline(next.Day);
    }

    static ContractAlerts AlertsOf(ContractEvaluation evaluation, OrdinaryValidation validation, NoticeRule? basis)
    {
        var facts = evaluation.Facts;
        var alerts = ContractAlerts.None;
        if (validation.Clause is { IsStatutoryDefault: true }) alerts |= ContractAlerts.StatutoryDefault;
        if (basis is { Kind: RuleKind.Right }) alerts |= ContractAlerts.StatutoryRight;
        if (basis is { Kind: RuleKind.Right, EndIsLatest: true }) alerts |= ContractAlerts.EndIsLatest;
        if (validation.IsExcludedByLaw) alerts |= ContractAlerts.NoticeExcludedByLaw;
        if (facts.NoticeReceived is not null && evaluation.IsNoticeGiven && facts.TargetEnd is { } target && evaluation.EarliestEnd != target) alerts |= ContractAlerts.TargetMoved;

        var overCap = evaluation.Party == Party.Customer && ConsumerTermLimits.AreExceeded(facts, evaluation.Ordinary!.Term, validation.NamedRule);
        return overCap || ContractTerm.IsRenewalCapped(facts) ? alerts | ContractAlerts.ClauseOverCap : alerts;
    }

    static ContractStatus StatusOf(ContractEvaluation evaluation, ContractTerm term, LocalDate today)
    {
        if (evaluation.EndsOn < today) return ContractStatus.Ended;
        if (evaluation.IsNoticeGiven) return ContractStatus.Ending;
        if (today < term.Start) return ContractStatus.NotStarted;

        var isIndefinite = term.IsIndefiniteOn(today);
        if (!isIndefinite && term.Expiry is { } expiry && evaluation.CurrentTermEnd == expiry) return ContractStatus.Ending;
        if (evaluation.EarliestEnd is null) return ContractStatus.NoOrdinaryNotice;
        if (isIndefinite) return ContractStatus.Running;
        if (evaluation.LatestNoticeDate is not { } latest) return ContractStatus.Committed;

        return evaluation.Receipt <= latest ? ContractStatus.NoticeOpen : ContractStatus.NoticeMissed;
    }

    /// <summary>What every path shares: alerts on facts, deactivation, money; and that services going on after the end are a new question.</summary>
    static ContractEvaluation Finish(ContractEvaluation evaluation, LocalDate today, ContractStatus status, ContractAlerts alerts)
    {
        var facts = evaluation.Facts;
        if (status == ContractStatus.Ended && facts.Has(ContractFlags.StillPerformed)) return Unknown(facts, today, [MissingFact.ContinuedAfterExpiry]);

        evaluation.Status = status;
        if (facts.Has(ContractFlags.Suspended)) alerts |= ContractAlerts.Suspended;
        if (facts.Has(ContractFlags.OpenServices)) alerts |= ContractAlerts.OpenServices;
        if (evaluation.EarliestEnd is { } end)
        {
            evaluation.EarliestDeactivation = DeactivationRule.FirstDayAfter(facts, end);
            if (DeactivationRule.PostEndDays(facts, end) > 0) alerts |= ContractAlerts.PostEndDuties;
        }

        evaluation.IsDeactivationAllowed = DeactivationRule.IsAllowed(evaluation, today);
        evaluation.ExitFee = SettlementRule.ExitFee(evaluation, ref alerts);
        evaluation.Refund = SettlementRule.Refund(evaluation);
        evaluation.Alerts = alerts;
        return evaluation;
    }

    static ContractEvaluation Unknown(ContractFacts facts, LocalDate? today, IReadOnlyList<string> missing) =>
        new(facts, today) { Status = ContractStatus.UnknownData, Missing = missing };
}
