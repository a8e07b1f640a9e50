using System;
using System.Collections.Generic;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;

namespace LocalDataverse.Query;

/// <summary>Who asks, when, and in whose eyes the answer is formatted.</summary>
internal sealed record QueryContext
{
    public required Transaction Transaction { get; init; }

    public MetadataCatalog Catalog => Transaction.Catalog;

    /// <summary>The user that EqualUserId and its kin mean.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The business unit that EqualBusinessId means. Empty: the operator is refused.</summary>
    public Guid BusinessUnitId { get; init; }

    /// <summary>The teams that EqualUserTeams and its kin mean.</summary>
    public IReadOnlyCollection<Guid> TeamIds { get; init; } = [];

    /// <summary>The instant it is, UTC.</summary>
    public required DateTime UtcNow { get; init; }

    /// <summary>The user's time zone: relative dates and formatted values of UserLocal columns.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>The user's language: labels, formatted values, EqualUserLanguage. 1033 or 1031.</summary>
    public int Language { get; init; } = LocalizedText.EnglishLanguage;

    /// <summary>Which rows of a table the user may read; null for a table: all. Rows that fail are as if they were not there.</summary>
    public RowFilter? RowFilter { get; init; }

    /// <summary>Which columns the user may not read (column security). They come back empty and must not be filtered by.</summary>
    public Func<Table, Column, bool>? ColumnHidden { get; init; }

    /// <summary>How NotEqual and the other negative operators treat an empty column.</summary>
    /// <remarks>Observed behaviour and one engine's claim disagree; until it is probed online the observed one is the default.</remarks>
    public bool NegativeOperatorsMatchEmpty { get; init; } = true;
}

/// <summary>The condition a row must meet to be visible, for one table; null: all rows are.</summary>
internal delegate Func<Row, bool>? RowFilter(Table table);
