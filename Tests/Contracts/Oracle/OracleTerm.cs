using System;
using System.Collections.Generic;

namespace Offboarding.Tests.Contracts.Oracle;

/// <summary>Start, T0 and the renewals, walked one after the other.</summary>
sealed record OracleTerm(DateOnly Start, DateOnly? InitialEnd, string Renewal, string RenewalTerm, DateOnly? MaxEnd)
{
    readonly HashSet<DateOnly> renewalEnds = [];
    DateOnly walkedTo = DateOnly.MinValue;

    public DateOnly? Expiry => Renewal == "none" ? Min(InitialEnd, MaxEnd) : MaxEnd;

    public bool IsIndefiniteOn(DateOnly day) => InitialEnd is null || (Renewal == "indefinite" && day > InitialEnd);

    /// <summary>Whether a day after T0 is the end of a renewal.</summary>
    public bool IsRenewalEnd(DateOnly day)
    {
        if (Renewal != "fixed" || InitialEnd is not { } initialEnd) return false;
        if (walkedTo == DateOnly.MinValue) walkedTo = initialEnd;

        while (walkedTo < day)
        {
            walkedTo = OracleCalendar.TermEnd(walkedTo.AddDays(1), RenewalTerm);
            renewalEnds.Add(walkedTo);
        }

        return renewalEnds.Contains(day);
    }

    /// <summary>The term that holds a day, before the start the first; its end is cut to the maximum end.</summary>
    public (DateOnly Start, DateOnly? End) On(DateOnly day)
    {
        if (InitialEnd is not { } end) return (Start, MaxEnd);
        if (day <= end) return (Start, Min(end, MaxEnd));
        if (Renewal == "indefinite") return (end.AddDays(1), MaxEnd);

        var start = Start;
        while (end < day)
        {
            start = end.AddDays(1);
            end = OracleCalendar.TermEnd(start, RenewalTerm);
        }

        return (start, Min(end, MaxEnd));
    }

    static DateOnly? Min(DateOnly? x, DateOnly? y) => x is null ? y : y is null ? x : x < y ? x : y;
}
