using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Erasure;

/// <summary>A value that was changed, or a row that was deleted.</summary>
public sealed class WipeChange
{
    internal WipeChange(string table, Guid row, string column, ErasureMapEntryMethod method)
    {
        Table = table;
        Row = row;
        Column = column;
        Method = method;
    }

    /// <summary>Logical name of the table.</summary>
    public string Table { get; }

    /// <summary>Id of the row.</summary>
    public Guid Row { get; }

    /// <summary>Logical name of the column; <c>*</c>: the whole row was deleted.</summary>
    public string Column { get; }

    /// <summary>By which method.</summary>
    public ErasureMapEntryMethod Method { get; }
}

/// <summary>Why something that should be gone is not.</summary>
public enum WipeFailureReason
{
    /// <summary>The platform accepted the mask and did not write it.</summary>
    NotWritten,

    /// <summary>A column that the platform computes still shows a value that was masked.</summary>
    StillReadable,

    /// <summary>The row is not masked; it may not be deleted, or was thought to be masked already.</summary>
    NotMasked,

    /// <summary>The row was deleted although it could not be masked first: the recycle bin holds its values until it is emptied.</summary>
    DeletedUnmasked,
}

/// <summary>Something that should be gone and is not. Holds no value.</summary>
public sealed class WipeFailure
{
    internal WipeFailure(WipeRow row, string column, WipeFailureReason reason)
    {
        Row = row;
        Column = column;
        Reason = reason;
    }

    /// <summary>The row.</summary>
    public WipeRow Row { get; }

    /// <summary>Logical name of the column.</summary>
    public string Column { get; }

    /// <summary>Why.</summary>
    public WipeFailureReason Reason { get; }
}

/// <summary>What one step of the kernel did. Holds ids, names of columns and counts, never a value.</summary>
public sealed class WipeOutcome
{
    readonly List<WipeChange> changes = [];
    readonly List<WipeFailure> failures = [];
    readonly List<WipeRow> onHold = [];
    readonly List<WipeRow> gone = [];
    readonly SortedSet<string> undecided = new(StringComparer.Ordinal);

    /// <summary>What was changed: the counts of the evidence.</summary>
    public IReadOnlyList<WipeChange> Changes => changes;

    /// <summary>What should be gone and is not: the run cannot complete.</summary>
    public IReadOnlyList<WipeFailure> Failures => failures;

    /// <summary>Rows that a hold protects: nothing of them was touched.</summary>
    public IReadOnlyList<WipeRow> OnHold => onHold;

    /// <summary>Rows that are not there any more.</summary>
    public IReadOnlyList<WipeRow> Gone => gone;

    /// <summary>Columns as <c>table.column</c> about which the map leaves a doubt: nothing was written there, and the run is not complete.</summary>
    public IReadOnlyCollection<string> Undecided => undecided;

    /// <summary>Changes by table and method, as the evidence counts them.</summary>
    public IReadOnlyDictionary<string, int> Counts() =>
        changes.GroupBy(static change => change.Table + " " + change.Method.ToCode(), StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.Count(), StringComparer.Ordinal);

    internal void Add(WipeChange change) => changes.Add(change);

    internal void Add(WipeFailure failure) => failures.Add(failure);

    internal void AddOnHold(WipeRow row) => onHold.Add(row);

    internal void AddGone(WipeRow row) => gone.Add(row);

    internal void AddOpen(string table, RowDecision decision)
    {
        foreach (var column in decision.Open) undecided.Add(table + "." + column.Column);
    }
}
