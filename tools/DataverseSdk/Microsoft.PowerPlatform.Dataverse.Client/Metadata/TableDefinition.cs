using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Microsoft.PowerPlatform.Dataverse.Client.Metadata;

/// <summary>What the Web API has to know of a table.</summary>
/// <param name="Name">Logical name.</param>
/// <param name="SetName">Name of its entity set.</param>
/// <param name="PrimaryId">Column of its id.</param>
/// <param name="Columns">Type of each column by its logical name.</param>
/// <param name="Days">Columns that hold a day without time.</param>
/// <param name="Lookups">Navigation properties of its lookups.</param>
/// <param name="Collections">Navigation properties that lead to several rows, by schema name of the relationship.</param>
internal sealed record TableDefinition(
    string Name,
    string SetName,
    string PrimaryId,
    IReadOnlyDictionary<string, ColumnKind> Columns,
    IReadOnlySet<string> Days,
    IReadOnlyList<LookupProperty> Lookups,
    IReadOnlyList<CollectionProperty> Collections)
{
    /// <summary>The property that holds a column in answers and in $select.</summary>
    public string PropertyOf(string column) => IsLookup(column) ? $"_{column}_value" : column;

    public bool IsLookup(string column) => Columns.TryGetValue(column, out var kind) && kind is ColumnKind.Lookup or ColumnKind.Customer or ColumnKind.Owner;

    /// <summary>The property by which a lookup is set to a row of a table.</summary>
    /// <param name="column">The lookup.</param>
    /// <param name="target">Table of the row. Null: the lookup is emptied.</param>
    /// <exception cref="NotSupportedException">The lookup cannot refer to such a row.</exception>
    public string NavigationOf(string column, string? target)
    {
        if (Columns.TryGetValue(column, out var kind) && kind == ColumnKind.Owner) return column;

        return Lookups.FirstOrDefault(lookup => lookup.Column == column && (target is null || lookup.Target == target))?.Name
            ?? throw new NotSupportedException($"The lookup {Name}.{column} has no navigation property to rows of {target ?? "any table"}.");
    }

    /// <exception cref="NotSupportedException">The table has no such relationship to several rows.</exception>
    public string CollectionOf(Relationship relationship) =>
        Collections.FirstOrDefault(one => one.Relationship == relationship.SchemaName && (one.Role is null || relationship.PrimaryEntityRole is null || one.Role == relationship.PrimaryEntityRole))?.Name
        ?? throw new NotSupportedException($"{Name} has no relationship {relationship.SchemaName} that leads to several rows.");
}

/// <summary>A navigation property of a lookup.</summary>
internal sealed record LookupProperty(string Name, string Column, string Target);

/// <summary>A navigation property to several rows.</summary>
/// <param name="Name">Name of the property.</param>
/// <param name="Relationship">Schema name.</param>
/// <param name="Role">Which side this table is, where it is both; else null.</param>
internal sealed record CollectionProperty(string Name, string Relationship, EntityRole? Role);

/// <summary>The types of columns, by the value of AttributeTypeName without "Type".</summary>
/// <remarks>https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.metadata.attributetypedisplayname</remarks>
internal enum ColumnKind
{
    /// <summary>None of the others.</summary>
    Unknown,
    Boolean,
    Integer,
    BigInt,
    Decimal,
    Double,
    Money,
    Picklist,
    State,
    Status,
    MultiSelectPicklist,
    Lookup,
    Customer,
    Owner,
    Uniqueidentifier,
    DateTime,
    String,
    Memo,
    EntityName,
    ManagedProperty,
    Image,
    File,
    PartyList,
    Virtual,
    CalendarRules,
}
