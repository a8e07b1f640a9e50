using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Erasure;

/// <summary>What persons said about single rows.</summary>
sealed class RecordMarks
{
    readonly IOrganizationService service;
    readonly Lazy<bool> any;

    internal RecordMarks(IOrganizationService service)
    {
        this.service = service;
        any = new Lazy<bool>(() => service.RetrieveMultiple(new QueryExpression(RecordMarkRow.Table) { ColumnSet = new ColumnSet(RecordMarkRow.Columns.Id), TopCount = 1 }).Entities.Count > 0);
    }

    /// <summary>The marks of rows of a table, by the row's id. Requests: 1 per 500 rows; once 1 to learn whether anything is marked at all, and no more if not.</summary>
    internal IReadOnlyDictionary<Guid, RecordMarkRow> Of(string table, IReadOnlyCollection<Guid> rows)
    {
        var marks = new Dictionary<Guid, RecordMarkRow>();
        if (rows.Count == 0 || !any.Value) return marks;

        foreach (var some in SubjectFinder.Batches(rows))
        {
            var query = new QueryExpression(RecordMarkRow.Table)
            {
                ColumnSet = new ColumnSet(RecordMarkRow.Columns.RowId, RecordMarkRow.Columns.RecordClass, RecordMarkRow.Columns.Flags, RecordMarkRow.Columns.Events),
            };
            query.Criteria.AddCondition(RecordMarkRow.Columns.State, ConditionOperator.Equal, (int)RecordMarkState.Active);
            query.Criteria.AddCondition(new ConditionExpression(
                RecordMarkRow.Columns.MarkKey, ConditionOperator.In, some.Select(row => (object)RecordMarkRules.KeyOf(table, row)).ToArray()));
            query.AddOrder(RecordMarkRow.Columns.MarkKey, OrderType.Ascending);
            foreach (var row in service.AllRows(query).Select(static row => new RecordMarkRow(row))) marks[Guid.Parse(row.RowId!)] = row;
        }

        return marks;
    }
}
