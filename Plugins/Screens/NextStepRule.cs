using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Screens;

/// <summary>What a case waits for next.</summary>
public enum NextStepKind
{
    /// <summary>The decision lacks something.</summary>
    Decide,

    /// <summary>A second person has to approve.</summary>
    Approve,

    /// <summary>The decision is complete.</summary>
    Announce,

    /// <summary>The talk comes, and there is no pack.</summary>
    MakePack,

    /// <summary>The pack is out of date, or nobody has read it.</summary>
    ReadPack,

    /// <summary>The first open item of the plan.</summary>
    Item,

    /// <summary>Nothing is open but the days until the end.</summary>
    Wait,

    /// <summary>The account can be let go.</summary>
    Complete,

    /// <summary>The case is over.</summary>
    Over,
}

/// <summary>What is known of a case where its next step is asked for.</summary>
public sealed class CaseProgress
{
    /// <summary>Stage of the case.</summary>
    public required OffboardingCaseStatusReason Stage { get; init; }

    /// <summary>Whether the decision lacks something that its owner can write.</summary>
    public bool LacksDecision { get; init; }

    /// <summary>Whether only the approval of a second person is missing.</summary>
    public bool LacksApproval { get; init; }

    /// <summary>Whether the talk was held.</summary>
    public bool IsTalkHeld { get; init; }

    /// <summary>Whether there is a conversation pack.</summary>
    public bool HasPack { get; init; }

    /// <summary>Whether it was read, and nothing changed since; or it was waived.</summary>
    public bool IsPackRead { get; init; }

    /// <summary>Whether an item of the plan is open.</summary>
    public bool HasOpenItem { get; init; }

    /// <summary>First day on which the account can be deactivated; null: nothing obliges it.</summary>
    public LocalDate? PossibleFrom { get; init; }
}

/// <summary>One step at a time, in the order in which the work is done. No service, no clock.</summary>
public static class NextStepRule
{
    /// <summary>The step.</summary>
    public static NextStepKind Of(CaseProgress progress, LocalDate today)
    {
        if (progress.Stage is OffboardingCaseStatusReason.Completed or OffboardingCaseStatusReason.Cancelled or OffboardingCaseStatusReason.FollowUp)
            return progress.HasOpenItem && progress.Stage == OffboardingCaseStatusReason.FollowUp ? NextStepKind.Item : NextStepKind.Over;

        if (progress.Stage == OffboardingCaseStatusReason.Prepare)
        {
            if (progress.LacksDecision) return NextStepKind.Decide;
            return progress.LacksApproval ? NextStepKind.Approve : NextStepKind.Announce;
        }

        if (progress.Stage == OffboardingCaseStatusReason.Announce && !progress.IsTalkHeld && !progress.IsPackRead) return progress.HasPack ? NextStepKind.ReadPack : NextStepKind.MakePack;
        if (progress.HasOpenItem) return NextStepKind.Item;
        return progress.PossibleFrom > today ? NextStepKind.Wait : NextStepKind.Complete;
    }
}
