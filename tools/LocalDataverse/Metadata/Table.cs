using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using LocalDataverse.Faults;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Metadata;

/// <summary>A table with its columns and keys. Immutable: adding columns gives a new table in which the old ones keep their place.</summary>
internal sealed class Table
{
    readonly FrozenDictionary<string, Column> byName;
    object?[]? defaults;

    public Table(
        TableFacts facts, IEnumerable<Column> columns, IEnumerable<AlternateKey>? keys = null, IReadOnlyDictionary<string, string>? companions = null)
    {
        Facts = facts;
        Companions = companions ?? FrozenDictionary<string, string>.Empty;
        Columns = [.. columns.Select((column, place) => column.Ordinal == place ? column : column with { Ordinal = place })];
        byName = Columns.ToFrozenDictionary(column => column.Name, StringComparer.Ordinal);
        Keys = [.. keys ?? []];
        PrimaryId = Column(facts.PrimaryId);
        PrimaryName = TryColumn(facts.PrimaryName ?? "");
        Version = TryColumn("versionnumber");
        State = Columns.FirstOrDefault(column => column.Type == ColumnType.State);
        Status = Columns.FirstOrDefault(column => column.Type == ColumnType.Status);
        Lookups = [.. Columns.Where(column => column.IsLookup || (facts.IsIntersect && column.Type == ColumnType.Uniqueidentifier && column != PrimaryId))];
        foreach (var column in Keys.SelectMany(key => key.Columns)) _ = Column(column);

        // Microsoft's own keys need not keep the rules.
        if (facts.IsCustom) AlternateKeyRules.Demand(this, Keys);
    }

    public TableFacts Facts { get; }

    public string Name => Facts.Name;

    /// <summary>By ordinal.</summary>
    public IReadOnlyList<Column> Columns { get; }

    public IReadOnlyList<AlternateKey> Keys { get; }

    /// <summary>Derived columns such as createdbyname, and the column each of them shows (AttributeOf). They are not kept in rows.</summary>
    public IReadOnlyDictionary<string, string> Companions { get; }

    public Column PrimaryId { get; }

    /// <summary>The column whose text names a row. Null: rows of this table have no name of their own.</summary>
    public Column? PrimaryName { get; }

    /// <summary>versionnumber. Null: the table has none.</summary>
    public Column? Version { get; }

    /// <summary>statecode. Null: rows have no state.</summary>
    public Column? State { get; }

    /// <summary>statuscode. Null: rows have no state.</summary>
    public Column? Status { get; }

    /// <summary>The columns that refer to rows and are indexed: lookups, and the two ids of an intersect table.</summary>
    public IReadOnlyList<Column> Lookups { get; }

    /// <summary>What a new row holds where nobody says otherwise, by ordinal: the defaults of choices and yes/no columns.</summary>
    internal ReadOnlySpan<object?> Defaults => defaults ??= [.. Columns.Select(Default)];

    /// <summary>The columns that the platform numbers.</summary>
    internal IReadOnlyList<Column> AutoNumbered => field ??= [.. Columns.Where(column => !string.IsNullOrEmpty(column.AutoNumberFormat))];

    /// <summary>Texts and lookups that the platform requires of a new row and does not fill itself.</summary>
    internal IReadOnlyList<Column> RequiredOfCaller => field ??=
    [
        .. Columns.Where(column => column is
        {
            Required: RequiredLevel.SystemRequired,
            ValidForCreate: true,
            Type: ColumnType.String or ColumnType.Memo or ColumnType.Lookup or ColumnType.Customer,
        }),
    ];

    /// <summary>The amounts in base currency, each with the amount that it follows.</summary>
    internal IReadOnlyList<(Column Base, Column Amount)> MoneyBases => field ??=
        [.. Columns.Where(column => column.MoneyBaseOf is not null).Select(column => (column, Column(column.MoneyBaseOf!)))];

    /// <summary>The column of a logical name.</summary>
    /// <exception cref="System.ServiceModel.FaultException">
    /// 0x80041103: the table has no such column; 0x80040315: it is a derived column, which the engine does not read or write.
    /// </exception>
    public Column Column(string name) => byName.TryGetValue(name, out var column) ? column : throw Missing(name);

    public Column? TryColumn(string name) => byName.GetValueOrDefault(name);

    /// <summary>The key made of exactly these columns, in any order. Null: there is none.</summary>
    public AlternateKey? KeyOf(IReadOnlyCollection<string> columns) =>
        Keys.FirstOrDefault(key => key.Columns.Count == columns.Count && key.Columns.All(columns.Contains));

    /// <summary>This table with more columns and keys; a column that exists already is replaced in its place.</summary>
    public Table With(IEnumerable<Column> columns, IEnumerable<AlternateKey>? keys = null)
    {
        var merged = Columns.ToList();
        foreach (var column in columns)
        {
            if (TryColumn(column.Name) is { } old) merged[old.Ordinal] = column;
            else merged.Add(column);
        }

        var added = (keys ?? []).ToList();
        var table = new Table(Facts, merged, Keys.Where(key => added.TrueForAll(other => other.Name != key.Name)).Concat(added), Companions);
        AlternateKeyRules.Demand(table, added);
        return table;
    }

    static object? Default(Column column) => column switch
    {
        { DefaultValue: { } value, Type: ColumnType.Boolean } => value == 1,
        { DefaultValue: { } value, Type: ColumnType.Picklist } => value,
        _ => null,
    };

    FaultException<OrganizationServiceFault> Missing(string name) => Companions.TryGetValue(name, out var shown)
        ? Fault.Unsupported($"the derived column {Name}.{name}; ask for {shown} and read its formatted value")
        : Fault.NoColumn(this, name);

    public override string ToString() => Name;
}

/// <summary>What a table is called, and whose rows it holds.</summary>
internal sealed record TableFacts
{
    public required string Name { get; init; }

    public string SchemaName { get => field ?? Name; init; }

    /// <summary>EntitySetName of the Web API.</summary>
    public required string SetName { get; init; }

    public int ObjectTypeCode { get; init; }

    public LocalizedText Label { get; init; } = LocalizedText.None;

    public LocalizedText PluralLabel { get; init; } = LocalizedText.None;

    public Ownership Ownership { get; init; }

    public required string PrimaryId { get; init; }

    public string? PrimaryName { get; init; }

    public bool IsActivity { get; init; }

    /// <summary>Activities may regard rows of this table (HasRelatedActivities); set for tables of solutions.</summary>
    public bool HasActivities { get; init; }

    /// <summary>Notes may be attached to rows of this table (HasRelatedNotes); set for tables of solutions.</summary>
    public bool HasNotes { get; init; }

    /// <summary>Changes of its rows are audited (IsAuditEnabled); set for tables of solutions.</summary>
    public bool IsAudited { get; init; }

    /// <summary>Holds the pairs of a many-to-many relationship.</summary>
    public bool IsIntersect { get; init; }

    /// <summary>Came with an imported solution.</summary>
    public bool IsCustom { get; init; }
}
