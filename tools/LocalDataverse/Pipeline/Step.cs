using System;
using System.Collections.Generic;
using LocalDataverse.Sandbox;

namespace LocalDataverse.Pipeline;

/// <summary>A registered step, as its rows say.</summary>
/// <param name="Id">sdkmessageprocessingstepid.</param>
/// <param name="Name">Name.</param>
/// <param name="Message">Message name.</param>
/// <param name="Table">Logical name; null: whatever table the message is about.</param>
/// <param name="Stage">10, 20 or 40.</param>
/// <param name="IsAsync">Whether it runs after the commit.</param>
/// <param name="Rank">Execution order: lower runs first.</param>
/// <param name="Columns">Filtering columns; empty: every update.</param>
/// <param name="RunAs">The user it runs as; null: the calling user.</param>
/// <param name="AutoDelete">Whether its job is deleted when it succeeded.</param>
/// <param name="Plugin">What it runs.</param>
/// <param name="Images">Its images.</param>
internal sealed record Step(
    Guid Id,
    string Name,
    string Message,
    string? Table,
    int Stage,
    bool IsAsync,
    int Rank,
    IReadOnlyCollection<string> Columns,
    Guid? RunAs,
    bool AutoDelete,
    PluginRegistration Plugin,
    IReadOnlyList<StepImage> Images);

/// <summary>An image that a step asks for.</summary>
/// <param name="Alias">Key in the image collection.</param>
/// <param name="IsPre">The row before the write.</param>
/// <param name="IsPost">The row after the write.</param>
/// <param name="Property">Message property whose row it shows.</param>
/// <param name="Columns">Columns; empty: all.</param>
internal sealed record StepImage(string Alias, bool IsPre, bool IsPost, string Property, IReadOnlyList<string> Columns);

/// <summary>The stages of the event pipeline.</summary>
internal static class Stage
{
    internal const int PreValidation = 10;
    internal const int PreOperation = 20;
    internal const int MainOperation = 30;
    internal const int PostOperation = 40;
}

/// <summary>The steps of one message on one table, each stage in the order of rank.</summary>
internal sealed record StepSet(
    IReadOnlyList<Step> PreValidation, IReadOnlyList<Step> PreOperation, IReadOnlyList<Step> PostOperation, IReadOnlyList<Step> Async)
{
    internal static StepSet None { get; } = new([], [], [], []);

    internal bool IsEmpty { get; } = PreValidation.Count + PreOperation.Count + PostOperation.Count + Async.Count == 0;

    internal IReadOnlyList<Step> At(int stage) => stage switch
    {
        Stage.PreValidation => PreValidation,
        Stage.PreOperation => PreOperation,
        Stage.PostOperation => PostOperation,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "Steps run in the stages 10, 20 and 40."),
    };
}
