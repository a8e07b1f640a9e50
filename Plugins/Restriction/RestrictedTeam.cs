using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Erasure;

namespace Offboarding.Plugins.Restriction;

/// <summary>The team to which restricted rows belong: its members, and nobody else of the business units, read and change them.</summary>
/// <remarks>
/// Dataverse has no condition on reading a row; who reads it follows from its owner and the owner's business unit. A role that reads the whole organization still sees restricted rows.
/// https://learn.microsoft.com/power-platform/admin/wp-security-cds
/// </remarks>
sealed class RestrictedTeam
{
    internal const string Table = "team";

    /// <summary>Name of the role in the solution that the team needs.</summary>
    internal const string RoleName = "Offboarding Restricted Data";

    const string Unit = "unit";
    const int OwnerTeam = 0;

    readonly HashSet<string> privileges;

    RestrictedTeam(EntityReference team, IEnumerable<string> privileges)
    {
        Reference = team;
        this.privileges = new HashSet<string>(privileges, StringComparer.OrdinalIgnoreCase);
    }

    internal EntityReference Reference { get; }

    /// <summary>The team, or what is missing of it. Requests: 1, 2 if there is one of the name; and those of the settings.</summary>
    /// <param name="call">The call.</param>
    /// <param name="gap">What an admin has to do, as a message with its code; empty: nothing.</param>
    internal static RestrictedTeam? FindOrNull(PluginCall call, out string gap)
    {
        var name = call.Settings.RestrictionTeam;
        gap = "";
        if (Named(call.AsSystem, name) is not { } row)
        {
            gap = Messages.Format("OFF-3250", call.Language, "team", name);
            return null;
        }

        // Rows that a team of the root business unit owns would be read by every role of that unit.
        if (row.GetAttributeValue<AliasedValue?>(Unit + ".parentbusinessunitid")?.Value is null)
        {
            gap = Messages.Format("OFF-3251", call.Language, "team", name);
            return null;
        }

        var given = (RetrieveTeamPrivilegesResponse)call.AsSystem.Execute(new RetrieveTeamPrivilegesRequest { TeamId = row.Id });
        var found = new RestrictedTeam(row.ToEntityReference(), (given.RolePrivileges ?? []).Select(static one => one.PrivilegeName ?? ""));
        if (found.privileges.Contains("prvReadAccount")) return found;

        gap = Messages.Format("OFF-3252", call.Language, "team", name, "role", RoleName);
        return null;
    }

    /// <summary>Whether the team can own rows of a table: the platform demands that it may read them at some depth.</summary>
    internal bool MayOwn(TableFacts table) => table.ReadPrivilege is null || privileges.Contains(table.ReadPrivilege);

    /// <summary>An owner team by its name; null: none. Of several the first by id. Requests: 1.</summary>
    internal static Entity? Named(IOrganizationService service, string name)
    {
        var query = new QueryExpression(Table) { ColumnSet = new ColumnSet("name", "businessunitid"), TopCount = 1 };
        query.Criteria.AddCondition("name", ConditionOperator.Equal, name);
        query.Criteria.AddCondition("teamtype", ConditionOperator.Equal, OwnerTeam);
        query.AddOrder("teamid", OrderType.Ascending);
        var unit = query.AddLink("businessunit", "businessunitid", "businessunitid");
        unit.EntityAlias = Unit;
        unit.Columns = new ColumnSet("parentbusinessunitid");
        return service.RetrieveMultiple(query).Entities.FirstOrDefault();
    }
}
