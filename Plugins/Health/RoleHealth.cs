using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.Health;

/// <summary>Whether the roles of the product have people, and whether planning and approving are in different hands.</summary>
static class RoleHealth
{
    const string Job = "Offboarding Job";
    const string Officer = "Offboarding Data Protection Officer";
    const string Administrator = "Offboarding Administrator";
    const string Rep = "Offboarding Rep";

    /// <summary>Requests: 2.</summary>
    internal static void Check(HealthReport report)
    {
        var holders = Holders(report.Service);
        if (holders[Job].Count == 0) report.Find(HealthSeverity.Error, "OFF-5310", "role", Job);
        if (holders[Officer].Count == 0) report.Find(HealthSeverity.Error, "OFF-5311", "role", Officer);
        if (holders[Administrator].Count == 0) report.Find(HealthSeverity.Note, "OFF-5312", "role", Administrator);
        if (holders[Rep].Count == 0) report.Find(HealthSeverity.Note, "OFF-5313", "role", Rep);

        var both = holders[Job].Keys.Intersect(holders[Officer].Keys).Select(user => holders[Job][user]).ToList();
        if (both.Count > 0) report.Find(HealthSeverity.Error, "OFF-5314", "users", report.Names(both), "job", Job, "officer", Officer);
    }

    /// <summary>Names of the enabled users by id who hold each role, by themselves or through a team.</summary>
    static Dictionary<string, Dictionary<Guid, string>> Holders(IOrganizationService service)
    {
        var holders = new[] { Job, Officer, Administrator, Rep }.ToDictionary(static role => role, static _ => new Dictionary<Guid, string>(), StringComparer.Ordinal);
        foreach (var user in service.AllRows(Direct()).Concat(service.AllRows(ThroughTeams())))
            holders[(string)user.GetAttributeValue<AliasedValue>("role.name").Value][user.Id] = user.GetAttributeValue<string?>("fullname") ?? user.Id.ToString("D");

        return holders;
    }

    static QueryExpression Direct()
    {
        var query = Users();
        Role(query.AddLink("systemuserroles", "systemuserid", "systemuserid").AddLink("role", "roleid", "roleid"));
        return query;
    }

    static QueryExpression ThroughTeams()
    {
        var query = Users();
        Role(query.AddLink("teammembership", "systemuserid", "systemuserid").AddLink("teamroles", "teamid", "teamid").AddLink("role", "roleid", "roleid"));
        return query;
    }

    static QueryExpression Users()
    {
        var query = new QueryExpression("systemuser") { ColumnSet = new ColumnSet("fullname") };
        query.Criteria.AddCondition("isdisabled", ConditionOperator.Equal, false);
        query.AddOrder("fullname", OrderType.Ascending);
        query.AddOrder("systemuserid", OrderType.Ascending);
        return query;
    }

    static void Role(LinkEntity role)
    {
        role.EntityAlias = "role";
        role.Columns = new ColumnSet("name");
        role.LinkCriteria.AddCondition("name", ConditionOperator.In, Job, Officer, Administrator, Rep);
    }
}
