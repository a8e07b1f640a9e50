using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Findings;

/// <summary>The reads by which the night finds what went past the checks.</summary>
static class FindingQueries
{
    const string CreatedOn = "createdon";
    const string ModifiedBy = "modifiedby";
    const string ModifiedOn = "modifiedon";
    const string Owner = "owner";

    /// <summary>
    /// When the product came: the oldest notice rule, which off_InstallDefaults makes right after the import; null: no rule was installed. Requests: 1.
    /// </summary>
    /// <remarks>
    /// Rules stay through upgrades, of which the date of the solution itself tells only the last. Who deletes all old rules moves the day forward: then
    /// less is found, never more.
    /// </remarks>
    internal static DateTime? InstalledOn(IOrganizationService service)
    {
        var query = new QueryExpression(NoticeRuleRow.Table) { ColumnSet = new ColumnSet(CreatedOn), TopCount = 1 };
        query.AddOrder(CreatedOn, OrderType.Ascending);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.GetAttributeValue<DateTime>(CreatedOn);
    }

    /// <summary>
    /// Active contracts of inactive accounts that have no live finding yet and were changed since a moment; those that are known to be over are left
    /// out. Requests: 1 per 5,000 rows.
    /// </summary>
    internal static IReadOnlyList<StrayContract> Stray(IOrganizationService service, DateTime since, IReadOnlyCollection<Guid> leftOut)
    {
        var query = new QueryExpression(ContractRow.Table) { ColumnSet = ContractQueries.FactColumns() };
        query.ColumnSet.AddColumns(CreatedOn, ModifiedBy, ModifiedOn);
        query.Criteria.AddCondition(ContractRow.Columns.State, ConditionOperator.Equal, (int)ContractState.Active);
        var mayOblige = query.Criteria.AddFilter(LogicalOperator.Or);
        mayOblige.AddCondition(ContractRow.Columns.VerdictStatus, ConditionOperator.Null);
        mayOblige.AddCondition(ContractRow.Columns.VerdictStatus, ConditionOperator.NotEqual, (int)ContractVerdictStatus.Ended);
        mayOblige.AddCondition(ContractRow.Columns.OpenServices, ConditionOperator.Equal, true);
        mayOblige.AddCondition(ContractRow.Columns.PostEndDays, ConditionOperator.GreaterThan, 0);
        query.AddOrder(ContractRow.Columns.Id, OrderType.Ascending);

        var account = query.AddLink(AccountRow.Table, ContractRow.Columns.AccountId, AccountRow.Columns.Id);
        account.EntityAlias = Owner;
        account.Columns = new ColumnSet(
            AccountRow.Columns.Name, AccountRow.Columns.ObligationOverride, AccountRow.Columns.WaivedOn, ModifiedBy, ModifiedOn);
        account.LinkCriteria.AddCondition(AccountRow.Columns.State, ConditionOperator.Equal, (int)AccountState.Inactive);
        account.LinkCriteria.AddCondition(ModifiedOn, ConditionOperator.GreaterEqual, since);
        if (leftOut.Count > 0)
            account.LinkCriteria.AddCondition(new ConditionExpression(AccountRow.Columns.Id, ConditionOperator.NotIn, leftOut.Cast<object>().ToArray()));

        var live = account.AddLink(FindingRow.Table, AccountRow.Columns.Id, FindingRow.Columns.AccountId, JoinOperator.LeftOuter);
        live.EntityAlias = "live";
        live.LinkCriteria.AddCondition(FindingRow.Columns.State, ConditionOperator.Equal, (int)FindingState.Active);
        query.Criteria.AddCondition("live", FindingRow.Columns.Id, ConditionOperator.Null);
        return [.. service.AllRows(query).Select(static row => new StrayContract(
            new OwnedContract(new ContractRow(row), Linked<string>(row, AccountRow.Columns.Name) ?? "?", [new ContractRow(row).AccountId!.Id], version: 0),
            new Change(row.GetAttributeValue<EntityReference>(ModifiedBy), row.GetAttributeValue<DateTime>(ModifiedOn)),
            new Change(Linked<EntityReference>(row, ModifiedBy), Linked<object>(row, ModifiedOn) as DateTime? ?? default),
            Linked<object>(row, AccountRow.Columns.ObligationOverride) is not null || Linked<object>(row, AccountRow.Columns.WaivedOn) is not null))];
    }

