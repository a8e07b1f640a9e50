using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>Keeps stage, approval, dates and plan of a case from being written by hand: whoever could, would take the decision past its checks.</summary>
/// <remarks>
/// <para>Steps, all in PreOperation (20), synchronous, rank 1: Create, Update, SetState and Delete of off_offboardingcase, Create and Update of off_planitem, Create, Update, SetState and Delete
/// of off_casedecision. Update of the first two has filtering columns and a pre-image "before", SetState of the first one of its state: <see cref="ProductColumns.OfCase"/>, <see cref="ProductColumns.OfPlanItem"/>.
/// UpdateMultiple and Upsert come here as Update and Create. The platform has checked the caller's privileges by then.</para>
/// <para>Operations of the product pass: one of them is among the parents of the write. So does Merge, which moves the cases of the subordinate to the account that stays, and the state
/// of a plan item that follows its activity.</para>
/// <para>Requests: none, 1 on Delete of a case; 1 more (caller's settings) on refusal.</para>
/// </remarks>
public sealed class CaseGuard : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1360 to OFF-1364: what the product writes was written by hand; nothing is changed.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (call.IsPartOfProduct || call.IsPartOf("Merge")) return;

        switch (call.Context.PrimaryEntityName)
        {
            case CaseDecisionRow.Table: throw Refusal.Of("OFF-1363", call.Language);
            case PlanItemRow.Table: RefuseOnPlanItem(call); break;
            default: RefuseOnCase(call); break;
        }
    }

    static void RefuseOnCase(PluginCall call)
    {
        if (call.IsMessage("Create")) throw Refusal.Of("OFF-1361", call.Language);
        if (call.IsMessage("Delete"))
        {
            RefuseDeletion(call);
            return;
        }

        var write = call.IsMessage("Update") ? call.Target : StateWrite(call);
        if (ProductColumns.FirstChanged(ProductColumns.OfCase.Select(static one => one.Key), write, Before(call)) is not { } column) return;

        var operations = ProductColumns.OfCase.First(one => one.Key == column).Value;
        throw Refusal.Of("OFF-1360", call.Language, "column", column, "operations", operations);
    }

    /// <summary>The decisions would go with their case, whether the platform asks a step about each of them or not.</summary>
    static void RefuseDeletion(PluginCall call)
    {
        if (CaseQueries.HasDecision(call.AsSystem, call.Required<EntityReference>("Target").Id)) throw Refusal.Of("OFF-1363", call.Language);
    }

    static void RefuseOnPlanItem(PluginCall call)
    {
        if (call.IsMessage("Create")) throw Refusal.Of("OFF-1364", call.Language);
        if (ProductColumns.FirstChanged(ProductColumns.OfPlanItem, call.Target, Before(call)) is not { } column) return;

        // The state is the last of the columns: where it is the first that changes, nothing else does.
        if (column == PlanItemRow.Columns.ItemState && FollowsItsActivity(call)) return;
        throw Refusal.Of("OFF-1362", call.Language, "column", column);
    }

    /// <summary>Whether the write comes from an event on the activity of the item, as <see cref="Playbooks.PlanItemFollowsActivity"/> sends it.</summary>
    static bool FollowsItsActivity(PluginCall call)
    {
        if (!Guid.TryParse(Before(call)?.GetAttributeValue<string?>(PlanItemRow.Columns.ActivityRowId), out var activity)) return false;

        for (var parent = call.Context.ParentContext; parent is not null; parent = parent.ParentContext)
            if (parent.PrimaryEntityId == activity) return true;

        return false;
    }

    /// <summary>What SetState writes; an Update of the state may run its steps, too, whether or not the state becomes another one.</summary>
    static Entity StateWrite(PluginCall call)
    {
        var write = new Entity(OffboardingCaseRow.Table) { [OffboardingCaseRow.Columns.State] = call.Required<OptionSetValue>("State") };
        if (call.Optional<OptionSetValue>("Status") is { Value: not -1 } status) write[OffboardingCaseRow.Columns.StatusReason] = status;
        return write;
    }

    static Entity? Before(PluginCall call) => call.Context.PreEntityImages.TryGetValue("before", out var image) ? image : null;
}
