using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.Nightly;

/// <summary>Who decides about erasures: those with the role of the data protection officer.</summary>
sealed class Officers
{
    /// <summary>Name of the role in the solution.</summary>
    internal const string RoleName = "Offboarding Data Protection Officer";

    Officers(IReadOnlyList<EntityReference> users, IReadOnlyList<EntityReference> teams)
    {
        Users = users;
        Teams = teams;
    }

    /// <summary>Enabled users with the role, of their own or by a team.</summary>
    internal IReadOnlyList<EntityReference> Users { get; }

    /// <summary>Teams with the role.</summary>
    internal IReadOnlyList<EntityReference> Teams { get; }

    /// <summary>Whose tasks are: a team with the role, which somebody is always in; else the first user; null: nobody has the role.</summary>
    internal EntityReference? TaskOwner => Teams.Concat(Users).FirstOrDefault();

    /// <summary>Requests: 2 (users, teams); 1 more for the members of teams.</summary>
    internal static Officers Read(IOrganizationService service)
    {
        var teams = WithRole(service, "team", "teamroles");
        var users = WithRole(service, "systemuser", "systemuserroles").Concat(teams.Count == 0 ? [] : Members(service, teams));
        return new Officers([.. users.GroupBy(static user => user.Id).Select(static same => same.First()).OrderBy(static user => user.Id)], teams);
    }

    /// <summary>Each business unit has a role of its own with the same name.</summary>
    static List<EntityReference> WithRole(IOrganizationService service, string table, string pairs)
    {
        var query = Query(table);
        var pair = query.AddLink(pairs, table + "id", table + "id");
        pair.AddLink("role", "roleid", "roleid").LinkCriteria.AddCondition("name", ConditionOperator.Equal, RoleName);
        return Read(service, query);
    }

    static List<EntityReference> Members(IOrganizationService service, List<EntityReference> teams)
    {
        var query = Query("systemuser");
        query.AddLink("teammembership", "systemuserid", "systemuserid").LinkCriteria.AddCondition(
            new ConditionExpression("teamid", ConditionOperator.In, teams.Select(static team => (object)team.Id).ToArray()));
        return Read(service, query);
    }

    static QueryExpression Query(string table)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(table + "id"), Distinct = true };
        if (table == "systemuser") query.Criteria.AddCondition("isdisabled", ConditionOperator.Equal, false);
        query.AddOrder(table + "id", OrderType.Ascending);
        return query;
    }

    static List<EntityReference> Read(IOrganizationService service, QueryExpression query) =>
        [.. service.AllRows(query).Select(static row => row.Id).Distinct().Select(id => new EntityReference(query.EntityName, id))];
}
