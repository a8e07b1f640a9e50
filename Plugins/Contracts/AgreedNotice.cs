using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>The own option: what the contract says on notice, or the rule row that stands in for it.</summary>
sealed class AgreedNotice : NoticeOption
{
    readonly NoticeClause clause;
    readonly ContractTerm term;
    readonly LocalDate earliest;            // minimum commitment, else the start
    readonly bool inTermNotice;
    readonly bool termEndExcluded;
    readonly bool shift193;
    readonly HolidaySet holidays;

    internal AgreedNotice(NoticeClause clause, ContractTerm term, ContractFacts facts)
        : base(clause.Rule?.Id ?? "contract", clause.Rule)
    {
        this.clause = clause;
        this.term = term;
        earliest = LocalDate.Max(term.Start, facts.MinCommitmentUntil ?? term.Start);
        inTermNotice = facts.InTermNotice;
        termEndExcluded = facts.TermEndExcluded;
        shift193 = facts.Shift193;
        holidays = facts.Holidays;
    }

    internal override LocalDate? FirstEnd(LocalDate from, LocalDate receipt)
    {
        from = LocalDate.Max(LocalDate.Max(from, receipt), earliest);

        // With the shift, whatever is in time for the first rest day before the receipt is in time for the receipt.
        var counted = shift193 ? FirstOfRestDaysBefore(receipt) : receipt;
        if (clause.CutOff is { } cutOff)
        {
            if (cutOff.FirstEnd(counted, holidays) is not { } byCutOff) return null;
            from = LocalDate.Max(from, byCutOff);
        }

        if (term.InitialEnd is not { } initialEnd) return After(clause.Length) is { } day ? FirstOnAnchor(day) : null;

        if (After(clause.Length) is { } within && within <= initialEnd && FirstUntil(within, initialEnd) is { } early) return early;

        return initialEnd.PlusDaysOrNull(1) is { } next && After(clause.LengthAfter) is { } later ? FirstBeyond(LocalDate.Max(later, next)) : null;

        LocalDate? After(NoticeLength length) =>
            length.EndAfter(counted, term.Start, holidays) is { } end ? LocalDate.Max(from, end) : null;
    }

    internal override bool IsEnd(LocalDate end)
    {
        if (end < earliest) return false;
        if (term.InitialEnd is not { } initialEnd) return IsOnAnchor(end);
        if (end < initialEnd) return inTermNotice && IsOnAnchor(end);
        if (end == initialEnd) return IsInitialEndAnEnd(end);

        return term.Renewal switch
        {
            Renewal.Fixed => term.FirstTermEnd(end) == end || (inTermNotice && IsOnAnchor(end)),
            Renewal.Indefinite => IsOnAnchor(end),
            _ => false,
        };
    }

    internal override CutOff? CutOff => clause.CutOff;

    internal override LocalDate? LatestReceipt(LocalDate end)
    {
        var latest = UnshiftedReceipt(end);
        return shift193 && latest is { } day ? LocalDate.Min(end, holidays.WorkingDayFrom(day) ?? end) : latest;
    }

    internal override LocalDate? UnshiftedReceipt(LocalDate end)
    {
        if (LengthFor(end).LatestReceipt(end, term.Start, holidays) is not { } latest) return null;
        if (clause.CutOff is not { } cutOff) return latest;

        return cutOff.LatestReceipt(end, holidays) is { } cutOffDay ? LocalDate.Min(latest, cutOffDay) : null;
    }

    internal override NoticeLength LengthFor(LocalDate end) => term.InitialEnd is { } initialEnd && end > initialEnd ? clause.LengthAfter : clause.Length;

    LocalDate? FirstUntil(LocalDate from, LocalDate initialEnd)
    {
        if (inTermNotice && FirstOnAnchor(from) is { } onAnchor && onAnchor < initialEnd) return onAnchor;

        return IsInitialEndAnEnd(initialEnd) ? initialEnd : null;
    }

    LocalDate? FirstBeyond(LocalDate from) =>
        term.Renewal switch
        {
            Renewal.Fixed => Earlier(term.FirstTermEnd(from), inTermNotice ? FirstOnAnchor(from) : null),
            Renewal.Indefinite => FirstOnAnchor(from),
            _ => null,
        };

    bool IsInitialEndAnEnd(LocalDate initialEnd) =>
        term.Renewal switch
        {
            Renewal.Fixed => true,
            Renewal.Indefinite => !termEndExcluded || IsOnAnchor(initialEnd),
            _ => false,     // it ends by itself
        };

    // Ends of terms are asked of the term; here only what the calendar fixes.
    LocalDate? FirstOnAnchor(LocalDate from) => clause.Anchor.Kind == AnchorKind.TermEnd ? null : clause.Anchor.FirstFrom(from, term.Start);

    bool IsOnAnchor(LocalDate day) =>
        clause.Anchor.Kind == AnchorKind.TermEnd ? term.FirstTermEnd(day) == day : clause.Anchor.Contains(day, term.Start);

    LocalDate FirstOfRestDaysBefore(LocalDate receipt)
    {
        var day = receipt;
        while (day.PlusDaysOrNull(-1) is { } before && !holidays.IsWorkingDay(before)) day = before;
        return day;
    }
}
