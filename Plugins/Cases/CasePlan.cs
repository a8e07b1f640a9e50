using System;
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

    /// <summary>Later ends that are tried where nothing binds; each is the first that suits what did not fit before.</summary>
    const int MostEndsTried = 5;

    /// <summary>
    /// Adds the plan of a playbook to a case that is about to be created: of the one that is named, else of the one that <see cref="PlaybookRule"/> chooses.
    /// Requests: 1 (playbook with the name of the reason).
    /// </summary>
    /// <param name="call">Of the operation, with PlaybookCode and ReasonCode.</param>
    /// <param name="account">With its name.</param>
    /// <param name="row">Not yet written, with its planned end.</param>
    /// <param name="judgement">Of today.</param>
    /// <param name="around">Of the account.</param>
    /// <returns>Null: the caller wants no plan, or there is no active playbook of the kind that the rule chooses.</returns>
    /// <exception cref="InvalidPluginExecutionException">OFF-1401 to OFF-1406: it does not fit, with the next days that do; OFF-1410 to OFF-1416: playbook, people, texts.</exception>
    internal static AttachedPlan? Attach(PluginCall call, AccountRow account, OffboardingCaseRow row, CaseJudgement judgement, Surroundings around)
    {
        if (Chosen(call, judgement) is not { } playbook) return null;

        var plan = Planned(call, row, judgement, playbook, around);
        var fields = new PlanFields
        {
            Account = account.Name ?? "?",
            Contact = around.Business.ContactName ?? row.MainContactId?.Name,
            Reason = playbook.Reason,
            ReasonDe = playbook.ReasonDe,
            End = row.PlannedEnd,
        };
        if (plan.Conflicts.Count > 0) throw PlanText.RefusalOf(plan.Conflicts, fields, call.Settings.NoticeLeadDays, call.Language);

        row.PlaybookId = new EntityReference(PlaybookRow.Table, playbook.Id);
        row.TalkOn = plan.Talk;
        PlanRows.Attach(row.Entity, plan, around.Owners, fields, row.MainContactId, call.Language);
        return new AttachedPlan(playbook, plan, PlanRows.Answer(plan, fields, call.Language));
    }

    /// <summary>A playbook with its days. Where nothing binds and nobody named a day, the case gets the first end that the playbook allows and with which all of it fits.</summary>
    internal static PlannedItems Planned(PluginCall call, OffboardingCaseRow row, CaseJudgement judgement, Playbook playbook, Surroundings around)
    {
        var isFree = row.PlannedEnd is null && judgement.Review.Contracts.All(static contract => contract.Evaluation.Status == ContractStatus.Ended);
        if (isFree) row.PlannedEnd = call.Today.PlusDays(playbook.MinimumLeadDays);

        var conditions = around.Business.Conditions;
        if (PlaybookRule.HoldsData(judgement.Review.Contracts.Select(static contract => contract.Evaluation))) conditions |= PlanConditions.DataHeld;
        var plan = Once();
        for (var i = 0; i < MostEndsTried && isFree && plan.NextEnd > row.PlannedEnd; i++)
        {
            row.PlannedEnd = plan.NextEnd;
            plan = Once();
        }

        return plan;

        PlannedItems Once() => PlanRule.Plan(playbook.Templates, Anchors(call, row, judgement), around.Calendar.WorkingDays, conditions, around.Business.Unknown);
    }

    static Playbook? Chosen(PluginCall call, CaseJudgement judgement)
    {
        var named = call.OptionalText("PlaybookCode");
        if (string.Equals(named, PlaybookRule.NoPlan, StringComparison.OrdinalIgnoreCase)) return null;

        var reason = call.OptionalText("ReasonCode");
        return named is not null
            ? PlanQueries.ByCode(call.AsSystem, named, reason, call.Language)
            : PlanQueries.For(call.AsSystem, PlaybookRule.KindFor(reason, judgement.Review.Contracts.Select(static contract => contract.Evaluation)), reason, call.Language);
    }

    /// <summary>The plan of a case as it is now. Requests: 2.</summary>
    internal static EntityCollection OnFile(PluginCall call, CaseOnFile onFile) => PlanRows.Answer(PlanQueries.Items(call.AsSystem, onFile.Row.Id));

    /// <summary>The earliest latest notice date of all contracts counts; none where the customer gives notice, or nobody does.</summary>
    /// <remarks>Where the end that is planned lies beyond the next window, that window counts: nobody has to hurry for the earlier one.</remarks>
    internal static PlanAnchors Anchors(PluginCall call, OffboardingCaseRow row, CaseJudgement judgement)
    {
        var first = row.Way == OffboardingCaseWay.OwnNotice
            ? judgement.Review.Contracts
                .Where(static contract => contract.Evaluation.LatestNoticeForEarliest is not null)
                .OrderBy(static contract => contract.Evaluation.LatestNoticeForEarliest)
                .FirstOrDefault()?.Evaluation
            : null;
        var isNext = first?.NextWindowNotice is not null && row.PlannedEnd >= first.NextWindowEnd;
        return new PlanAnchors
        {
            Start = call.Today,
            Talk = row.TalkOn,
            LatestNotice = isNext ? first!.NextWindowNotice : first?.LatestNoticeForEarliest,
            NoticeLeadDays = call.Settings.NoticeLeadDays,
            End = row.PlannedEnd,
            NextNotice = isNext ? null : first?.NextWindowNotice,
            NextEnd = isNext ? null : first?.NextWindowEnd,
        };
    }

    /// <summary>
    /// Moves open items that count from the end; their new days are written with <paramref name="change"/>. Requests: 2 if items are open (activities, blackouts), 1 more
    /// for holiday rules if the account has a calendar and no contract asked for one.
    /// </summary>
    /// <param name="call">Of the operation.</param>
    /// <param name="onFile">With its open items.</param>
    /// <param name="change">Gets the moved items.</param>
    /// <param name="newEnd">From which they are counted.</param>
    /// <param name="calendars">Perhaps read by the judgement already.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-1417: an unknown calendar.</exception>
    internal static PlanMoves Move(PluginCall call, CaseOnFile onFile, OffboardingCaseRow change, LocalDate newEnd, HolidayCalendars calendars)
    {
        if (onFile.OpenItems.Count == 0) return PlanMoves.None;

        var blackouts = PlanQueries.Blackouts(call.AsSystem, onFile.Account.Id, call.Today, call.Language);
        var calendar = PlanCalendar.Of(calendars, CaseQueries.PlaceOf(onFile.Account), blackouts, call.Language);
        var moves = PlanMove.To(StillOpen(call, onFile), newEnd, call.Today, calendar.WorkingDays);
        PlanRows.Move(change.Entity, moves);
        return moves;
    }

    /// <summary>What does not fit before a new end, in words.</summary>
    internal static InvalidPluginExecutionException RefusalOf(PluginCall call, CaseOnFile onFile, PlanMoves moves, LocalDate newEnd) =>
        PlanText.RefusalOf(moves.Conflicts, new PlanFields { Account = onFile.Account.Name ?? "?", End = newEnd }, call.Settings.NoticeLeadDays, call.Language);

    /// <summary>Cancels what is open in the plan: activities at once, because their state cannot be written with the case; the items with <paramref name="change"/>.</summary>
    /// <remarks>Requests: 1 (activities) if items are open, and 1 for each open activity.</remarks>
    /// <returns>How many are cancelled.</returns>
    internal static int CancelOpen(PluginCall call, CaseOnFile onFile, out OffboardingCaseRow change)
    {
        change = CaseChange.Of(onFile);
        var open = StillOpen(call, onFile);
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

/// <summary>A plan that hangs on a case about to be created.</summary>
sealed class AttachedPlan(Playbook playbook, PlannedItems items, EntityCollection rows)
{
    internal Playbook Playbook { get; } = playbook;

    internal PlannedItems Items { get; } = items;

    /// <summary>As the Custom API answers it.</summary>
    internal EntityCollection Rows { get; } = rows;
}
