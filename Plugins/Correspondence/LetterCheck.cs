using System;
using System.Collections.Generic;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>Everything on which the release of a letter depends, as read for it.</summary>
public sealed class LetterCheck
{
    /// <summary>What the letter is about.</summary>
    public required LetterKind Kind { get; init; }

    /// <summary>Language of its text.</summary>
    public required LetterLanguage Language { get; init; }

    /// <summary>Who reads the findings.</summary>
    public required Language Reader { get; init; }

    /// <summary>Local day of the release.</summary>
    public required LocalDate Today { get; init; }

    /// <summary>What the letter could say, from the rows as they are today.</summary>
    public required LetterContent Content { get; init; }

    /// <summary>Subject and words of the activity as they stand.</summary>
    public required string Words { get; init; }

    /// <summary>How it travels.</summary>
    public required LetterChannel Channel { get; init; }

    /// <summary>Number of addressees, copies among them.</summary>
    public int Addressees { get; init; }

    /// <summary>Whether the contact for whom it was written is among them.</summary>
    public bool IsAddressedToContact { get; init; }

    /// <summary>Reason that the letter states; null: none.</summary>
    public Guid? StatedReason { get; init; }

    /// <summary>Reason of the case; null: none.</summary>
    public Guid? RecordedReason { get; init; }

    /// <summary>All reasons by id, in the language of the letter.</summary>
    public IReadOnlyDictionary<Guid, string> Reasons { get; init; } = new Dictionary<Guid, string>();

    /// <summary>Why only part is told, and by whose decision; null: not recorded.</summary>
    public string? PartlyToldReason { get; init; }

    /// <summary>Facts that the draft took from rows.</summary>
    public IReadOnlyList<LetterFact> Facts { get; init; } = [];

    /// <summary>How many of them the text must hold.</summary>
    public int LeastFacts { get; init; }

    /// <summary>Why there are fewer; null: no waiver is asked for.</summary>
    public string? Waiver { get; init; }

    /// <summary>First day of the waiver, when the deadline would be missed otherwise; null: there is no deadline.</summary>
    public LocalDate? WaiverFrom { get; init; }

    /// <summary>Wording that is looked for.</summary>
    public IReadOnlyList<TonePhrase> Phrases { get; init; } = [];

    /// <summary>Consents that are missing, as findings.</summary>
    public IReadOnlyList<LetterFinding> Consents { get; init; } = [];

    /// <summary>Customer for whom the same text was released; null: none.</summary>
    public string? SameTextFor { get; init; }
}

/// <summary>A fact of a draft.</summary>
/// <param name="Text">As the draft said it.</param>
/// <param name="IsTrue">Whether its row still says so.</param>
public sealed record LetterFact(string Text, bool IsTrue);
