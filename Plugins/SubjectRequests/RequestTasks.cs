using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>Tasks about requests of data subjects, known by a key in off_reminder. They name the request by its number and hold no value of the person.</summary>
/// <remarks>They regard nothing: a task at the contact would be erased with her before the work is done.</remarks>
static class RequestTasks
{
    const int DueHourUtc = 12;      // the same calendar day from UTC-12 to UTC+11

    /// <summary>Which of some keys have a task, whatever became of it. Requests: 1; none for none.</summary>
    internal static HashSet<string> Present(IOrganizationService service, IReadOnlyCollection<string> keys)
    {
        if (keys.Count == 0) return [];

        var query = new QueryExpression(TaskRow.Table) { ColumnSet = new ColumnSet(TaskRow.Columns.Reminder) };
        query.Criteria.AddCondition(new ConditionExpression(TaskRow.Columns.Reminder, ConditionOperator.In, [.. keys]));
        query.AddOrder(TaskRow.Columns.Id, OrderType.Ascending);
        return new HashSet<string>(service.AllRows(query).Select(static row => new TaskRow(row).Reminder ?? ""), StringComparer.Ordinal);
    }

    /// <summary>Creates a task for the owner of a request. Requests: 1.</summary>
    internal static void Create(IOrganizationService service, SubjectRequestRow request, string key, string subject, string description, LocalDate due)
    {
        var task = new TaskRow
        {
            Subject = subject, Description = description, Reminder = key, ScheduledEnd = DateTime.SpecifyKind(due.ToDateTimeUnspecified().AddHours(DueHourUtc), DateTimeKind.Utc),
        };
        if (request.OwnerId is { } owner) task.OwnerId = owner;
        service.Create(task.Entity);
    }
}
