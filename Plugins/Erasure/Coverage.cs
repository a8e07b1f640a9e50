using System;
using System.Collections.Generic;
using System.Linq;

namespace Offboarding.Plugins.Erasure;

/// <summary>Which columns on the paths from accounts and contacts the erasure map does not speak of.</summary>
/// <remarks>A run that leaves one of them is not complete: what nobody classified may hold a copy of what was erased.</remarks>
public static class Coverage
{
    /// <summary>Names as <c>table.column</c>, or <c>table.*</c> for a table of which the map says nothing, in their order.</summary>
    /// <param name="map">The map.</param>
    /// <param name="catalog">The tables on the covered paths.</param>
    public static IReadOnlyList<string> Unclassified(ErasureMap map, TableCatalog catalog) =>
        [.. catalog.Tables.SelectMany(table => map.Covers(table.Name) ? ColumnsOf(map, table) : [table.Name + "." + ErasureMapEntry.AnyColumn]).OrderBy(static name => name, StringComparer.Ordinal)];

    static IEnumerable<string> ColumnsOf(ErasureMap map, TableFacts table) =>
        IsSink(map, table.Name) ? [] : table.Columns.Where(column => !map.Classifies(table.Name, column)).Select(column => table.Name + "." + column.Name);

    /// <summary>Of a place that only holds copies which the platform made, only the named columns count.</summary>
    static bool IsSink(ErasureMap map, string table) => map.Of(table).All(static entry => entry.Category == "platform copy");
}
