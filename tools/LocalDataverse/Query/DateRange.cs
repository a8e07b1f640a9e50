using System;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Query;

/// <summary>A stretch of time from a moment (included) to another (not included). Null: open.</summary>
/// <remarks>
/// Relative operators count from the user's now: "last" reaches from the start of the day (or hour) so many units ago until now, "next" from now to
/// the end of the day so many units ahead, "older than" ends at the start of the day so many units ago. Weeks begin on Sunday, as in an
/// organization whose settings were not changed. On columns that hold a day, now means today.
/// </remarks>
internal readonly record struct DateRange(DateTime? From, DateTime? To)
{
    public bool Contains(DateTime moment) => (From is null || moment >= From) && (To is null || moment < To);

    /// <summary>The range an operator means, in the form the column keeps: UTC for UserLocal columns, else wall time. Null: not a date operator.</summary>
    public static DateRange? Of(ConditionOperator op, object? operand, Column column, QueryContext context)
    {
        try
        {
            if (Wall(op, operand, column, context) is not { } range) return null;
            return column.DateBehavior == DateBehavior.UserLocal ? new(ToUtc(range.From, context), ToUtc(range.To, context)) : range;
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Fault.Of(
                FaultCode.QueryBuilderInvalidValue,
                $"Invalid value specified for type. {op} on {column.Name} with {operand} leaves the years 1 to 9999.");
        }
    }

    /// <summary>A moment given in a condition, in the form the column keeps.</summary>
    public static DateTime Moment(DateTime given, Column column, QueryContext context) => column.DateBehavior switch
    {
        DateBehavior.DateOnly => given.Date,
        DateBehavior.UserLocal when given.Kind != DateTimeKind.Utc => ToUtc(given, context)!.Value,
        _ => given,
    };

    static DateRange? Wall(ConditionOperator op, object? operand, Column column, QueryContext context)
    {
        var exact = TimeZoneInfo.ConvertTimeFromUtc(context.UtcNow, context.TimeZone);
        var today = exact.Date;
        var dayColumn = column.DateBehavior == DateBehavior.DateOnly;

        // A value of today must count as past and as future on a column that holds days.
        var (untilNow, fromNow) = dayColumn ? (today.AddDays(1), today) : (exact.AddTicks(1), exact);
        var count = operand as int? ?? 0;
        var hour = today.AddHours(exact.Hour);
        var week = today.AddDays(-(int)today.DayOfWeek);
        var month = new DateTime(today.Year, today.Month, 1, 0, 0, 0, DateTimeKind.Unspecified);
        var year = new DateTime(today.Year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        var day = operand is DateTime given ? Day(given, column, context) : today;
        return op switch
        {
            ConditionOperator.On => new(day, day.AddDays(1)),
            ConditionOperator.OnOrBefore => new(null, day.AddDays(1)),
            ConditionOperator.OnOrAfter => new(day, null),
            ConditionOperator.Yesterday => new(today.AddDays(-1), today),
            ConditionOperator.Today => new(today, today.AddDays(1)),
            ConditionOperator.Tomorrow => new(today.AddDays(1), today.AddDays(2)),
            ConditionOperator.Last7Days => new(today.AddDays(-7), today.AddDays(1)),
            ConditionOperator.Next7Days => new(today, today.AddDays(8)),
            ConditionOperator.LastWeek => new(week.AddDays(-7), week),
            ConditionOperator.ThisWeek => new(week, week.AddDays(7)),
            ConditionOperator.NextWeek => new(week.AddDays(7), week.AddDays(14)),
            ConditionOperator.LastMonth => new(month.AddMonths(-1), month),
            ConditionOperator.ThisMonth => new(month, month.AddMonths(1)),
            ConditionOperator.NextMonth => new(month.AddMonths(1), month.AddMonths(2)),
            ConditionOperator.LastYear => new(year.AddYears(-1), year),
            ConditionOperator.ThisYear => new(year, year.AddYears(1)),
            ConditionOperator.NextYear => new(year.AddYears(1), year.AddYears(2)),
            ConditionOperator.LastXHours => new(hour.AddHours(-count), untilNow),
            ConditionOperator.NextXHours => new(fromNow, hour.AddHours(count + 1)),
            ConditionOperator.LastXDays => new(today.AddDays(-count), untilNow),
            ConditionOperator.NextXDays => new(fromNow, today.AddDays(count + 1)),
            ConditionOperator.LastXWeeks => new(today.AddDays(-7 * count), untilNow),
            ConditionOperator.NextXWeeks => new(fromNow, today.AddDays((7 * count) + 1)),
            ConditionOperator.LastXMonths => new(today.AddMonths(-count), untilNow),
            ConditionOperator.NextXMonths => new(fromNow, today.AddMonths(count).AddDays(1)),
            ConditionOperator.LastXYears => new(today.AddYears(-count), untilNow),
            ConditionOperator.NextXYears => new(fromNow, today.AddYears(count).AddDays(1)),
            ConditionOperator.OlderThanXMinutes => new(null, exact.AddMinutes(-count)),
            ConditionOperator.OlderThanXHours => new(null, hour.AddHours(-count)),
            ConditionOperator.OlderThanXDays => new(null, today.AddDays(-count)),
            ConditionOperator.OlderThanXWeeks => new(null, today.AddDays(-7 * count)),
            ConditionOperator.OlderThanXMonths => new(null, today.AddMonths(-count)),
            ConditionOperator.OlderThanXYears => new(null, today.AddYears(-count)),
            _ => null,
        };
    }

    static DateTime Day(DateTime given, Column column, QueryContext context) =>
        (given.Kind == DateTimeKind.Utc && column.DateBehavior == DateBehavior.UserLocal ? TimeZoneInfo.ConvertTimeFromUtc(given, context.TimeZone) : given).Date;

    static DateTime? ToUtc(DateTime? wall, QueryContext context)
    {
        if (wall is not { } time) return null;
        var unspecified = DateTime.SpecifyKind(time, DateTimeKind.Unspecified);

        // Midnight may fall into the hour that a zone skips; the day then begins an hour later.
        return TimeZoneInfo.ConvertTimeToUtc(context.TimeZone.IsInvalidTime(unspecified) ? unspecified.AddHours(1) : unspecified, context.TimeZone);
    }
}
