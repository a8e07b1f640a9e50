using System;
using System.Globalization;
using System.Linq;
using Offboarding.Plugins.Defaults;

namespace Offboarding.Plugins.Health;

/// <summary>Whether the rows that the product ships are on file, in the versions of this release.</summary>
static class DefaultsHealth
{
    /// <summary>Requests: 1 for each table of defaults, 1 more per further 500 rows.</summary>
    internal static void Check(HealthReport report)
    {
        foreach (var table in DefaultTables.All)
        {
            var onFile = Enumerable.Range(0, (table.Rows.Count + RowsPerQuery - 1) / RowsPerQuery)
                .SelectMany(part => table.Existing(report.Service, table.Rows.Skip(part * RowsPerQuery).Take(RowsPerQuery)))
                .ToLookup(table.KeyOf, StringComparer.Ordinal);
            var missing = table.Rows.Where(row => !onFile[table.KeyOf(row)].Any(existing => table.IsOnFile(existing, row))).Select(table.KeyOf).Distinct(StringComparer.Ordinal).ToList();
            var outdated = table.Rows.Count(row => table.Outdated(onFile[table.KeyOf(row)], row) is not null);
            if (missing.Count > 0) report.Find(HealthSeverity.Error, "OFF-5341", "table", table.Table, "rows", report.Names(missing));
            if (outdated > 0) report.Find(HealthSeverity.Note, "OFF-5342", "table", table.Table, "count", outdated.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Values that one condition may list safely.</summary>
    const int RowsPerQuery = 500;
}
