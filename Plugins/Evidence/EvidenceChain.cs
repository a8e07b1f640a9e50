using System;

namespace Offboarding.Plugins.Evidence;

/// <summary>Links entries to the chain of one run, each to the one before it.</summary>
public sealed class EvidenceChain
{
    readonly Guid run;

    /// <summary>Goes on where a run stands.</summary>
    public EvidenceChain(EvidenceRun at)
    {
        run = at.Id;
        Head = at.EntryCount == 0 ? at.Anchor : at.Head;
        Count = at.EntryCount;
    }

    /// <summary>Hash of the last entry; the anchor while there is none.</summary>
    public string Head { get; private set; }

    /// <summary>Number of entries so far.</summary>
    public int Count { get; private set; }

    /// <summary>The entry with its place, the hash before it and its own.</summary>
    public EvidenceEntry Link(EvidenceEntry facts)
    {
        var placed = facts with { Run = run, Sequence = Count + 1, PreviousHash = Head, At = WholeSeconds(facts.At), Hash = "" };
        var linked = placed with { Hash = placed.ComputeHash() };
        Head = linked.Hash;
        Count++;
        return linked;
    }

    static DateTime WholeSeconds(DateTime instant) => new(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
