using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>What a decision to end a relationship needs before anybody is told of it.</summary>
static class DecisionRule
{
    /// <summary>Characters that an explanation has at least.</summary>
    internal const int LeastCharacters = 20;

    /// <summary>Different words that an explanation has at least.</summary>
    internal const int LeastWords = 3;

    static readonly char[] WordBreaks = [' ', '\t', '\r', '\n', ',', '.', ';', ':', '!', '?', '-', '/', '…'];

    static readonly HashSet<string> Placeholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "todo", "tbd", "tba", "xxx", "n/a", "na", "asdf", "test", "lorem", "ipsum", "dolor", "folgt", "offen", "platzhalter", "placeholder", "later", "später",
    };

    /// <summary>The defects of the decision, in the order in which the form asks; empty: it is complete.</summary>
    /// <param name="row">The case.</param>
    /// <param name="needsApproval">By its reason or its value.</param>
    internal static IReadOnlyList<DecisionDefect> Defects(OffboardingCaseRow row, bool needsApproval)
    {
        var defects = new List<DecisionDefect>();
        if (row.ReasonId is null) defects.Add(DecisionDefect.Reason);
        if (PlaceholderIn(row.Explanation) is not null) defects.Add(DecisionDefect.Placeholder);
        else if (!IsText(row.Explanation)) defects.Add(DecisionDefect.Explanation);
        if (string.IsNullOrWhiteSpace(row.Situation) || PlaceholderIn(row.Situation) is not null) defects.Add(DecisionDefect.Situation);
        if (Unrated(row).Count > 0) defects.Add(DecisionDefect.Ratings);
        if (row.AccountValue is null) defects.Add(DecisionDefect.Value);
        if (needsApproval && (row.ApprovedById is null || row.ApprovedById.Id == row.OwnerId?.Id)) defects.Add(DecisionDefect.Approval);
        return defects;
    }

    /// <summary>
    /// Whether a second person approves: the reason says so, or the account is worth at least the threshold, by what a person wrote or by its contracts. So nobody spares the
    /// approval by writing a lower value.
    /// </summary>
    internal static bool NeedsApproval(bool byReason, decimal? writtenValue, decimal? valueOfContracts, int threshold) =>
        byReason || writtenValue >= threshold || valueOfContracts >= threshold;

    /// <summary>Whether a text says something: long enough, and more than the same word again and again.</summary>
    internal static bool IsText(string? text) => text is not null && text.Trim().Length >= LeastCharacters && Words(text).Distinct(StringComparer.OrdinalIgnoreCase).Count() >= LeastWords;

    /// <summary>The word that stands for a text still to be written: alone or as the first one, or anything in square brackets; null: there is none.</summary>
    internal static string? PlaceholderIn(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;

        var trimmed = text!.Trim();
        var open = trimmed.IndexOf('[');
        if (open >= 0 && trimmed.IndexOf(']', open) is var close and > 0) return trimmed.Substring(open, close - open + 1);
        if (Placeholders.Contains(trimmed)) return trimmed;

        return Words(trimmed).FirstOrDefault() is { } first && Placeholders.Contains(first) ? first : null;
    }

    /// <summary>Codes of the pros and cons that nobody rated, in the order of the form.</summary>
    internal static IReadOnlyList<string> Unrated(OffboardingCaseRow row)
    {
        var ratings = new[]
        {
            new KeyValuePair<string, int?>("PRO-REPUTATION", row.ProReputation), new("PRO-FOCUS", row.ProFocus), new("PRO-CONFLICT", row.ProConflict),
            new("PRO-CAPACITY", row.ProCapacity), new("CON-REFERRAL", row.ConReferral), new("CON-LOSTORDERS", row.ConLostOrders),
            new("CON-REJECTION", row.ConRejection), new("CON-EFFORT", row.ConEffort),
        };
        return [.. ratings.Where(static rating => rating.Value is null).Select(static rating => rating.Key)];
    }

    static IEnumerable<string> Words(string text) => text.Split(WordBreaks, StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What a decision lacks.</summary>
enum DecisionDefect
{
    /// <summary>No reason of the catalogue.</summary>
    Reason,

    /// <summary>No explanation, or one that says too little.</summary>
    Explanation,

    /// <summary>The explanation is still to be written.</summary>
    Placeholder,

    /// <summary>The customer's situation is not described.</summary>
    Situation,

    /// <summary>Pros or cons are not rated.</summary>
    Ratings,

    /// <summary>The value of the account is not known, so that nobody can tell whether approval is needed.</summary>
    Value,

    /// <summary>A second person has to approve.</summary>
    Approval,
}
