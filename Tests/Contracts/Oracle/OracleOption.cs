using System;
using System.Collections.Generic;

namespace Offboarding.Tests.Contracts.Oracle;

/// <summary>A pair (legal ends, timely receipts) in plain words; its deadline is found by trying every day.</summary>
sealed record OracleOption(string Basis, bool IsRight, Func<DateOnly, bool> IsLegal, Func<DateOnly, DateOnly, bool> IsTimely)
{
    /// <summary>The greatest R ≤ E that is timely for E, searched downwards.</summary>
    public DateOnly? Deadline(DateOnly end)
    {
        for (var receipt = end; receipt > end.AddDays(-6000); receipt = receipt.AddDays(-1))
        {
            if (IsTimely(receipt, end)) return receipt;
        }

        return null;
    }
}

/// <summary>Options, bounds and the two definitions: the earliest end and the deadline.</summary>
sealed record OracleOptions(List<OracleOption> Options, DateOnly Start, DateOnly? Expiry, DateOnly Horizon)
{
    public (DateOnly End, OracleOption? Option)? Earliest(DateOnly receipt, DateOnly? target = null)
    {
        if (receipt > Expiry) return (Expiry.Value, null);

        var end = receipt > Start ? receipt : Start;
        if (target > end) end = target.Value;
        if (end > Expiry) end = Expiry.Value;
        for (; end <= Horizon; end = end.AddDays(1))
        {
            if (end == Expiry) return (end, null);

            foreach (var option in Options)
            {
                if (option.IsLegal(end) && option.IsTimely(receipt, end)) return (end, option);
            }
        }

        return null;
    }

    public DateOnly? Deadline(DateOnly end)
    {
        if (end == Expiry) return null;

        DateOnly? latest = null;
        foreach (var option in Options)
        {
            if (option.IsLegal(end) && option.Deadline(end) is { } deadline && !(latest >= deadline)) latest = deadline;
        }

        return latest;
    }
}
