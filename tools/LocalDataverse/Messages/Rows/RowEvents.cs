using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages.Rows;

/// <summary>The events of a write of one or many rows: single and bulk message are one pipeline.</summary>
/// <remarks>
/// Steps of Create see each row, steps of CreateMultiple see all rows, whichever of the two messages was sent; likewise Update:
/// https://learn.microsoft.com/power-apps/developer/data-platform/bulk-operations#message-pipelines-merged
/// </remarks>
internal sealed class RowEvents
{
    readonly MessageEvent?[] single;
    readonly MessageEvent? bulk;

    RowEvents(IReadOnlyList<Entity> targets, IReadOnlyList<ImagedRow> rows, MessageEvent?[] single, MessageEvent? bulk)
    {
        Targets = [.. targets];
        Rows = rows;
        this.single = single;
        this.bulk = bulk;
    }

    /// <summary>The rows as plugins left them.</summary>
    internal Entity[] Targets { get; }

    internal IReadOnlyList<ImagedRow> Rows { get; }

    /// <summary>What an operation that the write of a row causes sees as its parent; null: that of the write.</summary>
    internal PluginContext? ParentOf(int place) => single[place]?.AsParent();

    internal bool HasSteps => bulk is not null || Array.Exists(single, one => one is not null);

    /// <param name="call">The request.</param>
    /// <param name="message">Create or Update.</param>
    /// <param name="table">Logical name.</param>
    /// <param name="targets">The rows.</param>
    /// <param name="request">Parameters of the request that was sent, of the single or of the bulk message.</param>
    internal static RowEvents Of(Call call, string message, string table, IReadOnlyList<Entity> targets, ParameterCollection request)
    {
        var rows = targets.Select((_, target) => new ImagedRow { Target = target }).ToList();
        var ones = new MessageEvent?[targets.Count];
        if (!MessageEvent.HasListeners(call, message, table) && !MessageEvent.HasListeners(call, message + "Multiple", table)) return new RowEvents(targets, rows, ones, null);

        var sentBulk = request.Contains("Targets");
        RowEvents? events = null;
        for (var i = 0; i < targets.Count; i++)
        {
            var inputs = sentBulk ? With(request, "Target", targets[i]) : request;
            var one = MessageEvent.Of(call, message, table, inputs, message == "Update" ? targets[i].Attributes.Keys : null);
            one.PrimaryId = targets[i].Id;
            one.Rows = [rows[i]];
            one.AfterStep = () => events!.Sync();
            if (one.HasSteps) ones[i] = one;
        }

        var all = sentBulk ? request : With(request, "Targets", new EntityCollection([.. targets]) { EntityName = table });
        var many = MessageEvent.Of(
            call, message + "Multiple", table, all, message == "Update" ? targets.SelectMany(target => target.Attributes.Keys) : null);
        many.Rows = rows;
        many.AfterStep = () => events!.Sync();
        return events = new RowEvents(targets, rows, ones, many.HasSteps ? many : null);
    }

    /// <summary>The stages 20 to 40 once more, for a part of the columns.</summary>
    /// <param name="targets">Rows with that part; null where a row has none of it.</param>
    internal RowEvents Pass(string table, IReadOnlyList<Entity?> targets)
    {
        var part = targets.Select((target, index) => (target, index)).Where(pair => pair.target is not null).ToList();
        var entities = part.ConvertAll(pair => pair.target!);
        var rows = part.ConvertAll(pair => Rows[pair.index]);
        RowEvents? pass = null;
        var one = part.Select((pair, place) => single[pair.index]?.Pass(
            With(single[pair.index]!.Inputs, "Target", pair.target!), pair.target!.Attributes.Keys, [rows[place]], () => pass!.Sync())).ToArray();
        var many = bulk?.Pass(
            With(bulk.Inputs, "Targets", new EntityCollection([.. entities]) { EntityName = table }),
            entities.SelectMany(entity => entity.Attributes.Keys),
            rows,
            () => pass!.Sync());
        return pass = new RowEvents(entities, rows, one, many);
    }

    internal void Run(int stage)
    {
        bulk?.Run(stage);
        foreach (var one in single) one?.Run(stage);
    }

    internal void SetIds(IReadOnlyList<Guid> ids)
    {
        for (var i = 0; i < single.Length; i++)
        {
            if (single[i] is { } one) one.PrimaryId = ids[i];
        }
    }

    /// <summary>What the main operation answered, as the plugins of either message see it.</summary>
    internal void SetOutputs(Func<int, ParameterCollection> ofRow, ParameterCollection ofAll)
    {
        if (bulk is not null) bulk.Outputs = ofAll;
        for (var i = 0; i < single.Length; i++)
        {
            if (single[i] is { } one) one.Outputs = ofRow(i);
        }
    }

    internal void QueueJobs()
    {
        bulk?.QueueJobs();
        foreach (var one in single) one?.QueueJobs();
    }

    /// <summary>A plugin may have put another Entity into its parameters: every other step must see it.</summary>
    void Sync()
    {
        var all = (EntityCollection?)bulk?.Inputs["Targets"];
        if (all is not null && all.Entities.Count != Targets.Length)
        {
            throw Fault.Of(
                FaultCode.InvalidArgument,
                $"A plug-in changed the number of Targets from {Targets.Length} to {all.Entities.Count}. Change the rows, not their number.");
        }

        for (var i = 0; i < Targets.Length; i++)
        {
            var fromBulk = all?.Entities[i];
            var fromSingle = (Entity?)single[i]?.Inputs["Target"];
            var changed = fromBulk is not null && fromBulk != Targets[i] ? fromBulk : fromSingle ?? Targets[i];
            Targets[i] = changed;
            if (all is not null) all.Entities[i] = changed;
            if (single[i] is { } one) one.Inputs["Target"] = changed;
        }
    }

    static ParameterCollection With(ParameterCollection request, string name, object value)
    {
        var inputs = new ParameterCollection();
        foreach (var (key, other) in request)
        {
            if (key is not ("Target" or "Targets")) inputs[key] = other;
        }

        inputs[name] = value;
        return inputs;
    }
}
