using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>A word or phrase that does not belong into a letter.</summary>
/// <param name="Phrase">As it is looked for: whole words, whatever their case; an asterisk at its end stands for any ending, as enttäusch*.</param>
/// <param name="Language">In which letters it is looked for.</param>
/// <param name="Kind">Emotional, blaming or evasive.</param>
/// <param name="Suggestion">What to write instead.</param>
public sealed record TonePhrase(string Phrase, LetterLanguage Language, ToneWordKind Kind, string Suggestion);

/// <summary>A place where a letter is not factual.</summary>
/// <param name="Phrase">The entry of the list.</param>
/// <param name="Found">As it stands in the text.</param>
/// <param name="At">Index of its first character in the text with single blanks.</param>
public sealed record ToneFind(TonePhrase Phrase, string Found, int At);

/// <summary>Looks for emotional, blaming and evasive wording. What counts as such is data; a find is a suggestion to the writer, no judgement of hers.</summary>
public static class ToneRule
{
    /// <summary>The finds in the order of the text; of phrases that overlap the longest counts.</summary>
    /// <param name="text">Words of the letter.</param>
    /// <param name="language">In which it is written.</param>
    /// <param name="phrases">The list, of all languages.</param>
    public static IReadOnlyList<ToneFind> Find(string text, LetterLanguage language, IEnumerable<TonePhrase> phrases)
    {
        var flat = PlainText.Flat(text);
        var finds = phrases.Where(phrase => phrase.Language == language).SelectMany(phrase => In(flat, phrase))
            .OrderByDescending(static find => find.Found.Length).ThenBy(static find => find.At).ThenBy(static find => find.Phrase.Phrase, StringComparer.Ordinal);
        var kept = new List<ToneFind>();
        foreach (var find in finds)
            if (!kept.Any(other => find.At < other.At + other.Found.Length && other.At < find.At + find.Found.Length)) kept.Add(find);

        return [.. kept.OrderBy(static find => find.At)];
    }

    static IEnumerable<ToneFind> In(string flat, TonePhrase phrase)
    {
        var isStem = phrase.Phrase.EndsWith("*", StringComparison.Ordinal);
        var words = PlainText.Flat(phrase.Phrase.TrimEnd('*'));
        if (words.Length == 0) yield break;

        for (var at = IndexOf(flat, words, 0); at >= 0; at = IndexOf(flat, words, at + 1))
        {
            var end = at + words.Length;
            while (isStem && end < flat.Length && char.IsLetter(flat[end])) end++;
            if ((at == 0 || !char.IsLetterOrDigit(flat[at - 1])) && (end == flat.Length || !char.IsLetterOrDigit(flat[end]))) yield return new ToneFind(phrase, flat.Substring(at, end - at), at);
        }
    }

    static int IndexOf(string flat, string words, int from) =>
        from >= flat.Length ? -1 : CultureInfo.InvariantCulture.CompareInfo.IndexOf(flat, words, from, CompareOptions.OrdinalIgnoreCase);
}
