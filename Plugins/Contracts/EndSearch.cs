using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>An end and what it rests on.</summary>
readonly struct FoundEnd
{
    internal FoundEnd(LocalDate day, NoticeOption? option)
    {
        Day = day;
        Option = option;
    }

    internal LocalDate Day { get; }

    /// <summary>Null: expiry.</summary>
    internal NoticeOption? Option { get; }
}

/// <summary>
/// Finds ends and deadlines over all options of a contract. Both are definitions, not formulas: the earliest end is the smallest legal end in
/// time, the deadline of an end is the greatest day of receipt in time for it.
/// </summary>
sealed class EndSearch
{
    readonly NoticeOption[] options;        // own option first, then rights in file order: the order of the basis on a tie
    readonly LocalDate start;
    readonly LocalDate? expiry;
    readonly LocalDate horizon;

    internal EndSearch(NoticeOption[] options, ContractTerm term, LocalDate horizon)
    {
        this.options = options;
        this.horizon = horizon;
        start = term.Start;
        expiry = term.Expiry;
    }

    internal NoticeOption[] Options => options;

    /// <summary>End of the 45th year after the latest day of interest: no end by then is no end.</summary>
    internal static LocalDate HorizonAfter(LocalDate latest) => new(System.Math.Min(latest.Year + 45, 9999), 12, 31);

    /// <summary>The first end that a notice received on a day reaches. Null: it ends nothing.</summary>
    internal FoundEnd? Earliest(LocalDate receipt) => Earliest(receipt, receipt);

    /// <summary>The same, not before a day named in the notice.</summary>
    internal FoundEnd? Earliest(LocalDate receipt, LocalDate notBefore)
    {
        if (expiry is { } expired && receipt > expired) return new FoundEnd(expired, null);

        var from = LocalDate.Max(LocalDate.Max(start, receipt), notBefore);
        if (expiry is { } reached && from >= reached) return new FoundEnd(reached, null);

        FoundEnd? best = expiry is { } end && end <= horizon ? new FoundEnd(end, null) : null;
        foreach (var option in options)
        {
            if (option.FirstEnd(from, receipt) is { } day && day <= (expiry ?? horizon) && day <= horizon && !(best?.Day <= day)) best = new FoundEnd(day, option);
        }

        return best;
    }

    /// <summary>The greatest day of receipt in time for an end, in any option. Null: no notice is needed, or none leads there.</summary>
    internal LocalDate? Deadline(LocalDate end) => Deadline(end, out _);

    /// <summary>The same, and the option that allows the latest receipt.</summary>
    internal LocalDate? Deadline(LocalDate end, out NoticeOption? deciding)
    {
        deciding = null;
        if (end == expiry || end < start || end > expiry) return null;

        LocalDate? latest = null;
        foreach (var option in options)
        {
            if (option.IsEnd(end) && option.LatestReceipt(end) is { } receipt && !(latest >= receipt))
            {
                latest = receipt;
                deciding = option;
            }
        }

        return latest;
    }
}
