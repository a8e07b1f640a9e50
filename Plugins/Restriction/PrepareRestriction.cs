using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.Restriction;

/// <summary><c>off_PrepareRestriction</c>: one step of making what restricted rows need: a business unit "Restricted data", a team in it, and the team's role.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (global action, privilege prvCreateBusinessUnit, which only administrators of the platform have). In: Token. Out: More, Token, Processed, Failed,
/// RetryAfterSeconds, Report. Each step makes the first thing that is missing; the caller repeats until More is no. What is there stays as it is, and repeating changes nothing.</para>
/// <para>An operation of its own, and no step of off_InstallDefaults: that one is run after each import, and nobody's business units may change because of an import. Each thing is made in a
/// transaction of its own, because the platform copies roles into a new business unit before a team of that unit can have one.</para>
/// <para>Runs with the caller's rights. Requests: 1 for the team (and the settings); 1 for business units and 1 to make one; 1 to make a team; 2 for roles and 1 to give one; 1 for the privileges.</para>
/// </remarks>
public sealed class PrepareRestriction : IPlugin
{
    /// <summary>Name of the business unit that is made. It can be renamed afterwards: the team is what counts.</summary>
    internal const string UnitName = "Restricted data";

    const string Units = "businessunit";
    const string ParentUnit = "parentbusinessunitid";

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-3251: there is a team of the name in the root business unit; OFF-3261: the role is not installed; OFF-3262: several business units of the name.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var name = call.Settings.RestrictionTeam;
        if (RestrictedTeam.Named(call.AsCaller, name) is not { } team)
        {
            Answer(call, more: true, MakeUnitOrTeam(call, name));
            return;
        }

        if (RestrictedTeam.FindOrNull(call, out var gap) is not null)
        {
            Answer(call, more: false, Messages.Part("OFF-TEXT-RESTRICTION-READY", call.Language, "team", name));
            return;
        }

        var unit = team.GetAttributeValue<EntityReference>("businessunitid").Id;
        if (Root(call.AsCaller).Id == unit) throw Refusal.Of("OFF-3251", call.Language, "team", name);
        if (HasRole(call.AsCaller, team.Id)) throw new InvalidPluginExecutionException(gap);

        GiveRole(call, team.Id, unit);
        Answer(call, more: true, Messages.Part("OFF-TEXT-RESTRICTION-ROLE", call.Language, "team", name, "role", RestrictedTeam.RoleName));
    }

    static string MakeUnitOrTeam(PluginCall call, string name)
    {
        var units = UnitsNamed(call.AsCaller);
        switch (units.Count)
        {
            case 0:
                call.AsCaller.Create(new Entity(Units) { ["name"] = UnitName, [ParentUnit] = Root(call.AsCaller) });
                return Messages.Part("OFF-TEXT-RESTRICTION-UNIT", call.Language, "unit", UnitName);
            case 1:
                call.AsCaller.Create(new Entity(RestrictedTeam.Table)
                {
                    ["name"] = name, ["businessunitid"] = units[0], ["administratorid"] = new EntityReference("systemuser", call.Context.InitiatingUserId), ["teamtype"] = new OptionSetValue(0),
                });
                return Messages.Part("OFF-TEXT-RESTRICTION-TEAM", call.Language, "team", name);
            default:
                throw Refusal.Of("OFF-3262", call.Language, "unit", UnitName, "count", units.Count.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The role of the team's own business unit, of which each has a copy; where none was copied, the one of the solution.</summary>
    static void GiveRole(PluginCall call, Guid team, Guid unit)
    {
        var query = new QueryExpression("role") { ColumnSet = new ColumnSet("businessunitid") };
        query.Criteria.AddCondition("name", ConditionOperator.Equal, RestrictedTeam.RoleName);
        query.AddOrder("roleid", OrderType.Ascending);
        var roles = call.AsCaller.AllRows(query);
        var role = roles.FirstOrDefault(one => one.GetAttributeValue<EntityReference?>("businessunitid")?.Id == unit) ?? roles.FirstOrDefault()
            ?? throw Refusal.Of("OFF-3261", call.Language, "role", RestrictedTeam.RoleName);
        call.AsCaller.Associate(RestrictedTeam.Table, team, new Relationship("teamroles_association"), [role.ToEntityReference()]);
    }

    static bool HasRole(IOrganizationService service, Guid team)
    {
        var query = new QueryExpression("role") { ColumnSet = new ColumnSet("roleid"), TopCount = 1 };
        query.Criteria.AddCondition("name", ConditionOperator.Equal, RestrictedTeam.RoleName);
        query.AddLink("teamroles", "roleid", "roleid").LinkCriteria.AddCondition("teamid", ConditionOperator.Equal, team);
        return service.RetrieveMultiple(query).Entities.Count > 0;
    }

    static List<EntityReference> UnitsNamed(IOrganizationService service)
    {
        var query = new QueryExpression(Units) { ColumnSet = new ColumnSet("name") };
        query.Criteria.AddCondition("name", ConditionOperator.Equal, UnitName);
        query.Criteria.AddCondition(ParentUnit, ConditionOperator.NotNull);
        query.AddOrder("businessunitid", OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => row.ToEntityReference())];
    }

    /// <summary>The business unit above all. Requests: 1.</summary>
    static EntityReference Root(IOrganizationService service)
    {
        var query = new QueryExpression(Units) { ColumnSet = new ColumnSet("name"), TopCount = 1 };
        query.Criteria.AddCondition(ParentUnit, ConditionOperator.Null);
        query.AddOrder("businessunitid", OrderType.Ascending);
        return service.RetrieveMultiple(query).Entities.Single().ToEntityReference();
    }

    static void Answer(PluginCall call, bool more, string report)
    {
        call.ReturnStep(more, token: null, processed: more ? 1 : 0, failed: 0);
        call.Return("Report", report);
    }
}
