using System;
using System.Collections.Generic;
using System.Globalization;

namespace Offboarding.Plugins.Contracts;

/// <summary>Tells whether a set of contracts is still the one that was judged: how many there are, and the highest version among them.</summary>
/// <remarks>A write gives the row a version above all others; a contract that left the set makes it smaller. So equal states are the same rows, unchanged.</remarks>
sealed class ContractsState
{
    readonly int count;
    readonly long latest;

    ContractsState(int count, long latest)
    {
        this.count = count;
        this.latest = latest;
    }

    internal static ContractsState Of(IEnumerable<long> versions)
    {
        var rows = 0;
        var highest = 0L;
        foreach (var version in versions)
        {
            rows++;
            highest = Math.Max(highest, version);
        }

        return new ContractsState(rows, highest);
    }

    /// <summary>Equal for equal states.</summary>
    public override string ToString() => count.ToString(CultureInfo.InvariantCulture) + "/" + latest.ToString(CultureInfo.InvariantCulture);
}
