using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Offboarding.Plugins.Erasure;

namespace Offboarding.Plugins.Proof;

/// <summary>The values of a subject that must not be found any more, as digests under its key: they find a value again, and tell it to nobody.</summary>
/// <remarks>
/// A digest is HMAC-SHA256 over the words of the value, cut to 80 bits. In a text every run of words that is as long as some value is digested and compared: whole words only, so that
/// "Lovelaces" does not tell of Lovelace. When the key is destroyed the digests say nothing.
/// </remarks>
public sealed class NeedleSet : IDisposable
{
    const int OctetsOfDigest = 10;
    const char Alone = 'a';
    const char Among = 'n';

    readonly HMACSHA256 hasher;
    readonly HashSet<string> everywhere = new(StringComparer.Ordinal);
    readonly HashSet<string> amongOwnRows = new(StringComparer.Ordinal);
    readonly SortedSet<int> lengths = [];

    /// <summary>A set from the lines that <see cref="Line"/> gave.</summary>
    /// <param name="key">Key of the subject.</param>
    /// <param name="lines">Lines; blank ones are passed over.</param>
    /// <exception cref="FormatException">A line is none of those.</exception>
    public NeedleSet(SubjectKey key, IEnumerable<string> lines)
    {
        hasher = key.NewHasher();
        foreach (var line in lines.Where(static line => line.Length > 0)) Add(line);
    }

    /// <summary>How many values are looked for.</summary>
    public int Count => everywhere.Count + amongOwnRows.Count;

    /// <summary>Whether a text holds one of the values, beside the masks that stand for them.</summary>
    /// <param name="text">Null and empty hold none.</param>
    /// <param name="isOwn">Whether the text stands in a row of the subject: there a name alone tells of it, elsewhere only what names one person by itself.</param>
    public bool IsIn(string? text, bool isOwn)
    {
        if (string.IsNullOrEmpty(text) || Count == 0) return false;

        var words = Words.Of(Masks.Without(text!));
        foreach (var length in lengths)
        {
            for (var at = 0; at + length <= words.Count; at++)
            {
                var digest = DigestOf(hasher, words, at, length);
                if (everywhere.Contains(digest) || (isOwn && amongOwnRows.Contains(digest))) return true;
            }
        }

        return false;
    }

    /// <summary>A value as it is kept: whether it stands alone, its number of words, its digest.</summary>
    internal static string Line(HMACSHA256 hasher, IReadOnlyList<string> words) =>
        (NeedleRule.StandsAlone(words) ? Alone : Among) + words.Count.ToString(CultureInfo.InvariantCulture) + ":" + DigestOf(hasher, words, 0, words.Count);

    /// <inheritdoc/>
    public void Dispose() => hasher.Dispose();

    void Add(string line)
    {
        var colon = line.IndexOf(':');
        if (colon < 2 || line[0] is not (Alone or Among) || !int.TryParse(line.Substring(1, colon - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            throw new FormatException("This is no search mark of a part of a plan.");

        lengths.Add(length);
        (line[0] == Alone ? everywhere : amongOwnRows).Add(line.Substring(colon + 1));
    }

    static string DigestOf(HMACSHA256 hasher, IReadOnlyList<string> words, int at, int length)
    {
        var text = new StringBuilder("needle·");
        for (var i = at; i < at + length; i++) text.Append(words[i]).Append(' ');
        return Digest.Hex([.. hasher.ComputeHash(Encoding.UTF8.GetBytes(text.ToString())).Take(OctetsOfDigest)]);
    }
}
