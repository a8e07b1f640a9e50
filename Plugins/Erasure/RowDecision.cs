using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Erasure;

/// <summary>What becomes of a column in one run.</summary>
public enum ColumnOutcome
{
    /// <summary>Emptied, overwritten or deleted: nobody can tell the value afterwards.</summary>
    Erase,

    /// <summary>Replaced by a token, which is a pseudonym until the subject's key is destroyed.</summary>
    Pseudonymize,

    /// <summary>Holds nothing personal.</summary>
    Keep,

    /// <summary>Personal, and kept with the ground named.</summary>
    KeepWithGround,

    /// <summary>The platform computes or carries it: nothing is written, what it became is verified.</summary>
    FollowsOthers,

    /// <summary>No condition holds, or the row's own line is not due: stays in this run.</summary>
    NotYet,

    /// <summary>Two conditions hold: nobody can say which one counts.</summary>
    Undecided,

    /// <summary>The map does not speak of the column.</summary>
    Unclassified,
}

/// <summary>What becomes of one column, and by which entry.</summary>
public sealed class ColumnDecision
{
    internal ColumnDecision(string column, ColumnOutcome outcome, ErasureMapEntry? entry, ErasureMapEntryMethod? method = null)
    {
        Column = column;
        Outcome = outcome;
        Entry = entry;
        Method = method ?? entry?.Method;
    }

    /// <summary>Logical name.</summary>
    public string Column { get; }

    /// <summary>What becomes of it.</summary>
    public ColumnOutcome Outcome { get; }

    /// <summary>The entry that decides; null: none does.</summary>
    public ErasureMapEntry? Entry { get; }

    /// <summary>What is written; for a row that is deleted, what is written before. Null: no entry decides.</summary>
    public ErasureMapEntryMethod? Method { get; }

    /// <summary>Why it stays; empty: it does not, or needs no ground.</summary>
    public string Ground => Entry?.Ground ?? "";

    /// <summary>Whether a value is written into the column.</summary>
    public bool IsWrite => Outcome is ColumnOutcome.Erase or ColumnOutcome.Pseudonymize && Method is { } method
        && (ErasureMapRules.WritesValue(method) || (method == ErasureMapEntryMethod.DeleteFile && Entry?.Column != ErasureMapEntry.AnyColumn));

    /// <summary>Whether a person must first say what the column is.</summary>
    public bool IsOpen => Outcome is ColumnOutcome.Undecided or ColumnOutcome.Unclassified;
}

/// <summary>What becomes of a row.</summary>
public sealed class RowDecision
{
    internal RowDecision(IReadOnlyList<ColumnDecision> columns, ErasureMapEntry? deletion)
    {
        Columns = columns;
        Deletion = deletion;
        Writes = [.. columns.Where(static column => column.IsWrite)];
        Open = [.. columns.Where(static column => column.IsOpen)];
    }

    /// <summary>Every column.</summary>
    public IReadOnlyList<ColumnDecision> Columns { get; }

    /// <summary>The columns that are written.</summary>
    public IReadOnlyList<ColumnDecision> Writes { get; }

    /// <summary>The columns about which the map leaves a doubt.</summary>
    public IReadOnlyList<ColumnDecision> Open { get; }

    /// <summary>The entry by which the row is deleted in a later step, after it was masked; null: the row stays.</summary>
    public ErasureMapEntry? Deletion { get; }

    /// <summary>Whether the row is deleted.</summary>
    public bool IsDeleted => Deletion is not null;
}
