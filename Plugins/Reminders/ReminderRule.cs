using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;

namespace Offboarding.Plugins.Reminders;

/// <summary>Why a reminder is no longer needed.</summary>
public enum ReminderEnd
{
    /// <summary>Notice or an agreement is on file.</summary>
    NoticeRecorded,

    /// <summary>The contract was deactivated.</summary>
    ContractInactive,

    /// <summary>Another latest notice date counts now.</summary>
    DateMoved,

    /// <summary>The latest notice date has passed.</summary>
    DatePassed,

    /// <summary>The facts are there.</summary>
    FactsComplete,
}

/// <summary>A reminder that stands as a task, open or closed by a person.</summary>
public sealed class Reminder
{
    /// <summary>A reminder on file.</summary>
    public Reminder(Guid taskId, ReminderKey key, bool isOpen)
    {
        TaskId = taskId;
        Key = key;
        IsOpen = isOpen;
    }

    /// <summary>Id of the task.</summary>
    public Guid TaskId { get; }

    /// <summary>What it is for.</summary>
    public ReminderKey Key { get; }

    /// <summary>Whether the work is still to be done.</summary>
    public bool IsOpen { get; }
}

/// <summary>An open reminder that is no longer needed.</summary>
public sealed class EndedReminder
{
    internal EndedReminder(Reminder reminder, ReminderEnd reason)
    {
        Reminder = reminder;
        Reason = reason;
    }

    /// <summary>The reminder.</summary>
    public Reminder Reminder { get; }

    /// <summary>Why it is over.</summary>
    public ReminderEnd Reason { get; }
}

/// <summary>What is to be done today with the reminders of one contract.</summary>
public sealed class ReminderPlan
{
    internal ReminderPlan(ReminderKey? create, IReadOnlyList<EndedReminder> close)
    {
        Create = create;
        Close = close;
    }

    /// <summary>The one reminder to create; null: none.</summary>
    public ReminderKey? Create { get; }

    /// <summary>Open reminders to close.</summary>
    public IReadOnlyList<EndedReminder> Close { get; }
}

/// <summary>Decides when to remind of a latest notice date: by a ladder of days, one reminder for each rung and date, none twice.</summary>
public static class ReminderRule
{
    /// <summary>What is due on the day of an evaluation.</summary>
    /// <param name="evaluation">Of today; null: the contract is inactive, so nothing is to be reminded of.</param>
    /// <param name="ladderDays">Days before the date on which to remind, in any order.</param>
    /// <param name="existing">Reminders on file; those that the product closed itself do not count.</param>
    /// <returns>
    /// At most one new reminder: of several rungs reached at once (an import of old contracts, a night that did not run) only the most urgent. Where facts are
    /// missing, the date is unknown: reminders of a date stay as they are, and one task asks for the facts, once.
    /// </returns>
    public static ReminderPlan Plan(ContractEvaluation? evaluation, IReadOnlyList<int> ladderDays, IReadOnlyList<Reminder> existing)
    {
        var close = new List<EndedReminder>();
        foreach (var reminder in existing)
        {
            if (reminder.IsOpen && EndOf(reminder.Key, evaluation) is { } reason) close.Add(new EndedReminder(reminder, reason));
        }

        return new ReminderPlan(evaluation is null ? null : Due(evaluation, ladderDays, existing), close);
    }

    /// <summary>The next day after today on which a rung is reached; null: none.</summary>
    public static LocalDate? NextDay(ContractEvaluation evaluation, IReadOnlyList<int> ladderDays)
    {
        LocalDate? next = null;
        foreach (var rung in ladderDays)
        {
            if (evaluation.LatestNoticeDate?.PlusDaysOrNull(-rung) is { } day && day > evaluation.Today && !(next <= day)) next = day;
        }

        return next;
    }

    static ReminderEnd? EndOf(ReminderKey key, ContractEvaluation? evaluation)
    {
        if (evaluation is null) return ReminderEnd.ContractInactive;
        if (evaluation.Status == ContractStatus.UnknownData) return null;
        if (evaluation.IsNoticeGiven) return ReminderEnd.NoticeRecorded;
        if (key.LatestNoticeDate is not { } date) return ReminderEnd.FactsComplete;
        if (date < evaluation.Today) return ReminderEnd.DatePassed;

        return date == evaluation.LatestNoticeDate ? null : ReminderEnd.DateMoved;
    }

    static ReminderKey? Due(ContractEvaluation evaluation, IReadOnlyList<int> ladderDays, IReadOnlyList<Reminder> existing)
    {
        if (evaluation.Status == ContractStatus.UnknownData) return MissingFacts(evaluation, existing);
        if (evaluation.LatestNoticeDate is not { } latest) return null;

        var daysLeft = LocalDate.DaysBetween(evaluation.Today.GetValueOrDefault(), latest);
        var reached = ladderDays.Where(rung => rung >= daysLeft).ToList();
        if (daysLeft < 0 || reached.Count == 0) return null;

        var rung = reached.Min();
        var isReminded = existing.Any(reminder => reminder.Key.LatestNoticeDate == latest && reminder.Key.RungDays <= rung);
        return isReminded ? null : ReminderKey.Before(latest, rung);
    }

    static ReminderKey? MissingFacts(ContractEvaluation evaluation, IReadOnlyList<Reminder> existing)
    {
        var key = ReminderKey.OfMissing(evaluation.Missing);
        return existing.Any(reminder => reminder.Key.IsAboutMissingFacts && (reminder.IsOpen || reminder.Key.ToString() == key.ToString())) ? null : key;
    }
}
