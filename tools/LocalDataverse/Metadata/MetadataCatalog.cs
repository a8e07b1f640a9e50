using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LocalDataverse.Faults;

namespace LocalDataverse.Metadata;

/// <summary>All tables and relationships of an environment. Immutable: an import builds a new catalog and puts it in place at its very end.</summary>
internal sealed class MetadataCatalog
{
    readonly ImmutableDictionary<string, Lazy<Table>> tables;
    readonly Lazy<ImmutableList<TableRelationship>> relationships;
    readonly Lazy<RelationshipIndex> index;

    internal MetadataCatalog(ImmutableDictionary<string, Lazy<Table>> tables, Lazy<ImmutableList<TableRelationship>> relationships)
    {
        this.tables = tables;
        this.relationships = relationships;
        index = new(() => new RelationshipIndex(relationships.Value));
    }

    /// <summary>The standard tables of Dataverse, read from the data in this assembly when a table is first asked for.</summary>
    public static MetadataCatalog Standard { get; } = StandardTables.Load();

    /// <summary>Every table; reads the data of all of them.</summary>
    public IEnumerable<Table> Tables => tables.Values.Select(table => table.Value);

    public IEnumerable<string> TableNames => tables.Keys;

    public IReadOnlyList<TableRelationship> Relationships => relationships.Value;

    /// <summary>The table of a logical name.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80041102: no such table.</exception>
    public Table Table(string? name) => TryTable(name) ?? throw Fault.NoTable(name);

    public Table? TryTable(string? name) => name is not null && tables.TryGetValue(name, out var table) ? table.Value : null;

    /// <summary>The relationship of a name, whatever its case. Null: none.</summary>
    public TableRelationship? TryRelationship(string name) => index.Value.ByName.GetValueOrDefault(name);

    /// <summary>The lookups of a table: relationships in which its rows refer to others.</summary>
    public IReadOnlyList<OneToMany> RelationshipsFrom(string table) => index.Value.From.GetValueOrDefault(table, []);

    /// <summary>Relationships in which rows of other tables refer to rows of this one; their cascades apply to it.</summary>
    public IReadOnlyList<OneToMany> RelationshipsTo(string table) => index.Value.To.GetValueOrDefault(table, []);

    /// <summary>Many-to-many relationships that this table takes part in.</summary>
    public IReadOnlyList<ManyToMany> ManyToManyOf(string table) => index.Value.ManyToMany.GetValueOrDefault(table, []);

    /// <summary>The navigation property of a lookup in one of its relationships: of a lookup with several targets, only the name with the target is unique.</summary>
    public string NavigationPropertyOf(OneToMany relationship) =>
        relationship.NavigationProperty == relationship.Column && TryTable(relationship.From)?.TryColumn(relationship.Column) is { Targets.Count: > 1 }
            ? $"{relationship.Column}_{relationship.To}"
            : relationship.NavigationProperty;

    /// <summary>A catalog in which these tables and relationships are added, or replace those of the same name.</summary>
    public MetadataCatalog With(IEnumerable<Table> newTables, IEnumerable<TableRelationship>? newRelationships = null)
    {
        var added = (newRelationships ?? []).ToList();
        var names = added.Select(relationship => relationship.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new MetadataCatalog(
            tables.SetItems(newTables.Select(table => KeyValuePair.Create(table.Name, new Lazy<Table>(table)))),
            new(() => relationships.Value.RemoveAll(relationship => names.Contains(relationship.Name)).AddRange(added)));
    }

    /// <summary>A catalog that lacks these tables and all relationships with them.</summary>
    public MetadataCatalog Without(IReadOnlyCollection<string> absent) => absent.Count == 0
        ? this
        : new MetadataCatalog(tables.RemoveRange(absent), new(() => relationships.Value.RemoveAll(relationship => absent.Any(relationship.Touches))));

    /// <summary>A catalog that lacks these relationships.</summary>
    public MetadataCatalog WithoutRelationships(IReadOnlyCollection<string> names)
    {
        var gone = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return gone.Count == 0 ? this : new MetadataCatalog(tables, new(() => relationships.Value.RemoveAll(relationship => gone.Contains(relationship.Name))));
    }

    sealed class RelationshipIndex(IEnumerable<TableRelationship> all)
    {
        public Dictionary<string, TableRelationship> ByName { get; } = all.ToDictionary(relationship => relationship.Name, StringComparer.OrdinalIgnoreCase);

        public Dictionary<string, OneToMany[]> From { get; } = Group(all.OfType<OneToMany>(), relationship => relationship.From);

        public Dictionary<string, OneToMany[]> To { get; } = Group(all.OfType<OneToMany>(), relationship => relationship.To);

        public Dictionary<string, ManyToMany[]> ManyToMany { get; } = all.OfType<ManyToMany>()
            .SelectMany(relationship => new[] { relationship.Table1, relationship.Table2 }.Distinct(StringComparer.Ordinal).Select(table => (table, relationship)))
            .GroupBy(pair => pair.table, pair => pair.relationship, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

        static Dictionary<string, OneToMany[]> Group(IEnumerable<OneToMany> some, Func<OneToMany, string> by) =>
            some.GroupBy(by, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }
}
