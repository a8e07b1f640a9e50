using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.ErasureJobs;

namespace Offboarding.Tests.Proof;

/// <summary>Hides places from the plan as a wrong entry would: the erasure map says "keep" of them. Put back at the end.</summary>
internal sealed class HiddenPlaces : IDisposable
{
    /// <summary>Of these only the columns are hidden; rows of other tables go as wholes, so that all of their entries are.</summary>
    static readonly HashSet<string> Masters = ["contact", "account", "annotation"];

    readonly ErasureJobWorld world;
    readonly List<ErasureMapEntryRow> before = [];

    /// <param name="world">Where.</param>
    /// <param name="copies">Places of one kind.</param>
    /// <param name="ground">Why they are kept; null: no ground is named.</param>
    public HiddenPlaces(ErasureJobWorld world, IReadOnlyList<PlantedCopy> copies, string? ground = null)
        : this(world, copies.SelectMany(TablesOf), copies, ground)
    {
    }

    HiddenPlaces(ErasureJobWorld world, IEnumerable<string> tables, IReadOnlyList<PlantedCopy> copies, string? ground)
    {
        this.world = world;
        foreach (var table in tables.Distinct())
        {
            var query = new QueryByAttribute(ErasureMapEntryRow.Table) { ColumnSet = new ColumnSet("off_column", "off_method", "off_ground") };
            query.AddAttributeValue("off_tablename", table);
            foreach (var row in world.Planner.RetrieveMultiple(query).Entities.Select(row => new ErasureMapEntryRow(row)))
            {
                if (Masters.Contains(table) && !copies.Any(copy => copy.Table == table && copy.Column == row.Column)) continue;

                before.Add(row);
                Write(new ErasureMapEntryRow(new Entity(ErasureMapEntryRow.Table, row.Id)) { Method = ErasureMapEntryMethod.Keep, Ground = ground });
            }
        }
    }

    /// <summary>All entries of tables, as the platform's copies are.</summary>
    public static HiddenPlaces Of(ErasureJobWorld world, params string[] tables) => new(world, tables, [], ground: null);

    public void Dispose()
    {
        foreach (var row in before) Write(new ErasureMapEntryRow(new Entity(ErasureMapEntryRow.Table, row.Id)) { Method = row.Method, Ground = row.Ground });
    }

    // A party goes with its e-mail.
    static IEnumerable<string> TablesOf(PlantedCopy copy) => copy.Table == "activityparty" ? [copy.Table, "email"] : [copy.Table];

    void Write(ErasureMapEntryRow row) => world.Rows.Solution.UpdatePastTheProduct(row.Entity);
}
