using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Cases;

/// <summary>What many callers left behind: each account with its cases, their decisions and plans, told without ids.</summary>
sealed class CallersState
{
    static readonly string[] Activities = ["task", "phonecall", "appointment", "letter", "email"];

    readonly IReadOnlyList<OffboardingCaseRow> cases;
    readonly ILookup<Guid, PlanItemRow> items;
    readonly ILookup<Guid, CaseDecisionRow> decisions;
    readonly Dictionary<Guid, Entity> activities;

    internal CallersState(LocalEnvironment environment, IReadOnlyList<Guid> accounts)
    {
        List<Entity> Read(string table, params string[] columns) =>
            [.. environment.Administrator.RetrieveMultiple(new QueryExpression(table) { ColumnSet = new ColumnSet(columns) }).Entities];

        cases = [.. Read(OffboardingCaseRow.Table, OffboardingCaseRow.Columns.AccountId, OffboardingCaseRow.Columns.State, OffboardingCaseRow.Columns.StatusReason, OffboardingCaseRow.Columns.OpenKey)
            .Select(row => new OffboardingCaseRow(row))];
        items = Read(PlanItemRow.Table, PlanItemRow.Columns.CaseId, PlanItemRow.Columns.ItemState, PlanItemRow.Columns.ActivityRowId)
            .Select(row => new PlanItemRow(row)).ToLookup(item => item.CaseId!.Id);
        decisions = Read(CaseDecisionRow.Table, CaseDecisionRow.Columns.CaseId, CaseDecisionRow.Columns.Kind, "versionnumber")
            .OrderBy(row => row.GetAttributeValue<long>("versionnumber")).Select(row => new CaseDecisionRow(row)).ToLookup(decision => decision.CaseId!.Id);
        activities = Activities.SelectMany(table => Read(table, "regardingobjectid", "statecode")).ToDictionary(row => row.Id);
        var states = Read(AccountRow.Table, AccountRow.Columns.State).ToDictionary(row => row.Id, row => new AccountRow(row).State);
        Accounts = [.. accounts.Select(account => string.Join('\n', [$"{states[account]}", .. cases.Where(row => row.AccountId!.Id == account).Select(row => Told(row, account)).Order(StringComparer.Ordinal)]))];
    }

    /// <summary>In the order of the world's accounts.</summary>
    internal IReadOnlyList<string> Accounts { get; }

    internal IReadOnlySet<Guid> Cases => cases.Select(row => row.Id).ToHashSet();

    internal IEnumerable<string> Violations()
    {
        foreach (var key in cases.GroupBy(row => row.OpenKey).Where(group => group.Count() > 1)) yield return $"{key.Count()} cases have the openkey {key.Key}";
        foreach (var row in cases)
        {
            var isOpen = row.State == OffboardingCaseState.Active;
            if (row.OpenKey != (isOpen ? row.AccountId!.Id : row.Id).ToString("D")) yield return $"the openkey of a case in {row.StatusReason} is neither its account's nor its own";
            foreach (var kind in decisions[row.Id].GroupBy(decision => decision.Kind).Where(kind => kind.Count() > 1)) yield return $"a case in {row.StatusReason} was decided {kind.Count()} times: {kind.Key}";
            if (decisions[row.Id].Count(decision => decision.Kind == CaseDecisionKind.Start) != 1) yield return $"a case in {row.StatusReason} was not started once";
            if (!isOpen && items[row.Id].Any(item => item.ItemState == PlanItemItemState.Open)) yield return $"a case in {row.StatusReason} has open items";
        }

        var known = cases.Select(row => row.Id).ToHashSet();
        foreach (var item in items.SelectMany(group => group))
        {
            if (!known.Contains(item.CaseId!.Id)) yield return "an item of a plan has no case";
            if (!activities.ContainsKey(Guid.Parse(item.ActivityRowId!))) yield return "an item of a plan has no activity";
        }

        foreach (var activity in activities.Values.Where(row => row.GetAttributeValue<EntityReference?>("regardingobjectid") is { LogicalName: OffboardingCaseRow.Table } regarding && !known.Contains(regarding.Id)))
            yield return $"a {activity.LogicalName} belongs to no case";
        if (items.SelectMany(group => group).GroupBy(item => item.ActivityRowId).Any(group => group.Count() > 1)) yield return "two items share an activity";
    }

    string Told(OffboardingCaseRow row, Guid account)
    {
        var key = row.OpenKey == account.ToString("D") ? "open" : row.OpenKey == row.Id.ToString("D") ? "own" : row.OpenKey;
        var plan = items[row.Id].Select(item => $"{item.ItemState}/{(activities.TryGetValue(Guid.Parse(item.ActivityRowId!), out var activity) ? activity.GetAttributeValue<OptionSetValue>("statecode").Value : -1)}")
            .GroupBy(state => state).Select(group => $"{group.Count()} {group.Key}").Order(StringComparer.Ordinal);
        return $"{row.StatusReason} {key}: {string.Join(", ", decisions[row.Id].Select(decision => decision.Kind))}; {string.Join(", ", plan)}";
    }
}
