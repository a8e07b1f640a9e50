namespace Offboarding.Plugins.Playbooks;

/// <summary>Choices of templates and plan items as values of the rules. Both tables list their options in the order of the enums here; a test holds them to it.</summary>
static class PlanChoices
{
    /// <summary>Value of the first option of every choice of this publisher.</summary>
    internal const int First = 727_000_000;

    /// <summary>Place of an option; a blank counts as the first.</summary>
    internal static int PlaceOf(int? option) => (option ?? First) - First;

    internal static PlanConditions Condition(int? option) => PlaceOf(option) is var place && place > 0 ? (PlanConditions)(1 << (place - 1)) : PlanConditions.None;
}
