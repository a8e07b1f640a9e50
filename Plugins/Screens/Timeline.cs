using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Screens;

/// <summary>A day that a relationship passes on its way from today to the erasure of its data.</summary>
public sealed class TimelinePoint
{
    /// <summary>What happens then: today, latest_notice, contract_end, processing_end, retention_end or erasure.</summary>
    public required string Kind { get; init; }

    /// <summary>Local day; null: not known yet.</summary>
    public LocalDate? Day { get; init; }

    /// <summary>Where the day comes from, in words; null: it needs none.</summary>
    public string? Source { get; init; }

    /// <summary>Whether it has happened, whatever its day.</summary>
    public bool IsDone { get; init; }
}

/// <summary>Retention of an account as its erasure job and the lines of its schedule have it. Blank: not known.</summary>
public sealed class DataOutlook
{
    /// <summary>Nothing is known before the relationship ends.</summary>
    public static DataOutlook None { get; } = new();

    /// <summary>Last day of the relationship.</summary>
    public LocalDate? RelationshipEnd { get; init; }

    /// <summary>From when the data is only kept.</summary>
    public LocalDate? RestrictFrom { get; init; }

    /// <summary>Whether it is so already.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>Last day of the longest period that is known.</summary>
    public LocalDate? RetentionEnd { get; init; }

    /// <summary>Rule of that period with its version, as <c>de-ao-147 v2</c>.</summary>
    public string? Rule { get; init; }

    /// <summary>Day on which something can be erased for the first time.</summary>
    public LocalDate? FirstErasure { get; init; }

    /// <summary>Day on which the last of it can be erased; null: a line has no end.</summary>
    public LocalDate? LastErasure { get; init; }

    /// <summary>Day on which all of it was erased.</summary>
    public LocalDate? ErasedOn { get; init; }
}

/// <summary>The days of a relationship in their order. No service, no clock.</summary>
public static class Timeline
{
    /// <summary>Puts the days together; a day that is not known keeps its place.</summary>
    /// <param name="today">Of whoever looks.</param>
    /// <param name="latestNotice">Until when notice must be received, with its source; null day: none is needed, or it is not known.</param>
    /// <param name="contractEnd">Planned or earliest end.</param>
    /// <param name="isEnded">The account is inactive.</param>
    /// <param name="data">What becomes of the data.</param>
    /// <param name="language">Of the sources.</param>
    public static IReadOnlyList<TimelinePoint> Of(
        LocalDate today, TimelinePoint latestNotice, TimelinePoint contractEnd, bool isEnded, DataOutlook data, Language language)
    {
        var points = new List<TimelinePoint>
        {
            new() { Kind = "today", Day = today },
            latestNotice,
            isEnded ? new TimelinePoint { Kind = "contract_end", Day = data.RelationshipEnd ?? contractEnd.Day, IsDone = true } : contractEnd,
            new() { Kind = "processing_end", Day = data.RestrictFrom, IsDone = data.IsRestricted || data.ErasedOn is not null },
            new() { Kind = "retention_end", Day = data.RetentionEnd, Source = data.Rule is null ? null : Messages.Part("OFF-TEXT-PANEL-RULE", language, "rule", data.Rule), IsDone = data.ErasedOn is not null },
            new()
            {
                Kind = "erasure",
                Day = data.ErasedOn ?? data.LastErasure,
                Source = data.ErasedOn is null && data.FirstErasure is { } first && first != data.LastErasure ? Messages.Part("OFF-TEXT-PANEL-FIRST", language, "day", language.Text(first)) : null,
                IsDone = data.ErasedOn is not null,
            },
        };

        // Whoever has ended needs no notice any more.
        return isEnded ? [.. points.Where(static point => point.Kind != "latest_notice")] : points;
    }
}
