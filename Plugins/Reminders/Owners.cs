using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.Reminders;

/// <summary>Language and state of the owners for whom tasks are written.</summary>
sealed class Owners
{
    const string User = "systemuser";

    readonly Dictionary<Guid, Language> languages;
    readonly HashSet<Guid> disabled;
    readonly Language organization;

    Owners(Dictionary<Guid, Language> languages, HashSet<Guid> disabled, Language organization)
    {
        this.languages = languages;
        this.disabled = disabled;
        this.organization = organization;
    }

    /// <summary>For a step that writes no task.</summary>
    internal static Owners None { get; } = new([], [], Language.English);

    /// <summary>Reads what is needed of the owners of tasks to be written. Requests: 2.</summary>
    internal static Owners Read(IOrganizationService service, IEnumerable<EntityReference?> owners)
    {
        var users = owners.Where(static owner => owner?.LogicalName == User).Select(static owner => owner!.Id).Distinct().ToArray();
        var known = new Owners([], [], OrganizationLanguage(service));
        if (users.Length > 0) known.ReadUsers(service, users);
        return known;
    }

    /// <summary>A user's own language; for a team, and for a user who never chose one, the base language of the organization.</summary>
    internal Language LanguageOf(EntityReference? owner) => owner is not null && languages.TryGetValue(owner.Id, out var language) ? language : organization;

    /// <summary>Whether the owner is a user who can no longer be given work.</summary>
    internal bool IsDisabled(EntityReference? owner) => owner is not null && disabled.Contains(owner.Id);

    void ReadUsers(IOrganizationService service, Guid[] users)
    {
        var query = new QueryExpression("usersettings") { ColumnSet = new ColumnSet("systemuserid", "uilanguageid") };
        query.Criteria.AddCondition(new ConditionExpression("systemuserid", ConditionOperator.In, users.Cast<object>().ToArray()));
        query.AddOrder("systemuserid", OrderType.Ascending);
        var user = query.AddLink(User, "systemuserid", "systemuserid");
        user.EntityAlias = "user";
        user.Columns = new ColumnSet("isdisabled");
        foreach (var row in service.AllRows(query))
        {
            var id = row.GetAttributeValue<Guid>("systemuserid");
            if (row.GetAttributeValue<int?>("uilanguageid") is { } lcid and > 0) languages[id] = Languages.FromLcid(lcid);
            if (row.GetAttributeValue<AliasedValue?>("user.isdisabled")?.Value is true) disabled.Add(id);
        }
    }

    static Language OrganizationLanguage(IOrganizationService service)
    {
        var query = new QueryExpression("organization") { ColumnSet = new ColumnSet("languagecode"), TopCount = 1 };
        return Languages.FromLcid(service.RetrieveMultiple(query).Entities.FirstOrDefault()?.GetAttributeValue<int?>("languagecode"));
    }
}
