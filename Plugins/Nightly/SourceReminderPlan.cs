using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Reminders;

namespace Offboarding.Plugins.Nightly;

/// <summary>What becomes of the reminders about one contract in another table; the owner of the account gets them.</summary>
sealed class SourceReminderPlan
{
    readonly OwnedContract contract;
    readonly EntityReference? owner;
    readonly ContractEvaluation evaluation;
    readonly IReadOnlyList<ReminderTask> onFile;
    readonly SourceReminders reminders;
    readonly ReminderPlan plan;

    internal SourceReminderPlan(OwnedContract contract, EntityReference? owner, NightlyRules rules, SourceReminders reminders)
    {
        this.contract = contract;
        this.owner = owner;
        this.reminders = reminders;
        onFile = [.. reminders.About(contract.Id)];
        evaluation = ContractRule.Evaluate(contract.Facts, rules.Notice, rules.Today, rules.Calendars);
        plan = ReminderRule.Plan(evaluation, rules.LadderDays, [.. onFile.Select(static task => task.Reminder)]);
    }

    internal bool Writes => plan.Create is not null || plan.Close.Count > 0;

    internal IEnumerable<EntityReference?> Owners => plan.Close.Select(ended => TaskOf(ended).Owner).Concat(plan.Create is null ? [] : [owner]);

    /// <summary>Closes what is over and creates what is due. Requests: 1 for each task.</summary>
    internal void Write(IOrganizationService service, Owners owners, NightlyRules rules, NightlyReport report, int daysToComplete)
    {
        foreach (var ended in plan.Close)
        {
            var task = TaskOf(ended);
            SourceReminders.Close(service, task, contract.Id, ended.Reason, ReminderText.ClosingNote(ended.Reason, rules.Today, owners.LanguageOf(task.Owner)));
            report.RemindersClosed++;
        }

        if (plan.Create is not { } key) return;
        if (owners.IsDisabled(owner)) report.OwnerIsDisabled(contract.Number);

        var language = owners.LanguageOf(owner);
        var text = ReminderText.Description(key, evaluation, contract.Number, language);
        foreach (var bad in contract.BadValues) text += "\n" + ContractSentence.Of(contract, bad, language);
        reminders.Create(
            service,
            contract.Accounts[0],
            contract.Id,
            owners.IsDisabled(owner) ? null : owner,
            key,
            key.LatestNoticeDate ?? rules.Today.PlusDays(daysToComplete),
            ReminderText.Subject(key, evaluation, contract.Number, language),
            ReminderText.Fitting(text));
        report.RemindersCreated++;
    }

    ReminderTask TaskOf(EndedReminder ended) => onFile.First(task => task.Reminder == ended.Reminder);
}
