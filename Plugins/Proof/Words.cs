using System.Collections.Generic;
using System.Text;

namespace Offboarding.Plugins.Proof;

/// <summary>A text as words: runs of letters and digits in lower case. What stands between them, and how much of it, does not matter.</summary>
static class Words
{
    /// <summary><c>Ada &lt;ada@example.org&gt;</c> are the words ada, ada, example, org.</summary>
    internal static IReadOnlyList<string> Of(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character)) word.Append(char.ToLowerInvariant(character));
            else End(words, word);
        }

        End(words, word);
        return words;
    }

    static void End(List<string> words, StringBuilder word)
    {
        if (word.Length == 0) return;

        words.Add(word.ToString());
        word.Clear();
    }
}
