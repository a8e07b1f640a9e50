using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Reminders;

/// <summary>Reminders about contracts that live in other tables: tasks about their account, because not every table has activities.</summary>
/// <remarks>
/// The task carries the reminder and, after a number sign, the id of the contract: <c>2027-09-30/30#0f8fad5bd9cb469fa16570867728950e</c>. Its own id follows from that and from how many tasks the
/// contract had before, so that of two nights at a time only one can write it: nothing is written to the contract itself that could tell them apart.
/// </remarks>
sealed class SourceReminders
{
    const char Mark = '#';

    /// <summary>The column holds 400 characters, mark and id included.</summary>
    const int LongestKey = 400 - 33;

    readonly ILookup<Guid, TaskRow> tasks;

    SourceReminders(ILookup<Guid, TaskRow> tasks) => this.tasks = tasks;

    /// <summary>Contracts about which there are tasks.</summary>
    internal IReadOnlyList<Guid> Contracts => [.. tasks.Select(static about => about.Key)];

    /// <summary>The tasks about contracts of some accounts. Requests: 1 per 5,000 rows.</summary>
    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="accounts">Whose contracts they are; at least one.</param>
    internal static SourceReminders Of(IOrganizationService service, IReadOnlyCollection<Guid> accounts) =>
        Read(service, query => query.Criteria.AddCondition(new ConditionExpression(TaskRow.Columns.RegardingObjectId, ConditionOperator.In, accounts.Cast<object>().ToArray())));

    /// <summary>All open tasks. Requests: 1 per 5,000 rows.</summary>
    internal static SourceReminders Open(IOrganizationService service) =>
        Read(service, static query => query.Criteria.AddCondition(TaskRow.Columns.State, ConditionOperator.Equal, (int)TaskState.Open));

    /// <summary>The reminders about a contract that count; those that the product closed do not.</summary>
    internal IEnumerable<ReminderTask> About(Guid contract)
    {
        foreach (var task in tasks[contract])
            if (ReminderKey.ParseOrNull(task.Reminder!.Split(Mark)[0]) is { } key) yield return new ReminderTask(task, key);
    }

    /// <summary>Creates a task for the owner of the account. Requests: 1.</summary>
    internal void Create(IOrganizationService service, Guid account, Guid contract, EntityReference? owner, ReminderKey key, LocalDate due, string subject, string description)
    {
        var text = TextOf(key.ToString(), contract);
        var id = Guid.ParseExact(Digest.Of(text + Mark + tasks[contract].Count().ToString(CultureInfo.InvariantCulture)).Substring(0, 32), "N");
        ReminderTasks.Create(service, id, new EntityReference(AccountRow.Table, account), owner, text, due, subject, description);
    }

    /// <summary>Closes a task. Requests: 1.</summary>
    internal static void Close(IOrganizationService service, ReminderTask task, Guid contract, ReminderEnd reason, string note) =>
        ReminderTasks.Close(service, task, reason, note, TextOf(task.Reminder.Key.ClosedText, contract));

    static string TextOf(string key, Guid contract) => (key.Length <= LongestKey ? key : key.Substring(0, LongestKey)) + Mark + contract.ToString("N");

    static SourceReminders Read(IOrganizationService service, Action<QueryExpression> narrow)
    {
        var query = new QueryExpression(TaskRow.Table)
        {
            ColumnSet = new ColumnSet(TaskRow.Columns.Reminder, TaskRow.Columns.RegardingObjectId, TaskRow.Columns.State, TaskRow.Columns.Description, TaskRow.Columns.OwnerId),
        };
        query.Criteria.AddCondition(TaskRow.Columns.Reminder, ConditionOperator.Like, "%" + Mark + "%");
        narrow(query);
        query.AddOrder(TaskRow.Columns.Id, OrderType.Ascending);
        return new SourceReminders(service.AllRows(query).Select(static row => new TaskRow(row)).Where(static row => ContractOf(row) is not null).ToLookup(static row => ContractOf(row)!.Value));
    }

    static Guid? ContractOf(TaskRow row)
    {
        var parts = (row.Reminder ?? "").Split(Mark);
        return parts.Length == 2 && Guid.TryParseExact(parts[1], "N", out var contract) ? contract : null;
    }
}
