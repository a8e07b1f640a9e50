using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Query;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Pipeline;

/// <summary>One message passing the stages of the event pipeline, with what its steps see and share.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/event-framework</remarks>
internal sealed class MessageEvent
{
    readonly Call call;
    readonly StepSet steps;
    readonly ParameterCollection before;
    readonly ParameterCollection shared;
    readonly HashSet<string>? columns;

    MessageEvent(
        Call call,
        string message,
        string table,
        ParameterCollection inputs,
        ParameterCollection before,
        ParameterCollection shared,
        IEnumerable<string>? columns)
    {
        this.call = call;
        this.before = before;
        this.shared = shared;
        this.columns = columns is null ? null : [.. columns];
        Message = message;
        Table = table;
        Inputs = inputs;
        steps = StepsOf(call, message, table);
    }

    internal string Message { get; }

    internal string Table { get; }

    internal Guid PrimaryId { get; set; }

    internal ParameterCollection Inputs { get; }

    /// <summary>What the main operation answered; empty before.</summary>
    internal ParameterCollection Outputs { get; set; } = [];

    /// <summary>The rows that images are taken of, in the order of the targets.</summary>
    internal IReadOnlyList<ImagedRow> Rows { get; set; } = [];

    /// <summary>Runs after each step: a plugin may have put another object into the parameters.</summary>
    internal Action? AfterStep { get; set; }

    internal bool HasSteps => !steps.IsEmpty;

    internal bool HasPreValidation => steps.PreValidation.Count > 0;

    /// <summary>Whether a step would run; without one nobody sees the event.</summary>
    internal static bool HasListeners(Call call, string message, string table) => !StepsOf(call, message, table).IsEmpty;

    /// <param name="columns">The columns that an update names, for filtering columns; null when the message is no update.</param>
    internal static MessageEvent Of(Call call, string message, string table, ParameterCollection inputs, IEnumerable<string>? columns = null)
    {
        var early = new ParameterCollection();

        // What PreValidation of these messages sets is found in the parent context, because that stage lies outside the transaction.
        var late = message is "Create" or "Update" or "Delete" ? new ParameterCollection() : early;
        if (inputs.TryGetValue("tag", out var tag)) early["tag"] = late["tag"] = tag;
        return new MessageEvent(call, message, table, inputs, early, late, columns);
    }

    /// <summary>The second and later passes of stages 20 to 40 after one PreValidation.</summary>
    internal MessageEvent Pass(ParameterCollection inputs, IEnumerable<string> columnsOfPass, IReadOnlyList<ImagedRow> rows, Action afterStep) =>
        new(call, Message, Table, inputs, before, shared == before ? before : [], columnsOfPass) { PrimaryId = PrimaryId, Rows = rows, AfterStep = afterStep };

    internal void Run(int stage)
    {
        foreach (var step in steps.At(stage).Where(Concerns))
        {
            new PluginRun(call, Context(stage, step, isAsync: false), step.Plugin, step.Name, call.Scope).Execute();
            AfterStep?.Invoke();
        }
    }

    /// <summary>Notes the asynchronous steps; their jobs exist once the transaction commits.</summary>
    internal void QueueJobs()
    {
        foreach (var step in steps.Async.Where(Concerns))
        {
            var context = Context(Stage.PostOperation, step, isAsync: true);
            call.Scope!.Queue(call.Organization.Jobs.Create(call, step, context.Copy() with { IsInTransaction = false }));
        }
    }

    /// <summary>The context of a plugin that is itself the main operation (a Custom API).</summary>
    internal PluginContext MainOperation(EntityReference owner) => Context(Stage.MainOperation, owner, call.Caller.UserId, isAsync: false) with { OutputParameters = Outputs };

    /// <summary>What an operation that this one causes sees as its parent.</summary>
    internal PluginContext AsParent() => Blank(Stage.MainOperation, new EntityReference("sdkmessage", Guid.Empty), call.Caller.UserId, isAsync: false);

    /// <summary>Another name of the same operation: both share their variables.</summary>
    internal MessageEvent Alias(string message) => new(call, message, Table, Inputs, before, shared, columns) { PrimaryId = PrimaryId, Rows = Rows };

