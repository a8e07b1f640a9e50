using System;
using System.Collections.Generic;
using System.Linq;

namespace Offboarding.Plugins.Evidence;

/// <summary>Whether chains of evidence are as they were written: finds every entry that was changed, removed, added or moved.</summary>
/// <remarks>
/// An entry that is missing at the end of a chain shows against the head and the count that its run states, and a run that is missing against the anchor of the
/// next one. That the last run is missing as a whole shows only where its head stands elsewhere: on the certificates of its jobs.
/// </remarks>
public static class EvidenceCheck
{
    /// <summary>The defects of a file of evidence, in the order of its runs; none: it is as it was written.</summary>
    public static IReadOnlyList<EvidenceDefect> Of(EvidenceContent content)
    {
        var byRun = content.Entries.ToLookup(static entry => entry.Run);
        var heads = HeadsOf(content.Runs);
        var defects = content.Runs.SelectMany(run => Of(run, heads, [.. byRun[run.Id]])).ToList();
        var known = new HashSet<Guid>(content.Runs.Select(static run => run.Id));
        defects.AddRange(byRun.Where(group => !known.Contains(group.Key)).OrderBy(static group => group.Key)
            .Select(static group => new EvidenceDefect(EvidenceDefectKind.RunMissing, group.Key, group.Min(static entry => entry.Sequence))));
        return defects;
    }

    /// <summary>The defects of the chain of one run; none: it is as it was written.</summary>
    /// <param name="run">What the run states.</param>
    /// <param name="heads">Heads of all runs: <see cref="HeadsOf"/>.</param>
    /// <param name="entries">Its entries, in any order.</param>
    public static IReadOnlyList<EvidenceDefect> Of(EvidenceRun run, ISet<string> heads, IReadOnlyList<EvidenceEntry> entries)
    {
        var defects = new List<EvidenceDefect>();
        if (!heads.Contains(run.Anchor)) defects.Add(new EvidenceDefect(EvidenceDefectKind.AnchorUnknown, run.Id, 0));
        Chain(run, [.. entries.OrderBy(static entry => entry.Sequence)], defects);
        return defects;
    }

    /// <summary>What a run may be anchored at: the heads of runs, and the beginning of all.</summary>
    public static ISet<string> HeadsOf(IEnumerable<EvidenceRun> runs) => new HashSet<string>(runs.Select(static run => run.Head), StringComparer.Ordinal) { EvidenceEntry.Genesis };

    static void Chain(EvidenceRun run, IReadOnlyList<EvidenceEntry> entries, List<EvidenceDefect> defects)
    {
        var previous = run.Anchor;
        var expected = 1;
        foreach (var entry in entries)
        {
            var isInPlace = entry.Sequence == expected;
            if (entry.Sequence > expected) defects.Add(new EvidenceDefect(EvidenceDefectKind.Missing, run.Id, expected));
            else if (!isInPlace) defects.Add(new EvidenceDefect(EvidenceDefectKind.Repeated, run.Id, entry.Sequence));

            if (!string.Equals(entry.ComputeHash(), entry.Hash, StringComparison.Ordinal)) defects.Add(new EvidenceDefect(EvidenceDefectKind.Changed, run.Id, entry.Sequence));
            else if (isInPlace && !string.Equals(entry.PreviousHash, previous, StringComparison.Ordinal)) defects.Add(new EvidenceDefect(EvidenceDefectKind.Unlinked, run.Id, entry.Sequence));

            previous = entry.Hash;
            expected = entry.Sequence + 1;
        }

        if (expected - 1 < run.EntryCount) defects.Add(new EvidenceDefect(EvidenceDefectKind.Missing, run.Id, expected));
        else if (expected - 1 > run.EntryCount) defects.Add(new EvidenceDefect(EvidenceDefectKind.Added, run.Id, run.EntryCount + 1));
        else if (!string.Equals(previous, run.Head, StringComparison.Ordinal)) defects.Add(new EvidenceDefect(EvidenceDefectKind.HeadDiffers, run.Id, expected - 1));
    }
}

/// <summary>What is wrong with a chain of evidence.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Run">Id of the run.</param>
/// <param name="Sequence">Place in its chain, counted from 1; 0: the run itself.</param>
public sealed record EvidenceDefect(EvidenceDefectKind Kind, Guid Run, int Sequence);

/// <summary>Kinds of defects of a chain.</summary>
public enum EvidenceDefectKind
{
    /// <summary>The entry does not have the content that its hash was made of.</summary>
    Changed,

    /// <summary>An entry is gone.</summary>
    Missing,

    /// <summary>Two entries claim one place.</summary>
    Repeated,

    /// <summary>The entry does not follow the one before it.</summary>
    Unlinked,

    /// <summary>There are more entries than the run wrote.</summary>
    Added,

    /// <summary>The run states another head than its last entry has.</summary>
    HeadDiffers,

    /// <summary>The run follows a run that is not there.</summary>
    AnchorUnknown,

    /// <summary>Entries belong to a run that is not there.</summary>
    RunMissing,
}
