using System;
using Offboarding.Plugins.Erasure;

namespace Offboarding.Plugins.Proof;

/// <summary>A row of the subject, and whether something of it may be left.</summary>
sealed class SearchedRow
{
    internal required string Table { get; init; }

    internal required Guid Id { get; init; }

    internal required string RecordClass { get; init; }

    /// <summary>Whether the row's line was carried out, so that only what the erasure map keeps with a ground may be left.</summary>
    internal bool IsDue { get; init; }

    /// <summary>Why the row stays as a whole; empty: it does not.</summary>
    internal string Ground { get; init; } = "";

    internal required RowCircumstances Circumstances { get; init; }

    /// <summary>The ground on which a value may stand in a column; null: on none.</summary>
    internal string? GroundOf(ErasureMap map, string table, string column)
    {
        var decision = map.Decide(table, column, RecordClass, Circumstances);
        if (!IsDue) return decision.IsWrite ? null : Ground;

        return decision.Outcome switch
        {
            ColumnOutcome.KeepWithGround => decision.Ground,
            ColumnOutcome.Keep => decision.Ground.Length > 0 ? decision.Ground : null,
            ColumnOutcome.NotYet or ColumnOutcome.FollowsOthers when Circumstances.ReducesToConsent => "consent",
            _ => null,
        };
    }
}
