using System;
using System.Collections.Generic;
using System.Linq;

namespace Offboarding.Plugins.Proof;

/// <summary>What a search found: counts, and places as table, column and row. Never a value.</summary>
public sealed class ProofResult
{
    /// <summary>Finds that are listed one by one; more are counted.</summary>
    public const int MostListed = 200;

    readonly List<ProofPlace> places = [];
    readonly List<ProofFind> finds = [];
    readonly SortedDictionary<string, int> kept = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, ProofGap> gaps = new(StringComparer.Ordinal);

    /// <summary>Values that were looked for; 0: rows without identifying values were erased.</summary>
    public int Needles { get; set; }

    /// <summary>All values that stand somewhere without ground, those that are not listed among them.</summary>
    public int FindCount { get; private set; }

    /// <summary>Whether nothing is left to search.</summary>
    public bool IsFinished { get; set; }

    /// <summary>Where was searched, in the order of the search.</summary>
    public IReadOnlyList<ProofPlace> Places => places;

    /// <summary>Values that stand somewhere without ground.</summary>
    public IReadOnlyList<ProofFind> Finds => finds;

    /// <summary>Values that stand somewhere with a ground.</summary>
    public IEnumerable<ProofKept> Kept => kept.Select(static one => ProofKept.Of(one.Key, one.Value));

    /// <summary>What was not searched.</summary>
    public IEnumerable<ProofGap> Gaps => gaps.Values;

    /// <summary>Places that should have been searched and were not: the proof fails with them.</summary>
    public int Unread => gaps.Values.Count(static gap => gap.Kind == ProofGapKind.TooMany);

    /// <summary>Whether values were left behind.</summary>
    public bool IsRed => FindCount > 0;

    internal void Add(string place, int rows, int found, int emptied = 0)
    {
        var at = places.FindIndex(one => one.Name == place);
        if (at < 0) places.Add(new ProofPlace(place, rows, found, emptied));
        else places[at] = new ProofPlace(place, places[at].Rows + rows, places[at].Finds + found, places[at].Emptied + emptied);
    }

    internal void Add(ProofFind find)
    {
        FindCount++;
        if (finds.Count < MostListed) finds.Add(find);
    }

    internal void AddKept(string table, string column, string ground)
    {
        var key = ProofKept.KeyOf(table, column, ground);
        kept.TryGetValue(key, out var count);
        kept[key] = count + 1;
    }

    internal void AddGap(string place, ProofGapKind kind, int count)
    {
        var key = place + "\t" + kind;
        gaps[key] = new ProofGap(place, kind, count + (gaps.TryGetValue(key, out var known) ? known.Count : 0));
    }

    /// <summary>Adds what a further step found.</summary>
    internal ProofResult With(ProofResult further)
    {
        foreach (var place in further.Places) Add(place.Name, place.Rows, place.Finds, place.Emptied);
        foreach (var find in further.Finds.Take(Math.Max(0, MostListed - finds.Count))) finds.Add(find);
        FindCount += further.FindCount;
        foreach (var one in further.Kept)
        {
            var key = ProofKept.KeyOf(one.Table, one.Column, one.Ground);
            kept.TryGetValue(key, out var count);
            kept[key] = count + one.Count;
        }

        foreach (var gap in further.Gaps) AddGap(gap.Place, gap.Kind, gap.Count);
        return this;
    }

    internal void RemoveGap(ProofGapKind kind)
    {
        foreach (var key in gaps.Where(gap => gap.Value.Kind == kind).Select(static gap => gap.Key).ToList()) gaps.Remove(key);
    }

    /// <summary>Puts a count back that was read from text.</summary>
    internal void Restore(int findCount, IEnumerable<ProofKept> keptBefore)
    {
        FindCount = findCount;
        foreach (var one in keptBefore) kept[ProofKept.KeyOf(one.Table, one.Column, one.Ground)] = one.Count;
    }
}

/// <summary>A place that was searched.</summary>
/// <param name="Name">Code of the place, or logical name of a table.</param>
/// <param name="Rows">Rows that were read.</param>
/// <param name="Finds">Values that stand there without ground.</param>
/// <param name="Emptied">Copies that were deleted because a value stood in them.</param>
public sealed record ProofPlace(string Name, int Rows, int Finds, int Emptied);

/// <summary>Where a value stands that should be gone.</summary>
/// <param name="Table">Logical name of the table; the recycle bin and retained rows stand behind it in brackets.</param>
/// <param name="Column">Logical name of the column.</param>
/// <param name="Row">Id of the row.</param>
public sealed record ProofFind(string Table, string Column, Guid Row);

/// <summary>Values that stand in a column with a ground.</summary>
/// <param name="Table">Logical name of the table.</param>
/// <param name="Column">Logical name of the column.</param>
/// <param name="Ground">As the rule or the erasure map names it.</param>
/// <param name="Count">How many.</param>
public sealed record ProofKept(string Table, string Column, string Ground, int Count)
{
    internal static string KeyOf(string table, string column, string ground) => table + "\t" + column + "\t" + ground;

    internal static ProofKept Of(string key, int count)
    {
        var cells = key.Split('\t');
        return new ProofKept(cells[0], cells[1], cells[2], count);
    }
}

/// <summary>Why something was not searched.</summary>
public enum ProofGapKind
{
    /// <summary>Files that are not text: nobody reads them by program.</summary>
    Files,

    /// <summary>More rows than one step reads.</summary>
    TooMany,

    /// <summary>Rows that belong to nobody of the subject: off_ProveErasure reads them.</summary>
    OtherRows,
}

/// <summary>Something that was not searched.</summary>
/// <param name="Place">Code of the place, or logical name of a table.</param>
/// <param name="Kind">Why.</param>
/// <param name="Count">How many rows or files; 0: not known.</param>
public sealed record ProofGap(string Place, ProofGapKind Kind, int Count);
