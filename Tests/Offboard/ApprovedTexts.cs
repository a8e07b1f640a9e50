namespace Offboarding.Tests.Offboard;

/// <summary>Tests that compare with approved texts run alone, after all others.</summary>
/// <remarks>Snapshooter looks through all loaded types for settings, and stumbles over those of sandboxes that other tests unload at that moment.</remarks>
[CollectionDefinition(Alone, DisableParallelization = true)]
public sealed class ApprovedTexts
{
    /// <summary>Name of the collection.</summary>
    public const string Alone = "Approved texts";
}
