using System.Collections.Generic;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Playbooks;

/// <summary>A line of a playbook with its day.</summary>
public sealed class PlannedItem
{
    internal PlannedItem(PlanTemplate template, LocalDate dueOn, bool isToBeChecked)
    {
        IsToBeChecked = isToBeChecked;
        Template = template;
        DueOn = dueOn;
    }

    /// <summary>Where it comes from.</summary>
    public PlanTemplate Template { get; }

    /// <summary>Local day.</summary>
    public LocalDate DueOn { get; }

    /// <summary>Whether nothing tells if its condition is true: the text asks whoever does it to check.</summary>
    public bool IsToBeChecked { get; }
}

/// <summary>Why a line of a playbook is not in the plan, though nothing is wrong.</summary>
public enum LeftOutReason
{
    /// <summary>Its condition is not true of the account.</summary>
    ConditionNotMet,

    /// <summary>It belongs to a notice, and none is to be given.</summary>
    NoNotice,

    /// <summary>It belongs to a talk, and none takes place.</summary>
    NoTalk,

    /// <summary>It is optional, and its day is past.</summary>
    NoTime,
}

/// <summary>A line of a playbook that is not in the plan.</summary>
public sealed class LeftOutItem
{
    internal LeftOutItem(PlanTemplate template, LeftOutReason reason)
    {
        Template = template;
        Reason = reason;
    }

    /// <summary>The line.</summary>
    public PlanTemplate Template { get; }

    /// <summary>Why.</summary>
    public LeftOutReason Reason { get; }
}

/// <summary>Why a plan does not fit.</summary>
public enum PlanConflictKind
{
    /// <summary>OFF-1401: the last day on which notice could be sent in time is past.</summary>
    NoticeTooLate,

    /// <summary>OFF-1402: a letter with the notice would be sent too late.</summary>
    LetterTooLate,

    /// <summary>OFF-1403: the talk would not come before the letter.</summary>
    TalkAfterLetter,

    /// <summary>OFF-1404: there is no working day outside blackouts for a talk or call.</summary>
    NoTalkDay,

    /// <summary>OFF-1405: something that must be done would have been due before the start.</summary>
    BeforeStart,

    /// <summary>OFF-1406: something is counted from the end, and no end is known.</summary>
    NoEnd,
}

/// <summary>Something that does not fit, with the days that do. A plan with conflicts is never written: nothing is moved silently.</summary>
public sealed class PlanConflict
{
    /// <summary>Why.</summary>
    public PlanConflictKind Kind { get; init; }

    /// <summary>The line of the playbook; null: the whole plan.</summary>
    public PlanTemplate? Template { get; init; }

    /// <summary>The day on which it would be; null: none.</summary>
    public LocalDate? Day { get; init; }

    /// <summary>The day that it would have to keep; null: none.</summary>
    public LocalDate? Limit { get; init; }

    /// <summary>Next possible latest notice date; null: none is known.</summary>
    public LocalDate? NextNotice { get; init; }

    /// <summary>Next possible end of the relationship; null: none is known.</summary>
    public LocalDate? NextEnd { get; init; }
}

/// <summary>A playbook with days.</summary>
public sealed class PlannedItems
{
    internal PlannedItems(
        IReadOnlyList<PlannedItem> items, IReadOnlyList<LeftOutItem> leftOut, IReadOnlyList<PlanConflict> conflicts, LocalDate? talk, LocalDate? lastSendingDay)
    {
        Items = items;
        LeftOut = leftOut;
        Conflicts = conflicts;
        Talk = talk;
        LastSendingDay = lastSendingDay;
    }

    /// <summary>By day, then by sequence. With conflicts it holds what could be dated, to be shown, not to be written.</summary>
    public IReadOnlyList<PlannedItem> Items { get; }

    /// <summary>Lines that do not apply.</summary>
    public IReadOnlyList<LeftOutItem> LeftOut { get; }

    /// <summary>What does not fit, most important first; empty: the plan can be written.</summary>
    public IReadOnlyList<PlanConflict> Conflicts { get; }

    /// <summary>Day of the talk; null: the playbook has none.</summary>
    public LocalDate? Talk { get; }

    /// <summary>The last working day on which notice can be sent; null: none is to be given.</summary>
    public LocalDate? LastSendingDay { get; }

    /// <summary>The earliest end with which all that is counted from the end fits; null: the present one does, or a later one helps nothing.</summary>
    public LocalDate? NextEnd
    {
        get
        {
            LocalDate? latest = null;
            foreach (var conflict in Conflicts)
                if (conflict.NextEnd is { } end && !(latest >= end)) latest = end;

            return latest;
        }
    }
}
