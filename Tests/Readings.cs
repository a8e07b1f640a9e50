using LocalDataverse;

namespace Offboarding.Tests;

/// <summary>How Dataverse may behave where its documentation leaves it open. docs/reference/engine-switches.md has the list.</summary>
/// <remarks>The suites that lean on it run in the engine's own reading, and once more, with "in the other reading" in their names, in <see cref="Other"/>.</remarks>
internal static class Readings
{
    /// <summary>Every switch turned round at once. SetState has its own event only; OperationCreatedOn has tests of its own, because the machine's clock stands in for it.</summary>
    public static EnvironmentOptions Other { get; } = new()
    {
        SetStateRaises = SetStateEvents.SetState,
        MergeRaisesUpdate = false,
        RaisedOperationsKnowTheirParent = false,
        CascadesRaiseDelete = false,
        AddedColumnsTriggerSteps = true,
        LeftOutParametersAreAbsent = false,
        NegativeOperatorsMatchEmpty = false,
        AuditAtOnce = false,
        KeysActiveAtOnce = false,
    };

    /// <summary>The third reading of SetState: an Update and nothing else.</summary>
    public static EnvironmentOptions SetStateIsAnUpdate { get; } = new() { SetStateRaises = SetStateEvents.Update };
}

/// <summary>An environment in <see cref="Readings.Other"/>.</summary>
public sealed class OtherSharedSolution : SharedSolution
{
    public OtherSharedSolution()
        : base(Readings.Other)
    {
    }
}
