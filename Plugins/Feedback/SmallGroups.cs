using System;
using System.Collections.Generic;
using System.Linq;

namespace Offboarding.Plugins.Feedback;

/// <summary>One group of a breakdown and how many cases it holds.</summary>
public sealed class GroupCount
{
    /// <summary>A group.</summary>
    public GroupCount(string code, int cases)
    {
        Code = code;
        Cases = cases;
    }

    /// <summary>Code of the group; <see cref="SmallGroups.Others"/>: all that are too small to be told alone.</summary>
    public string Code { get; }

    /// <summary>Number of cases.</summary>
    public int Cases { get; }
}

/// <summary>Keeps figures about few people from being told, also by subtraction.</summary>
/// <remarks>
/// The rule: a group is told alone only if it holds at least k cases. All smaller ones together are <see cref="Others"/>; if they are fewer than k, the smallest group that would be told joins them.
/// So total less told groups is nothing or at least k. Fewer than k cases altogether are not told at all.
/// </remarks>
public static class SmallGroups
{
    /// <summary>Code of the groups that are told together.</summary>
    public const string Others = "other-groups";

    /// <summary>Groups that may be told: largest first, <see cref="Others"/> last.</summary>
    /// <param name="counts">Cases by group; each case is in one group.</param>
    /// <param name="least">k: the smallest number that may be told, from 1 on.</param>
    /// <returns>Empty: there are fewer than k cases.</returns>
    public static IReadOnlyList<GroupCount> Tell(IReadOnlyDictionary<string, int> counts, int least)
    {
        Demand(least);
        var total = counts.Values.Sum();
        if (total < least) return [];

        var told = counts.Where(group => group.Value >= least).Select(static group => new GroupCount(group.Key, group.Value))
            .OrderByDescending(static group => group.Cases).ThenBy(static group => group.Code, StringComparer.Ordinal).ToList();
        var rest = total - told.Sum(static group => group.Cases);
        while (rest > 0 && rest < least)
        {
            rest += told[told.Count - 1].Cases;
            told.RemoveAt(told.Count - 1);
        }

        if (rest > 0) told.Add(new GroupCount(Others, rest));
        return told;
    }

    /// <summary>Groups that may be told of cases that may be in several or none, as themes: at least k cases, and the cases outside are none or at least k.</summary>
    /// <param name="counts">Cases by group.</param>
    /// <param name="total">All cases; may be told, too.</param>
    /// <param name="least">k.</param>
    /// <remarks>There is no sum that could be subtracted from.</remarks>
    public static IReadOnlyList<GroupCount> TellOverlapping(IReadOnlyDictionary<string, int> counts, int total, int least)
    {
        Demand(least);
        return
        [
            .. counts.Where(group => group.Value >= least && (total == group.Value || total - group.Value >= least)).Select(static group => new GroupCount(group.Key, group.Value))
                .OrderByDescending(static group => group.Cases).ThenBy(static group => group.Code, StringComparer.Ordinal),
        ];
    }

    static void Demand(int least)
    {
        if (least < 1) throw new ArgumentOutOfRangeException(nameof(least), least, "At least one case.");
    }
}
