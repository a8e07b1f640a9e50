using System;
using System.Collections.Generic;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>What a plan does, in numbers: rows and columns per table and method, what is kept with its ground, what nobody decided. No value of a row.</summary>
sealed class PlanSummary
{
    readonly SortedDictionary<string, int> rows = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, int> columns = new(StringComparer.Ordinal);
    readonly List<KeptRows> kept = [];

    internal void Change(string table, RowDecision decision)
    {
        var methods = new HashSet<string>(StringComparer.Ordinal);
        foreach (var write in decision.Writes)
        {
            Add(columns, table + "\t" + write.Method!.Value.ToCode());
            methods.Add(write.Method.Value.ToCode());
        }

        if (decision.Deletion is { } deletion) methods.Add(deletion.Method.ToCode());
        foreach (var method in methods) Add(rows, table + "\t" + method);
    }

    internal void Keep(KeptRows group) => kept.Add(group);

    internal string Json(IEnumerable<string> undecided)
    {
        using var json = new JsonText();
        return json
            .Array("change", list =>
            {
                foreach (var count in rows)
                {
                    var parts = count.Key.Split('\t');
                    columns.TryGetValue(count.Key, out var values);
                    list.Object(JsonText.Item, one => one.Text("table", parts[0]).Text("method", parts[1]).Number("rows", count.Value).Number("columns", values));
                }
            })
            .Array("keep", list =>
            {
                foreach (var group in kept)
                    list.Object(JsonText.Item, one => one.Text("table", group.Table).Text("class", group.RecordClass).Text("rule", group.RuleId).Text("until", group.Until).Text("ground", group.Ground).Number("rows", group.Count));
            })
            .Array("undecided", list =>
            {
                foreach (var column in undecided) list.Object(JsonText.Item, one => one.Text("column", column));
            })
            .Finish();
    }

    static void Add(SortedDictionary<string, int> counts, string key)
    {
        counts.TryGetValue(key, out var count);
        counts[key] = count + 1;
    }
}
