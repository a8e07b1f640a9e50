using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Review;

/// <summary>What a signal of the review is about.</summary>
public enum SignalKindOfReview
{
    /// <summary>Revenue fell.</summary>
    Revenue,

    /// <summary>The relationship takes much time.</summary>
    Effort,

    /// <summary>Complaints pile up.</summary>
    Complaints,

    /// <summary>Invoices are overdue.</summary>
    Payment,

    /// <summary>The customer is in a line of business that the company leaves.</summary>
    Strategy,
}

/// <summary>From when on a signal shows. Each is a setting; 0, or an empty list, switches it off.</summary>
public sealed class ReviewThresholds
{
    /// <summary>Percent by which revenue of the last twelve months lies below that of the twelve before.</summary>
    public int RevenueDropPercent { get; init; }

    /// <summary>Minutes of completed activities in twelve months.</summary>
    public int EffortMinutes { get; init; }

    /// <summary>Complaints in twelve months.</summary>
    public int Complaints { get; init; }

    /// <summary>Invoices that are overdue today.</summary>
    public int OverdueInvoices { get; init; }

    /// <summary>Industry codes that no longer fit the strategy.</summary>
    public IReadOnlyCollection<int> OffStrategyIndustries { get; init; } = [];
}

/// <summary>A row that counts for a signal.</summary>
public sealed class ReviewRow
{
    /// <summary>A row.</summary>
    public ReviewRow(string table, Guid id, LocalDate day, decimal value)
    {
        Table = table;
        Id = id;
        Day = day;
        Value = value;
    }

    /// <summary>Its table.</summary>
    public string Table { get; }

    /// <summary>Its id.</summary>
    public Guid Id { get; }

    /// <summary>Day on which it was made, or due.</summary>
    public LocalDate Day { get; }

    /// <summary>Amount, minutes, or 1.</summary>
    public decimal Value { get; }
}

/// <summary>What is known of an account, of the last two years.</summary>
public sealed class ReviewFacts
{
    /// <summary>The account.</summary>
    public Guid Account { get; init; }

    /// <summary>Code of its line of business; null: blank.</summary>
    public int? Industry { get; init; }

    /// <summary>Invoices that were not cancelled, in one currency.</summary>
    public IReadOnlyList<ReviewRow> Invoices { get; init; } = [];

    /// <summary>Completed activities with their minutes.</summary>
    public IReadOnlyList<ReviewRow> Activities { get; init; } = [];

    /// <summary>Complaints.</summary>
    public IReadOnlyList<ReviewRow> Complaints { get; init; } = [];

    /// <summary>Open invoices with the day on which they were due.</summary>
    public IReadOnlyList<ReviewRow> OpenInvoices { get; init; } = [];
}

/// <summary>Something that speaks for looking at a relationship. Never for ending it: that people decide.</summary>
public sealed class ReviewSignal
{
    internal ReviewSignal(SignalKindOfReview kind, decimal measured, decimal threshold, LocalDate since, IReadOnlyList<ReviewRow> rows)
    {
        Kind = kind;
        Measured = measured;
        Threshold = threshold;
        Since = since;
        Rows = rows;
    }

    /// <summary>What it is about.</summary>
    public SignalKindOfReview Kind { get; }

    /// <summary>Percent, minutes or number.</summary>
    public decimal Measured { get; }

    /// <summary>The setting that it reached.</summary>
    public decimal Threshold { get; }

    /// <summary>First day of what was looked at.</summary>
    public LocalDate Since { get; }

    /// <summary>Every row that counts, the weightiest first.</summary>
    public IReadOnlyList<ReviewRow> Rows { get; }
}

/// <summary>Which signals an account shows on a day.</summary>
public static class SignalRule
{
    /// <summary>Months of a period.</summary>
    public const int Months = 12;

    /// <summary>Signals in the order of their kinds.</summary>
    public static IReadOnlyList<ReviewSignal> Of(ReviewFacts facts, ReviewThresholds thresholds, LocalDate today)
    {
        var since = today.PlusMonths(-Months);
        ReviewSignal?[] signals =
        [
            Revenue(facts.Invoices, thresholds.RevenueDropPercent, today),
            Sum(SignalKindOfReview.Effort, facts.Activities, thresholds.EffortMinutes, since, today),
            Sum(SignalKindOfReview.Complaints, facts.Complaints, thresholds.Complaints, since, today),
            Overdue(facts.OpenInvoices, thresholds.OverdueInvoices, today),
            Strategy(facts, thresholds, today),
        ];
        return [.. signals.OfType<ReviewSignal>()];
    }

    /// <summary>A customer without revenue in the earlier year has no trend.</summary>
    static ReviewSignal? Revenue(IReadOnlyList<ReviewRow> invoices, int percent, LocalDate today)
    {
        var middle = today.PlusMonths(-Months);
        var first = middle.PlusMonths(-Months);
        var rows = invoices.Where(row => row.Day > first && row.Day <= today).ToList();
        var before = rows.Where(row => row.Day <= middle).Sum(static row => row.Value);
        if (percent == 0 || before <= 0) return null;

        var drop = Math.Round((before - rows.Where(row => row.Day > middle).Sum(static row => row.Value)) * 100 / before, 1, MidpointRounding.AwayFromZero);
        return drop >= percent ? new ReviewSignal(SignalKindOfReview.Revenue, drop, percent, first, Weightiest(rows)) : null;
    }

    static ReviewSignal? Sum(SignalKindOfReview kind, IReadOnlyList<ReviewRow> all, int threshold, LocalDate since, LocalDate today)
    {
        var rows = all.Where(row => row.Day > since && row.Day <= today).ToList();
        var sum = rows.Sum(static row => row.Value);
        return threshold > 0 && sum >= threshold ? new ReviewSignal(kind, sum, threshold, since, Weightiest(rows)) : null;
    }

    static ReviewSignal? Overdue(IReadOnlyList<ReviewRow> open, int threshold, LocalDate today)
    {
        var rows = open.Where(row => row.Day < today).ToList();
        return threshold > 0 && rows.Count >= threshold
            ? new ReviewSignal(SignalKindOfReview.Payment, rows.Count, threshold, rows.Min(static row => row.Day), [.. rows.OrderBy(static row => row.Day).ThenBy(static row => row.Id)])
            : null;
    }

    static ReviewSignal? Strategy(ReviewFacts facts, ReviewThresholds thresholds, LocalDate today) =>
        facts.Industry is { } industry && thresholds.OffStrategyIndustries.Contains(industry)
            ? new ReviewSignal(SignalKindOfReview.Strategy, industry, industry, today, [new ReviewRow("account", facts.Account, today, 1)])
            : null;

    static IReadOnlyList<ReviewRow> Weightiest(IEnumerable<ReviewRow> rows) => [.. rows.OrderByDescending(static row => row.Value).ThenBy(static row => row.Id)];
}
