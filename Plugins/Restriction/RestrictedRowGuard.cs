using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Restriction;

/// <summary>Keeps restricted accounts and contacts from being changed by anybody but the team for restricted data, whatever their roles reach.</summary>
/// <remarks>
/// <para>Steps: PreOperation (20), synchronous, rank 1, of Update on account and contact, with a pre-image "before" of off_restrictedon and ownerid.</para>
/// <para>What operations of the product write passes, and so does the mark by which holds and the erasure wait for each other. Other rows are protected by their owner and business unit alone.</para>
/// <para>Requests: none on rows that are not restricted; 1 for the members of the team, 1 for those who have the role themselves; 1 more (caller's settings) on refusal.</para>
/// </remarks>
public sealed class RestrictedRowGuard : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-3260: the row is restricted.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (!call.Context.PreEntityImages.TryGetValue("before", out var before) || before.GetAttributeValue<object?>(AccountRow.Columns.RestrictedOn) is null) return;
        if (call.IsPartOfProduct || call.Target.Attributes.Keys.All(column => IsTechnical(column, before))) return;
        if (IsMember(call, before.GetAttributeValue<EntityReference?>(AccountRow.Columns.OwnerId)) || HasRole(call)) return;

        throw Refusal.Of("OFF-3260", call.Language);
    }

    static bool IsTechnical(string column, Entity before) =>
        column is AccountRow.Columns.ErasureFence or "modifiedon" or "modifiedby" or "modifiedonbehalfby" || column == before.LogicalName + "id";

    static bool IsMember(PluginCall call, EntityReference? owner)
    {
        if (owner is not { LogicalName: RestrictedTeam.Table }) return false;

        var query = new QueryExpression("teammembership") { ColumnSet = new ColumnSet("teamid"), TopCount = 1 };
        query.Criteria.AddCondition("teamid", ConditionOperator.Equal, owner.Id);
        query.Criteria.AddCondition("systemuserid", ConditionOperator.Equal, call.Context.InitiatingUserId);
        return call.AsSystem.RetrieveMultiple(query).Entities.Count > 0;
    }

    static bool HasRole(PluginCall call)
    {
        var query = new QueryExpression("role") { ColumnSet = new ColumnSet("roleid"), TopCount = 1 };
        query.Criteria.AddCondition("name", ConditionOperator.Equal, RestrictedTeam.RoleName);
        query.AddLink("systemuserroles", "roleid", "roleid").LinkCriteria.AddCondition("systemuserid", ConditionOperator.Equal, call.Context.InitiatingUserId);
        return call.AsSystem.RetrieveMultiple(query).Entities.Count > 0;
    }
}
