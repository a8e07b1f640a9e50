using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.Transition;

/// <summary>A table whose rows are the customer's own data, and how they are found (HandoverTables.csv).</summary>
/// <remarks>What the company wrote for itself is not among them: cases, decisions, notes, assessments, activities.</remarks>
sealed class HandoverTable
{
    static readonly Lazy<IReadOnlyList<HandoverTable>> Read = new(static () => [.. Csv.Embedded("Offboarding.Plugins.Transition.HandoverTables.csv").Select(static row => new HandoverTable(row))]);

    readonly IReadOnlyDictionary<string, string> row;

    HandoverTable(IReadOnlyDictionary<string, string> row)
    {
        this.row = row;
        Columns = row["columns"].Split(';');
    }

    /// <summary>In the order in which they are exported.</summary>
    internal static IReadOnlyList<HandoverTable> All => Read.Value;

    internal string Table => row["table"];

    internal IReadOnlyList<string> Columns { get; }

    internal string Name(Language language) => row[language == Language.German ? "name_de" : "name"];

    /// <summary>Which of these tables and columns exist here. Requests: 1.</summary>
    internal static InstalledTables Installed(IOrganizationService service) => InstalledTables.AmongWithColumns(
        service, [.. All.Select(static one => one.Table)], [.. All.SelectMany(static one => one.Columns).Distinct(StringComparer.Ordinal)]);

    /// <summary>The columns of the table that exist here.</summary>
    internal IReadOnlyList<string> Present(InstalledTables installed) => [.. Columns.Where(column => installed.Has(Table, column))];

    /// <summary>All rows of an account, in the order of their ids.</summary>
    internal QueryExpression Query(Guid account, IReadOnlyList<string> columns)
    {
        var query = new QueryExpression(Table) { ColumnSet = new ColumnSet([.. columns]) };
        if (row["parent"].Length == 0) query.Criteria.AddCondition(row["link"], ConditionOperator.Equal, account);
        else query.AddLink(row["parent"], row["link"], row["parent"] + "id").LinkCriteria.AddCondition(row["parent_link"], ConditionOperator.Equal, account);
        query.AddOrder(Table + "id", OrderType.Ascending);
        return query;
    }
}