    /// <summary>Findings about accounts whose cause was there when they were last looked at, with the state of their account. Requests: 1 per 5,000 rows.</summary>
    internal static IReadOnlyList<LiveFinding> Live(IOrganizationService service)
    {
        var query = new QueryExpression(FindingRow.Table) { ColumnSet = new ColumnSet(FindingRow.Columns.AccountId) };
        query.Criteria.AddCondition(FindingRow.Columns.State, ConditionOperator.Equal, (int)FindingState.Active);
        query.Criteria.AddCondition(FindingRow.Columns.Kind, ConditionOperator.NotEqual, (int)FindingKind.ThemeWithoutAction);
        query.AddOrder(FindingRow.Columns.Id, OrderType.Ascending);
        var account = query.AddLink(AccountRow.Table, FindingRow.Columns.AccountId, AccountRow.Columns.Id, JoinOperator.LeftOuter);
        account.EntityAlias = Owner;
        account.Columns = new ColumnSet(AccountRow.Columns.State);
        return [.. service.AllRows(query).Select(static row => new LiveFinding(
            row.Id,
            new FindingRow(row).AccountId?.Id,
            (Linked<OptionSetValue>(row, AccountRow.Columns.State)?.Value) == (int)AccountState.Inactive))];
    }

    /// <summary>Of these accounts, those with an offboarding case beyond its preparation and not cancelled: somebody decided there. Requests: 1.</summary>
    internal static HashSet<Guid> Decided(IOrganizationService service, IReadOnlyCollection<Guid> accounts)
    {
        var query = new QueryExpression(OffboardingCaseRow.Table) { ColumnSet = new ColumnSet(OffboardingCaseRow.Columns.AccountId) };
        query.Criteria.AddCondition(new ConditionExpression(OffboardingCaseRow.Columns.AccountId, ConditionOperator.In, accounts.Cast<object>().ToArray()));
        query.Criteria.AddCondition(OffboardingCaseRow.Columns.StatusReason, ConditionOperator.NotEqual, (int)OffboardingCaseStatusReason.Cancelled);
        query.Criteria.AddCondition(OffboardingCaseRow.Columns.StatusReason, ConditionOperator.NotEqual, (int)OffboardingCaseStatusReason.Prepare);
        query.AddOrder(OffboardingCaseRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new OffboardingCaseRow(row).AccountId).OfType<EntityReference>().Select(static account => account.Id)];
    }

    static T? Linked<T>(Entity row, string column)
        where T : class => row.GetAttributeValue<AliasedValue?>(Owner + "." + column)?.Value as T;
}

/// <summary>Who changed a row last, and when; UTC.</summary>
sealed class Change
{
    internal Change(EntityReference? by, DateTime on)
    {
        By = by;
        On = on;
    }

    internal EntityReference? By { get; }

    internal DateTime On { get; }
}

/// <summary>An active contract of an inactive account.</summary>
sealed class StrayContract
{
    internal StrayContract(OwnedContract contract, Change contractChange, Change accountChange, bool isDecided)
    {
        Contract = contract;
        ContractChange = contractChange;
        AccountChange = accountChange;
        IsDecided = isDecided;
    }

    internal OwnedContract Contract { get; }

    internal Guid AccountId => Contract.Accounts[0];

    internal Change ContractChange { get; }

    internal Change AccountChange { get; }

    /// <summary>Whether the account carries a record of what obliged it, or a waiver.</summary>
    internal bool IsDecided { get; }
}

/// <summary>A finding that is not over.</summary>
sealed class LiveFinding
{
    internal LiveFinding(Guid id, Guid? accountId, bool isAccountInactive)
    {
        Id = id;
        AccountId = accountId;
        IsAccountInactive = isAccountInactive;
    }

    internal Guid Id { get; }

    /// <summary>Null: the account was deleted.</summary>
    internal Guid? AccountId { get; }

    internal bool IsAccountInactive { get; }
}
