using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Reminders;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Nightly;

/// <summary>What a night finds on one contract, and what it writes of it.</summary>
sealed class NightlyCheck
{
    const int LongestRestDays = 365;        // looked at once a year, should any reasoning on days be wrong
    const int DaysToComplete = 7;

    readonly DueContract contract;
    readonly NightlyRules rules;
    readonly ILookup<System.Guid, ReminderTask> reminders;
    readonly ContractEvaluation? evaluation;
    readonly ReminderPlan plan;

    internal NightlyCheck(DueContract contract, NightlyRules rules, ILookup<System.Guid, ReminderTask> reminders)
    {
        this.contract = contract;
        this.rules = rules;
        this.reminders = reminders;
        evaluation = contract.Row.State == ContractState.Active
            ? ContractRule.Evaluate(OwnedContract.FactsOf(contract.Row), rules.Notice, rules.Today, rules.Calendars)
            : null;
        plan = ReminderRule.Plan(evaluation, rules.LadderDays, [.. reminders[contract.Row.Id].Select(static task => task.Reminder)]);
    }

    /// <summary>Whether an open reminder is over.</summary>
    internal bool ClosesReminders => plan.Close.Count > 0;

    /// <summary>Owners for whom a task will be written.</summary>
    internal IEnumerable<EntityReference?> TaskOwners =>
        plan.Close.Select(ended => TaskOf(ended).Owner).Concat(plan.Create is null ? [] : [contract.Row.OwnerId]);

    /// <summary>The columns that differ. Never none: a contract that was looked at is due on another day than before.</summary>
    internal ContractRow Change()
    {
        var row = contract.Row;
        var change = new ContractRow(new Entity(ContractRow.Table, row.Id) { RowVersion = row.Entity.RowVersion });
        if (evaluation is not null) ComputedColumns.FillChanged(row, evaluation, change);

        LocalDate? next = evaluation is null ? null : NextCheck(evaluation);
        if (row.NextCheckOn != next) change.NextCheckOn = next;
        if (evaluation is not null && row.RuleState != rules.State) change.RuleState = rules.State;
        return change;
    }

    /// <summary>Writes the contract, then its reminders. Requests: 1 for each row.</summary>
    /// <remarks>
    /// The contract must still be as it was read. So two runs at a time, or a person who changes the contract meanwhile, make this step fail and be repeated
    /// instead of reminding twice or leaving columns that belong to older facts.
    /// </remarks>
    internal void Write(IOrganizationService service, Owners owners, NightlyReport report)
    {
        service.Execute(new UpdateRequest { Target = Change().Entity, ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches });
        report.RemindersClosed += CloseReminders(service, owners);
        if (plan.Create is { } key && evaluation is not null) Remind(service, key, evaluation, owners, report);
    }

    /// <summary>Closes what is over. Requests: 1 for each task.</summary>
    /// <returns>How many were closed.</returns>
    internal int CloseReminders(IOrganizationService service, Owners owners)
    {
        foreach (var ended in plan.Close)
        {
            var task = TaskOf(ended);
            ReminderTasks.Close(service, task, ended.Reason, ReminderText.ClosingNote(ended.Reason, rules.Today, owners.LanguageOf(task.Owner)));
        }

        return plan.Close.Count;
    }

    void Remind(IOrganizationService service, ReminderKey key, ContractEvaluation found, Owners owners, NightlyReport report)
    {
        var owner = contract.Row.OwnerId;
        if (owners.IsDisabled(owner)) report.OwnerIsDisabled(contract.Number);

        var language = owners.LanguageOf(owner);
        ReminderTasks.Create(
            service,
            id: null,
            new EntityReference(ContractRow.Table, contract.Row.Id),
            owners.IsDisabled(owner) ? null : owner,
            key.ToString(),
            key.LatestNoticeDate ?? rules.Today.PlusDays(DaysToComplete),
            ReminderText.Subject(key, found, contract.Number, language),
            ReminderText.Description(key, found, contract.Number, language));
        report.RemindersCreated++;
    }

    LocalDate NextCheck(ContractEvaluation found)
    {
        var next = rules.Today.PlusDays(LongestRestDays);
        if (NextChange.After(found, rules.Notice) is { } change) next = LocalDate.Min(next, change);
        if (ReminderRule.NextDay(found, rules.LadderDays) is { } rung) next = LocalDate.Min(next, rung);
        return next;
    }

    ReminderTask TaskOf(EndedReminder ended) => reminders[contract.Row.Id].First(task => task.Reminder == ended.Reminder);
}
