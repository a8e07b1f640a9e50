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
    internal const string Version = "versionnumber";

    /// <summary>Active contracts of accounts and, if asked for, of their subsidiaries, those in other tables after our own. Requests: 1 per 5,000 rows, and 1 for each contract source in use.</summary>
    /// <param name="service">Acts as SYSTEM: a contract obliges, whoever may see it.</param>
    /// <param name="accounts">At most 1,000.</param>
    /// <param name="withSubsidiaries">Adds contracts of accounts up to <see cref="SubsidiaryLevels"/> below.</param>
    /// <param name="sources">Other tables in which contracts live.</param>
    internal static IReadOnlyList<OwnedContract> Active(IOrganizationService service, IReadOnlyCollection<Guid> accounts, bool withSubsidiaries, ContractSources sources)
    {
        var columns = FactColumns();
        columns.AddColumn(Version);
        return
        [
            .. service.AllRows(Of(accounts, withSubsidiaries, columns)).Select(Read),
            .. sources.Contracts(service, accounts, withSubsidiaries),
        ];
    }

    /// <summary>How the same contracts stand, to be compared with how they stood when they were judged. Requests: 1 per 5,000 rows, of a few bytes each, and 1 for each contract source in use.</summary>
    internal static ContractsState StateOf(IOrganizationService service, IReadOnlyCollection<Guid> accounts, bool withSubsidiaries, ContractSources sources) =>
        ContractsState.Of(service.AllRows(Of(accounts, withSubsidiaries, new ColumnSet(Version))).Select(static row => row.GetAttributeValue<long>(Version))
            .Concat(sources.Versions(service, accounts, withSubsidiaries)));

    static QueryExpression Of(IReadOnlyCollection<Guid> accounts, bool withSubsidiaries, ColumnSet columns)
    {
        var query = new QueryExpression(ContractRow.Table) { ColumnSet = columns };
        query.Criteria.AddCondition(ContractRow.Columns.State, ConditionOperator.Equal, (int)ContractState.Active);
        query.AddOrder(ContractRow.Columns.Id, OrderType.Ascending);

        AddAccounts(query, ContractRow.Columns.AccountId, accounts, withSubsidiaries);
        return query;
    }

    /// <summary>Narrows a query of contracts, wherever they live, to those of accounts and joins whose they are.</summary>
    /// <param name="query">Of the contracts.</param>
    /// <param name="accountColumn">Their lookup of the account or customer.</param>
    /// <param name="accounts">At most 1,000.</param>
    /// <param name="withSubsidiaries">Adds contracts of accounts up to <see cref="SubsidiaryLevels"/> below.</param>
    internal static void AddAccounts(QueryExpression query, string accountColumn, IReadOnlyCollection<Guid> accounts, bool withSubsidiaries)
    {
        var ids = accounts.Cast<object>().ToArray();
        var owner = AddOwner(query, accountColumn);
        if (withSubsidiaries) AddFamily(query, accountColumn, owner, ids);
        else query.Criteria.AddCondition(Among(null, accountColumn, ids));
    }

    /// <summary>Joins the account that owns a contract.</summary>
    internal static LinkEntity AddOwner(QueryExpression query, string accountColumn)
    {
        var owner = query.AddLink(AccountRow.Table, accountColumn, AccountRow.Columns.Id);
        owner.EntityAlias = Alias(0);
        owner.Columns = new ColumnSet(AccountRow.Columns.Name, AccountRow.Columns.OwnerId);
        return owner;
    }

    /// <summary>One query over the chain of parents instead of one for each level.</summary>
    /// <summary>Joins the chain of parents above the owner, without narrowing.</summary>
    internal static void AddParents(LinkEntity owner)
    {
        var link = owner;
        for (var level = 0; ; level++)
        {
            link.Columns.AddColumn(AccountRow.Columns.ParentAccountId);
            if (level == SubsidiaryLevels - 1) return;

            link = link.AddLink(AccountRow.Table, AccountRow.Columns.ParentAccountId, AccountRow.Columns.Id, JoinOperator.LeftOuter);
            link.EntityAlias = Alias(level + 1);
            link.Columns = new ColumnSet();
        }
    }

    static void AddFamily(QueryExpression query, string accountColumn, LinkEntity owner, object[] ids)
    {
        var family = query.Criteria.AddFilter(LogicalOperator.Or);
        family.AddCondition(Among(null, accountColumn, ids));
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

    static OwnedContract Read(Entity row)
    {
        var contract = new ContractRow(row);
        return new OwnedContract(contract, OwnerName(row), Chain(row, contract.AccountId), row.GetAttributeValue<long>(Version));
    }

    /// <summary>A contract of another table, read with its owner.</summary>
    internal static OwnedContract Read(ContractSource source, Entity row) =>
        new(source, row, OwnerName(row), Chain(row, row.GetAttributeValue<EntityReference?>(source.AccountColumn)), row.GetAttributeValue<long>(Version));

    /// <summary>Who owns the account of a contract that was read with it.</summary>
    internal static EntityReference? OwnerOf(Entity row) => Linked<EntityReference>(row, 0, AccountRow.Columns.OwnerId);

    static string OwnerName(Entity row) => Linked<string>(row, 0, AccountRow.Columns.Name) ?? "?";

    static IReadOnlyList<Guid> Chain(Entity row, EntityReference? owner)
    {
        var chain = new List<Guid>();
        if (owner is not null) chain.Add(owner.Id);
        for (var level = 0; level < SubsidiaryLevels && Linked<EntityReference>(row, level, AccountRow.Columns.ParentAccountId) is { } parent; level++)
            chain.Add(parent.Id);

        return chain;
    }

    static T? Linked<T>(Entity row, int level, string column)
        where T : class => row.GetAttributeValue<AliasedValue?>(Alias(level) + "." + column)?.Value as T;

    static string Alias(int level) => "a" + level.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
