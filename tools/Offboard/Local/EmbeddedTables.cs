using LocalDataverse.Metadata;
using SolutionPackager;

namespace Offboard.Local;

/// <summary>The standard tables that the embedded Dataverse carries, for the check of references out of the solution.</summary>
internal sealed class EmbeddedTables : IStandardTables
{
    // The table behind owner lookups: it has no rows of its own, so the embedded Dataverse does without.
    const string Owner = "owner";

    /// <inheritdoc/>
    public bool HasTable(string table) => table == Owner || MetadataCatalog.Standard.TryTable(table) is not null;

    /// <inheritdoc/>
    public bool HasColumn(string table, string column) =>
        table == Owner ? column is "ownerid" or "owneridtype" or "name" : MetadataCatalog.Standard.Table(table).TryColumn(column) is not null;
}
