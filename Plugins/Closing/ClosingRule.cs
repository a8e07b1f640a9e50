using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Closing;

/// <summary>The closing checklist of a case: which points it has, which of them must be settled, and when a point is done.</summary>
/// <remarks>
/// A line of a playbook counts for a point by the end of its code, as service-thanks: own playbooks keep to it. Whatever the plan, letters that were released, feedback that was asked for,
/// gifts that were given and the hand-over list count, too.
/// </remarks>
public static class ClosingRule
{
    /// <summary>All points, in the order in which they are listed.</summary>
    public static IReadOnlyList<ClosingPointKind> Points { get; } =
    [
        ClosingPointKind.Talk, ClosingPointKind.Summary, ClosingPointKind.Handover, ClosingPointKind.Settlement, ClosingPointKind.Thanks, ClosingPointKind.Feedback, ClosingPointKind.Winback,
    ];

    /// <summary>The point for which a line of a playbook counts; null: none.</summary>
    /// <param name="templateCode">Code of the line, as service-thanks.</param>
    public static ClosingPointKind? PointOf(string? templateCode)
    {
        if (templateCode is null) return null;
        if (Ends("-talk")) return ClosingPointKind.Talk;
        if (Ends("-summary")) return ClosingPointKind.Summary;
        if (Ends("-handover") || Ends("-data-export") || Ends("-full-export")) return ClosingPointKind.Handover;
        if (Ends("-settlement")) return ClosingPointKind.Settlement;
        if (Ends("-thanks")) return ClosingPointKind.Thanks;
        return Ends("-feedback") ? ClosingPointKind.Feedback : null;

        bool Ends(string end) => templateCode.EndsWith(end, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The points without which a case is not closed: those for which its plan has a line, settlement and win-back. A case without plan has none.</summary>
    /// <param name="templateCodes">Of the lines of the plan.</param>
    public static IReadOnlyCollection<ClosingPointKind> Mandatory(IReadOnlyCollection<string> templateCodes) => templateCodes.Count == 0
        ? []
        : [.. Points.Where(kind => kind is ClosingPointKind.Settlement or ClosingPointKind.Winback || templateCodes.Any(code => PointOf(code) == kind))];

    /// <summary>Whether the facts settle a point.</summary>
    public static bool IsDone(ClosingPointKind kind, ClosingFacts facts) => kind switch
    {
        ClosingPointKind.Talk => facts.IsTalkHeld || facts.DoneLines.Contains(kind),
        ClosingPointKind.Summary => facts.ReleasedLetters.Contains(LetterKind.Summary) || facts.DoneLines.Contains(kind),
        ClosingPointKind.Handover => facts.OpenHandoverItems == 0 && !facts.OpenLines.Contains(kind),
        ClosingPointKind.Settlement => facts.UndecidedSettlementItems == 0 && !facts.OpenLines.Contains(kind),
        ClosingPointKind.Thanks => facts.ReleasedLetters.Contains(LetterKind.Thanks) || facts.IsGiftGiven || facts.DoneLines.Contains(kind),
        ClosingPointKind.Feedback => facts.IsFeedbackAsked || facts.ReleasedLetters.Contains(LetterKind.Feedback) || facts.DoneLines.Contains(kind),
        _ => facts.IsWinbackAssessed,
    };

    /// <summary>The completion figure: how many of a hundred points are done or waived, rounded down; a case without points is complete.</summary>
    public static int Percent(IReadOnlyCollection<ClosingPointPointState> states) =>
        states.Count == 0 ? 100 : states.Count(static state => state != ClosingPointPointState.Open) * 100 / states.Count;
}

/// <summary>What is known of a case that its closing checklist looks at.</summary>
public sealed class ClosingFacts
{
    /// <summary>Whether the day of the talk is recorded.</summary>
    public bool IsTalkHeld { get; init; }

    /// <summary>Points for which a line of the plan is done.</summary>
    public IReadOnlyCollection<ClosingPointKind> DoneLines { get; init; } = [];

    /// <summary>Points for which a line of the plan is open.</summary>
    public IReadOnlyCollection<ClosingPointKind> OpenLines { get; init; } = [];

    /// <summary>Kinds of letters that were released.</summary>
    public IReadOnlyCollection<LetterKind> ReleasedLetters { get; init; } = [];

    /// <summary>Items of the hand-over list that are open.</summary>
    public int OpenHandoverItems { get; init; }

    /// <summary>Settlement items that nobody decided on.</summary>
    public int UndecidedSettlementItems { get; init; }

    /// <summary>Whether the customer was asked for feedback, answered or declined.</summary>
    public bool IsFeedbackAsked { get; init; }

    /// <summary>Whether a gift was given.</summary>
    public bool IsGiftGiven { get; init; }

    /// <summary>Whether somebody assessed if the customer may be won back; that nothing speaks for it is an assessment, too.</summary>
    public bool IsWinbackAssessed { get; init; }
}
