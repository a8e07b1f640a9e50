using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>A statement without which a letter of its kind does not do its work.</summary>
public enum LegalElement
{
    /// <summary>Number of a contract that ends.</summary>
    ContractNumber,

    /// <summary>Day on which a contract, or the relationship, ends.</summary>
    EndDay,

    /// <summary>In which form notice is given, where a contract asks for one.</summary>
    Form,

    /// <summary>A request to confirm receipt: whoever gives notice proves that it was received (§ 130 (1) BGB).</summary>
    ReceiptRequest,

    /// <summary>Day on which the customer's notice was received.</summary>
    ReceivedDay,

    /// <summary>That the recipient can object to such messages at any time (§ 7 (3) no. 4 UWG, Art. 21 (4) GDPR).</summary>
    Objection,
}

/// <summary>What is missing, and what it should say.</summary>
/// <param name="Element">The statement.</param>
/// <param name="Detail">The number or day; for the others empty.</param>
public sealed record MissingElement(LegalElement Element, string Detail);

/// <summary>Checks the statements that each kind of letter must make.</summary>
public static class LegalElements
{
    static readonly string[] ReceiptDe = ["erhalt", "zugang", "empfang"];
    static readonly string[] ObjectionDe = ["widersprech", "widerspruch"];

    /// <summary>The elements that a kind of letter needs, in this order.</summary>
    public static IReadOnlyList<LegalElement> Of(LetterKind kind) => kind switch
    {
        LetterKind.Notice => [LegalElement.ContractNumber, LegalElement.EndDay, LegalElement.Form, LegalElement.ReceiptRequest],
        LetterKind.NoticeConfirmation => [LegalElement.ContractNumber, LegalElement.EndDay, LegalElement.ReceivedDay],
        LetterKind.Handover => [LegalElement.EndDay],
        LetterKind.Reference or LetterKind.Checkin => [LegalElement.Objection],
        _ => [],
    };

    /// <summary>What a text lacks; empty: all is there. A day counts in any of the three ways in which the product writes it.</summary>
    /// <param name="kind">Of the letter.</param>
    /// <param name="text">Its words.</param>
    /// <param name="language">In which it is written.</param>
    /// <param name="contracts">That end.</param>
    /// <param name="endDay">Planned end, for letters about no single contract.</param>
    /// <param name="receivedOn">Day of receipt of the customer's notice.</param>
    public static IReadOnlyList<MissingElement> Missing(
        LetterKind kind, string text, Language language, IReadOnlyList<LetterContract> contracts, LocalDate? endDay, LocalDate? receivedOn)
    {
        var flat = PlainText.Flat(text);
        var missing = new List<MissingElement>();
        foreach (var element in Of(kind))
        {
            switch (element)
            {
                case LegalElement.ContractNumber:
                    if (contracts.Count == 0) missing.Add(new(element, ""));
                    missing.AddRange(contracts.Where(contract => !HasWord(flat, contract.Number)).Select(contract => new MissingElement(element, contract.Number)));
                    break;
                case LegalElement.EndDay:
                    missing.AddRange(Days(kind, contracts, endDay).Distinct().Where(day => !HasDay(flat, day)).Select(day => new MissingElement(element, day is { } known ? language.Text(known) : "")));
                    break;
                case LegalElement.ReceivedDay:
                    if (!HasDay(flat, receivedOn)) missing.Add(new(element, receivedOn is { } received ? language.Text(received) : ""));
                    break;
                default:
                    if (!Says(element, flat, language, contracts)) missing.Add(new(element, ""));
                    break;
            }
        }

        return missing;
    }

    static IEnumerable<LocalDate?> Days(LetterKind kind, IReadOnlyList<LetterContract> contracts, LocalDate? endDay) =>
        kind == LetterKind.Handover ? [endDay] : contracts.Select(static contract => contract.End);

    static bool Says(LegalElement element, string flat, Language language, IReadOnlyList<LetterContract> contracts)
    {
        var isGerman = language == Language.German;
        return element switch
        {
            LegalElement.Form => LetterWords.Form(contracts, language) is not { } form || Has(flat, form) || (isGerman && Has(flat, "schriftlich")),
            LegalElement.ReceiptRequest => isGerman ? Has(flat, "bestätig") && ReceiptDe.Any(word => Has(flat, word)) : Has(flat, "confirm") && Has(flat, "receipt"),
            _ => isGerman ? ObjectionDe.Any(word => Has(flat, word)) : Has(flat, "object"),
        };
    }

    static bool HasDay(string flat, LocalDate? day) =>
        day is { } known && (HasWord(flat, known.ToGermanString()) || HasWord(flat, known.ToEnglishString()) || HasWord(flat, known.ToString()));

    static bool Has(string flat, string words) => flat.IndexOf(words, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Whether the text has exactly this number or day: V-204 is not in V-2041, 1.12.2027 not in 31.12.2027.</summary>
    static bool HasWord(string flat, string word)
    {
        for (var at = flat.IndexOf(word, StringComparison.Ordinal); at >= 0; at = flat.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(flat[at - 1])) && (end == flat.Length || !char.IsLetterOrDigit(flat[end]))) return true;
        }

        return false;
    }
}
