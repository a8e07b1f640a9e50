using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>A statutory right beside the contract, from a rule row. Minimum commitment, exclusion of notice and § 193 do not touch it.</summary>
sealed class StatutoryRight : NoticeOption
{
    readonly NoticeRule right;
    readonly ContractTerm term;
    readonly HolidaySet holidays;
    readonly LocalDate first;

    internal StatutoryRight(NoticeRule right, ContractTerm term, ContractFacts facts)
        : base(right.Id, right)
    {
        this.right = right;
        this.term = term;
        holidays = facts.Holidays;
        first = right.First switch
        {
            RightStart.InitialEnd => term.InitialEnd.GetValueOrDefault(),
            RightStart.Cap => right.CapEnd(facts, term.Start),
            RightStart.Capped => LocalDate.Min(term.InitialEnd.GetValueOrDefault(), right.CapEnd(facts, term.Start)),
            _ => term.Start,
        };
    }

    internal override LocalDate? FirstEnd(LocalDate from, LocalDate receipt) =>
        right.Length.EndAfter(receipt, term.Start, holidays) is { } byNotice ? FirstFrom(LocalDate.Max(LocalDate.Max(from, byNotice), term.Start)) : null;

    internal override bool IsEnd(LocalDate end) => end >= term.Start && FirstFrom(end) == end;

    /// <summary>First end; whether it is one itself, the row says.</summary>
    internal LocalDate First => first;

    internal override NoticeLength LengthFor(LocalDate end) => right.Length;

    internal override LocalDate? LatestReceipt(LocalDate end) => right.Length.LatestReceipt(end, term.Start, holidays);

    LocalDate? FirstFrom(LocalDate from)
    {
        if (right.FirstIncluded && from <= first) return first;

        // What a chain adds may lie before the first end: the written end of term stays an end.
        if (right.Then == RightEnds.Every) return Earlier(FirstInChain(first, from), FirstFromInitialEnd(from));
        if (first.PlusDaysOrNull(1) is not { } after) return null;

        from = LocalDate.Max(from, after);
        return right.Then == RightEnds.AnyDay ? from : Anchor.FirstContractEnd(from, term.Start, 12);
    }

    LocalDate? FirstFromInitialEnd(LocalDate from) =>
        term.InitialEnd is not { } initialEnd ? null
        : from <= initialEnd ? initialEnd
        : FirstInChain(initialEnd, from);

    // The first end on or after a day in the chain of terms that follows a day.
    LocalDate? FirstInChain(LocalDate previousEnd, LocalDate from) =>
        previousEnd.PlusDaysOrNull(1) is { } start ? right.EveryTerm.TermHolding(start, LocalDate.Max(from, start))?.End : null;
}
