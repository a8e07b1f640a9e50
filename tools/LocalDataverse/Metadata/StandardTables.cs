using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;

namespace LocalDataverse.Metadata;

/// <summary>The standard tables of Dataverse, read from the compact data embedded in this assembly.</summary>
/// <remarks>A table is read when it is first asked for. <see cref="StandardTablesWriter"/> describes the format.</remarks>
internal static class StandardTables
{
    const string Folder = "LocalDataverse.Metadata.StandardTables.";
    const string Extension = ".tsv";
    const string RelationshipsFile = "relationships";

    /// <summary>Relationships among the tables of column security, which the published lists lack.</summary>
    const string SecurityRelationshipsFile = "relationships.security";

    static readonly Assembly Assembly = typeof(StandardTables).Assembly;

    public static MetadataCatalog Load()
    {
        var tables = ImmutableDictionary.CreateBuilder<string, Lazy<Table>>(StringComparer.Ordinal);
        foreach (var resource in Assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(Folder, StringComparison.Ordinal) || !resource.EndsWith(Extension, StringComparison.Ordinal)) continue;
            var name = resource[Folder.Length..^Extension.Length];
            if (name is not (RelationshipsFile or SecurityRelationshipsFile)) tables.Add(name, new Lazy<Table>(() => StandardTablesReader.Table(Lines(name))));
        }

        return new MetadataCatalog(tables.ToImmutable(), new Lazy<ImmutableList<TableRelationship>>(
            () => [.. StandardTablesReader.Relationships(Lines(RelationshipsFile).Concat(Lines(SecurityRelationshipsFile)), tables.ContainsKey)]));
    }

    static IEnumerable<string> Lines(string name)
    {
        using var stream = Assembly.GetManifestResourceStream(Folder + name + Extension)
            ?? throw new InvalidOperationException($"The embedded data of table {name} is missing.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) yield return line;
    }
}
