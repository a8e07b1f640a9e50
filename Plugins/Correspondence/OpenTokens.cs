using System.Collections.Generic;

namespace Offboarding.Plugins.Correspondence;

/// <summary>What is still to be filled in a text: fields in braces, words in square brackets, runs of underscores or dots.</summary>
public static class OpenTokens
{
    const int MostCharacters = 60;

    /// <summary>The open places in the order of the text; empty: none.</summary>
    public static IReadOnlyList<string> In(string text)
    {
        var found = new List<string>();
        for (var i = 0; i < text.Length; i++)
        {
            var length = text[i] switch
            {
                '{' => Until(text, i, '}'),
                '[' => Until(text, i, ']'),
                '}' => 1,
                '_' => Run(text, i, '_', least: 3),
                '…' when i + 1 < text.Length && text[i + 1] == '…' => 2,
                _ => 0,
            };
            if (length == 0) continue;

            found.Add(text.Substring(i, length));
            i += length - 1;
        }

        return found;
    }

    /// <summary>Length of the token up to its closing sign; 1 if it is not closed nearby; doubled braces end with both.</summary>
    static int Until(string text, int from, char close)
    {
        var end = text.IndexOf(close, from);
        if (end < 0 || end - from > MostCharacters) return 1;

        return end + 1 < text.Length && text[end + 1] == close ? end + 2 - from : end + 1 - from;
    }

    static int Run(string text, int from, char sign, int least)
    {
        var end = from;
        while (end < text.Length && text[end] == sign) end++;
        return end - from >= least ? end - from : 0;
    }
}
