using System.Collections.Generic;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Storage;

namespace LocalDataverse.Messages.Rows;

/// <summary>Keeps activitypointer true: each activity has a row there with the same id and the columns that all activities share.</summary>
internal static class ActivityPointers
{
    internal static void Created(Row activity, Call call)
    {
        if (Pointers(activity.Table, call) is { } pointers) call.Transaction.Insert(pointers, activity.Id, Shared(activity, pointers));
    }

    internal static void Updated(Row activity, Call call)
    {
        if (Pointers(activity.Table, call) is { } pointers) call.Transaction.Update(pointers, activity.Id, Shared(activity, pointers));
    }

    internal static void Deleted(Table table, System.Guid id, Call call)
    {
        if (Pointers(table, call) is { } pointers) call.Transaction.Delete(pointers, id);
    }

    static Table? Pointers(Table table, Call call) => table.Facts.IsActivity && table.Name != "activitypointer" ? call.Catalog.Table("activitypointer") : null;

    static Dictionary<Column, object?> Shared(Row activity, Table pointers)
    {
        var values = new Dictionary<Column, object?>();
        foreach (var column in pointers.Columns)
        {
            if (column == pointers.PrimaryId || column == pointers.Version) continue;
            if (activity.Table.TryColumn(column.Name) is { } own && own.Type == column.Type) values[column] = activity[own];
        }

        return values;
    }
}
