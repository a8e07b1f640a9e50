using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Retention;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Schedule;

/// <summary>What decides where an erasure job stands, beside its present status.</summary>
public sealed class JobFacts
{
    /// <summary>Where it stands.</summary>
    public ErasureJobStatusReason Status { get; init; } = ErasureJobStatusReason.Scheduled;

    /// <summary>Whether the erasure has written something: the point of no return is passed.</summary>
    public bool HasWritten { get; init; }

    /// <summary>Whether the erasure was at work when it was held: it goes on where it stopped. What an earlier due date erased does not count.</summary>
    public bool IsAtWork { get; init; }

    /// <summary>Whether the account is active: the customer came back.</summary>
    public bool IsAccountActive { get; init; }

    /// <summary>Whether a hold on the whole account is in force.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Whether facts, rules, rows or holds differ from those of the plan.</summary>
    public bool IsPlanVoid { get; init; }

    /// <summary>Whether a line is due.</summary>
    public bool HasDueLine { get; init; }

    /// <summary>Whether the day of restriction of a line has come.</summary>
    public bool IsToBeRestricted { get; init; }
}

/// <summary>The moves of an erasure job that follow from days, holds and the customer's return. What planning, approval and execution move is not among them.</summary>
public static class JobRule
{
    /// <summary>Where the job stands now.</summary>
    public static ErasureJobStatusReason Next(JobFacts job)
    {
        switch (job.Status)
        {
            case ErasureJobStatusReason.Completed:
            case ErasureJobStatusReason.Cancelled:
            case ErasureJobStatusReason.Executing:
            case ErasureJobStatusReason.Verified:
            case ErasureJobStatusReason.Failed:
                return job.Status;
            case ErasureJobStatusReason.Held when job.IsAtWork:
                return job.IsHeld ? ErasureJobStatusReason.Held : ErasureJobStatusReason.Executing;
        }

        if (job.IsAccountActive) return job.HasWritten ? job.Status : ErasureJobStatusReason.Cancelled;
        if (job.IsHeld) return ErasureJobStatusReason.Held;
        if (job.HasDueLine) return job.Status == ErasureJobStatusReason.WaitingForApproval && !job.IsPlanVoid ? job.Status : ErasureJobStatusReason.Due;

        // What is restricted stays so until the erasure or the customer's return.
        return job.IsToBeRestricted || job.Status == ErasureJobStatusReason.Restricted ? ErasureJobStatusReason.Restricted : ErasureJobStatusReason.Scheduled;
    }

    /// <summary>Whether a line still awaits its erasure.</summary>
    public static bool IsOpen(RetentionStatus status) => status is not (RetentionStatus.Completed or RetentionStatus.Cancelled);

    /// <summary>The next day on which something may change by itself, at the latest in a week: rows come and go without a word.</summary>
    public static LocalDate NextCheck(IEnumerable<ScheduleLine> lines, AccountFacts account, LocalDate today)
    {
        var days = new List<LocalDate?>();
        foreach (var line in lines.Where(static line => IsOpen(line.Result.Status))) days.AddRange([line.Result.EarliestErasure, line.Result.RestrictFrom]);
        foreach (var hold in account.Holds) days.AddRange([hold.Span.Placed, hold.Span.Released?.PlusDaysOrNull(1)]);
        return days.Where(day => day > today).Select(static day => day!.Value).Concat([today.PlusDays(DaysBetweenChecks)]).Min();
    }

    const int DaysBetweenChecks = 7;
}
