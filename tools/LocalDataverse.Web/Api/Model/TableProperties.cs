using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;

namespace LocalDataverse.Web.Api.Model;

/// <summary>How the Web API calls the columns and relationships of a table.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/web-api-properties</remarks>
internal sealed class TableProperties
{
    readonly FrozenDictionary<string, Column> byName;
    readonly FrozenDictionary<string, Navigation> navigations;

    public TableProperties(Table table, MetadataCatalog catalog)
    {
        Table = table;
        Columns = [.. table.Columns.Where(IsShown)];
        byName = Columns.ToFrozenDictionary(NameOf, StringComparer.Ordinal);
        navigations = All(table, catalog)
            .Where(navigation => !byName.ContainsKey(navigation.Name))
            .GroupBy(navigation => navigation.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
    }

    public Table Table { get; }

    /// <summary>The columns that are properties, in the order of the table.</summary>
    public IReadOnlyList<Column> Columns { get; }

    public IEnumerable<Navigation> Navigations => navigations.Values.OrderBy(navigation => navigation.Name, StringComparer.Ordinal);

    /// <summary>The property that holds a column: a lookup is <c>_name_value</c>.</summary>
    public static string NameOf(Column column) => column.IsLookup ? $"_{column.Name}_value" : column.Name;

    public Column? TryColumn(string property) => byName.GetValueOrDefault(property);

    public Navigation? TryNavigation(string name) => navigations.GetValueOrDefault(name);

    /// <summary>The property by which a lookup that refers to a table is set. Null: there is none.</summary>
    public string? NavigationTo(Column lookup, string target) =>
        Navigations.OfType<LookupNavigation>().FirstOrDefault(one => one.Column == lookup && one.Target == target)?.Name
        ?? Navigations.OfType<LookupNavigation>().FirstOrDefault(one => one.Column == lookup && one.Target is null)?.Name;

    // What is kept elsewhere, or has no form in JSON, is no property.
    static bool IsShown(Column column) => column.Type is not (ColumnType.PartyList or ColumnType.Virtual or ColumnType.File);

    static IEnumerable<Navigation> All(Table table, MetadataCatalog catalog)
    {
        foreach (var one in catalog.RelationshipsFrom(table.Name))
        {
            if (catalog.TryTable(one.To) is null || table.TryColumn(one.Column) is not { IsLookup: true } column) continue;

            yield return new LookupNavigation(catalog.NavigationPropertyOf(one), column, one.To);
        }

        foreach (var owner in table.Columns.Where(column => column.Type == ColumnType.Owner)) yield return new LookupNavigation(owner.Name, owner, Target: null);

        foreach (var one in catalog.RelationshipsTo(table.Name))
        {
            if (catalog.TryTable(one.From)?.TryColumn(one.Column) is { IsLookup: true }) yield return new ChildrenNavigation(one.CollectionNavigationProperty, one);
        }

        foreach (var many in catalog.ManyToManyOf(table.Name))
        {
            if (catalog.TryTable(many.Table1) is null || catalog.TryTable(many.Table2) is null) continue;
            if (many.Table1 == table.Name) yield return new PeersNavigation(many.NavigationProperty1, many, IsFirst: true);
            if (many.Table2 == table.Name) yield return new PeersNavigation(many.NavigationProperty2, many, IsFirst: false);
        }
    }
}
