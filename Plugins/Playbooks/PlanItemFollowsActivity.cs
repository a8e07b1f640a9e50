using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Closing;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Playbooks;

/// <summary>An item of a plan is done when its activity is completed, cancelled when that is cancelled or deleted, and open again when it is reopened.</summary>
/// <remarks>
/// <para>Steps: PostOperation (40), synchronous, of Update with the filtering column statecode, of SetState and of Delete, on task, phonecall, appointment, letter and email, each with
/// a pre-image "before" of regardingobjectid. SetState may raise Update as well (https://learn.microsoft.com/power-apps/developer/data-platform/special-update-operation-behavior);
/// then the second step finds the item as it should be.</para>
/// <para>Requests: none for an activity that is not about a case; else 1 read, and 1 write if the state of the item differs; where the item counts for the closing checklist, 1 read more, and
/// 1 write if the checklist differs. As SYSTEM: whoever may complete the activity need not
/// have rights on the plan. While off_CancelOffboarding cancels the activities of a case, it writes their items itself, and the step does nothing.</para>
/// </remarks>
public sealed class PlanItemFollowsActivity : IPlugin
{
    const string Cancelling = "off_CancelOffboarding";

    /// <inheritdoc/>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (!call.Context.PreEntityImages.TryGetValue("before", out var before)) return;
        if (before.GetAttributeValue<EntityReference?>("regardingobjectid") is not { LogicalName: OffboardingCaseRow.Table } offboardingCase) return;
        if (StateOf(call) is not { } state || call.IsPartOf(Cancelling)) return;

        var differing = Differing(call.AsSystem, offboardingCase.Id, call.Context.PrimaryEntityId, state).Entities;
        foreach (var item in differing)
            call.AsSystem.Update(new PlanItemRow(new Entity(PlanItemRow.Table, item.Id)) { ItemState = state }.Entity);

        if (!differing.Any(static item => ClosingRule.PointOf(new PlanItemRow(item).TemplateCode) is not null)) return;

        call.MarkAsProduct();
        ClosingPoints.Refresh(call, offboardingCase.Id);
    }

    /// <summary>What the item becomes; null: the state of the activity is not touched.</summary>
    static PlanItemItemState? StateOf(PluginCall call)
    {
        if (call.IsMessage("Delete")) return PlanItemItemState.Cancelled;

        var state = call.IsMessage("Update") ? call.Target.GetAttributeValue<OptionSetValue?>("statecode") : call.Optional<OptionSetValue>("State");
        return state?.Value switch { null => null, 1 => PlanItemItemState.Done, 2 => PlanItemItemState.Cancelled, _ => PlanItemItemState.Open };
    }

    static EntityCollection Differing(IOrganizationService service, Guid caseId, Guid activityId, PlanItemItemState state)
    {
        var query = new QueryExpression(PlanItemRow.Table) { ColumnSet = new ColumnSet(PlanItemRow.Columns.TemplateCode) };
        query.Criteria.AddCondition(PlanItemRow.Columns.CaseId, ConditionOperator.Equal, caseId);
        query.Criteria.AddCondition(PlanItemRow.Columns.ActivityRowId, ConditionOperator.Equal, activityId.ToString("D"));
        query.Criteria.AddCondition(PlanItemRow.Columns.ItemState, ConditionOperator.NotEqual, (int)state);
        return service.RetrieveMultiple(query);
    }
}
