using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>Where the operations on a case meet its plan.</summary>
static class CasePlan
{
    const string ItemsOfCase = "off_offboardingcase_planitem";

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
