using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>Values of a person in the one form in which they are compared: with each other, and with the do-not-reimport list.</summary>
/// <remarks>
/// NFKC, case folded, without blanks around and with single blanks inside; ß as ss; ä, ö, ü as ae, oe, ue, because people write them so where a keyboard has none; a plus-tag of an address
/// stays, because it may name another mailbox. Other letters keep their marks: é and e are two names.
/// </remarks>
public static class PersonValues
{
    /// <summary>An e-mail address; null: it is blank, or has no @ between two parts.</summary>
    public static string? Email(string? address)
    {
        var folded = Fold(address);
        var at = folded.IndexOf('@');
        return at > 0 && at < folded.Length - 1 && folded.IndexOf(' ') < 0 ? folded : null;
    }

    /// <summary>A full name; null: one of its parts is blank. The parts are separated by a character that no name has.</summary>
    public static string? Name(string? firstName, string? lastName)
    {
        var first = Fold(firstName);
        var last = Fold(lastName);
        return first.Length > 0 && last.Length > 0 ? first + "\u001F" + last : null;
    }

    /// <summary>Name and birth date together; null: one of them is missing.</summary>
    public static string? NameAndBirthDate(string? firstName, string? lastName, LocalDate? birthDate) =>
        Name(firstName, lastName) is { } name && birthDate is { } born ? name + "\u001F" + born : null;

    /// <summary>The e-mail addresses among some texts, each once, in their order.</summary>
    public static IReadOnlyList<string> Emails(params string?[] addresses)
    {
        var found = new List<string>();
        foreach (var address in addresses)
            if (Email(address) is { } email && !found.Contains(email)) found.Add(email);

        return found;
    }

    static string Fold(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "";

        var folded = new StringBuilder(text!.Length + 4);
        foreach (var letter in text.Normalize(NormalizationForm.FormKC).ToUpperInvariant().ToLowerInvariant().Trim())
        {
            switch (letter)
            {
                case 'ß' or 'ẞ': folded.Append("ss"); break;
                case 'ä': folded.Append("ae"); break;
                case 'ö': folded.Append("oe"); break;
                case 'ü': folded.Append("ue"); break;
                default: Append(folded, letter); break;
            }
        }

        return folded.ToString();
    }

    // Characters without width, as a pasted address may carry them, and repeated blanks say nothing.
    static void Append(StringBuilder folded, char letter)
    {
        if (char.IsWhiteSpace(letter))
        {
            if (folded[folded.Length - 1] != ' ') folded.Append(' ');
        }
        else if (CharUnicodeInfo.GetUnicodeCategory(letter) is not (UnicodeCategory.Format or UnicodeCategory.Control))
        {
            folded.Append(letter);
        }
    }
}
