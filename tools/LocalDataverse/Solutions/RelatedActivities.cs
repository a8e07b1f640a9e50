using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;

namespace LocalDataverse.Solutions;

/// <summary>Tables that came with activities (HasRelatedActivities): activities may regard their rows.</summary>
/// <remarks>
/// The platform then makes one relationship for each kind of activity by itself; exports need not list them.
/// Cascades as the table reference shows them for such tables: https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/task
/// </remarks>
internal static class RelatedActivities
{
    const string Regarding = "regardingobjectid";

    static readonly (string Table, string Suffix)[] Kinds =
    [
        ("activitypointer", "ActivityPointers"), ("appointment", "Appointments"), ("email", "Emails"), ("fax", "Faxes"), ("letter", "Letters"),
        ("phonecall", "PhoneCalls"), ("task", "Tasks"),
    ];

    static readonly Cascades OfPointers = new(Delete: Cascade.RemoveLink);

    static readonly Cascades OfActivities =
        new(Assign: Cascade.Cascade, Delete: Cascade.Cascade, Reparent: Cascade.Cascade, Share: Cascade.Cascade, Unshare: Cascade.Cascade);

    /// <summary>A catalog in which activities may regard rows of these tables.</summary>
    /// <param name="catalog">With the tables of the import.</param>
    /// <param name="regarded">New tables with activities.</param>
    internal static MetadataCatalog Add(MetadataCatalog catalog, IReadOnlyList<Table> regarded)
    {
        if (regarded.Count == 0) return catalog;

        var names = regarded.Select(table => table.Name).ToList();
        var activities = Kinds.Select(kind => catalog.Table(kind.Table)).Select(table => table.With([WithTargets(table.Column(Regarding), names)]));
        var relationships = from kind in Kinds
                            from table in regarded
                            select Relationship(kind.Table, table, $"{table.Facts.SchemaName}_{kind.Suffix}");
        return catalog.With([.. activities], [.. relationships]);
    }

    static Column WithTargets(Column column, IEnumerable<string> more) => column with { Targets = [.. column.Targets.Union(more, System.StringComparer.Ordinal)] };

    static OneToMany Relationship(string activity, Table regarded, string name) =>
        new(name, activity, Regarding, regarded.Name, activity == "activitypointer" ? OfPointers : OfActivities)
        {
            NavigationProperty = $"{Regarding}_{regarded.Name}{(activity == "activitypointer" ? "" : "_" + activity)}",
        };
}
