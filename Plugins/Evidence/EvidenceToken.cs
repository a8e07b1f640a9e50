using System;
using System.Globalization;

namespace Offboarding.Plugins.Evidence;

/// <summary>Where reading all chains of evidence stands: the run, the last entry of it that was read, and the digest of the file so far.</summary>
/// <param name="Run">Id of the run that comes next; empty: the first.</param>
/// <param name="After">Place of its last entry that was read; 0: none, and its own line is still to come.</param>
/// <param name="Digest">Over the lines written so far; for checking, over none.</param>
public sealed record EvidenceToken(Guid Run, int After, EvidenceDigest Digest)
{
    /// <summary>Before the first run.</summary>
    public static EvidenceToken Start { get; } = new(Guid.Empty, 0, EvidenceDigest.Nothing);

    /// <inheritdoc/>
    public override string ToString() => Run.ToString("N") + "." + After.ToString(CultureInfo.InvariantCulture) + "." + Digest;

    /// <summary>Reads a token; null: it is none that a step gave.</summary>
    public static EvidenceToken? ParseOrNull(string text)
    {
        var parts = text.Split(['.'], 3);
        return parts.Length == 3
            && Guid.TryParseExact(parts[0], "N", out var run)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            && EvidenceDigest.ParseOrNull(parts[2]) is { } digest
            ? new EvidenceToken(run, after, digest)
            : null;
    }
}
