using System;
using System.Collections.Generic;
using System.Globalization;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Reminders;

/// <summary>What one reminder task is for: a rung of the ladder before a latest notice date, or facts that a contract lacks.</summary>
/// <remarks>Kept on the task as text: <c>2027-09-30/30</c> or <c>missing:START;PARTY</c>.</remarks>
public sealed class ReminderKey
{
    const string MissingPrefix = "missing:";
    const string ClosedPrefix = "closed:";
    const int LongestText = 400;

    readonly string text;

    ReminderKey(string text, LocalDate? latestNoticeDate, int rungDays)
    {
        this.text = text;
        LatestNoticeDate = latestNoticeDate;
        RungDays = rungDays;
    }

    /// <summary>The date before which it reminds; null: it is about missing facts.</summary>
    public LocalDate? LatestNoticeDate { get; }

    /// <summary>Days before that date; 0 also for missing facts.</summary>
    public int RungDays { get; }

    /// <summary>Whether it asks for facts that are missing.</summary>
    public bool IsAboutMissingFacts => LatestNoticeDate is null;

    /// <summary>What a task that the product closed carries: it no longer counts, so that its reason may come back.</summary>
    public string ClosedText => Cut(ClosedPrefix + text);

    /// <summary>A rung of the ladder before a latest notice date.</summary>
    public static ReminderKey Before(LocalDate latestNoticeDate, int rungDays) =>
        new(latestNoticeDate + "/" + rungDays.ToString(CultureInfo.InvariantCulture), latestNoticeDate, rungDays);

    /// <summary>Facts that a contract lacks, as codes.</summary>
    public static ReminderKey OfMissing(IEnumerable<string> codes) => new(Cut(MissingPrefix + string.Join(";", codes)), null, 0);

    /// <summary>Reads a key; null: the task is none of the product's, or the product closed it.</summary>
    public static ReminderKey? ParseOrNull(string? text)
    {
        if (text is null) return null;
        if (text.StartsWith(MissingPrefix, StringComparison.Ordinal)) return new ReminderKey(text, null, 0);

        var slash = text.IndexOf('/');
        return slash > 0
            && LocalDate.TryParse(text.Substring(0, slash), out var day)
            && int.TryParse(text.Substring(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var rung)
                ? new ReminderKey(text, day, rung)
                : null;
    }

    /// <summary>The text that the task carries.</summary>
    public override string ToString() => text;

    static string Cut(string text) => text.Length <= LongestText ? text : text.Substring(0, LongestText);
}
