using System;
using System.Globalization;

namespace Offboarding.Plugins.Schedule;

/// <summary>Where a run of schedules stands: accounts whose relationship ends or resumes, then open jobs.</summary>
/// <remarks>As text <c>A;10;0;id</c>: part, size of the next step, failures so far, the account after which it goes on. In the order of ids, so that what cannot be settled yet keeps nobody waiting.</remarks>
public sealed class ScheduleToken
{
    /// <summary>Schedules a step computes: with at most 60 requests each, of 20 ms, a step takes a quarter of its 60 seconds.</summary>
    public const int SchedulesPerStep = 10;

    /// <summary>Schedules that may fail in one run: more of them have a common cause, which somebody must look at.</summary>
    public const int MostFailures = 20;

    ScheduleToken(bool isOfJobs, int size, int failures, string after)
    {
        IsOfJobs = isOfJobs;
        Size = size;
        Failures = failures;
        After = after;
    }

    /// <summary>The beginning of a run.</summary>
    public static ScheduleToken Start { get; } = new(isOfJobs: false, SchedulesPerStep, failures: 0, after: "");

    /// <summary>Whether it is at open jobs; else at accounts.</summary>
    public bool IsOfJobs { get; }

    /// <summary>Schedules of the next step, 1 to <see cref="SchedulesPerStep"/>.</summary>
    public int Size { get; }

    /// <summary>Schedules that failed so far.</summary>
    public int Failures { get; }

    /// <summary>Id of the last account that was looked at; empty: none.</summary>
    public string After { get; }

    /// <summary>Reads a token; null: it is none that a step gave.</summary>
    public static ScheduleToken? ParseOrNull(string text)
    {
        var parts = text.Split(';');
        if (parts.Length != 4 || parts[0] is not ("A" or "J")) return null;
        if (!IsNumber(parts[1], 1, SchedulesPerStep, out var size) || !IsNumber(parts[2], 0, MostFailures, out var failures)) return null;
        if (parts[3].Length > 0 && !Guid.TryParseExact(parts[3], "D", out _)) return null;

        return new ScheduleToken(parts[0] == "J", size, failures, parts[3]);
    }

    /// <summary>Goes on after an account, with twice as many, up to the most.</summary>
    public ScheduleToken GoOn(string after) => new(IsOfJobs, Math.Min(Size * 2, SchedulesPerStep), Failures, after);

    /// <summary>The jobs, after the accounts.</summary>
    public ScheduleToken ToJobs() => new(isOfJobs: true, SchedulesPerStep, Failures, "");

    /// <summary>After a step that failed: half as many.</summary>
    public ScheduleToken Halved() => new(IsOfJobs, (Size + 1) / 2, Failures, After);

    /// <summary>After a schedule that failed alone: past it.</summary>
    public ScheduleToken Past(string account) => new(IsOfJobs, SchedulesPerStep, Failures + 1, account);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(";", IsOfJobs ? "J" : "A", Size.ToString(CultureInfo.InvariantCulture), Failures.ToString(CultureInfo.InvariantCulture), After);

    static bool IsNumber(string text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}
