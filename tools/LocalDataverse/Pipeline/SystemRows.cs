using System;
using System.Collections.Generic;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;

namespace LocalDataverse.Pipeline;

/// <summary>Writes rows that the platform itself keeps: users, registrations, solutions. They raise no events.</summary>
internal sealed class SystemRows(TransactionScope scope, DateTime utcNow, Guid userId)
{
    internal Transaction Transaction => scope.Transaction;

    /// <summary>Adds the row, or changes it when it is there. Values are in the form that rows keep; columns unknown to the table are a defect.</summary>
    /// <returns>Whether it is new.</returns>
    internal bool Write(string tableName, Guid id, params (string Column, object? Value)[] values)
    {
        var table = scope.Transaction.Catalog.Table(tableName);
        var user = new Reference("systemuser", userId);
        var written = new Dictionary<Column, object?>();
        Stamp("modifiedby", user);
        Stamp("modifiedon", utcNow);
        foreach (var (column, value) in values) written[table.Column(column)] = value;
        scope.Touch(tableName);
        if (scope.Transaction.FindForUpdate(table, id) is not null)
        {
            scope.Transaction.Update(table, id, written);
            return false;
        }

        Stamp("createdby", user);
        Stamp("createdon", utcNow);
        if (table.State is { } state && !written.ContainsKey(state)) written[state] = 0;
        if (table.Status is { } status && !written.ContainsKey(status)) written[status] = table.State!.Option(0)?.DefaultStatus ?? 1;
        scope.Transaction.Insert(table, id, written);
        return true;

        void Stamp(string name, object value)
        {
            if (table.TryColumn(name) is { } column) written[column] = value;
        }
    }

    internal void Delete(string tableName, Guid id)
    {
        scope.Touch(tableName);
        scope.Transaction.Delete(scope.Transaction.Catalog.Table(tableName), id);
    }

    /// <summary>The rows whose column holds a text.</summary>
    internal IEnumerable<Row> Find(string tableName, string column, string text)
    {
        var table = scope.Transaction.Catalog.Table(tableName);
        var searched = table.Column(column);
        foreach (var row in scope.Transaction.Scan(table))
        {
            if (row[searched] is string value && string.Equals(value, text, StringComparison.OrdinalIgnoreCase)) yield return row;
        }
    }
}
