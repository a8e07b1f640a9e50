using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace LocalDataverse.Metadata;

/// <summary>A column of a table. Immutable; its <see cref="Ordinal"/> is its place in every row of the table.</summary>
internal sealed record Column
{
    public required string Name { get; init; }

    /// <summary>SchemaName, the spelling with capitals. Default: the logical name.</summary>
    public string SchemaName { get => field ?? Name; init; }

    public required ColumnType Type { get; init; }

    /// <summary>Place in the row, given by the table. A column added later comes after all that were there.</summary>
    public int Ordinal { get; init; } = -1;

    public LocalizedText Label { get; init; } = LocalizedText.None;

    public RequiredLevel Required { get; init; }

    /// <summary>Longest text in characters. Null: not a text column, or its length is not known; then it is not checked.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Smallest value allowed; always set for number and money columns.</summary>
    public double Min { get; init; } = double.MinValue;

    /// <summary>Largest value allowed; always set for number and money columns.</summary>
    public double Max { get; init; } = double.MaxValue;

    /// <summary>Digits after the decimal point, for Decimal, Double and Money.</summary>
    public int? Precision { get; init; }

    /// <summary>Money only: 0 the column's own precision, 1 the organization's, 2 the currency's.</summary>
    public int PrecisionSource { get; init; }

    /// <summary>Money only: the logical name of the column of which this is the value in base currency.</summary>
    public string? MoneyBaseOf { get; init; }

    /// <summary>StringFormat, DateTimeFormat or IntegerFormat (Text, Email, DateOnly, DateAndTime, Duration, …).</summary>
    public string? Format { get; init; }

    public DateBehavior DateBehavior { get; init; }

    /// <summary>The values of a choice, state, status or yes/no column, in their order.</summary>
    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>The name of the global choice the options come from. Null: the column has its own.</summary>
    public string? OptionSetName { get; init; }

    /// <summary>The value of a new row that names none: an option, 0 or 1. Null: none.</summary>
    public int? DefaultValue { get; init; }

    /// <summary>The tables a lookup may refer to.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    public bool ValidForCreate { get; init; } = true;

    public bool ValidForUpdate { get; init; } = true;

    public bool ValidForRead { get; init; } = true;

    /// <summary>Kept in another table's row (IsLogical).</summary>
    public bool IsLogical { get; init; }

    /// <summary>Protected by column security (IsSecured).</summary>
    public bool IsSecured { get; init; }

    /// <summary>Whether a change of the column is audited where its table is (IsAuditEnabled).</summary>
    public bool IsAudited { get; init; } = true;

    /// <summary>Calculated or Rollup; null for an ordinary column.</summary>
    public string? SourceType { get; init; }

    /// <summary>The pattern of an autonumber column. Null: no autonumber.</summary>
    public string? AutoNumberFormat { get; init; }

    /// <summary>A column is itself only: rows and change sets use it as a key, and comparing every fact would be slow.</summary>
    public bool Equals(Column? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    public override string ToString() => Name;

    public bool IsLookup => Type is ColumnType.Lookup or ColumnType.Customer or ColumnType.Owner;

    public bool IsText => Type is ColumnType.String or ColumnType.Memo or ColumnType.EntityName;

    public bool IsChoice => Type is ColumnType.Picklist or ColumnType.State or ColumnType.Status;

    /// <summary>Shown and kept as a calendar day, whatever its behaviour.</summary>
    public bool IsDateOnly => DateBehavior == DateBehavior.DateOnly || string.Equals(Format, "DateOnly", StringComparison.Ordinal);

    /// <summary>The option of a value. Null: the choice has no such value.</summary>
    public Option? Option(int value)
    {
        foreach (var option in Options)
        {
            if (option.Value == value) return option;
        }

        return null;
    }
}

/// <summary>Columns that together identify a row (EntityKeyMetadata).</summary>
/// <param name="Columns">Logical names, in the order of the key. A row in which one of them is empty is not in the key.</param>
internal sealed record AlternateKey(string Name, IReadOnlyList<string> Columns);
