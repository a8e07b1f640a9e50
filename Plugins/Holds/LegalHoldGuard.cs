using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Holds;

/// <summary>Lets only valid holds in, keeps those in force from vanishing, and excludes the erasure while one is placed, changed or released.</summary>
/// <remarks>
/// <para>Steps: PreOperation (20), synchronous, rank 1, of Create, Update and Delete on off_legalhold, and of SetState; Update, SetState and Delete with a pre-image "before"
/// of the columns of the hold.</para>
/// <para>The first write is the one on the held account or contact (<see cref="SubjectFence"/>): from then on no chunk of the erasure passes until this transaction ends.</para>
/// <para>Requests: those of the fence (2 for an account, 4 for a contact); 3 more (caller's settings, settings, local time) where the day counts: to create without a first day, to
/// delete and to deactivate.</para>
/// </remarks>
public sealed class LegalHoldGuard : IPlugin
{
    const int Inactive = (int)LegalHoldState.Inactive;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-3300 to OFF-3303: what is wrong with the hold; OFF-3304: released without a reason; OFF-3305: deleted or deactivated while in force; OFF-3306, OFF-3307: what never changes.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (call.IsMessage("Create")) Place(call);
        else if (call.IsMessage("Update")) Change(call, Before(call));
        else if (!call.IsMessage("Delete") && call.Required<OptionSetValue>("State").Value != Inactive) return;
        else RefuseInForce(call, Before(call));
    }

    static void Place(PluginCall call)
    {
        var hold = new LegalHoldRow(call.Target);
        hold.From ??= call.DayOfJobs();
        Demand(call, hold);
        hold.PlacedById = new EntityReference("systemuser", call.Context.InitiatingUserId);
        SubjectFence.Raise(call.AsSystem, LegalHoldRule.SubjectOf(hold)!);
    }

    static void Change(PluginCall call, LegalHoldRow before)
    {
        var target = call.Target;
        if (ProductColumns.FirstChanged([LegalHoldRow.Columns.PlacedById], target, before.Entity) is not null) throw Refusal.Of("OFF-3307", call.Language);
        if (ProductColumns.FirstChanged(LegalHoldRule.ScopeColumns, target, before.Entity) is { } column) throw Refusal.Of("OFF-3306", call.Language, "hold", NumberOf(before), "column", column);

        var after = Merged(before, target);
        Demand(call, after);
        if (LegalHoldRule.Releases(before, after) && string.IsNullOrWhiteSpace(after.ReleaseReason)) throw Refusal.Of("OFF-3304", call.Language, "hold", NumberOf(before));
        if (target.GetAttributeValue<OptionSetValue?>(LegalHoldRow.Columns.State)?.Value == Inactive) RefuseInForce(call, after);

        if (before.From != after.From || before.Until != after.Until) SubjectFence.Raise(call.AsSystem, LegalHoldRule.SubjectOf(after)!);
    }

    static void RefuseInForce(PluginCall call, LegalHoldRow hold)
    {
        if (LegalHoldRule.IsInForce(hold, call.DayOfJobs())) throw Refusal.Of("OFF-3305", call.Language, "hold", NumberOf(hold));
    }

    static void Demand(PluginCall call, LegalHoldRow hold)
    {
        if (LegalHoldRule.DefectOf(hold) is { } defect) throw Refusal.Of(defect.Code, call.Language, defect.Values);
    }

    static LegalHoldRow Before(PluginCall call) =>
        call.Context.PreEntityImages.TryGetValue("before", out var image)
            ? new LegalHoldRow(image)
            : throw new InvalidOperationException("The step " + call.Context.MessageName + " of off_legalhold has no image 'before': import the solution again.");

    static LegalHoldRow Merged(LegalHoldRow before, Entity target)
    {
        var merged = new Entity(LegalHoldRow.Table, before.Id);
        foreach (var cell in before.Entity.Attributes.Concat(target.Attributes)) merged[cell.Key] = cell.Value;
        return new LegalHoldRow(merged);
    }

    static string NumberOf(LegalHoldRow hold) => string.IsNullOrEmpty(hold.Name) ? "?" : hold.Name!;
}
