using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Erasure;

/// <summary>Lets only entries into the erasure map that can be carried out, and gives each its name and key.</summary>
/// <remarks>
/// <para>Steps: PreOperation (20), synchronous, rank 1, of Create and Update on off_erasuremapentry.</para>
/// <para>An entry that is as the product ships it is right by itself: it may speak of tables of apps that are not installed. Any other must name a table and a
/// column that are here, and must not contradict an active entry.</para>
/// <para>Requests: 1 (caller's settings) on refusal. For a shipped entry none, 1 (the row as it is) when updated; for any other 2 more: metadata and the entries of the column.</para>
/// </remarks>
public sealed class ErasureMapGuard : IPlugin
{
    static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> Shipped = new(
        static () => Csv.Embedded("Offboarding.Plugins.Data.erasure-map.csv").ToDictionary(static row => row["entry_key"], StringComparer.Ordinal));

    static readonly string[] Compared = ["table_name", "column", "record_class", "category", "method", "condition", "ground"];

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-3101 to OFF-3112: what is wrong with the entry.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var row = Merged(call);
        var facts = ErasureMapQueries.Facts(row);
        if (row.State != ErasureMapEntryState.Inactive && DefectOf(call, row, facts) is { } defect) throw defect.Refusal(call.Language);

        var target = new ErasureMapEntryRow(call.Target);
        var key = ErasureMapEntry.KeyOf(facts);
        if (facts["entry_key"] != key) target.EntryKey = key;
        var name = facts["table_name"] + "." + facts["column"];
        if (row.Name != name) target.Name = name;
    }

    static MapDefect? DefectOf(PluginCall call, ErasureMapEntryRow row, IReadOnlyDictionary<string, string> facts)
    {
        if (ErasureMapRules.DefectOf(facts) is { } defect) return defect;
        if (IsAsShipped(facts)) return null;

        var entry = new ErasureMapEntry(facts);
        var others = ErasureMapQueries.Of(call.AsSystem, entry.Table, entry.Column).Where(other => other.Id != row.Id).Select(ErasureMapQueries.Entry);
        return ErasureMapRules.DefectIn(entry, TableCatalog.Of(call.AsSystem, [entry.Table]).Find(entry.Table)) ?? ErasureMapRules.Contradiction(entry, others);
    }

    static bool IsAsShipped(IReadOnlyDictionary<string, string> facts) =>
        Shipped.Value.TryGetValue(ErasureMapEntry.KeyOf(facts), out var shipped) && Compared.All(fact => shipped[fact] == facts[fact]);

    /// <summary>The row as it will be.</summary>
    static ErasureMapEntryRow Merged(PluginCall call)
    {
        var merged = new Entity(ErasureMapEntryRow.Table, call.Target.Id);
        if (call.IsMessage("Update"))
        {
            var columns = ErasureMapEntryRow.FactColumns.Values.Concat([ErasureMapEntryRow.Columns.Name, ErasureMapEntryRow.Columns.State]).ToArray();
            foreach (var cell in call.AsSystem.Retrieve(ErasureMapEntryRow.Table, call.Target.Id, new ColumnSet(columns)).Attributes) merged[cell.Key] = cell.Value;
        }

        foreach (var cell in call.Target.Attributes) merged[cell.Key] = cell.Value;
        return new ErasureMapEntryRow(merged);
    }
}
