using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Erasure;

/// <summary>Lets only marks in that can be read again, and gives each its name and key.</summary>
/// <remarks>
/// <para>Steps: PreOperation (20), synchronous, rank 1, of Create and Update on off_recordmark.</para>
/// <para>Requests: none on Create, 1 (the mark as it is) on Update; 1 more (caller's settings) on refusal.</para>
/// </remarks>
public sealed class RecordMarkGuard : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-3104, OFF-3120 to OFF-3122: what is wrong with the mark.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var row = Merged(call);
        var table = row.TableName ?? "";
        if (RecordMarkRules.DefectOf(table, row.RowId ?? "", row.RecordClass ?? "", row.Events ?? "") is { } defect) throw defect.Refusal(call.Language);

        var target = new RecordMarkRow(call.Target) { MarkKey = RecordMarkRules.KeyOf(table, Guid.Parse(row.RowId!)) };
        target.Name = string.IsNullOrEmpty(row.RecordClass) ? table : table + " · " + row.RecordClass;
    }

    static RecordMarkRow Merged(PluginCall call)
    {
        var merged = new Entity(RecordMarkRow.Table, call.Target.Id);
        if (call.IsMessage("Update"))
        {
            var columns = new ColumnSet(RecordMarkRow.Columns.TableName, RecordMarkRow.Columns.RowId, RecordMarkRow.Columns.RecordClass, RecordMarkRow.Columns.Events);
            foreach (var cell in call.AsSystem.Retrieve(RecordMarkRow.Table, call.Target.Id, columns).Attributes) merged[cell.Key] = cell.Value;
        }

        foreach (var cell in call.Target.Attributes) merged[cell.Key] = cell.Value;
        return new RecordMarkRow(merged);
    }
}
