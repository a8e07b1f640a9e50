using System;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>Which letter is to be drafted, and for whom.</summary>
sealed class LetterRequest
{
    /// <summary>Offboarding case that it is about.</summary>
    internal required Guid CaseId { get; init; }

    /// <summary>What it is about.</summary>
    internal required LetterKind Kind { get; init; }

    /// <summary>Recipient; null: the main contact of the case, else the primary contact of the account.</summary>
    internal Guid? ContactId { get; init; }

    /// <summary>Way it travels; null: as the recipient prefers, within what she allows and the contract demands.</summary>
    internal LetterChannel? Channel { get; init; }

    /// <summary>Null: the recipient's.</summary>
    internal LetterLanguage? Language { get; init; }

    /// <summary>Null: the recipient's.</summary>
    internal LetterAddress? Address { get; init; }

    /// <summary>Null: the recipient's.</summary>
    internal LetterFormality? Formality { get; init; }

    /// <summary>Which of several letters of the kind, as the id of a check-in; null: there is one of the kind for a case and contact.</summary>
    internal string? Occasion { get; init; }

    /// <summary>An open letter or e-mail of the case that takes the text, as the plan made it; null: a new one.</summary>
    internal Guid? ActivityId { get; init; }

    /// <summary>By which a letter exists once.</summary>
    internal string KeyFor(Guid contact) => CaseId.ToString("N") + "|" + Kind.ToCode() + "|" + contact.ToString("N") + (Occasion is null ? "" : "|" + Occasion);
}

/// <summary>A letter that was drafted.</summary>
/// <param name="LetterId">Id of its row in off_letter.</param>
/// <param name="ActivityTable">letter or email.</param>
/// <param name="ActivityId">Id of the activity that holds the text.</param>
/// <param name="Created">No: it was there already and stays as it is.</param>
/// <param name="Report">What was done, in the caller's language.</param>
sealed record DraftedLetter(Guid LetterId, string ActivityTable, Guid ActivityId, bool Created, string Report);
