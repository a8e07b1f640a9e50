using System;

namespace Offboarding.Tests.Offboard;

/// <summary>Tests that compare with approved texts run alone, after all others.</summary>
/// <remarks>Snapshooter looks through all loaded types for settings, and stumbles over those of a sandbox that is unloaded at that moment.</remarks>
[CollectionDefinition(Alone, DisableParallelization = true)]
public sealed class ApprovedTexts
{
    /// <summary>Name of the collection.</summary>
    public const string Alone = "Approved texts";

    const int Rounds = 5;

    /// <summary>Lets sandboxes that were given up go, before the types are looked through.</summary>
    public static void LetSandboxesGo()
    {
        for (var i = 0; i < Rounds; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
