using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;

namespace LocalDataverse.Messages.Rows;

/// <summary>Columns that the platform composes of others: the full name of people, the kind of an activity.</summary>
internal static class DerivedColumns
{
    internal static void Set(Table table, Dictionary<Column, object?> values, Row? row)
    {
        if (row is null && table.Facts.IsActivity && table.TryColumn("activitytypecode") is { } kind) values[kind] = table.Name;

        if (table.TryColumn("fullname") is not { } full || table.TryColumn("firstname") is not { } first || table.TryColumn("lastname") is not { } last)
        {
            return;
        }
        if (!values.ContainsKey(first) && !values.ContainsKey(last)) return;

        var parts = new[] { Now(first), Now(last) }.Where(part => !string.IsNullOrEmpty(part)).ToList();
        values[full] = parts.Count == 0 ? null : string.Join(' ', parts);

        string? Now(Column column) => (string?)(values.TryGetValue(column, out var value) ? value : row?[column]);
    }
}
