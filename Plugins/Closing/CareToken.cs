using System;

namespace Offboarding.Plugins.Closing;

/// <summary>Where the night stands among open cases: after which number it goes on, and whether it takes one alone because several failed together.</summary>
/// <remarks>As text: empty or the number of a case, as OFF-000017, and ;1 for one alone.</remarks>
public sealed class CareToken
{
    const string Alone = ";1";
    const int LongestNumber = 200;

    CareToken(string after, bool isAlone)
    {
        After = after;
        IsAlone = isAlone;
    }

    /// <summary>The number of the last case that was looked at; empty: none.</summary>
    public string After { get; }

    /// <summary>Whether the step takes one case.</summary>
    public bool IsAlone { get; }

    /// <summary>Reads a token; null: it is none.</summary>
    public static CareToken? ParseOrNull(string text)
    {
        var isAlone = text.EndsWith(Alone, StringComparison.Ordinal);
        var after = isAlone ? text.Substring(0, text.Length - Alone.Length) : text;
        return after.Length <= LongestNumber && after.IndexOf(';') < 0 ? new CareToken(after, isAlone) : null;
    }

    /// <summary>After a case: several again.</summary>
    public static CareToken Behind(string number) => new(number, isAlone: false);

    /// <summary>From the same place with one case.</summary>
    public CareToken OneByOne() => new(After, isAlone: true);

    /// <inheritdoc/>
    public override string ToString() => After + (IsAlone ? Alone : "");
}
