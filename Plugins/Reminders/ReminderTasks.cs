using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Reminders;

/// <summary>Reminders as task rows about contracts: every read and write of them.</summary>
static class ReminderTasks
{
    const int DueHourUtc = 12;      // the same calendar day from UTC-12 to UTC+11

    /// <summary>The reminders that count, by contract; tasks that people made and those that the product closed are not among them. Requests: 1 per 5,000 rows.</summary>
    internal static ILookup<Guid, ReminderTask> Of(IOrganizationService service, IReadOnlyCollection<Guid> contracts)
    {
        var query = new QueryExpression(TaskRow.Table)
        {
            ColumnSet = new ColumnSet(
                TaskRow.Columns.Reminder, TaskRow.Columns.RegardingObjectId, TaskRow.Columns.State, TaskRow.Columns.Description, TaskRow.Columns.OwnerId),
        };
        query.Criteria.AddCondition(new ConditionExpression(TaskRow.Columns.RegardingObjectId, ConditionOperator.In, contracts.Cast<object>().ToArray()));
        query.Criteria.AddCondition(TaskRow.Columns.Reminder, ConditionOperator.NotNull);
        query.AddOrder(TaskRow.Columns.Id, OrderType.Ascending);
        return service.AllRows(query)
            .Select(static row => new TaskRow(row))
            .Where(static row => row.RegardingObjectId is not null && ReminderKey.ParseOrNull(row.Reminder) is not null)
            .ToLookup(static row => row.RegardingObjectId!.Id, static row => new ReminderTask(row, ReminderKey.ParseOrNull(row.Reminder)!));
    }

    /// <summary>Creates a task for the owner of a contract. Requests: 1.</summary>
    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="id">Of the task; null: any.</param>
    /// <param name="regarding">The contract it is about, or its account.</param>
    /// <param name="owner">Null: it belongs to whoever runs the job.</param>
    /// <param name="key">What it reminds of.</param>
    /// <param name="due">Local date.</param>
    /// <param name="subject">At most 200 characters.</param>
    /// <param name="description">At most 2,000 characters.</param>
    internal static void Create(IOrganizationService service, Guid? id, EntityReference regarding, EntityReference? owner, string key, LocalDate due, string subject, string description)
    {
        var task = new TaskRow
        {
            Subject = subject,
            Description = description,
            Reminder = key,
            RegardingObjectId = regarding,
            ScheduledEnd = DateTime.SpecifyKind(due.ToDateTimeUnspecified().AddHours(DueHourUtc), DateTimeKind.Utc),
        };
        if (id is { } given) task.Entity.Id = given;
        if (owner is not null) task.OwnerId = owner;
        service.Create(task.Entity);
    }

    /// <summary>Closes a task with a note: completed when its purpose was reached, else cancelled. Requests: 1.</summary>
    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="task">The task.</param>
    /// <param name="reason">Why it is over.</param>
    /// <param name="note">What the task says of it.</param>
    /// <param name="closedText">What it carries from then on; null: the text of its key.</param>
    internal static void Close(IOrganizationService service, ReminderTask task, ReminderEnd reason, string note, string? closedText = null)
    {
        var isReached = reason is ReminderEnd.NoticeRecorded or ReminderEnd.FactsComplete;
        var change = new TaskRow(new Entity(TaskRow.Table, task.Reminder.TaskId))
        {
            Description = ReminderText.WithNote(task.Description, note),
            Reminder = closedText ?? task.Reminder.Key.ClosedText,
            State = isReached ? TaskState.Completed : TaskState.Canceled,
            StatusReason = isReached ? TaskStatusReason.Completed : TaskStatusReason.Canceled,
        };
        service.Update(change.Entity);
    }
}

/// <summary>A reminder with what its task says.</summary>
sealed class ReminderTask
{
    internal ReminderTask(TaskRow row, ReminderKey key)
    {
        Reminder = new Reminder(row.Id, key, row.State == TaskState.Open);
        Description = row.Description;
        Owner = row.OwnerId;
    }

    internal Reminder Reminder { get; }

    internal string? Description { get; }

    internal EntityReference? Owner { get; }
}
