using System.Collections.Generic;

namespace Offboarding.Plugins.Retention;

/// <summary>What a change of rules does to the lines on file, before it is saved.</summary>
public static class RuleChanges
{
    /// <summary>Judges each case by both sets of rules.</summary>
    /// <param name="before">The rules as they are.</param>
    /// <param name="after">The rules as they would be.</param>
    /// <param name="cases">Facts of the lines, on the day of the comparison.</param>
    /// <returns>The cases whose result changes, in their order.</returns>
    public static IReadOnlyList<LineChange> Between(RetentionRules before, RetentionRules after, IReadOnlyList<RetentionCase> cases)
    {
        var changes = new List<LineChange>();
        for (var i = 0; i < cases.Count; i++)
        {
            var change = new LineChange(i, before.Judge(cases[i]), after.Judge(cases[i]));
            if (change.IsChange) changes.Add(change);
        }

        return changes;
    }
}

/// <summary>Where a change of rules moves the end of a line.</summary>
public enum EndMove
{
    /// <summary>It stays.</summary>
    None,

    /// <summary>The record may go earlier: a person approves that first.</summary>
    Earlier,

    /// <summary>The record stays longer.</summary>
    Later,
}

/// <summary>One line by the old rules and by the new ones.</summary>
public sealed class LineChange
{
    internal LineChange(int index, RetentionResult before, RetentionResult after)
    {
        Index = index;
        Before = before;
        After = after;
        var order = EndOf(after).CompareTo(EndOf(before));
        Move = order < 0 ? EndMove.Earlier : order > 0 ? EndMove.Later : EndMove.None;
    }

    /// <summary>Position of the case in the list that was compared, from 0 on.</summary>
    public int Index { get; }

    /// <summary>By the old rules.</summary>
    public RetentionResult Before { get; }

    /// <summary>By the new rules.</summary>
    public RetentionResult After { get; }

    /// <summary>Where the end moves.</summary>
    public EndMove Move { get; }

    /// <summary>Whether the change must be approved before it is carried out: the record could be erased earlier, or its erasure would take more away.</summary>
    public bool NeedsApproval => Move == EndMove.Earlier || (Before.Action != After.Action && After.Action != RetentionAction.None);

    internal bool IsChange
    {
        get
        {
            foreach (var output in RetentionResult.OutputNames)
                if (Before.Output(output) != After.Output(output)) return true;

            return false;
        }
    }

    // A record without an end is kept for ever, whatever the reason: a first end is an earlier one.
    static RetentionEnd EndOf(RetentionResult result) => result.RetentionEnd ?? RetentionEnd.Open;
}
