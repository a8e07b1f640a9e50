using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Erasure;

/// <summary>Every read of the erasure map.</summary>
public static class ErasureMapQueries
{
    /// <summary>The active entries. Requests: 1 per 5,000 rows.</summary>
    /// <exception cref="ErasureMapException">An entry is defective.</exception>
    public static ErasureMap Read(IOrganizationService service)
    {
        var query = Active();
        query.AddOrder(ErasureMapEntryRow.Columns.EntryKey, OrderType.Ascending);
        return new ErasureMap([.. service.AllRows(query).Select(static row => Entry(new ErasureMapEntryRow(row)))]);
    }

    /// <summary>Whether there is an active entry at all. Requests: 1.</summary>
    internal static bool IsInstalled(IOrganizationService service)
    {
        var query = Active();
        query.ColumnSet = new ColumnSet(ErasureMapEntryRow.Columns.Id);
        query.TopCount = 1;
        return service.RetrieveMultiple(query).Entities.Count > 0;
    }

    /// <summary>The active entries of one column. Requests: 1.</summary>
    internal static IReadOnlyList<ErasureMapEntryRow> Of(IOrganizationService service, string table, string column)
    {
        var query = Active();
        query.Criteria.AddCondition(ErasureMapEntryRow.Columns.TableName, ConditionOperator.Equal, table);
        query.Criteria.AddCondition(ErasureMapEntryRow.Columns.Column, ConditionOperator.Equal, column);
        query.AddOrder(ErasureMapEntryRow.Columns.EntryKey, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new ErasureMapEntryRow(row))];
    }

    /// <summary>The facts of a row, by the names of the data file.</summary>
    internal static IReadOnlyDictionary<string, string> Facts(ErasureMapEntryRow row) =>
        ErasureMapEntryRow.FactColumns.Keys.ToDictionary(static fact => fact, row.Fact, System.StringComparer.Ordinal);

    internal static ErasureMapEntry Entry(ErasureMapEntryRow row) => new(Facts(row));

    static QueryExpression Active()
    {
        var query = new QueryExpression(ErasureMapEntryRow.Table) { ColumnSet = new ColumnSet([.. ErasureMapEntryRow.FactColumns.Values]) };
        query.Criteria.AddCondition(ErasureMapEntryRow.Columns.State, ConditionOperator.Equal, (int)ErasureMapEntryState.Active);
        return query;
    }
}
