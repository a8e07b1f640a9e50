using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.Playbooks;

/// <summary>Who does what in a plan: a person for each role, and who stands in where that person is missing or disabled.</summary>
public sealed class PlanOwners
{
    const string User = "systemuser";
    const string ManagerAlias = "manager";
    const string SettingsAlias = "settings";
    const string ManagerSettingsAlias = "managersettings";

    readonly List<Candidate> candidates;

    PlanOwners(List<Candidate> candidates) => this.candidates = candidates;

    /// <summary>Reads the people of a case. Requests: 1.</summary>
    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="caseOwner">User or team.</param>
    /// <param name="accountOwner">User or team; null: not known.</param>
    public static PlanOwners Read(IOrganizationService service, EntityReference caseOwner, EntityReference? accountOwner)
    {
        var users = UsersAmong(caseOwner, accountOwner);
        return Of(caseOwner, accountOwner, users.Length == 0 ? [] : service.AllRows(Query(users)));
    }

    /// <summary>The users among these owners.</summary>
    internal static Guid[] UsersAmong(EntityReference caseOwner, EntityReference? accountOwner) =>
        [.. new[] { caseOwner, accountOwner }.Where(static owner => owner?.LogicalName == User).Select(static owner => owner!.Id).Distinct()];

    /// <summary>The people of a case out of rows of <see cref="Query"/>; of several rows of a user the first one counts.</summary>
    internal static PlanOwners Of(EntityReference caseOwner, EntityReference? accountOwner, IReadOnlyList<Entity> users)
    {
        var rows = users.GroupBy(static row => row.Id).ToDictionary(static group => group.Key, static group => group.First());
        var found = new List<Candidate> { Of(OwnerRole.CaseOwner, caseOwner, rows) };
        if (accountOwner is not null) found.Add(Of(OwnerRole.AccountOwner, accountOwner, rows));
        if (caseOwner.LogicalName == User && rows.TryGetValue(caseOwner.Id, out var owner) && owner.GetAttributeValue<EntityReference?>("parentsystemuserid") is { } manager)
            found.Add(new Candidate(OwnerRole.Manager, manager, Value(owner, ManagerAlias, "isdisabled") is true, Value(owner, ManagerSettingsAlias, "uilanguageid") as int?));

        return new PlanOwners(found);
    }

    /// <summary>Who gets the activities of a role: whoever has it, else the owner of the case, of the account, or the manager, in this order. Requests: none.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-1410: nobody of them can be given work.</exception>
    public PlanOwner For(OwnerRole role, Language reader)
    {
        var chosen = candidates.FirstOrDefault(candidate => candidate.Role == role && !candidate.IsDisabled) ?? candidates.Find(static candidate => !candidate.IsDisabled);
        if (chosen is null) throw Refusal.Of("OFF-1410", reader, "names", string.Join(", ", candidates.Select(candidate => Name(candidate, reader)).Distinct(StringComparer.Ordinal)));

        return new PlanOwner(chosen.Owner, chosen.Language is { } lcid and > 0 ? Languages.FromLcid(lcid) : reader);
    }

    static string Name(Candidate candidate, Language reader) => candidate.Owner.Name is { Length: > 0 } name ? reader.Quote(name) : "?";

    static Candidate Of(OwnerRole role, EntityReference owner, IReadOnlyDictionary<Guid, Entity> rows)
    {
        if (owner.LogicalName != User) return new Candidate(role, owner, isDisabled: false, null);
        if (!rows.TryGetValue(owner.Id, out var row)) return new Candidate(role, owner, isDisabled: true, null);

        var named = new EntityReference(User, owner.Id) { Name = row.GetAttributeValue<string?>("fullname") };
        return new Candidate(role, named, row.GetAttributeValue<bool>("isdisabled"), Value(row, SettingsAlias, "uilanguageid") as int?);
    }

    /// <summary>Users with their language, their manager and the manager's language.</summary>
    internal static QueryExpression Query(Guid[] ids)
    {
        var query = new QueryExpression(User) { ColumnSet = new ColumnSet("fullname", "isdisabled", "parentsystemuserid") };
        query.Criteria.AddCondition(new ConditionExpression("systemuserid", ConditionOperator.In, ids.Cast<object>().ToArray()));
        AddSettings(query.AddLink("usersettings", "systemuserid", "systemuserid", JoinOperator.LeftOuter), SettingsAlias);
        var manager = query.AddLink(User, "parentsystemuserid", "systemuserid", JoinOperator.LeftOuter);
        manager.EntityAlias = ManagerAlias;
        manager.Columns = new ColumnSet("isdisabled");
        AddSettings(manager.AddLink("usersettings", "systemuserid", "systemuserid", JoinOperator.LeftOuter), ManagerSettingsAlias);
        query.AddOrder("systemuserid", OrderType.Ascending);
        return query;
    }

    static void AddSettings(LinkEntity settings, string alias)
    {
        settings.EntityAlias = alias;
        settings.Columns = new ColumnSet("uilanguageid");
    }

    static object? Value(Entity row, string alias, string column) => row.GetAttributeValue<AliasedValue?>(alias + "." + column)?.Value;

    sealed class Candidate(OwnerRole role, EntityReference owner, bool isDisabled, int? language)
    {
        internal OwnerRole Role { get; } = role;

        internal EntityReference Owner { get; } = owner;

        internal bool IsDisabled { get; } = isDisabled;

        internal int? Language { get; } = language;
    }
}

/// <summary>Whoever gets an activity, and the language in which it is written.</summary>
public sealed class PlanOwner
{
    internal PlanOwner(EntityReference owner, Language language)
    {
        Owner = owner;
        Language = language;
    }

    /// <summary>User or team.</summary>
    public EntityReference Owner { get; }

    /// <summary>Of the owner's user interface; for teams and users who chose none, the caller's.</summary>
    public Language Language { get; }
}
