using System.Globalization;

namespace Offboarding.Plugins.Evidence;

/// <summary>A digest over lines that can go on from where it was left, so that a file can be written in steps.</summary>
/// <param name="Hash">SHA-256 over the digest before it and the last line; of no line <see cref="EvidenceEntry.Genesis"/>.</param>
/// <param name="Lines">How many lines it covers.</param>
public sealed record EvidenceDigest(string Hash, int Lines)
{
    /// <summary>Over no line.</summary>
    public static EvidenceDigest Nothing { get; } = new(EvidenceEntry.Genesis, 0);

    /// <summary>With one line more.</summary>
    /// <param name="line">The line with its line feed.</param>
    public EvidenceDigest With(string line) => new(Digest.Of(Hash + line), Lines + 1);

    /// <summary>Over all lines of a text; what follows the last line feed counts as none.</summary>
    public static EvidenceDigest Of(string text)
    {
        var digest = Nothing;
        var from = 0;
        for (var end = text.IndexOf('\n'); end >= 0; end = text.IndexOf('\n', from))
        {
            digest = digest.With(text.Substring(from, end - from + 1));
            from = end + 1;
        }

        return digest;
    }

    /// <inheritdoc/>
    public override string ToString() => Lines.ToString(CultureInfo.InvariantCulture) + "." + Hash;

    /// <summary>Reads what <see cref="ToString"/> wrote; null: it is none.</summary>
    public static EvidenceDigest? ParseOrNull(string text)
    {
        var dot = text.IndexOf('.');
        return dot > 0 && text.Length == dot + 65 && int.TryParse(text.Substring(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var lines)
            ? new EvidenceDigest(text.Substring(dot + 1), lines)
            : null;
    }
}
