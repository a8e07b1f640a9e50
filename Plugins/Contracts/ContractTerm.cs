using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>Start, terms, renewals and expiry of one contract whose facts on them are complete.</summary>
/// <remarks>§§ 187 (2), 188 (2), (3), 190 BGB. Ends are inclusive.</remarks>
public sealed class ContractTerm
{
    static readonly Period TwelveMonths = new(12, PeriodUnit.Months);

    ContractTerm(LocalDate start, LocalDate? initialEnd, Renewal renewal, Period renewalTerm, LocalDate? maxEnd)
    {
        Start = start;
        InitialEnd = initialEnd;
        Renewal = renewal;
        RenewalTerm = renewalTerm;
        MaxEnd = maxEnd;
        Expiry = renewal == Renewal.None ? Earlier(initialEnd, maxEnd) : maxEnd;
    }

    /// <summary>First day.</summary>
    public LocalDate Start { get; }

    /// <summary>T0, the last day of the initial term; null: indefinite from the start.</summary>
    public LocalDate? InitialEnd { get; }

    /// <summary>What follows the initial term; <see cref="Renewal.Indefinite"/> for a contract without one.</summary>
    public Renewal Renewal { get; }

    /// <summary>Length of each renewal of a fixed renewal; insurance: at most 12 months.</summary>
    public Period RenewalTerm { get; }

    /// <summary>Agreed last day of all.</summary>
    public LocalDate? MaxEnd { get; }

    /// <summary>F: the end that needs no notice; null: the contract goes on until somebody ends it.</summary>
    public LocalDate? Expiry { get; }

    /// <summary>The term of these facts. They must have passed validation.</summary>
    internal static ContractTerm Of(ContractFacts facts, LocalDate? initialEnd)
    {
        var renewalTerm = facts.RenewalTerm.GetValueOrDefault();
        return new ContractTerm(
            facts.Start.GetValueOrDefault(),
            initialEnd,
            initialEnd is null ? Renewal.Indefinite : facts.Renewal.GetValueOrDefault(),
            IsRenewalCapped(facts) ? TwelveMonths : renewalTerm,
            facts.MaxEnd);
    }

    /// <summary>An insurance contract renews for a year at most (§ 11 (1) VVG).</summary>
    internal static bool IsRenewalCapped(ContractFacts facts) =>
        facts.ContractKind == ContractKind.Insurance && facts.HasInitialTerm && facts.Renewal == Renewal.Fixed && IsOverTwelveMonths(facts.RenewalTerm);

    /// <summary>Longer than 12M, 4Q, 1Y, 52W or 365D: what counts as a year in each unit.</summary>
    internal static bool IsOverTwelveMonths(Period? term) =>
        term is { } period && period.Number > period.Unit switch
        {
            PeriodUnit.Months => 12,
            PeriodUnit.Quarters => 4,
            PeriodUnit.Years => 1,
            PeriodUnit.Weeks => 52,
            _ => 365,
        };

    /// <summary>Whether the contract runs without a fixed end of term on a day: from the start, or after T0.</summary>
    public bool IsIndefiniteOn(LocalDate day) => InitialEnd is not { } end || (Renewal == Renewal.Indefinite && day > end);

    /// <summary>First day of the term that holds a day; before the start: of the first term.</summary>
    public LocalDate StartOfTermOn(LocalDate day) =>
        InitialEnd is not { } end || day <= end ? Start
        : Renewal == Renewal.Fixed && RenewalHolding(day) is { } term ? term.Start
        : end.PlusDays(1);

    /// <summary>Last day of the term that holds a day, cut to <see cref="MaxEnd"/>; null: it has none.</summary>
    public LocalDate? EndOfTermOn(LocalDate day)
    {
        if (InitialEnd is not { } end) return MaxEnd;
        if (day <= end) return Earlier(end, MaxEnd);

        return Renewal == Renewal.Fixed ? Earlier(RenewalHolding(day)?.End, MaxEnd) : MaxEnd;
    }

    /// <summary>The first end of a term on or after a day, not cut; null: none (any more).</summary>
    internal LocalDate? FirstTermEnd(LocalDate from)
    {
        if (InitialEnd is not { } end) return null;
        if (from <= end) return end;

        return Renewal == Renewal.Fixed ? RenewalHolding(from)?.End : null;
    }

    Term? RenewalHolding(LocalDate day) =>
        InitialEnd.GetValueOrDefault().PlusDaysOrNull(1) is { } first ? RenewalTerm.TermHolding(first, day) : null;

    static LocalDate? Earlier(LocalDate? x, LocalDate? y) =>
        x is not { } first ? y : y is not { } second ? x : LocalDate.Min(first, second);
}
