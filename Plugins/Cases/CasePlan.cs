using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Timing;

namespace Offboarding.Plugins.Cases;

/// <summary>Where the operations on a case meet its plan.</summary>
static class CasePlan
{
    const string ItemsOfCase = "off_offboardingcase_planitem";

    /// <summary>
    /// Adds the plan of a playbook to a case that is about to be created. Requests: 3 (playbook, people, blackouts), 1 more if Sales or Customer Service is installed, 1 for
    /// holiday rules if the account has a calendar.
    /// </summary>
    /// <param name="call">Of the operation.</param>
    /// <param name="account">With region and owner.</param>
    /// <param name="row">Not yet written, with its planned end.</param>
    /// <param name="judgement">Of today.</param>
    /// <param name="playbookCode">As service.</param>
    /// <param name="installed">Which tables of Sales and Customer Service exist.</param>
    /// <returns>The plan as rows without table.</returns>
    /// <exception cref="InvalidPluginExecutionException">OFF-1401 to OFF-1406: it does not fit, with the next days that do; OFF-1410 to OFF-1417: playbook, people, calendar.</exception>
    internal static EntityCollection Attach(PluginCall call, AccountRow account, OffboardingCaseRow row, CaseJudgement judgement, string playbookCode, InstalledTables installed)
    {
        var playbook = PlanQueries.ByCode(call.AsSystem, playbookCode, call.Language);

        // Nothing binds, and nobody named a day: then as soon as the playbook allows.
        if (row.PlannedEnd is null && judgement.Review.Contracts.Count == 0) row.PlannedEnd = call.Today.PlusDays(playbook.MinimumLeadDays);

        var calendars = HolidayRuleQueries.Active(call.AsSystem, call.Settings.HolidayCalendar, call.Language);
        var blackouts = PlanQueries.Blackouts(call.AsSystem, account.Id, call.Today, call.Language);
        var workingDays = PlanCalendar.Of(calendars, account.Region, blackouts, call.Language);
        var conditions = OpenBusiness.Read(call.AsSystem, account.Id, installed).Conditions;
        var plan = PlanRule.Plan(playbook.Templates, Anchors(call, row, judgement), workingDays, conditions);
        var fields = new PlanFields { Account = account.Name ?? "?", End = row.PlannedEnd };
        if (plan.Conflicts.Count > 0) throw PlanText.RefusalOf(plan.Conflicts, fields, call.Settings.NoticeLeadDays, call.Language);

        row.PlaybookId = new EntityReference(PlaybookRow.Table, playbook.Id);
        row.TalkOn = plan.Talk;
        PlanRows.Attach(row.Entity, plan, PlanOwners.Read(call.AsSystem, row.OwnerId!, account.OwnerId), fields, row.MainContactId, call.Language);
        return PlanRows.Answer(plan, fields, call.Language);
    }

    /// <summary>The earliest latest notice date of all contracts counts; none where the customer gives notice, or nobody does.</summary>
    internal static PlanAnchors Anchors(PluginCall call, OffboardingCaseRow row, CaseJudgement judgement)
    {
        var byNotice = row.Way == OffboardingCaseWay.OwnNotice;
        var first = judgement.Review.Contracts
            .Where(static contract => contract.Evaluation.LatestNoticeForEarliest is not null)
            .OrderBy(static contract => contract.Evaluation.LatestNoticeForEarliest)
            .FirstOrDefault()?.Evaluation;
        return new PlanAnchors
        {
            Start = call.Today,
            Talk = row.TalkOn,
            LatestNotice = byNotice ? first?.LatestNoticeForEarliest : null,
            NoticeLeadDays = call.Settings.NoticeLeadDays,
            End = row.PlannedEnd,
            NextNotice = byNotice ? first?.NextWindowNotice : null,
            NextEnd = byNotice ? first?.NextWindowEnd : null,
        };
    }

    /// <summary>Moves open items that count from the end; their new days are written with <paramref name="change"/>. Requests: at most 4 (items, activities, holidays, blackouts).</summary>
    /// <returns>How many move.</returns>
    /// <exception cref="InvalidPluginExecutionException">OFF-1404, OFF-1405: an item would be due before today; OFF-1417: an unknown calendar.</exception>
    internal static int Move(PluginCall call, CaseOnFile onFile, OffboardingCaseRow change, LocalDate newEnd)
    {
        var items = PlanQueries.Items(call.AsSystem, onFile.Row.Id);
        if (items.Count == 0) return 0;

        var calendars = HolidayRuleQueries.Active(call.AsSystem, call.Settings.HolidayCalendar, call.Language);
        var blackouts = PlanQueries.Blackouts(call.AsSystem, onFile.Account.Id, call.Today, call.Language);
        var moves = PlanMove.To(items, newEnd, call.Today, PlanCalendar.Of(calendars, onFile.Account.Region, blackouts, call.Language));
        if (moves.Conflicts.Count > 0)
            throw PlanText.RefusalOf(moves.Conflicts, new PlanFields { Account = onFile.Account.Name ?? "?", End = newEnd }, call.Settings.NoticeLeadDays, call.Language);

        PlanRows.Move(change.Entity, moves);
        return moves.Moved.Count;
    }

    /// <summary>Cancels what is open in the plan: activities at once, because their state cannot be written with the case; the items with <paramref name="change"/>.</summary>
    /// <remarks>Requests: 2 (items, activities), and 1 for each open activity.</remarks>
    /// <returns>How many are cancelled.</returns>
    internal static int CancelOpen(PluginCall call, CaseOnFile onFile, out OffboardingCaseRow change)
    {
        change = CaseChange.Of(onFile);
        var open = PlanQueries.Items(call.AsSystem, onFile.Row.Id).Where(static item => item.Progress == PlanItemProgress.Open).ToList();
        if (open.Count == 0) return 0;

        foreach (var item in open) call.AsSystem.Update(Cancelled(item));
        change.Entity.RelatedEntities[new Relationship(ItemsOfCase)] = new EntityCollection(
            [.. open.Select(static item => new PlanItemRow(new Entity(PlanItemRow.Table, item.Id)) { ItemState = PlanItemItemState.Cancelled }.Entity)]) { EntityName = PlanItemRow.Table };
        return open.Count;
    }

    /// <summary>Which of these items are still open, by their activities. Requests: 1 if there are any.</summary>
    internal static IReadOnlyList<PlanItem> StillOpen(PluginCall call, CaseOnFile onFile) =>
        [.. PlanQueries.WithProgress(call.AsSystem, onFile.Row.Id, onFile.OpenItems).Where(static item => item.Progress == PlanItemProgress.Open)];

    /// <summary>The state "cancelled" of the activity: 2 in every activity table; its reason differs.</summary>
    static Entity Cancelled(PlanItem item) => new(PlanRows.TableOf(item.Activity), item.ActivityId)
    {
        ["statecode"] = new OptionSetValue(2),
        ["statuscode"] = new OptionSetValue(item.Activity switch
        {
            PlanActivity.Task => 6,
            PlanActivity.PhoneCall => 3,
            PlanActivity.Appointment => 4,
            PlanActivity.Letter => 5,
            _ => 5,
        }),
    };
}
