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

    /// <summary>Active contracts of accounts and, if asked for, of their subsidiaries. Requests: 1 per 5,000 rows.</summary>
    /// <param name="service">Acts as SYSTEM: a contract obliges, whoever may see it.</param>
    /// <param name="accounts">At most 1,000.</param>
    /// <param name="withSubsidiaries">Adds contracts of accounts up to <see cref="SubsidiaryLevels"/> below.</param>
    internal static IReadOnlyList<OwnedContract> Active(IOrganizationService service, IReadOnlyCollection<Guid> accounts, bool withSubsidiaries)
    {
        var query = new QueryExpression(ContractRow.Table) { ColumnSet = FactColumns() };
        query.Criteria.AddCondition(ContractRow.Columns.State, ConditionOperator.Equal, (int)ContractState.Active);
        query.AddOrder(ContractRow.Columns.Id, OrderType.Ascending);

        var ids = accounts.Cast<object>().ToArray();
        var owner = query.AddLink(AccountRow.Table, ContractRow.Columns.AccountId, AccountRow.Columns.Id);
        owner.EntityAlias = "a0";
        owner.Columns = new ColumnSet(AccountRow.Columns.Name);
        if (!withSubsidiaries)
        {
            query.Criteria.AddCondition(Among(null, ContractRow.Columns.AccountId, ids));
            return [.. service.AllRows(query).Select(row => Read(row, levels: 0))];
        }

        // One query over the chain of parents instead of one for each level.
        var family = query.Criteria.AddFilter(LogicalOperator.Or);
        family.AddCondition(Among(null, ContractRow.Columns.AccountId, ids));
        var link = owner;
        for (var level = 0; level < SubsidiaryLevels; level++)
        {
            link.Columns.AddColumn(AccountRow.Columns.ParentAccountId);
            family.AddCondition(Among(link.EntityAlias, AccountRow.Columns.ParentAccountId, ids));
            if (level == SubsidiaryLevels - 1) break;

            link = link.AddLink(AccountRow.Table, AccountRow.Columns.ParentAccountId, AccountRow.Columns.Id, JoinOperator.LeftOuter);
            link.EntityAlias = Alias(level + 1);
        }

        return [.. service.AllRows(query).Select(row => Read(row, SubsidiaryLevels))];
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

    static OwnedContract Read(Entity row, int levels)
    {
        var contract = new ContractRow(row);
        var chain = new List<Guid>(levels + 1);
        if (contract.AccountId is { } owner) chain.Add(owner.Id);
        for (var level = 0; level < levels && Linked<EntityReference>(row, level, AccountRow.Columns.ParentAccountId) is { } parent; level++) chain.Add(parent.Id);

        return new OwnedContract(contract, Linked<string>(row, 0, AccountRow.Columns.Name) ?? "?", chain);
    }

    static T? Linked<T>(Entity row, int level, string column)
        where T : class => row.GetAttributeValue<AliasedValue?>(Alias(level) + "." + column)?.Value as T;

    static string Alias(int level) => "a" + level.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
