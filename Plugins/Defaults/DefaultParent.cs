using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.Defaults;

/// <summary>The table to whose rows the default rows of another table belong: playbooks, to which task templates belong.</summary>
sealed class DefaultParent
{
    readonly string codeColumn;

    /// <summary>Describes the belonging.</summary>
    /// <param name="fact">Name in the file of the cell that holds the parent's code.</param>
    /// <param name="column">Logical name of the lookup.</param>
    /// <param name="table">Logical name of the parent's table.</param>
    /// <param name="codeColumn">Logical name of the column that holds the code there.</param>
    internal DefaultParent(string fact, string column, string table, string codeColumn)
    {
        Fact = fact;
        Column = column;
        Table = table;
        this.codeColumn = codeColumn;
    }

    internal string Fact { get; }

    internal string Column { get; }

    internal string Table { get; }

    /// <summary>Ids by code, switched-off rows included. Requests: 1 per 5,000 rows.</summary>
    internal IReadOnlyDictionary<string, Guid> ByCode(IOrganizationService service)
    {
        var query = new QueryExpression(Table) { ColumnSet = new ColumnSet(codeColumn) };
        query.AddOrder(codeColumn, OrderType.Ascending);
        var ids = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var row in service.AllRows(query))
            if (row.GetAttributeValue<string?>(codeColumn) is { } code) ids[code] = row.Id;

        return ids;
    }
}
