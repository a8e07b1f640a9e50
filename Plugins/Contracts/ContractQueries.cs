using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>Every read of contracts.</summary>
static class ContractQueries
{
    /// <summary>How far down subsidiaries count: children, grandchildren and great-grandchildren. Their number does not change the number of reads.</summary>
    internal const int SubsidiaryLevels = 3;

    /// <summary>A row's version: larger than that of every row written before (https://learn.microsoft.com/power-apps/developer/data-platform/optimistic-concurrency).</summary>
    const string Version = "versionnumber";

    /// <summary>Active contracts of accounts and, if asked for, of their subsidiaries. Requests: 1 per 5,000 rows.</summary>
    /// <param name="service">Acts as SYSTEM: a contract obliges, whoever may see it.</param>
    /// <param name="accounts">At most 1,000.</param>
    /// <param name="withSubsidiaries">Adds contracts of accounts up to <see cref="SubsidiaryLevels"/> below.</param>
    internal static IReadOnlyList<OwnedContract> Active(IOrganizationService service, IReadOnlyCollection<Guid> accounts, bool withSubsidiaries)
    {
        var columns = FactColumns();
        columns.AddColumn(Version);
        return [.. service.AllRows(Of(accounts, withSubsidiaries, columns)).Select(static row => Read(row, row.GetAttributeValue<long>(Version)))];
    }

    /// <summary>How the same contracts stand, to be compared with how they stood when they were judged. Requests: 1 per 5,000 rows, of a few bytes each.</summary>
    internal static ContractsState StateOf(IOrganizationService service, IReadOnlyCollection<Guid> accounts, bool withSubsidiaries) =>
        ContractsState.Of(service.AllRows(Of(accounts, withSubsidiaries, new ColumnSet(Version))).Select(static row => row.GetAttributeValue<long>(Version)));

    static QueryExpression Of(IReadOnlyCollection<Guid> accounts, bool withSubsidiaries, ColumnSet columns)
    {
        var query = new QueryExpression(ContractRow.Table) { ColumnSet = columns };
        query.Criteria.AddCondition(ContractRow.Columns.State, ConditionOperator.Equal, (int)ContractState.Active);
        query.AddOrder(ContractRow.Columns.Id, OrderType.Ascending);

        var ids = accounts.Cast<object>().ToArray();
        var owner = query.AddLink(AccountRow.Table, ContractRow.Columns.AccountId, AccountRow.Columns.Id);
        owner.EntityAlias = Alias(0);
        owner.Columns = new ColumnSet(AccountRow.Columns.Name);
        if (withSubsidiaries) AddFamily(query, owner, ids);
        else query.Criteria.AddCondition(Among(null, ContractRow.Columns.AccountId, ids));
        return query;
    }

    /// <summary>One query over the chain of parents instead of one for each level.</summary>
    static void AddFamily(QueryExpression query, LinkEntity owner, object[] ids)
    {
        var family = query.Criteria.AddFilter(LogicalOperator.Or);
        family.AddCondition(Among(null, ContractRow.Columns.AccountId, ids));
        var link = owner;
        for (var level = 0; ; level++)
        {
            link.Columns.AddColumn(AccountRow.Columns.ParentAccountId);
            family.AddCondition(Among(link.EntityAlias, AccountRow.Columns.ParentAccountId, ids));
            if (level == SubsidiaryLevels - 1) return;

            link = link.AddLink(AccountRow.Table, AccountRow.Columns.ParentAccountId, AccountRow.Columns.Id, JoinOperator.LeftOuter);
            link.EntityAlias = Alias(level + 1);
        }
    }

    /// <summary>The columns that a judgement needs: one that was not read would count as blank.</summary>
    internal static ColumnSet FactColumns()
    {
        var columns = new ColumnSet([.. ContractRow.FactColumns.Values]);
        columns.AddColumns(
            ContractRow.Columns.Name, ContractRow.Columns.AccountId, ContractRow.Columns.Unreadable, ContractRow.Columns.TransactionCurrencyId);
        return columns;
    }

    static ConditionExpression Among(string? alias, string column, object[] ids) =>
        new(alias, column, ids.Length == 1 ? ConditionOperator.Equal : ConditionOperator.In, ids);

    static OwnedContract Read(Entity row, long version)
    {
        var contract = new ContractRow(row);
        var chain = new List<Guid>();
        if (contract.AccountId is { } owner) chain.Add(owner.Id);
        for (var level = 0; level < SubsidiaryLevels && Linked<EntityReference>(row, level, AccountRow.Columns.ParentAccountId) is { } parent; level++)
            chain.Add(parent.Id);

        return new OwnedContract(contract, Linked<string>(row, 0, AccountRow.Columns.Name) ?? "?", chain, version);
    }

    static T? Linked<T>(Entity row, int level, string column)
        where T : class => row.GetAttributeValue<AliasedValue?>(Alias(level) + "." + column)?.Value as T;

    static string Alias(int level) => "a" + level.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
