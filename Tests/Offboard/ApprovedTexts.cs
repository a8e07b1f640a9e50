using System.Collections.Generic;
using Snapshooter;
using Snapshooter.Core;
using Snapshooter.Core.Serialization;
using Snapshooter.Xunit3;

namespace Offboarding.Tests.Offboard;

/// <summary>Compares with the approved texts in __snapshots__.</summary>
/// <remarks>
/// Snapshooter put together with settings of our own: left to itself it looks through all loaded types for settings, and stumbles over those of a sandbox that is unloaded at
/// that moment.
/// </remarks>
internal static class ApprovedTexts
{
    static readonly SnapshotSerializer Serializer = new(new NoSettings());
    static readonly SnapshotFileHandler Files = new();
    static readonly global::Snapshooter.Snapshooter Snapshots = new(
        new SnapshotAssert(Serializer, Files, new SnapshotEnvironmentCleaner(Files), new JsonSnapshotComparer(new Xunit3Assert(), Serializer), new JsonSnapshotFormatter(Serializer)),
        new SnapshotFullNameResolver(new Xunit3SnapshotFullNameReader()));

    /// <summary>Fails when the text is not as approved for the test that calls this.</summary>
    /// <param name="text">What was printed.</param>
    /// <param name="variant">Which of several texts of the test; null: it has one.</param>
    internal static void Match(string text, string? variant = null) =>
        Snapshots.AssertSnapshot(text, Snapshots.ResolveSnapshotFullName(null, variant is null ? null : SnapshotNameExtension.Create(variant)), null);

    sealed class NoSettings : ISnapshotSettingsResolver
    {
        public IEnumerable<SnapshotSerializerSettings> GetConfiguration() => [];
    }
}
