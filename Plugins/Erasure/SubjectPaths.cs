using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Erasure;

/// <summary>By which lookups rows belong to rows: the paths from an account or contact to what the erasure map speaks of.</summary>
/// <remarks>From the metadata, so that tables of customers are on them. Activities are reached by what they regard and by their parties, whatever their kind, and by the lookups that some kinds have besides, as a case's closing activity has.</remarks>
sealed class SubjectPaths
{
    internal const string Activities = "activitypointer";

    /// <summary>What an activity regards.</summary>
    internal const string Regarding = "regardingobjectid";

    /// <summary>The lookup that says whose a row is; the first of these that a table has.</summary>
    static readonly string[] OwnLinks = ["customerid", "off_accountid", "off_contactid", "off_caseid", "objectid", "regardingobjectid", "parentid", "entityid", "parentaccountid"];

    /// <summary>Accounts and contacts are where paths begin. What the erasure writes about its own work holds ids and codes, and is no row of the subject: a plan would change the schedule that it carries out.</summary>
    static readonly string[] NoPaths =
    [
        "account", "contact", PartyTable.Name, ErasureJobRow.Table, RetentionScheduleRow.Table, ErasurePlanRow.Table, ErasurePlanPartRow.Table, ErasureFailureRow.Table,
        RestrictionPartRow.Table,
    ];

    /// <summary>Whether rows of the table are never the subject's by a path, whatever the map says of them.</summary>
    internal static bool IsNoPath(string table) => NoPaths.Contains(table, StringComparer.Ordinal);

    readonly Dictionary<string, List<LinkFacts>> byTable = new(StringComparer.Ordinal);

    internal SubjectPaths(ErasureMap map, TableCatalog catalog)
    {
        foreach (var link in catalog.Tables.SelectMany(static table => table.LinksTo))
        {
            if (catalog.Find(link.From) is not { } from || !IsWalked(map, from) || link.Column == from.PrimaryId || (from.IsActivity && from.Name != Activities && link.Column == Regarding)) continue;

            if (!byTable.TryGetValue(link.From, out var links)) byTable[link.From] = links = [];
            links.Add(link);
        }
    }

    /// <summary>Tables whose rows can belong to rows of some tables, with the lookups, in the order of their names.</summary>
    internal IEnumerable<KeyValuePair<string, IReadOnlyList<LinkFacts>>> To(ICollection<string> tables) =>
        from pair in byTable.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
        let links = pair.Value.Where(link => tables.Contains(link.To)).ToList()
        where links.Count > 0
        select new KeyValuePair<string, IReadOnlyList<LinkFacts>>(pair.Key, links);

    /// <summary>The lookup that says whose a row is; null: any says so.</summary>
    internal static string? OwnLinkOf(TableFacts table) => OwnLinks.FirstOrDefault(column => table.Find(column) is not null);

    /// <summary>Rows of tables of which nothing is ever written need not be found; those that only the platform writes are sinks, which have their own searches.</summary>
    internal static bool IsWalked(ErasureMap map, TableFacts table) =>
        table.Name == Activities
        || (!NoPaths.Contains(table.Name, StringComparer.Ordinal)
            && map.Of(table.Name).Any(static entry => entry.Method is not (ErasureMapEntryMethod.Keep or ErasureMapEntryMethod.Platform or ErasureMapEntryMethod.Derived)));
}
