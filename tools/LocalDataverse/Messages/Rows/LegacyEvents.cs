using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages.Rows;

/// <summary>The older events that an update of state or owner raises besides its own: steps that were registered for SetState or Assign still run.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/special-update-operation-behavior</remarks>
internal sealed class LegacyEvents
{
    static readonly string[] Messages = ["SetState", "SetStateDynamicEntity", "Assign"];

    static readonly LegacyEvents None = new([]);

    readonly IReadOnlyList<MessageEvent> events;

    LegacyEvents(IReadOnlyList<MessageEvent> events) => this.events = events;

    /// <summary>Whether somebody listens to one of them.</summary>
    internal static bool Concern(Table table, Call call) =>
        Messages.Any(message => !call.Organization.Steps.For(message, table.Name).IsEmpty) && call.Organization.Options is { UpdateRaisesOlderEvents: true, SetStateRaises: not SetStateEvents.Update };

    internal static LegacyEvents Of(RowEvents pass, Table table, Call call)
    {
        if (!Concern(table, call)) return None;

        // Whoever asked for SetState or Assign has raised them already.
        if (call.Parent is { Stage: Stage.MainOperation, MessageName: "SetState" or "SetStateDynamicEntity" or "Assign" }) return None;

        return new LegacyEvents([.. pass.Targets.SelectMany((target, place) => Of(target, pass, place, table, call)).Where(one => one.HasSteps)]);
    }

    internal void Run(int stage)
    {
        foreach (var one in events) one.Run(stage);
    }

    internal void QueueJobs()
    {
        foreach (var one in events) one.QueueJobs();
    }

    static IEnumerable<MessageEvent> Of(Entity target, RowEvents pass, int place, Table table, Call call)
    {
        var row = new EntityReference(table.Name, target.Id);
        if (StateOf(target, table) is { } state)
        {
            const int defaultStatus = -1;
            var status = target.GetAttributeValue<object?>("statuscode") as OptionSetValue ?? new OptionSetValue(defaultStatus);
            var inputs = new ParameterCollection { ["EntityMoniker"] = row, ["State"] = new OptionSetValue(state), ["Status"] = status };
            var change = Event("SetState", inputs);
            yield return change;
            yield return change.Alias("SetStateDynamicEntity");
        }

        if (target.GetAttributeValue<object?>("ownerid") is EntityReference owner)
            yield return Event("Assign", new ParameterCollection { ["Target"] = row, ["Assignee"] = owner });

        MessageEvent Event(string message, ParameterCollection inputs)
        {
            var one = MessageEvent.Of(call.Inner(pass.ParentOf(place)), message, table.Name, inputs);
            one.PrimaryId = target.Id;
            one.Rows = [pass.Rows[place]];
            return one;
        }
    }

    /// <summary>The state that the row is given, by itself or by its status.</summary>
    static int? StateOf(Entity target, Table table) =>
        target.GetAttributeValue<object?>("statecode") is OptionSetValue state ? state.Value
        : target.GetAttributeValue<object?>("statuscode") is OptionSetValue status ? table.Status?.Option(status.Value)?.State
        : null;
}
