using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Retention;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Schedule;

/// <summary>A line of a schedule as its row.</summary>
static class LineRow
{
    const int MostCodes = 400;

    /// <summary>The key of a line of a job.</summary>
    internal static string KeyOf(Guid job, ScheduleLine line) => job.ToString("N") + "|" + line.Key;

    /// <summary>The key of a line within its job, from that of its row.</summary>
    internal static string KeyInJob(string rowKey) => rowKey.Substring(rowKey.IndexOf('|') + 1);

    /// <summary>The row of a line.</summary>
    internal static RetentionScheduleRow Of(Guid job, ScheduleLine line, bool movedEarlier, LocalDate today)
    {
        var result = line.Result;
        return new RetentionScheduleRow
        {
            LineKey = KeyOf(job, line),
            Name = line.RecordClass + " · " + line.Rows[0].Table,
            SubjectTable = line.Subject.LogicalName,
            SubjectId = line.Subject.Id.ToString("D"),
            RecordClass = line.RecordClass,
            OperativeRule = result.OperativeRule,
            RuleVersion = result.OperativeRow?.Version,
            RetentionEnd = result.RetentionEnd?.Day,
            EarliestErasure = result.EarliestErasure,
            RestrictFrom = result.RestrictFrom,
            LineStatus = RetentionScheduleLineStatusCodes.FromCode(RetentionCodes.Status[(int)result.Status]),
            Action = RetentionScheduleActionCodes.FromCode(result.ActionCode),
            LosingRules = Text(string.Join(";", result.Losing.Select(static losing => losing.ToString()))),
            Missing = Text(string.Join(";", result.Missing)),
            Alerts = Text(string.Join(";", result.Alerts)),
            InvalidCode = result.Defect,
            RowCount = line.Rows.Count,
            Facts = line.Facts.ToJson(),
            MovedEarlier = movedEarlier,
            ComputedOn = today,
        };
    }

    /// <summary>What differs of a line from its row; null: nothing. The day of the computation alone is no difference.</summary>
    internal static Entity? ChangeOf(RetentionScheduleRow present, RetentionScheduleRow wanted)
    {
        var columns = wanted.Entity.Attributes.Keys
            .Where(column => column != RetentionScheduleRow.Columns.ComputedOn && ProductColumns.FirstChanged([column], wanted.Entity, present.Entity) is not null).ToList();
        if (columns.Count == 0) return null;

        var change = new Entity(RetentionScheduleRow.Table, present.Id);
        foreach (var column in columns.Concat([RetentionScheduleRow.Columns.ComputedOn])) change[column] = wanted.Entity[column];
        return change;
    }

    static string? Text(string text) => text.Length == 0 ? null : text;
}
