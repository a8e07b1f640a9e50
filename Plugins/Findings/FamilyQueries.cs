using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Findings;

/// <summary>The reads by which the night finds parents that left although their subsidiaries should have kept them.</summary>
static class FamilyQueries
{
    const string CreatedOn = "createdon";
    const string ModifiedBy = "modifiedby";
    const string ModifiedOn = "modifiedon";
    const string Child = "child";
    const string Live = "live";

    /// <summary>
    /// Inactive accounts, changed since a moment and without live finding, with active contracts of subsidiaries up to <see cref="ContractQueries.SubsidiaryLevels"/> below that were on file
    /// before that change. Requests: 2 (contracts, live findings), and 1 per further 5,000 rows; 1 without any.
    /// </summary>
    /// <remarks>A contract that a subsidiary got later passed no gate: subsidiaries go on as they like.</remarks>
    internal static IReadOnlyList<LeftParent> WithContracts(IOrganizationService service, DateTime since, IReadOnlyCollection<Guid> leftOut)
    {
        var query = new QueryExpression(ContractRow.Table) { ColumnSet = ContractQueries.FactColumns() };
        query.ColumnSet.AddColumns(CreatedOn);
        query.Criteria.AddCondition(ContractRow.Columns.State, ConditionOperator.Equal, (int)ContractState.Active);
        query.AddOrder(ContractRow.Columns.Id, OrderType.Ascending);
        var owner = query.AddLink(AccountRow.Table, ContractRow.Columns.AccountId, AccountRow.Columns.Id);
        owner.EntityAlias = Alias(0);
        owner.Columns = ParentColumns();
        var left = query.Criteria.AddFilter(LogicalOperator.Or);
        var link = owner;
        for (var level = 1; level <= ContractQueries.SubsidiaryLevels; level++)
        {
            link = link.AddLink(AccountRow.Table, AccountRow.Columns.ParentAccountId, AccountRow.Columns.Id, JoinOperator.LeftOuter);
            link.EntityAlias = Alias(level);
            link.Columns = ParentColumns();
            var one = left.AddFilter(LogicalOperator.And);
            one.AddCondition(link.EntityAlias, AccountRow.Columns.State, ConditionOperator.Equal, (int)AccountState.Inactive);
            one.AddCondition(link.EntityAlias, ModifiedOn, ConditionOperator.GreaterEqual, since);
        }

        var parents = new Dictionary<Guid, LeftParent>();
        foreach (var row in service.AllRows(query)) AddParents(row, since, parents);
        foreach (var known in leftOut) parents.Remove(known);
        if (parents.Count == 0) return [];

        foreach (var known in FindingQueries.Live(service))
            if (known.AccountId is { } account) parents.Remove(account);
        return [.. parents.Values.OrderBy(static parent => parent.AccountId)];
    }

    /// <summary>
    /// Inactive accounts, changed since a moment and without live finding, of which accounts are active that were there before that change. Requests: 1 per 5,000 subsidiaries.
    /// </summary>
    internal static IReadOnlyList<LeftParent> WithActiveSubsidiaries(IOrganizationService service, DateTime since, IReadOnlyCollection<Guid> leftOut)
    {
        var query = new QueryExpression(AccountRow.Table) { ColumnSet = ParentColumns() };
        query.Criteria.AddCondition(AccountRow.Columns.State, ConditionOperator.Equal, (int)AccountState.Inactive);
        query.Criteria.AddCondition(ModifiedOn, ConditionOperator.GreaterEqual, since);
        if (leftOut.Count > 0) query.Criteria.AddCondition(new ConditionExpression(AccountRow.Columns.Id, ConditionOperator.NotIn, leftOut.Cast<object>().ToArray()));
        query.AddOrder(AccountRow.Columns.Id, OrderType.Ascending);
        var child = query.AddLink(AccountRow.Table, AccountRow.Columns.Id, AccountRow.Columns.ParentAccountId);
        child.EntityAlias = Child;
        child.Columns = new ColumnSet(AccountRow.Columns.Id, CreatedOn);
        child.LinkCriteria.AddCondition(AccountRow.Columns.State, ConditionOperator.Equal, (int)AccountState.Active);
        var live = query.AddLink(FindingRow.Table, AccountRow.Columns.Id, FindingRow.Columns.AccountId, JoinOperator.LeftOuter);
        live.EntityAlias = Live;
        live.LinkCriteria.AddCondition(FindingRow.Columns.State, ConditionOperator.Equal, (int)FindingState.Active);
        query.Criteria.AddCondition(Live, FindingRow.Columns.Id, ConditionOperator.Null);

        var parents = new Dictionary<Guid, LeftParent>();
        foreach (var row in service.AllRows(query).Where(static row => IsBefore(Joined.Row(row, Child, AccountRow.Table), row)))
        {
            if (!parents.TryGetValue(row.Id, out var parent)) parents[row.Id] = parent = new LeftParent(row);
            parent.ActiveSubsidiaries++;
        }

        return [.. parents.Values];
    }

    /// <summary>The contract counts for every account above its own that left with it on file.</summary>
    static void AddParents(Entity row, DateTime since, Dictionary<Guid, LeftParent> parents)
    {
        var chain = Enumerable.Range(0, ContractQueries.SubsidiaryLevels + 1)
            .Select(level => Joined.Row(row, Alias(level), AccountRow.Table))
            .TakeWhile(static account => account.Id != Guid.Empty)
            .ToList();
        var contract = new OwnedContract(
            new ContractRow(row), new AccountRow(chain[0]).Name ?? "?", [.. chain.Select(static account => account.Id)], version: 0);
        foreach (var account in chain.Skip(1).Where(account => HasLeft(account, since) && IsBefore(row, account)))
        {
            if (!parents.TryGetValue(account.Id, out var parent)) parents[account.Id] = parent = new LeftParent(account);
            parent.Contracts.Add(contract);
        }
    }

    static bool HasLeft(Entity account, DateTime since) =>
        new AccountRow(account).State == AccountState.Inactive && account.GetAttributeValue<DateTime>(ModifiedOn) >= since;

    static bool IsBefore(Entity row, Entity account) => row.GetAttributeValue<DateTime>(CreatedOn) <= account.GetAttributeValue<DateTime>(ModifiedOn);

    static ColumnSet ParentColumns() => new(
        AccountRow.Columns.Id, AccountRow.Columns.Name, AccountRow.Columns.State, AccountRow.Columns.ParentAccountId, AccountRow.Columns.ObligationOverride, AccountRow.Columns.WaivedOn, ModifiedBy, ModifiedOn);

    static string Alias(int level) => "a" + level.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An inactive account whose subsidiaries should have kept it.</summary>
sealed class LeftParent
{
    internal LeftParent(Entity account)
    {
        AccountId = account.Id;
        Name = new AccountRow(account).Name ?? "?";
        LastChange = new Change(account.GetAttributeValue<EntityReference?>("modifiedby"), account.GetAttributeValue<DateTime>("modifiedon"));
        IsDecided = new AccountRow(account).ObligationOverride is not null || new AccountRow(account).WaivedOn is not null;
    }

    internal Guid AccountId { get; }

    internal string Name { get; }

    internal Change LastChange { get; }

    /// <summary>Whether the account carries a record of what obliged it, or a waiver.</summary>
    internal bool IsDecided { get; }

    /// <summary>Of its subsidiaries.</summary>
    internal List<OwnedContract> Contracts { get; } = [];

    internal int ActiveSubsidiaries { get; set; }
}
