using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Playbooks;

/// <summary>How far an item of a plan is.</summary>
public enum PlanItemProgress
{
    /// <summary>To be done.</summary>
    Open,

    /// <summary>Its activity was completed.</summary>
    Done,

    /// <summary>Its activity was cancelled or deleted.</summary>
    Cancelled,
}

/// <summary>An item of a plan on file.</summary>
public sealed class PlanItem
{
    /// <summary>Id of the row.</summary>
    public System.Guid Id { get; init; }

    /// <summary>As people see it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Code of the line of the playbook that it came from.</summary>
    public string TemplateCode { get; init; } = "";

    /// <summary>What its activity is.</summary>
    public PlanActivity Activity { get; init; }

    /// <summary>Id of its activity.</summary>
    public System.Guid ActivityId { get; init; }

    /// <summary>From where its day is counted.</summary>
    public PlanAnchor Anchor { get; init; }

    /// <summary>Days after the anchor; negative: before.</summary>
    public int Offset { get; init; }

    /// <summary>What <see cref="Offset"/> counts.</summary>
    public OffsetUnit Unit { get; init; }

    /// <summary>Whether the case cannot be completed without it.</summary>
    public bool IsMandatory { get; init; }

    /// <summary>Local day.</summary>
    public LocalDate DueOn { get; init; }

    /// <summary>How far it is, by its activity.</summary>
    public PlanItemProgress Progress { get; init; }
}

/// <summary>An item with its new day.</summary>
public sealed class MovedItem
{
    internal MovedItem(PlanItem item, LocalDate dueOn)
    {
        Item = item;
        DueOn = dueOn;
    }

    /// <summary>The item as it is on file.</summary>
    public PlanItem Item { get; }

    /// <summary>Its new local day.</summary>
    public LocalDate DueOn { get; }
}

/// <summary>What a new end does to a plan.</summary>
public sealed class PlanMoves
{
    internal PlanMoves(IReadOnlyList<MovedItem> moved, IReadOnlyList<PlanConflict> conflicts)
    {
        Moved = moved;
        Conflicts = conflicts;
    }

    /// <summary>There is no plan, or nothing of it is open.</summary>
    public static PlanMoves None { get; } = new([], []);

    /// <summary>Items whose day changes.</summary>
    public IReadOnlyList<MovedItem> Moved { get; }

    /// <summary>What would be due before today; empty: the plan can be moved.</summary>
    public IReadOnlyList<PlanConflict> Conflicts { get; }
}

/// <summary>Moves a plan to a new end: open items that are counted from the end, nothing else. What is done stays as it was done.</summary>
public static class PlanMove
{
    /// <summary>The new days.</summary>
    /// <param name="items">The plan on file.</param>
    /// <param name="newEnd">New end of the relationship.</param>
    /// <param name="today">Nothing is moved before this day.</param>
    /// <param name="workingDays">Of the account's region, with blackouts.</param>
    /// <returns>Days are counted anew from the end: moving in two steps leads where one step leads.</returns>
    /// <exception cref="DateOutOfRangeException">A due day would lie outside the years 1 to 9999.</exception>
    public static PlanMoves To(IReadOnlyList<PlanItem> items, LocalDate newEnd, LocalDate today, WorkingDays workingDays)
    {
        var moved = new List<MovedItem>();
        var conflicts = new List<PlanConflict>();
        foreach (var item in items.Where(static item => item.Progress == PlanItemProgress.Open && item.Anchor == PlanAnchor.End))
        {
            var counted = new CountedDays(item.Activity, item.Anchor, item.Offset, item.Unit);
            var day = DueDay.Of(newEnd, counted, today, workingDays);
            if (day == item.DueOn) continue;

            if (day is { } due && due >= today) moved.Add(new MovedItem(item, due));
            else conflicts.Add(Conflict(item, counted, day, newEnd, today, workingDays));
        }

        return new PlanMoves(moved, conflicts);
    }

    static PlanConflict Conflict(PlanItem item, CountedDays counted, LocalDate? day, LocalDate newEnd, LocalDate today, WorkingDays workingDays) => new()
    {
        Kind = day is null ? PlanConflictKind.NoTalkDay : PlanConflictKind.BeforeStart,
        Template = new PlanTemplate { Code = item.TemplateCode, Subject = item.Name, Activity = item.Activity },
        Day = day,
        Limit = today,
        NextEnd = DueDay.FirstAnchor(newEnd, counted, today, workingDays),
    };
}