    static StepSet StepsOf(Call call, string message, string table) => call.Bypass.Of(call.Organization.Steps.For(message, table));

    /// <summary>Only updates are filtered by columns; presence counts, not whether the value is another one.</summary>
    bool Concerns(Step step) => columns is null || step.Columns.Count == 0 || step.Columns.Any(columns.Contains)
        || (call.Organization.Options.AddedColumnsTriggerSteps && step.Columns.Any(IsInTarget));

    bool IsInTarget(string column) => Inputs.TryGetValue("Target", out var target) && target is Entity row
        ? row.Contains(column)
        : Inputs.TryGetValue("Targets", out var targets) && targets is EntityCollection rows && rows.Entities.Any(row => row.Contains(column));

    PluginContext Context(int stage, Step step, bool isAsync)
    {
        var context = Context(stage, new EntityReference("sdkmessageprocessingstep", step.Id), step.RunAs ?? call.Caller.UserId, isAsync);
        return step.Images.Count == 0 ? context : context with
        {
            PreEntityImagesCollection = Images(step.Images.Where(image => image.IsPre), row => row.Before),
            PostEntityImagesCollection = stage == Stage.PostOperation ? Images(step.Images.Where(image => image.IsPost), row => row.After) : [],
        };
    }

    PluginContext Context(int stage, EntityReference owner, Guid userId, bool isAsync)
    {
        var main = Blank(stage, owner, userId, isAsync) with { OutputParameters = stage == Stage.PostOperation ? Outputs : [] };
        if (stage == Stage.PreValidation) return main with { SharedVariables = before };
        if (shared == before) return main;

        return main with { ParentContext = Blank(Stage.PreValidation, owner, userId, isAsync: false) with { SharedVariables = before } };
    }

    PluginContext Blank(int stage, EntityReference owner, Guid userId, bool isAsync) => new()
    {
        Stage = stage,
        Mode = isAsync ? 1 : 0,
        Depth = call.Depth,
        MessageName = Message,
        PrimaryEntityName = Table.Length == 0 ? "none" : Table,
        PrimaryEntityId = PrimaryId,
        UserId = userId,
        InitiatingUserId = call.Caller.InitiatingUserId,
        BusinessUnitId = call.Principal.BusinessUnitId,
        OrganizationId = call.Organization.Id,
        OrganizationName = call.Organization.Options.OrganizationName,
        CorrelationId = call.CorrelationId,
        OperationId = Guid.Empty,
        OperationCreatedOn = call.Organization.Options.SynchronousOperationsAreDated ? call.StartedOn : default,
        IsInTransaction = call.Scope is not null && !isAsync,
        InputParameters = Inputs,
        OutputParameters = [],
        SharedVariables = shared,
        OwningExtension = owner,
        RequestId = call.RequestId,
        ParentContext = call.Parent,
    };

    EntityImageCollection[] Images(IEnumerable<StepImage> wanted, Func<ImagedRow, Row?> moment)
    {
        var images = wanted.ToList();
        if (images.Count == 0) return [];

        return call.Reading(context => Rows.GroupBy(row => row.Target).Select(rows =>
        {
            var collection = new EntityImageCollection();
            foreach (var image in images)
            {
                var imaged = rows.FirstOrDefault(row => row.Property is null || row.Property == image.Property);
                if (imaged is not null && moment(imaged) is { } row) collection[image.Alias] = Show(row, image, context);
            }

            return collection;
        }).ToArray());
    }

    static Entity Show(Row row, StepImage image, QueryContext context)
    {
        var table = context.Catalog.Table(row.Table.Name);
        var shown = image.Columns.Count == 0 ? table.Columns : [table.PrimaryId, .. image.Columns.Select(table.Column)];
        return Projection.ToEntity(row, [.. shown.Distinct()], context);
    }
}

/// <summary>A row before and after the write of the main operation.</summary>
internal sealed class ImagedRow
{
    /// <summary>Which of the targets of a bulk message it belongs to.</summary>
    internal int Target { get; init; }

    /// <summary>The message property that names the row; null: the only one there is.</summary>
    internal string? Property { get; init; }

    internal Row? Before { get; set; }

    internal Row? After { get; set; }
}
