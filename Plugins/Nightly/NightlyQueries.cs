using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Nightly;

/// <summary>The reads of the nightly run.</summary>
static class NightlyQueries
{
    /// <summary>
    /// Contracts that are due, longest waiting first: active ones whose day of the next check has come or that were never looked at with these rules and
    /// settings, and inactive ones that were not wound up yet. Requests: 1.
    /// </summary>
    internal static IReadOnlyList<DueContract> Due(IOrganizationService service, NightlyToken token, LocalDate today, string ruleState)
    {
        var query = new QueryExpression(ContractRow.Table) { ColumnSet = ContractQueries.FactColumns(), TopCount = token.Size };
        query.ColumnSet.AddColumns([.. ComputedColumns.All, ContractRow.Columns.OwnerId, ContractRow.Columns.State]);
        query.AddOrder(ContractRow.Columns.NextCheckOn, OrderType.Ascending);
        query.AddOrder(ContractRow.Columns.Id, OrderType.Ascending);
        if (token.LeftOut.Count > 0)
            query.Criteria.AddCondition(new ConditionExpression(ContractRow.Columns.Id, ConditionOperator.NotIn, token.LeftOut.Cast<object>().ToArray()));

        var due = query.Criteria.AddFilter(LogicalOperator.Or);
        var active = due.AddFilter(LogicalOperator.And);
        active.AddCondition(ContractRow.Columns.State, ConditionOperator.Equal, (int)ContractState.Active);
        var reason = active.AddFilter(LogicalOperator.Or);
        reason.AddCondition(ContractRow.Columns.NextCheckOn, ConditionOperator.Null);
        reason.AddCondition(ContractRow.Columns.NextCheckOn, ConditionOperator.OnOrBefore, today.ToString());
        reason.AddCondition(ContractRow.Columns.RuleState, ConditionOperator.Null);
        reason.AddCondition(ContractRow.Columns.RuleState, ConditionOperator.NotEqual, ruleState);
        var inactive = due.AddFilter(LogicalOperator.And);
        inactive.AddCondition(ContractRow.Columns.State, ConditionOperator.Equal, (int)ContractState.Inactive);
        inactive.AddCondition(ContractRow.Columns.NextCheckOn, ConditionOperator.NotNull);

        AddParents(query.AddLink(AccountRow.Table, ContractRow.Columns.AccountId, AccountRow.Columns.Id, JoinOperator.LeftOuter));
        return [.. service.RetrieveMultiple(query).Entities.Select(static row => new DueContract(new ContractRow(row), Parents(row)))];
    }

    /// <summary>Accounts with the verdict that stands on them. Requests: 1 per 5,000 rows.</summary>
    internal static IReadOnlyList<AccountRow> Accounts(IOrganizationService service, IReadOnlyCollection<Guid> ids)
    {
        var query = new QueryExpression(AccountRow.Table) { ColumnSet = new ColumnSet(AccountRow.Columns.State, AccountRow.Columns.Verdict, AccountRow.Columns.PossibleFrom) };
        query.Criteria.AddCondition(new ConditionExpression(AccountRow.Columns.Id, ConditionOperator.In, ids.Cast<object>().ToArray()));
        query.AddOrder(AccountRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new AccountRow(row))];
    }

    /// <summary>Active accounts whose verdict is blocked or unknown, those behind an id, in the order of ids as text. Requests: 1 per 5,000 rows.</summary>
    internal static IReadOnlyList<Guid> NotClear(IOrganizationService service, string after)
    {
        var query = new QueryExpression(AccountRow.Table) { ColumnSet = new ColumnSet(AccountRow.Columns.Id) };
        query.Criteria.AddCondition(AccountRow.Columns.State, ConditionOperator.Equal, (int)AccountState.Active);
        query.Criteria.AddCondition(AccountRow.Columns.Verdict, ConditionOperator.In, (int)Rows.AccountVerdict.Blocked, (int)Rows.AccountVerdict.Unknown);
        query.AddOrder(AccountRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => row.Id).Where(id => string.CompareOrdinal(id.ToString("D"), after) > 0).OrderBy(static id => id.ToString("D"), StringComparer.Ordinal)];
    }

    /// <summary>The accounts above an account for which its contracts count, too. Requests: 1.</summary>
    internal static IReadOnlyList<Guid> ParentsOf(IOrganizationService service, Guid account)
    {
        var query = new QueryExpression(AccountRow.Table) { ColumnSet = new ColumnSet(AccountRow.Columns.Id) };
        query.Criteria.AddCondition(AccountRow.Columns.Id, ConditionOperator.Equal, account);
        AddParents(query.AddLink(AccountRow.Table, AccountRow.Columns.Id, AccountRow.Columns.Id, JoinOperator.LeftOuter));
        return [.. service.RetrieveMultiple(query).Entities.SelectMany(static row => Parents(row))];
    }

    /// <summary>Adds the chain of parents above an account.</summary>
    static void AddParents(LinkEntity account)
    {
        for (var level = 0; level < ContractQueries.SubsidiaryLevels; level++)
        {
            account.EntityAlias = Alias(level);
            account.Columns = new ColumnSet(AccountRow.Columns.ParentAccountId);
            if (level < ContractQueries.SubsidiaryLevels - 1)
                account = account.AddLink(AccountRow.Table, AccountRow.Columns.ParentAccountId, AccountRow.Columns.Id, JoinOperator.LeftOuter);
        }
    }

    static IReadOnlyList<Guid> Parents(Entity row)
    {
        var parents = new List<Guid>();
        for (var level = 0; level < ContractQueries.SubsidiaryLevels; level++)
        {
            if (row.GetAttributeValue<AliasedValue?>(Alias(level) + "." + AccountRow.Columns.ParentAccountId)?.Value is not EntityReference parent) break;

            parents.Add(parent.Id);
        }

        return parents;
    }

    static string Alias(int level) => "a" + level.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A contract that the night looks at.</summary>
sealed class DueContract
{
    internal DueContract(ContractRow row, IReadOnlyList<Guid> parents)
    {
        Row = row;
        Parents = parents;
    }

    internal ContractRow Row { get; }

    /// <summary>Accounts above the one that owns the contract, nearest first.</summary>
    internal IReadOnlyList<Guid> Parents { get; }

    internal string Number => string.IsNullOrWhiteSpace(Row.Name) ? "?" : Row.Name!;
}
