using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Reminders;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Nightly;

/// <summary>The end of a night: one task for the data protection officer with what waits for a decision, and a notification for each; once a day on which there is something, never twice.</summary>
/// <remarks>
/// <para>The task has an id that follows from the day, so that two nights at once make one of them fail instead of two tasks. It takes the place of the one of the day before, which is cancelled if nobody did it.</para>
/// <para>Requests: 4 and 6 reads if nothing waits; else at most 8 more reads, 1 for the task, 1 for each officer where the app has notifications, 1 for each earlier task.</para>
/// </remarks>
static class TellOfficers
{
    const string Notification = "appnotification";
    const string Mark = "officer:";
    const int Information = 100000000;
    const int DueHourUtc = 12;
    const int LongestBody = 500;

    /// <summary>The last step of the night.</summary>
    /// <param name="call">The call of off_RunNightly.</param>
    /// <param name="text">What follows the letter of the part; must be empty.</param>
    /// <param name="prefix">The letter.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-5003: unknown token.</exception>
    internal static void Step(PluginCall call, string text, string prefix)
    {
        if (text.Length > 0) throw Refusal.Of("OFF-5003", call.Language, "token", prefix + text, "message", call.Context.MessageName);

        var night = NightlyRules.Read(call, []);
        var report = Tell(call, night.Today);
        call.ReturnLoopEnd(processed: 0, failed: 0, night.NextDue(call), report);
    }

    static string Tell(PluginCall call, LocalDate today)
    {
        var decisions = Decisions.Read(call.AsSystem, today);
        if (decisions.Count == 0 || Exists(call.AsSystem, IdOf(today))) return "";

        var officers = Officers.Read(call.AsSystem);
        if (officers.TaskOwner is not { } owner) return Messages.Format("OFF-3390", call.Language, "count", Number(decisions.Count), "role", Officers.RoleName);

        var languages = Owners.Read(call.AsSystem, officers.Users.Concat([owner]));
        CancelEarlier(call.AsSystem);
        CreateTask(call.AsSystem, today, owner, decisions, languages.LanguageOf(owner));
        if (InstalledTables.Among(call.AsSystem, Notification).Has(Notification))
            foreach (var user in officers.Users) Notify(call.AsSystem, user, decisions, languages.LanguageOf(user));

        return Messages.Part("OFF-TEXT-OFFICER-TOLD", call.Language, "count", Number(decisions.Count));
    }

    /// <summary>The same day has the same task, whoever makes it.</summary>
    static Guid IdOf(LocalDate day) => Guid.ParseExact(Digest.Of(Mark + day).Substring(0, 32), "N");

    static bool Exists(IOrganizationService service, Guid task)
    {
        var query = new QueryExpression(TaskRow.Table) { ColumnSet = new ColumnSet(TaskRow.Columns.Id), TopCount = 1 };
        query.Criteria.AddCondition(TaskRow.Columns.Id, ConditionOperator.Equal, task);
        return service.RetrieveMultiple(query).Entities.Count > 0;
    }

    static void CreateTask(IOrganizationService service, LocalDate today, EntityReference owner, Decisions decisions, Language language) => service.Create(new TaskRow(new Entity(TaskRow.Table, IdOf(today)))
    {
        Subject = Messages.Part("OFF-TEXT-OFFICER-SUBJECT", language, "count", Number(decisions.Count)),
        Description = decisions.Text(language),
        Reminder = Mark + today,
        ScheduledEnd = DateTime.SpecifyKind(today.ToDateTimeUnspecified().AddHours(DueHourUtc), DateTimeKind.Utc),
        OwnerId = owner,
    }.Entity);

    static void Notify(IOrganizationService service, EntityReference user, Decisions decisions, Language language)
    {
        var body = decisions.Text(language);
        service.Create(new Entity(Notification)
        {
            ["title"] = Messages.Part("OFF-TEXT-OFFICER-SUBJECT", language, "count", Number(decisions.Count)),
            ["body"] = body.Length <= LongestBody ? body : body.Substring(0, LongestBody - 1) + "…",
            ["icontype"] = new OptionSetValue(Information),
            ["ownerid"] = user,
        });
    }

    /// <summary>Tasks of earlier days that nobody did: the new one says what still waits. Requests: 1, and 1 for each.</summary>
    static void CancelEarlier(IOrganizationService service)
    {
        var query = new QueryExpression(TaskRow.Table) { ColumnSet = new ColumnSet(TaskRow.Columns.Reminder) };
        query.Criteria.AddCondition(TaskRow.Columns.State, ConditionOperator.Equal, (int)TaskState.Open);
        query.Criteria.AddCondition(TaskRow.Columns.Reminder, ConditionOperator.BeginsWith, Mark);
        query.AddOrder(TaskRow.Columns.Id, OrderType.Ascending);
        foreach (var task in service.AllRows(query))
            service.Update(new TaskRow(new Entity(TaskRow.Table, task.Id)) { State = TaskState.Canceled, StatusReason = TaskStatusReason.Canceled }.Entity);
    }

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
