using System;
using System.Collections.Generic;

namespace Offboard.Story;

/// <summary>What an event of a story is.</summary>
internal enum StoryMark
{
    /// <summary>A chapter begins.</summary>
    Chapter,

    /// <summary>The clock has moved on.</summary>
    Clock,

    /// <summary>Somebody does something.</summary>
    Act,

    /// <summary>The solution refused it, with this message.</summary>
    Refused,

    /// <summary>It was done; this is what the solution reported, or what was read back.</summary>
    Done,

    /// <summary>The plan of a case.</summary>
    Plan,

    /// <summary>A decision as it is kept.</summary>
    Kept,
}

/// <summary>One thing that happens in a story.</summary>
/// <param name="Day">The virtual day.</param>
/// <param name="Mark">What it is.</param>
/// <param name="Text">In the language of the demonstration.</param>
internal sealed record StoryEvent(DateOnly Day, StoryMark Mark, string Text)
{
    /// <summary>Of a plan: its items.</summary>
    public IReadOnlyList<PlanLine> Plan { get; init; } = [];
}

/// <summary>An item of a plan as an operation answers it.</summary>
/// <param name="Code">Code of the line of the playbook.</param>
/// <param name="DueOn">Local day.</param>
/// <param name="Activity">Logical name of the activity's table, as phonecall.</param>
/// <param name="Subject">In the language of the rep.</param>
/// <param name="IsMandatory">Whether the case waits for it.</param>
internal sealed record PlanLine(string Code, DateOnly DueOn, string Activity, string Subject, bool IsMandatory);
