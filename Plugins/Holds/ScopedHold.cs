using System;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Retention;

namespace Offboarding.Plugins.Holds;

/// <summary>A legal hold: its days, and what it protects. Immutable.</summary>
public sealed class ScopedHold
{
    /// <summary>Its days; named by its number.</summary>
    public required HoldSpan Span { get; init; }

    /// <summary>The account that is held with its contacts; null: a contact is.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>The contact that is held; null: an account is.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>Code of the only record class that is held; empty: all.</summary>
    public string RecordClass { get; init; } = "";

    /// <summary>Logical name of the table of the only row that is held; empty: all rows.</summary>
    public string Table { get; init; } = "";

    /// <summary>Id of the only row that is held; null: all rows.</summary>
    public Guid? RowId { get; init; }

    /// <summary>Whether everything of the account or contact is held.</summary>
    public bool IsOfWholeSubject => RecordClass.Length == 0 && RowId is null;

    /// <summary>Whether it is in force on a day.</summary>
    public bool IsInForceOn(LocalDate day) => Span.Covers(day);
}
