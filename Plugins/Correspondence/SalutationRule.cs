using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>How a letter greets.</summary>
public static class SalutationRule
{
    static readonly HashSet<string> Female = new(["frau", "ms", "mrs", "miss", "madam"], StringComparer.OrdinalIgnoreCase);
    static readonly HashSet<string> Male = new(["herr", "herrn", "mr", "sir"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The greeting with its comma; null: the record lacks <see cref="Missing"/>.</summary>
    /// <remarks>Where nothing says whether a woman or a man is written to, the full name stands: nobody is greeted wrongly. An academic degree stands before the surname.</remarks>
    public static string? Of(Recipient recipient, LetterVariant variant)
    {
        if (Missing(recipient, variant.Address) is not null) return null;

        var isGerman = variant.Language == LetterLanguage.De;
        var isFormal = variant.Formality == LetterFormality.Formal;
        if (variant.Address == LetterAddress.Du)
        {
            var greeting = isGerman ? isFormal ? "Guten Tag " : "Hallo " : isFormal ? "Dear " : "Hello ";
            return greeting + recipient.FirstName!.Trim() + ",";
        }

        var isFemale = IsFemale(recipient);
        var name = isFemale is null ? recipient.FullName : DegreesOf(recipient) + recipient.LastName!.Trim();
        if (!isGerman) return (isFormal ? "Dear " : "Hello ") + (DegreesOf(recipient).Length > 0 || isFemale is null ? "" : isFemale.Value ? "Ms " : "Mr ") + name + ",";
        if (isFemale is null || !isFormal) return "Guten Tag " + (isFemale is null ? "" : isFemale.Value ? "Frau " : "Herr ") + name + ",";
        return (isFemale.Value ? "Sehr geehrte Frau " : "Sehr geehrter Herr ") + name + ",";
    }

    /// <summary>The column that is blank and without which nobody can be greeted so: firstname, lastname or gendercode; null: nothing is missing.</summary>
    public static string? Missing(Recipient recipient, LetterAddress address)
    {
        if (address == LetterAddress.Du) return string.IsNullOrWhiteSpace(recipient.FirstName) ? "firstname" : null;
        if (string.IsNullOrWhiteSpace(recipient.LastName)) return "lastname";

        return IsFemale(recipient) is null && string.IsNullOrWhiteSpace(recipient.FirstName) ? "gendercode" : null;
    }

    static bool? IsFemale(Recipient recipient)
    {
        var words = WordsOf(recipient);
        if (words.Any(Female.Contains)) return true;
        return words.Any(Male.Contains) ? false : recipient.IsFemale;
    }

    /// <summary>Prof. Dr. with a blank behind it; empty: none.</summary>
    static string DegreesOf(Recipient recipient) => string.Concat(
        (recipient.Title ?? "").Split([' '], StringSplitOptions.RemoveEmptyEntries)
            .Where(static word => word.StartsWith("Dr", StringComparison.OrdinalIgnoreCase) || word.StartsWith("Prof", StringComparison.OrdinalIgnoreCase))
            .Select(static word => word + " "));

    static IEnumerable<string> WordsOf(Recipient recipient) => (recipient.Title ?? "").Split([' ', '.'], StringSplitOptions.RemoveEmptyEntries);
}
