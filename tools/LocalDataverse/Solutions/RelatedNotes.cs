using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;

namespace LocalDataverse.Solutions;

/// <summary>Tables that came with notes (HasRelatedNotes): notes may be attached to their rows.</summary>
/// <remarks>
/// The platform then makes the relationship by itself; exports need not list it.
/// Cascades as the table reference shows them for such tables: https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/annotation
/// </remarks>
internal static class RelatedNotes
{
    const string Note = "annotation";
    const string Subject = "objectid";

    static readonly Cascades OfNotes =
        new(Assign: Cascade.Cascade, Delete: Cascade.Cascade, Reparent: Cascade.Cascade, Share: Cascade.Cascade, Unshare: Cascade.Cascade);

    /// <summary>A catalog in which notes may be attached to rows of these tables.</summary>
    /// <param name="catalog">With the tables of the import.</param>
    /// <param name="noted">New tables with notes.</param>
    internal static MetadataCatalog Add(MetadataCatalog catalog, IReadOnlyList<Table> noted)
    {
        if (noted.Count == 0) return catalog;

        var notes = catalog.Table(Note);
        var subject = notes.Column(Subject);
        var more = subject with { Targets = [.. subject.Targets.Union(noted.Select(table => table.Name), System.StringComparer.Ordinal)] };
        var relationships = noted.Select(table =>
            new OneToMany($"{table.Facts.SchemaName}_Annotations", Note, Subject, table.Name, OfNotes) { NavigationProperty = $"{Subject}_{table.Name}" });
        return catalog.With([notes.With([more])], [.. relationships]);
    }
}
