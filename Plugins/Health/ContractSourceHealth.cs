using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Erasure;

namespace Offboarding.Plugins.Health;

/// <summary>Whether the other tables in which contracts live can still be read as they are mapped.</summary>
static class ContractSourceHealth
{
    /// <summary>Requests: 1 (sources in use); where there are some, 2 more (metadata, erasure map).</summary>
    internal static void Check(HealthReport report, PluginCall call)
    {
        var sources = ContractSources.InUse(report.Service);
        if (sources.Count == 0) return;

        // What is wrong with the setting itself is told with the settings.
        if (call.Settings.TextOf("ContractSources").ToUpperInvariant() is "" or "NO" or "FALSE")
            report.Find(HealthSeverity.Error, "OFF-5371", "sources", report.Names([.. sources.Select(static source => source.Name)]));

        var tables = SourceTable.Among(report.Service, [.. sources.Select(static source => source.Table).Where(static table => table.Length > 0).Distinct(StringComparer.Ordinal)]);
        foreach (var source in sources)
        {
            tables.TryGetValue(source.Table, out var table);
            var defects = SourceRule.Of(source, table, call.Language);
            foreach (var defect in defects)
                report.Find(HealthSeverity.Error, "OFF-5370", "defect", Messages.Part(defect.Code, call.Language, defect.Values), "remedy", Messages.Remedy(defect.Code, call.Language, defect.Values));
            if (defects.Count == 0 && (source.IdColumn != table!.IdColumn || Local(source, table) is false))
                report.Find(HealthSeverity.Error, "OFF-5373", "source", source.Name);
        }

        Classified(report, [.. tables.Keys]);
    }

    /// <summary>Whether the dates that hold instants are still the same columns.</summary>
    static bool Local(ContractSource source, SourceTable table) =>
        source.LocalColumns.SetEquals(source.Mappings.Select(static mapping => mapping.Column).OfType<string>().Where(column => table.Column(column)!.IsLocalTime));

    /// <summary>Rows with contract facts are records of an account: the erasure must know what to do with them. A column that is not classified is told with all others.</summary>
    static void Classified(HealthReport report, IReadOnlyCollection<string> tables)
    {
        ErasureMap map;
        try
        {
            map = ErasureMapQueries.Read(report.Service);
        }
        catch (ErasureMapException)
        {
            return;     // told with the tables
        }

        var unknown = map.Tables.Any() ? tables.Where(table => !map.Covers(table)).OrderBy(static table => table, StringComparer.Ordinal).ToList() : [];
        if (unknown.Count > 0) report.Find(HealthSeverity.Error, "OFF-5372", "tables", report.Names(unknown));
    }
}
