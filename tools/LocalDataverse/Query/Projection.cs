using System.Collections.Generic;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Query;

/// <summary>Rows in the form callers get: the columns asked for, with formatted values and the names of referenced rows.</summary>
internal static class Projection
{
    /// <summary>The columns of a column set; the primary key is always among them.</summary>
    /// <param name="columns">Null: only the primary key.</param>
    /// <exception cref="System.ServiceModel.FaultException">0x80041103: the table has no such column.</exception>
    public static IReadOnlyList<Column> Resolve(Table table, ColumnSet? columns)
    {
        if (columns is null) return [table.PrimaryId];
        if (columns.AllColumns) return table.Columns;

        var resolved = new List<Column> { table.PrimaryId };
        foreach (var name in columns.Columns)
        {
            var column = table.Column(name);
            if (!resolved.Contains(column)) resolved.Add(column);
        }

        return resolved;
    }

    /// <summary>A row as an entity. Empty columns and columns that cannot be read are absent.</summary>
    public static Entity ToEntity(Row row, IReadOnlyList<Column> columns, QueryContext context) =>
        throw Faults.Fault.Unsupported("reading rows yet");
}
