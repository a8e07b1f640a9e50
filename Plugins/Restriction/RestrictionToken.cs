using System;
using System.Globalization;

namespace Offboarding.Plugins.Restriction;

/// <summary>Where a run of the restriction stands: jobs that ended, whose rows are given back, then open jobs.</summary>
/// <remarks>As text <c>O;200;0;id</c>: part, rows of the next step, failures so far, key of the job after which it goes on.</remarks>
public sealed class RestrictionToken
{
    /// <summary>Rows that change hands in a step: of 60 milliseconds each they take a fifth of its 60 seconds.</summary>
    public const int RowsPerStep = 200;

    /// <summary>Jobs that may fail in one run: more of them have a common cause, which somebody must look at.</summary>
    public const int MostFailures = 20;

    RestrictionToken(bool isOfOpen, int size, int failures, string after)
    {
        IsOfOpen = isOfOpen;
        Size = size;
        Failures = failures;
        After = after;
    }

    /// <summary>The beginning of a run.</summary>
    public static RestrictionToken Start { get; } = new(isOfOpen: false, RowsPerStep, failures: 0, after: "");

    /// <summary>Whether it is at open jobs; else at jobs that ended.</summary>
    public bool IsOfOpen { get; }

    /// <summary>Rows of the next step, 1 to <see cref="RowsPerStep"/>.</summary>
    public int Size { get; }

    /// <summary>Jobs that failed so far.</summary>
    public int Failures { get; }

    /// <summary>Key of the last job that is done; empty: none.</summary>
    public string After { get; }

    /// <summary>Reads a token; null: it is none that a step gave.</summary>
    public static RestrictionToken? ParseOrNull(string text)
    {
        var parts = text.Split(';');
        if (parts.Length != 4 || parts[0] is not ("O" or "E")) return null;
        if (!IsNumber(parts[1], 1, RowsPerStep, out var size) || !IsNumber(parts[2], 0, MostFailures, out var failures)) return null;
        if (parts[3].Length > 0 && !Guid.TryParseExact(parts[3], "D", out _)) return null;

        return new RestrictionToken(parts[0] == "O", size, failures, parts[3]);
    }

    /// <summary>Past a job that is done.</summary>
    public RestrictionToken Past(string job) => new(IsOfOpen, RowsPerStep, Failures, job);

    /// <summary>Past a job that failed.</summary>
    public RestrictionToken PastFailed(string job) => new(IsOfOpen, RowsPerStep, Failures + 1, job);

    /// <summary>The open jobs, after those that ended.</summary>
    public RestrictionToken ToOpen() => new(isOfOpen: true, RowsPerStep, Failures, "");

    /// <summary>After a step that failed: half as many rows.</summary>
    public RestrictionToken Halved() => new(IsOfOpen, (Size + 1) / 2, Failures, After);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(";", IsOfOpen ? "O" : "E", Size.ToString(CultureInfo.InvariantCulture), Failures.ToString(CultureInfo.InvariantCulture), After);

    static bool IsNumber(string text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}
