using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Nightly;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>Lets only the data protection officer give a standing approval, writes down for which map and rules it was given, and lets nothing but its revocation change afterwards.</summary>
/// <remarks>
/// <para>Steps: PreOperation (20), synchronous, rank 1, of Create, Update, SetState and Delete on off_standingapproval; Update, SetState and Delete with a pre-image "before".</para>
/// <para>Requests to give one: 2 for the roles of the caller, 1 for an earlier one, 2 for the rules, 1 for the erasure map, 1 for the caller's settings when refused. To change one: 3 when the day counts.</para>
/// </remarks>
public sealed class StandingApprovalGuard : IPlugin
{
    const string JobRole = "Offboarding Job";

    static readonly string[] Given =
    [
        StandingApprovalRow.Columns.RuleId, StandingApprovalRow.Columns.RuleVersion, StandingApprovalRow.Columns.Reason, StandingApprovalRow.Columns.MapDigest, StandingApprovalRow.Columns.RuleDigest,
        StandingApprovalRow.Columns.ApprovedById, StandingApprovalRow.Columns.ApprovedOn, StandingApprovalRow.Columns.ApprovalKey,
    ];

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-3380: not the data protection officer; OFF-3381: the job; OFF-3382: no such rule; OFF-3383: no reason; OFF-3384: one stands already; OFF-3385: what was given never changes; OFF-3386: a
    /// revoked one does not come back; OFF-3387: none is deleted.
    /// </exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (call.IsMessage("Create")) Give(call, new StandingApprovalRow(call.Target));
        else if (call.IsMessage("Update")) Change(call, call.Target, Before(call));
        else if (call.IsMessage("Delete")) throw Refusal.Of("OFF-3387", call.Language, "approval", NameOf(Before(call)));
        else RefuseReactivation(call, call.Required<OptionSetValue>("State").Value, Before(call));
    }

    static void Give(PluginCall call, StandingApprovalRow approval)
    {
        if (!HasRole(call, Officers.RoleName)) throw Refusal.Of("OFF-3380", call.Language, "role", Officers.RoleName);
        if (HasRole(call, JobRole)) throw Refusal.Of("OFF-3381", call.Language, "role", JobRole);
        if (string.IsNullOrWhiteSpace(approval.Reason)) throw Refusal.Of("OFF-3383", call.Language);

        var rule = approval.RuleId ?? "";
        var version = approval.RuleVersion ?? 0;
        var number = version.ToString(CultureInfo.InvariantCulture);
        var digest = StandingApprovals.RuleDigest(call.AsSystem, rule, version) ?? throw Refusal.Of("OFF-3382", call.Language, "rule", rule, "version", number);
        var key = rule + "|" + number;
        if (Stands(call.AsSystem, key)) throw Refusal.Of("OFF-3384", call.Language, "rule", rule, "version", number);

        approval.Name = rule + " · " + number;
        approval.ApprovalKey = key;
        approval.RuleDigest = digest;
        approval.MapDigest = ErasureMapQueries.Read(call.AsSystem).Version;
        approval.ApprovedById = new EntityReference("systemuser", call.Context.InitiatingUserId);
        approval.ApprovedOn = call.Now;
    }

    static void Change(PluginCall call, Entity target, StandingApprovalRow before)
    {
        if (ProductColumns.FirstChanged(Given, target, before.Entity) is { } column) throw Refusal.Of("OFF-3385", call.Language, "approval", NameOf(before), "column", column);

        var after = target.Contains(StandingApprovalRow.Columns.RevokedOn) ? new StandingApprovalRow(target).RevokedOn : before.RevokedOn;
        if (before.RevokedOn is { } revoked && !(after <= revoked)) throw Refusal.Of("OFF-3386", call.Language, "approval", NameOf(before));
        if (target.GetAttributeValue<OptionSetValue?>(StandingApprovalRow.Columns.State) is { } state) RefuseReactivation(call, state.Value, before);

        // The key is free for a new approval from the revocation on.
        if (after is not null || IsInactive(target)) target[StandingApprovalRow.Columns.ApprovalKey] = before.Id.ToString("D");
    }

    static void RefuseReactivation(PluginCall call, int state, StandingApprovalRow before)
    {
        if (state == (int)StandingApprovalState.Active && before.State == StandingApprovalState.Inactive) throw Refusal.Of("OFF-3386", call.Language, "approval", NameOf(before));
    }

    static bool IsInactive(Entity target) => target.GetAttributeValue<OptionSetValue?>(StandingApprovalRow.Columns.State)?.Value == (int)StandingApprovalState.Inactive;

    static bool Stands(IOrganizationService service, string key)
    {
        var query = new QueryExpression(StandingApprovalRow.Table) { ColumnSet = new ColumnSet(StandingApprovalRow.Columns.Id), TopCount = 1 };
        query.Criteria.AddCondition(StandingApprovalRow.Columns.ApprovalKey, ConditionOperator.Equal, key);
        query.Criteria.AddCondition(StandingApprovalRow.Columns.State, ConditionOperator.Equal, (int)StandingApprovalState.Active);
        return service.RetrieveMultiple(query).Entities.Count > 0;
    }

    /// <summary>Whether the caller has a role, of her own or by a team. Requests: 1, 2 if not of her own.</summary>
    static bool HasRole(PluginCall call, string role)
    {
        var own = Role(role);
        own.AddLink("systemuserroles", "roleid", "roleid").LinkCriteria.AddCondition("systemuserid", ConditionOperator.Equal, call.Context.InitiatingUserId);
        if (call.AsSystem.RetrieveMultiple(own).Entities.Count > 0) return true;

        var byTeam = Role(role);
        byTeam.AddLink("teamroles", "roleid", "roleid").AddLink("teammembership", "teamid", "teamid").LinkCriteria.AddCondition("systemuserid", ConditionOperator.Equal, call.Context.InitiatingUserId);
        return call.AsSystem.RetrieveMultiple(byTeam).Entities.Count > 0;
    }

    static QueryExpression Role(string name)
    {
        var query = new QueryExpression("role") { ColumnSet = new ColumnSet("roleid"), TopCount = 1 };
        query.Criteria.AddCondition("name", ConditionOperator.Equal, name);
        return query;
    }

    static StandingApprovalRow Before(PluginCall call) =>
        call.Context.PreEntityImages.TryGetValue("before", out var image)
            ? new StandingApprovalRow(image)
            : throw new InvalidOperationException("The step " + call.Context.MessageName + " of off_standingapproval has no image 'before': import the solution again.");

    static string NameOf(StandingApprovalRow approval) => string.IsNullOrEmpty(approval.Name) ? "?" : approval.Name!;
}
