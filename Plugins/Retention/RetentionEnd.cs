using System;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Retention;

/// <summary>The last day, inclusive, on which a record must or may be kept; or open: nobody can name it yet.</summary>
/// <remarks>Open is later than any day. So is an end that would lie after the year 9999: it is open, never erased by a rounding of the calendar.</remarks>
public readonly struct RetentionEnd : IEquatable<RetentionEnd>, IComparable<RetentionEnd>
{
    /// <summary>How an open end is written.</summary>
    public const string OpenCode = "OPEN";

    readonly LocalDate day;

    RetentionEnd(LocalDate day, bool isOpen)
    {
        this.day = day;
        IsOpen = isOpen;
    }

    /// <summary>No day can be named.</summary>
    public static RetentionEnd Open { get; } = new(default, isOpen: true);

    /// <summary>Whether no day can be named.</summary>
    public bool IsOpen { get; }

    /// <summary>The last day; null: open.</summary>
    public LocalDate? Day => IsOpen ? null : day;

    /// <summary>The end on a day; null: the day lies beyond the calendar, so the end is open.</summary>
    public static RetentionEnd On(LocalDate? day) => day is { } known ? new(known, isOpen: false) : Open;

    /// <summary>Reads <c>OPEN</c> or <c>YYYY-MM-DD</c>. False: it is neither; null, too.</summary>
    public static bool TryParse(string? text, out RetentionEnd end)
    {
        end = Open;
        if (text == OpenCode) return true;
        if (!LocalDate.TryParse(text, out var day)) return false;

        end = new RetentionEnd(day, isOpen: false);
        return true;
    }

    /// <summary>The later of two ends.</summary>
    public static RetentionEnd Max(RetentionEnd x, RetentionEnd y) => x.CompareTo(y) >= 0 ? x : y;

    /// <summary>The earlier of an end and a day.</summary>
    public static RetentionEnd Min(RetentionEnd end, LocalDate day) => end.IsAfter(day) ? On(day) : end;

    /// <summary>Whether the end lies after a day; an open end does.</summary>
    public bool IsAfter(LocalDate other) => IsOpen || day > other;

    /// <inheritdoc/>
    public int CompareTo(RetentionEnd other) => IsOpen || other.IsOpen ? IsOpen.CompareTo(other.IsOpen) : day.CompareTo(other.day);

    /// <inheritdoc/>
    public bool Equals(RetentionEnd other) => IsOpen == other.IsOpen && day == other.day;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RetentionEnd other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => IsOpen ? -1 : day.GetHashCode();

    /// <summary>Same end.</summary>
    public static bool operator ==(RetentionEnd left, RetentionEnd right) => left.Equals(right);

    /// <summary>Another end.</summary>
    public static bool operator !=(RetentionEnd left, RetentionEnd right) => !left.Equals(right);

    /// <summary>Earlier.</summary>
    public static bool operator <(RetentionEnd left, RetentionEnd right) => left.CompareTo(right) < 0;

    /// <summary>Earlier or same.</summary>
    public static bool operator <=(RetentionEnd left, RetentionEnd right) => left.CompareTo(right) <= 0;

    /// <summary>Later.</summary>
    public static bool operator >(RetentionEnd left, RetentionEnd right) => left.CompareTo(right) > 0;

    /// <summary>Later or same.</summary>
    public static bool operator >=(RetentionEnd left, RetentionEnd right) => left.CompareTo(right) >= 0;

    /// <summary><c>OPEN</c> or <c>YYYY-MM-DD</c>.</summary>
    public override string ToString() => IsOpen ? OpenCode : day.ToString();
}
