using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Offboard.Retention;

/// <summary>How much off_RunRetention has still to do: an upper bound, because parts without rows to delete need no step for it.</summary>
/// <param name="Plans">Approved plans.</param>
/// <param name="Rows">Rows that they change.</param>
/// <param name="Steps">Requests at most, if no row fails.</param>
internal sealed record RunEstimate(int Plans, int Rows, int Steps)
{
    /// <summary>The stages of a job, each of which goes through all parts, in their order; after them one step settles the job.</summary>
    static readonly string[] Stages = ["mask", "delete", "purge", "verify"];

    /// <summary>What approved plans need. The first part of a plan holds no rows.</summary>
    /// <param name="jobs">The open jobs.</param>
    /// <param name="callers">How many callers; each asks once more when nothing is left.</param>
    public static RunEstimate Of(IEnumerable<ErasureJob> jobs, int callers = 1)
    {
        var approved = jobs.Where(job => job.Plan is { IsApproved: true }).ToList();
        return new RunEstimate(approved.Count, approved.Sum(job => job.Plan!.Count), approved.Count == 0 ? 0 : callers + approved.Sum(job => StepsOf(job.Plan!.Parts - 1, job.Step)));
    }

    /// <summary>Steps of a job: to claim it, what is left of its stages, and to settle it.</summary>
    /// <param name="parts">Parts with rows.</param>
    /// <param name="step">Where it stands, as <c>delete:3:0</c>; blank: at the beginning. Parts count from 2.</param>
    internal static int StepsOf(int parts, string? step)
    {
        const int claimAndSettle = 2;
        var all = claimAndSettle + (Stages.Length * Math.Max(0, parts));
        if (string.IsNullOrEmpty(step) || step.Split(':') is not [var stage, var part, _]) return all;
        if (stage == "settle") return claimAndSettle;

        var done = Array.IndexOf(Stages, stage);
        return done < 0 || !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? all : Math.Max(claimAndSettle, all - (done * parts) - (number - claimAndSettle));
    }
}
