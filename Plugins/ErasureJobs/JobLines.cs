using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Retention;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Schedule;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>A line of the schedule as it is stored, with what today's facts, holds and rules say about it.</summary>
sealed class JobLine
{
    internal JobLine(RetentionScheduleRow stored, RetentionResult today)
    {
        Stored = stored;
        Today = today;
    }

    internal RetentionScheduleRow Stored { get; }

    internal RetentionResult Today { get; }

    internal Guid Id => Stored.Id;

    /// <summary>Whether it may be carried out: due by today's law, and not moved earlier by a rule that nobody approved.</summary>
    internal bool IsDue => Today.Status == RetentionStatus.Due && Stored.MovedEarlier != true;

    internal LineStage Stage =>
        IsDue ? LineStage.Due
        : Today.Status is RetentionStatus.Held or RetentionStatus.Review or RetentionStatus.Due ? LineStage.Waiting
        : LineStage.Running;
}

/// <summary>The lines of one job: those on file, held against the schedule that the rules of today give. A row follows the one line that it belongs to.</summary>
sealed class JobLines
{
    readonly Dictionary<Guid, JobLine> byRow = [];
    readonly HashSet<Guid> scheduled = [];
    readonly HashSet<Guid> dueWithoutLine = [];

    JobLines(IReadOnlyList<RetentionScheduleRow> stored, IReadOnlyList<ScheduleLine> lines, Guid job)
    {
        Stored = stored;
        var byKey = stored.Where(static line => line.LineKey is not null).ToDictionary(static line => line.LineKey!, StringComparer.Ordinal);
        var all = new List<JobLine>();
        foreach (var line in lines)
        {
            scheduled.UnionWith(line.Rows.Select(static row => row.Id));
            if (!byKey.TryGetValue(LineRow.KeyOf(job, line), out var row))
            {
                if (line.Result.Status == RetentionStatus.Due) dueWithoutLine.UnionWith(line.Rows.Select(static found => found.Id));
                continue;
            }

            if (IsStale(row, line.Result)) continue;

            var joined = new JobLine(row, line.Result);
            all.Add(joined);
            foreach (var found in line.Rows) byRow[found.Id] = joined;
        }

        All = all;
    }

    /// <summary>The lines on file, whether they hold or not.</summary>
    internal IReadOnlyList<RetentionScheduleRow> Stored { get; }

    /// <summary>The lines on file that say what the rules say today.</summary>
    internal IReadOnlyList<JobLine> All { get; }

    /// <summary>Lines that may be carried out.</summary>
    internal IEnumerable<JobLine> Due => All.Where(static line => line.IsDue);

    /// <summary>The lines of a job. Requests: 1 per 5,000.</summary>
    internal static JobLines Of(IOrganizationService service, AccountSchedules schedules, AccountFacts account, IReadOnlyList<FoundRow> rows, Guid job)
    {
        var stored = ScheduleJobs.Lines(service, job);
        var erased = stored.Where(static line => line.ErasedOn is not null && line.LineKey is not null)
            .ToDictionary(static line => LineRow.KeyInJob(line.LineKey!), static line => line.ErasedOn!.Value, StringComparer.Ordinal);
        return new JobLines(stored, ScheduleRule.Lines(account, rows, schedules.Rules, schedules.Today, erased), job);
    }

    /// <summary>The line of a row; null: none, or the one on file does not say what the rules say today.</summary>
    internal JobLine? LineOf(FoundRow row) => byRow.TryGetValue(row.Id, out var line) ? line : null;

    /// <summary>Whether the row has a line by the rules: what is another customer's, or leads to a shared contact alone, has none.</summary>
    internal bool IsScheduled(FoundRow row) => scheduled.Contains(row.Id);

    /// <summary>Rows that are due by the rules and whose line is not on file at all: they came after the lines were made, or what they depended on went.</summary>
    internal IReadOnlyCollection<Guid> DueWithoutLine => dueWithoutLine;

    /// <summary>The line of the master data of a subject; null: none.</summary>
    internal JobLine? MasterOf(EntityReference subject) => byRow.TryGetValue(subject.Id, out var line) ? line : null;

    /// <summary>Whether the line still keeps the job open.</summary>
    internal static bool IsOpen(RetentionScheduleRow line) =>
        line.LineStatus is not (RetentionScheduleLineStatus.Completed or RetentionScheduleLineStatus.Cancelled) && line.ErasedOn is null;

    static bool IsStale(RetentionScheduleRow row, RetentionResult today) =>
        row.LineStatus != RetentionScheduleLineStatusCodes.FromCode(RetentionCodes.Status[(int)today.Status])
        || row.EarliestErasure != today.EarliestErasure
        || row.Action != RetentionScheduleActionCodes.FromCode(today.ActionCode);
}
