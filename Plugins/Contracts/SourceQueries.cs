using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.Contracts;

/// <summary>The reads of contracts in other tables.</summary>
static class SourceQueries
{
    /// <summary>The rows that count, with every column that is mapped, and with whose they are.</summary>
    /// <remarks>A customer that is a person has no account, so its contracts keep none: the join leaves them out.</remarks>
    internal static QueryExpression Contracts(ContractSource source, IReadOnlyCollection<Guid> accounts, bool withSubsidiaries, bool anyState)
    {
        var columns = new ColumnSet(source.Columns);
        columns.AddColumn(ContractQueries.Version);
        return Of(source, accounts, withSubsidiaries, columns, anyState);
    }

    /// <summary>The versions of the same rows.</summary>
    internal static QueryExpression Versions(ContractSource source, IReadOnlyCollection<Guid> accounts, bool withSubsidiaries) =>
        Of(source, accounts, withSubsidiaries, new ColumnSet(ContractQueries.Version), anyState: false);

    static QueryExpression Of(ContractSource source, IReadOnlyCollection<Guid> accounts, bool withSubsidiaries, ColumnSet columns, bool anyState)
    {
        var query = new QueryExpression(source.Table) { ColumnSet = columns };
        query.AddOrder(source.IdColumn, OrderType.Ascending);
        if (!anyState) AddFilter(source, query);
        ContractQueries.AddAccounts(query, source.AccountColumn, accounts, withSubsidiaries);
        return query;
    }

    /// <summary>A page of all rows that count, with owner and the accounts above.</summary>
    internal static QueryExpression Page(ContractSource source, int page, int size)
    {
        var query = new QueryExpression(source.Table) { ColumnSet = new ColumnSet(source.Columns), PageInfo = new PagingInfo { PageNumber = page, Count = size } };
        query.ColumnSet.AddColumn(ContractQueries.Version);
        query.AddOrder(source.IdColumn, OrderType.Ascending);
        AddFilter(source, query);
        ContractQueries.AddParents(ContractQueries.AddOwner(query, source.AccountColumn));
        return query;
    }

    /// <summary>Which of some rows count.</summary>
    internal static QueryExpression Counting(ContractSource source, IEnumerable<Guid> ids)
    {
        var query = new QueryExpression(source.Table) { ColumnSet = new ColumnSet(source.IdColumn) };
        query.Criteria.AddCondition(new ConditionExpression(source.IdColumn, ConditionOperator.In, ids.Cast<object>().ToArray()));
        query.AddOrder(source.IdColumn, OrderType.Ascending);
        AddFilter(source, query);
        ContractQueries.AddOwner(query, source.AccountColumn);
        return query;
    }

    static void AddFilter(ContractSource source, QueryExpression query)
    {
        if (source.ActiveColumn is { } column) query.Criteria.AddCondition(column, ConditionOperator.In, [.. source.ActiveValues.Select(ValueOf)]);
    }

    static object ValueOf(string text) => text switch
    {
        "yes" => true,
        "no" => false,
        _ => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
    };
}
