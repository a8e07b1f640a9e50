using System;
using System.Text.RegularExpressions;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Erasure;

/// <summary>What each method makes of a value. A mask of a mask is the same mask.</summary>
static class Masks
{
    /// <summary>Stands for free text, as a whole: never search and replace, which leaves what nobody thought of.</summary>
    internal const string FixedText = "[anonymisiert]";

    const int PostcodeDigits = 2;

    /// <summary>Tokens, also those that a short column cut, and the fixed text.</summary>
    static readonly Regex Written = new(
        "(?<![A-Za-z0-9])" + SubjectKey.TokenPrefix + "[A-Z2-7]{0,10}|" + Regex.Escape(FixedText), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));

    /// <summary>The mask of a value.</summary>
    /// <param name="method">How.</param>
    /// <param name="column">Where the value stands.</param>
    /// <param name="value">The value; null: the column is empty.</param>
    /// <param name="token">What stands for the value under the subject's key.</param>
    /// <param name="isShared">Whether enough rows share the first two characters of a postcode.</param>
    /// <param name="mask">What is to be written; null empties the column.</param>
    /// <returns>False: nothing is to be written. The column is empty, or masked already.</returns>
    internal static bool TryMask(ErasureMapEntryMethod method, ColumnFacts column, object? value, Func<string> token, Func<string, bool> isShared, out object? mask)
    {
        mask = null;
        if (value is null or "") return false;

        switch (method)
        {
            case ErasureMapEntryMethod.Null:
            case ErasureMapEntryMethod.Detach:
            case ErasureMapEntryMethod.DeleteFile:
                return true;
            case ErasureMapEntryMethod.Text:
                mask = Fitting(FixedText, column);
                break;
            case ErasureMapEntryMethod.Token:
                mask = Fitting(token(), column);
                break;
            case ErasureMapEntryMethod.Postcode2:
                var digits = FirstTwo((string)value);
                if (digits == (string)value) return false;
                mask = isShared(digits) ? digits : null;
                return true;
            default:
                throw new InvalidOperationException("The method " + method + " writes no value.");
        }

        return !mask.Equals(value);
    }

    /// <summary>A text without what the erasure wrote into it: "ANON" and "anonymisiert" may be names of people, too.</summary>
    internal static string Without(string text) => FixedText.StartsWith(text, StringComparison.Ordinal) ? "" : Written.Replace(text, " ");

    static string FirstTwo(string postcode)
    {
        var trimmed = postcode.Trim();
        return trimmed.Length <= PostcodeDigits ? trimmed : trimmed.Substring(0, PostcodeDigits);
    }

    static string Fitting(string text, ColumnFacts column) => column.MaxLength is { } most && most < text.Length ? text.Substring(0, most) : text;
}
