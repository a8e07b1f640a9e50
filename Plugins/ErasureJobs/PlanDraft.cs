using System;
using System.Collections.Generic;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Proof;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>A plan as rows, lines, rules and holds of the moment give it.</summary>
sealed class PlanDraft
{
    internal required PlanContent Content { get; init; }

    /// <summary>Rows that are changed or deleted, in the order in which they are masked.</summary>
    internal required IReadOnlyList<PlannedRow> Rows { get; init; }

    /// <summary>Rows that are deleted, or of which nothing personal remains that could be linked again.</summary>
    internal int EraseCount { get; init; }

    /// <summary>Rows that stay with tokens in place of values.</summary>
    internal int PseudonymizeCount { get; init; }

    /// <summary>Rows that stay as they are.</summary>
    internal int KeepCount { get; init; }

    internal required IReadOnlyList<string> Undecided { get; init; }

    /// <summary>Tables of rows about which no line of the schedule speaks, with their number: such a plan cannot be stored.</summary>
    internal required IReadOnlyDictionary<string, int> WithoutLine { get; init; }

    /// <summary>Ids of rows that are due by the rules of today and whose line is not on file.</summary>
    internal required IReadOnlyCollection<Guid> DueWithoutLine { get; init; }

    internal int DueLines { get; init; }

    /// <summary>Rows that are due and of which the erasure map lets everything stay. The search afterwards looks at them, too: detached from the subject they would not be found again.</summary>
    internal required IReadOnlyList<PlannedRow> Unchanged { get; init; }

    /// <summary>Every row that was found, and whether its line is due or was carried out: where the search afterwards looks.</summary>
    internal required IReadOnlyList<SearchedRow> Judged { get; init; }

    internal required ErasureMap Map { get; init; }

    internal required TableCatalog Catalog { get; init; }

    /// <summary>Rows whose line is due and that a hold protects today: the schedule does not know the hold yet.</summary>
    internal int HeldRows { get; init; }

    /// <summary>Counts per table, method and ground as JSON.</summary>
    internal required string Summary { get; init; }
}
