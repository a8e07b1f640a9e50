using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Preparation;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Closing;

/// <summary>A point of the closing checklist marks itself; a person may waive it with a reason, and take the waiver back.</summary>
/// <remarks>
/// <para>Steps, all synchronous: PreOperation (20), rank 1, of Create, Update and Delete of off_closingpoint: refuses what the product writes, and keeps who waived; Update has the filtering
/// columns <see cref="ProductColumns.OfClosingPoint"/> and off_waiverreason, and a pre-image "before" of them. PostOperation (40) of the same Update brings the completion figure of the case up.</para>
/// <para>Operations of the product pass, and so do rows that go with their case. Requests: none; 2 after a waiver; 1 more (caller's settings) on refusal.</para>
/// </remarks>
public sealed class ClosingPointGuard : IPlugin
{
    const int PostOperation = 40;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-4301: written by hand; OFF-4302: waived without a reason; OFF-4303: created or deleted by hand.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (call.IsPartOfProduct || GoesWithItsCase(call) || call.IsPartOf("Merge")) return;
        if (!call.IsMessage("Update")) throw Refusal.Of("OFF-4303", call.Language);

        var before = new ClosingPointRow(call.Context.PreEntityImages["before"]);
        if (call.Context.Stage == PostOperation) Follow(call, before);
        else Judge(call, before);
    }

    static bool GoesWithItsCase(PluginCall call)
    {
        for (var parent = call.Context.ParentContext; parent is not null; parent = parent.ParentContext)
            if (parent.MessageName == "Delete" && parent.PrimaryEntityName == OffboardingCaseRow.Table) return true;

        return false;
    }

    static void Judge(PluginCall call, ClosingPointRow before)
    {
        var write = new ClosingPointRow(call.Target);
        if (ProductColumns.FirstChanged(ProductColumns.OfClosingPoint, call.Target, before.Entity) is { } column && !IsWaiver(column, write, before))
            throw Refusal.Of("OFF-4301", call.Language, "column", column);

        var state = call.Target.Contains(ClosingPointRow.Columns.PointState) ? write.PointState : before.PointState;
        var reason = call.Target.Contains(ClosingPointRow.Columns.WaiverReason) ? write.WaiverReason : before.WaiverReason;
        if (state == ClosingPointPointState.Waived)
        {
            if (string.IsNullOrWhiteSpace(reason)) throw Refusal.Of("OFF-4302", call.Language, "point", call.Language.Quote(before.Kind is { } kind ? ClosingPoints.NameOf(kind, call.Language) : "?"));

            PackWaiver.RefuseShort(call, reason!.Trim());
        }

        if (state == before.PointState) return;

        write.WaivedById = state == ClosingPointPointState.Waived ? new EntityReference("systemuser", call.Context.InitiatingUserId) : null;
        write.DoneOn = state == ClosingPointPointState.Waived ? call.Today : null;
    }

    /// <summary>Whether the write takes the point from open to waived or back; a point that is done stays as the facts have it.</summary>
    static bool IsWaiver(string column, ClosingPointRow write, ClosingPointRow before) =>
        column == ClosingPointRow.Columns.PointState
        && write.PointState is ClosingPointPointState.Waived or ClosingPointPointState.Open
        && before.PointState is ClosingPointPointState.Waived or ClosingPointPointState.Open or null;

    static void Follow(PluginCall call, ClosingPointRow before)
    {
        if (before.CaseId is not { } offboardingCase) return;

        call.MarkAsProduct();
        ClosingPoints.Refresh(call, offboardingCase.Id);
    }
}
