using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Retention;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Schedule;

/// <summary>Writes jobs and lines where they differ from what the rules say.</summary>
sealed class ScheduleWriter
{
    static readonly IReadOnlyDictionary<string, LocalDate> NothingErased = new Dictionary<string, LocalDate>(StringComparer.Ordinal);

    readonly IOrganizationService service;
    readonly AccountSchedules schedules;

    internal ScheduleWriter(IOrganizationService service, AccountSchedules schedules)
    {
        this.service = service;
        this.schedules = schedules;
    }

    /// <summary>A new job with its lines. Requests: those of the rows, 1 create.</summary>
    internal void Create(AccountFacts account)
    {
        var lines = schedules.Lines(account, NothingErased);
        var id = Guid.NewGuid();
        var job = Wanted(new ErasureJobRow(new Entity(ErasureJobRow.Table, id)), account, lines, hasWritten: false, linesChanged: true);
        job.AccountId = new EntityReference(AccountRow.Table, account.Id);
        job.OpenKey = ScheduleJobs.KeyOf(account.Id);
        var related = new EntityCollection([.. lines.Select(line => LineRow.Of(id, line, movedEarlier: false, schedules.Today).Entity)]) { EntityName = RetentionScheduleRow.Table };
        if (related.Entities.Count > 0) job.Entity.RelatedEntities[new Relationship("off_erasurejob_retentionschedule")] = related;
        service.Create(job.Entity);
    }

    /// <summary>Brings a job up to facts, rules and rows. Requests: 1 for its lines and those of the rows; 1 for each line that differs, 1 for the job if it does.</summary>
    /// <returns>How many rows were written.</returns>
    internal int Update(ErasureJobRow job, AccountFacts account)
    {
        var present = ScheduleJobs.Lines(service, job.Id);
        var hasWritten = ScheduleJobs.HasWritten(job, present);
        if (account.IsActive) return hasWritten ? Touch(job, account) : Cancel(job, present);

        var erased = present.Where(static line => line.ErasedOn is not null && line.LineKey is not null)
            .ToDictionary(static line => LineRow.KeyInJob(line.LineKey!), static line => line.ErasedOn!.Value, StringComparer.Ordinal);
        var lines = schedules.Lines(account, erased);
        var written = WriteLines(job, present, lines);
        return written + Write(job, Wanted(job, account, lines, hasWritten, written > 0));
    }

    /// <summary>Ends a job whose customer came back before anything was erased; what it was stays on file. Requests: 1 for each open line, 1 for the job.</summary>
    int Cancel(ErasureJobRow job, IReadOnlyList<RetentionScheduleRow> lines)
    {
        var open = lines.Where(static line => line.LineStatus is not (RetentionScheduleLineStatus.Cancelled or RetentionScheduleLineStatus.Completed)).ToList();
        foreach (var line in open)
        {
            service.Update(new RetentionScheduleRow(new Entity(RetentionScheduleRow.Table, line.Id))
            {
                LineStatus = RetentionScheduleLineStatus.Cancelled, Action = RetentionScheduleAction.None, EarliestErasure = null, RestrictFrom = null, MovedEarlier = false, ComputedOn = schedules.Today,
            }.Entity);
        }

        service.Update(new ErasureJobRow(new Entity(ErasureJobRow.Table, job.Id))
        {
            State = ErasureJobState.Inactive, StatusReason = ErasureJobStatusReason.Cancelled, OpenKey = job.Id.ToString("D"), ReactivatedOn = schedules.Today, DueOn = null, RestrictFrom = null, NextCheckOn = null,
        }.Entity);
        return open.Count + 1;
    }

    /// <summary>Past the point of no return the job goes on; it is looked at again when something changes.</summary>
    int Touch(ErasureJobRow job, AccountFacts account) => Write(job, new ErasureJobRow(new Entity(ErasureJobRow.Table, job.Id))
    {
        InputState = schedules.StateOf(account), NextCheckOn = schedules.Today.PlusDays(7), ReactivatedOn = schedules.Today,
    });

