using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.KeepInTouch;

/// <summary>When to ask a former customer how things are, and when that ends by itself.</summary>
public static class CheckInRule
{
    /// <summary>Days on which to check in, earliest first: so many months after the end of the relationship, later than today, and not after the last permitted day.</summary>
    /// <param name="end">Day on which the relationship ended or is planned to end.</param>
    /// <param name="months">Months after it, from the setting.</param>
    /// <param name="last">As <see cref="LastDay"/> says.</param>
    /// <param name="today">Local date.</param>
    public static IReadOnlyList<LocalDate> Days(LocalDate end, IEnumerable<int> months, LocalDate last, LocalDate today) =>
        [.. months.Select(end.PlusMonths).Where(day => day > today && day <= last).Distinct().OrderBy(static day => day)];

    /// <summary>The last day on which somebody may be contacted: so many months after the end, not after the basis ends, and before anything is erased.</summary>
    /// <param name="end">Of the relationship.</param>
    /// <param name="mostMonths">The setting.</param>
    /// <param name="basisEnds">Last day of the consent; null: it has none.</param>
    /// <param name="erasure">First day on which data of contact or account may be restricted or erased; null: not scheduled.</param>
    public static LocalDate LastDay(LocalDate end, int mostMonths, LocalDate? basisEnds, LocalDate? erasure)
    {
        var last = end.PlusMonths(mostMonths);
        if (basisEnds is { } basis) last = LocalDate.Min(last, basis);
        return erasure is { } day ? LocalDate.Min(last, day.PlusDays(-1)) : last;
    }
}
