using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Schedule;

namespace Offboarding.Plugins.Screens;

/// <summary>Reads what becomes of the data of an account.</summary>
static class DataOutlooks
{
    /// <summary>The outlook of the newest erasure job. Requests: 1, and 1 for the lines of a job.</summary>
    /// <param name="service">Acts as SYSTEM: days and rules only, of an account that the caller may read.</param>
    /// <param name="account">The customer.</param>
    internal static DataOutlook Read(IOrganizationService service, Guid account)
    {
        if (ScheduleJobs.NewestOf(service, account) is not { ReactivatedOn: null } job || job.StatusReason == ErasureJobStatusReason.Cancelled) return DataOutlook.None;

        var open = ScheduleJobs.Lines(service, job.Id).Where(IsToCome).ToList();
        var longest = open.Where(static line => line.RetentionEnd is not null).OrderByDescending(static line => line.RetentionEnd).FirstOrDefault();
        return new DataOutlook
        {
            RelationshipEnd = job.RelationshipEnd,
            RestrictFrom = job.RestrictFrom ?? (job.RestrictedOn is { } at ? LocalDate.FromDateTime(at) : null),
            IsRestricted = job.RestrictedOn is not null,
            RetentionEnd = longest?.RetentionEnd,
            Rule = longest?.OperativeRule is { } rule ? rule + " v" + (longest.RuleVersion ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
            FirstErasure = job.DueOn,
            LastErasure = LastOf(open),
            ErasedOn = job.CompletedOn,
        };
    }

    static bool IsToCome(RetentionScheduleRow line) =>
        line.ErasedOn is null && line.LineStatus is not (RetentionScheduleLineStatus.Cancelled or RetentionScheduleLineStatus.Completed or RetentionScheduleLineStatus.KeptActive);

    /// <summary>A line without a day leaves the last day open: it may be held, or wait for a fact.</summary>
    static LocalDate? LastOf(IReadOnlyList<RetentionScheduleRow> lines) =>
        lines.Count == 0 || lines.Any(static line => line.EarliestErasure is null) ? null : lines.Max(static line => line.EarliestErasure);
}