    int WriteLines(ErasureJobRow job, IReadOnlyList<RetentionScheduleRow> present, IReadOnlyList<ScheduleLine> lines)
    {
        var byKey = present.Where(static line => line.LineKey is not null).ToDictionary(static line => line.LineKey!, StringComparer.Ordinal);
        var stays = new HashSet<string>(lines.Select(line => LineRow.KeyOf(job.Id, line)), StringComparer.Ordinal);
        var leaving = present.Where(line => !stays.Contains(line.LineKey ?? "") && line.ErasedOn is null).ToList();
        var written = 0;
        foreach (var line in lines)
        {
            byKey.TryGetValue(LineRow.KeyOf(job.Id, line), out var row);
            var wanted = LineRow.Of(job.Id, line, row?.MovedEarlier == true || (row is null && leaving.Exists(former => IsMovedEarlier(former, line))), schedules.Today);
            if (row is null)
            {
                wanted.JobId = job.Entity.ToEntityReference();
                service.Create(wanted.Entity);
                written++;
            }
            else if (LineRow.ChangeOf(row, wanted) is { } change)
            {
                service.Update(change);
                written++;
            }
        }

        foreach (var line in leaving) service.Delete(RetentionScheduleRow.Table, line.Id);
        return written + leaving.Count;
    }

    /// <summary>Whether the same facts led to a later end: then a rule changed, and somebody must approve.</summary>
    static bool IsMovedEarlier(RetentionScheduleRow former, ScheduleLine line)
    {
        if (former.SubjectId != line.Subject.Id.ToString("D") || former.RecordClass != line.RecordClass || former.Facts != line.Facts.ToJson()) return false;
        return line.Result.RetentionEnd is { } end && (former.RetentionEnd is not { } before || RetentionEnd.On(before) > end);
    }

    ErasureJobRow Wanted(ErasureJobRow job, AccountFacts account, IReadOnlyList<ScheduleLine> lines, bool hasWritten, bool linesChanged)
    {
        var open = lines.Where(static line => JobRule.IsOpen(line.Result.Status)).ToList();
        var state = schedules.StateOf(account);
        var restrictFrom = open.Min(static line => line.Result.RestrictFrom);
        var status = JobRule.Next(new JobFacts
        {
            Status = job.StatusReason ?? ErasureJobStatusReason.Scheduled,
            HasWritten = hasWritten,
            IsAtWork = !string.IsNullOrEmpty(job.Step),
            IsAccountActive = account.IsActive,
            IsHeld = Holds.HoldRules.HoldsJob(account.Holds, account.Id, schedules.Today),
            IsPlanVoid = linesChanged || job.InputState != state,
            HasDueLine = open.Exists(static line => line.Result.Status == RetentionStatus.Due),
            IsToBeRestricted = restrictFrom <= schedules.Today,
        });
        return new ErasureJobRow(new Entity(ErasureJobRow.Table, job.Id))
        {
            RelationshipEnd = account.RelationshipEnd,
            DueOn = open.Min(static line => line.Result.EarliestErasure),
            RestrictFrom = restrictFrom,
            LineCount = lines.Count,
            InputState = state,
            NextCheckOn = JobRule.NextCheck(lines, account, schedules.Today),
            StatusReason = status,
        };
    }

    int Write(ErasureJobRow present, ErasureJobRow wanted)
    {
        var columns = wanted.Entity.Attributes.Keys.Where(column => ProductColumns.FirstChanged([column], wanted.Entity, present.Entity) is not null).ToList();
        if (columns.Count == 0) return 0;

        var change = new Entity(ErasureJobRow.Table, present.Id);
        foreach (var column in columns) change[column] = wanted.Entity[column];
        service.Update(change);
        return 1;
    }
}
