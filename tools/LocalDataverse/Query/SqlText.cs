using System;
using System.Text;

namespace LocalDataverse.Query;

/// <summary>How the platform's database compares text: without case.</summary>
/// <remarks>
/// Order puts letters with an accent beside the plain ones, so that Ä stands by A and not after Z, the same on every machine.
/// Equality keeps accents apart, because it is not known whether the platform's collation does.
/// </remarks>
internal static class SqlText
{
    const string Accented = "ÀÁÂÃÄÅĀĂĄÇĆĈĊČĎĐÈÉÊËĒĔĖĘĚĜĞĠĢĤĦÌÍÎÏĨĪĬĮİĴĶĹĻĽĿŁÑŃŅŇÒÓÔÕÖØŌŎŐŔŖŘŚŜŞŠŢŤŦÙÚÛÜŨŪŬŮŰŲŴÝŶŸŹŻŽ";
    const string Plain = "AAAAAAAAACCCCCDDEEEEEEEEEGGGGHHIIIIIIIIIJKLLLLLNNNNOOOOOOOOORRRSSSSTTTUUUUUUUUUUWYYYZZZ";

    public static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    public static int Compare(string left, string right)
    {
        // Most texts are plain letters, and sorting compares each many times: they are compared in place, without folding.
        var shared = Math.Min(left.Length, right.Length);
        for (var i = 0; i < shared; i++)
        {
            var (one, other) = (left[i], right[i]);
            if (!char.IsAscii(one) || !char.IsAscii(other)) return CompareFolded(left, right);
            if (one == other) continue;

            var order = char.ToUpperInvariant(one) - char.ToUpperInvariant(other);
            if (order != 0) return order;
        }

        return left.Length - right.Length;
    }

    static int CompareFolded(string left, string right)
    {
        var folded = string.CompareOrdinal(Fold(left), Fold(right));
        return folded != 0 ? folded : string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a text matches a LIKE pattern: % any text, _ one character, [a-c] one of these, [^a] one not of these.</summary>
    public static bool Like(string text, string pattern) => Like(text.ToUpperInvariant(), pattern.ToUpperInvariant(), 0, 0);

    static bool Like(string text, string pattern, int at, int place)
    {
        while (place < pattern.Length)
        {
            if (pattern[place] == '%')
            {
                while (place < pattern.Length && pattern[place] == '%') place++;
                if (place == pattern.Length) return true;
                for (; at <= text.Length; at++)
                {
                    if (Like(text, pattern, at, place)) return true;
                }

                return false;
            }

            if (at == text.Length || !One(text[at], pattern, ref place)) return false;
            at++;
        }

        return at == text.Length;
    }

    /// <summary>Whether the element of the pattern at <paramref name="place"/> matches a character; moves past the element.</summary>
    static bool One(char character, string pattern, ref int place)
    {
        var element = pattern[place++];
        if (element == '_') return true;
        var end = element == '[' ? pattern.IndexOf(']', place) : -1;
        if (end < 0) return element == character;

        var set = pattern.AsSpan(place, end - place);
        place = end + 1;
        var negated = set.Length > 0 && set[0] == '^';
        return Contains(negated ? set[1..] : set, character) != negated;
    }

    static bool Contains(ReadOnlySpan<char> set, char character)
    {
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                if (character >= set[i] && character <= set[i + 2]) return true;
                i += 2;
            }
            else if (set[i] == character)
            {
                return true;
            }
        }

        return false;
    }

    static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in text.ToUpperInvariant())
        {
            if (character < 128)
            {
                folded.Append(character);
                continue;
            }

            var accented = Accented.IndexOf(character, StringComparison.Ordinal);
            if (accented >= 0) folded.Append(Plain[accented]);
            else folded.Append(character is 'ß' or 'ẞ' ? "SS" : character.ToString());
        }

        return folded.ToString();
    }
}

/// <summary>Compares stored values of one type.</summary>
internal static class StoredValues
{
    public static int Compare(object left, object right) => (left, right) switch
    {
        (string a, string b) => SqlText.Compare(a, b),
        (Storage.Reference a, _) => Compare(a.Id, right),
        (_, Storage.Reference b) => Compare(left, b.Id),
        (IComparable a, _) => a.CompareTo(right),
        _ => throw new ArgumentException($"Values of type {left.GetType()} have no order.", nameof(left)),
    };

    public static bool Same(object left, object right) => (left, right) switch
    {
        (string a, string b) => SqlText.Same(a, b),
        (Storage.Reference a, _) => Same(a.Id, right),
        (_, Storage.Reference b) => Same(left, b.Id),
        (int[] a, int[] b) => a.AsSpan().SequenceEqual(b),
        _ => left.Equals(right),
    };

    /// <summary>A value as a key of a hash table that puts together what <see cref="Same"/> calls the same.</summary>
    public static object Key(object value) => value switch
    {
        string text => text.ToUpperInvariant(),
        Storage.Reference reference => reference.Id,
        int[] options => string.Join(',', options),
        _ => value,
    };
}
