using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Playbooks;

/// <summary>Every read of playbooks, plans and what plans need.</summary>
public static class PlanQueries
{
    /// <summary>Most lines of a playbook; a plan is written in one request.</summary>
    internal const int MostTemplates = 200;

    const string TemplateAlias = "template";
    const string ReasonAlias = "reason";
    const string BlackoutAlias = "blackout";
    const string Organization = "organizationid";
    const string Pointer = "activitypointer";

    /// <summary>A playbook with its active lines. Requests: 1.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-1411 to OFF-1413, OFF-1415: there is no such playbook, or it cannot be used.</exception>
    public static Playbook ByCode(IOrganizationService service, string code, Language language) => ByCode(service, code, reasonCode: null, language);

    /// <summary>The same, with the name of a reason in the same request.</summary>
    internal static Playbook ByCode(IOrganizationService service, string code, string? reasonCode, Language language) =>
        Read(service, new ConditionExpression(PlaybookRow.Columns.Code, ConditionOperator.Equal, code), reasonCode, language) ?? throw Refusal.Of("OFF-1411", language, "playbook", code);

    /// <summary>The playbook of a case, with its active lines. Requests: 1.</summary>
    /// <exception cref="InvalidPluginExecutionException">As for <see cref="ByCode(IOrganizationService, string, Language)"/>.</exception>
    internal static Playbook Of(IOrganizationService service, EntityReference playbook, Language language) =>
        Read(service, new ConditionExpression(PlaybookRow.Columns.Id, ConditionOperator.Equal, playbook.Id), reasonCode: null, language)
        ?? throw Refusal.Of("OFF-1411", language, "playbook", playbook.Name ?? "?");

    /// <summary>The playbook for a kind of relationship, of several the one whose code comes first; null: none is active. Requests: 1.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-1412, OFF-1413, OFF-1415: it cannot be used.</exception>
    internal static Playbook? For(IOrganizationService service, PlaybookAppliesTo kind, string? reasonCode, Language language) =>
        Read(service, new ConditionExpression(PlaybookRow.Columns.AppliesTo, ConditionOperator.Equal, (int)kind), reasonCode, language);

    /// <summary>The line of the playbook from which an activity of a case was made; null: the plan did not make it. Requests: 1.</summary>
    internal static string? TemplateOf(IOrganizationService service, Guid caseId, Guid activityId)
    {
        var query = new QueryExpression(PlanItemRow.Table) { ColumnSet = new ColumnSet(PlanItemRow.Columns.TemplateCode), TopCount = 1 };
        query.Criteria.AddCondition(PlanItemRow.Columns.CaseId, ConditionOperator.Equal, caseId);
        query.Criteria.AddCondition(PlanItemRow.Columns.ActivityRowId, ConditionOperator.Equal, activityId.ToString("D"));
        return service.RetrieveMultiple(query).Entities.Select(static row => new PlanItemRow(row).TemplateCode).FirstOrDefault();
    }

    /// <summary>The items of a plan, first day first, each as far as its activity is. Requests: 2 (items, activities about the case), and 1 per further 5,000 of each.</summary>
    internal static IReadOnlyList<PlanItem> Items(IOrganizationService service, Guid caseId)
    {
        var query = new QueryExpression(PlanItemRow.Table)
        {
            ColumnSet = new ColumnSet(
                PlanItemRow.Columns.Name, PlanItemRow.Columns.TemplateCode, PlanItemRow.Columns.Activity, PlanItemRow.Columns.ActivityRowId, PlanItemRow.Columns.DueOn,
                PlanItemRow.Columns.Anchor, PlanItemRow.Columns.Offset, PlanItemRow.Columns.OffsetUnit, PlanItemRow.Columns.Mandatory, PlanItemRow.Columns.ItemState),
        };
        query.Criteria.AddCondition(PlanItemRow.Columns.CaseId, ConditionOperator.Equal, caseId);
        query.AddOrder(PlanItemRow.Columns.DueOn, OrderType.Ascending);
        query.AddOrder(PlanItemRow.Columns.Id, OrderType.Ascending);
        return WithProgress(service, caseId, [.. service.AllRows(query).Select(static row => new PlanItemRow(row))]);
    }

    /// <summary>Items that were read already, each as far as its activity is. Requests: 1 if there are any, and 1 per further 5,000 activities about the case.</summary>
    /// <remarks>
    /// Steps on the activities keep off_itemstate (<see cref="PlanItemFollowsActivity"/>). What came past them, as a migration or a bypass does, is read here: an
    /// activity that is closed cannot be moved, and an item whose work is done hinders nobody.
    /// </remarks>
    internal static IReadOnlyList<PlanItem> WithProgress(IOrganizationService service, Guid caseId, IReadOnlyList<PlanItemRow> rows)
    {
        if (rows.Count == 0) return [];

        var states = ActivityStates(service, caseId);
        return [.. rows.Select(row => Item(row, states))];
    }

    /// <summary>Times without talks for all customers and for one. Requests: 1.</summary>
    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="accountId">The customer.</param>
    /// <param name="from">Blackouts that end before this day do not count any more.</param>
    /// <param name="language">Of the names.</param>
    internal static IReadOnlyList<Blackout> Blackouts(IOrganizationService service, Guid accountId, LocalDate from, Language language)
    {
        var query = new QueryExpression(BlackoutRow.Table) { ColumnSet = BlackoutColumns() };
        AddBlackoutConditions(query.Criteria, accountId, from);
        query.AddOrder(BlackoutRow.Columns.From, OrderType.Ascending);
        query.AddOrder(BlackoutRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(row => BlackoutOf(new BlackoutRow(row), language)).OfType<Blackout>()];
    }

    /// <summary>The people of a case and the times without talks, in one request: both belong to the one organization.</summary>
    /// <remarks>Rows: one for each person and blackout.</remarks>
    internal static IReadOnlyList<Entity> PeopleWithBlackouts(IOrganizationService service, Guid[] users, Guid accountId, LocalDate from)
    {
        var query = PlanOwners.Query(users);
        var blackout = query.AddLink(BlackoutRow.Table, Organization, Organization, JoinOperator.LeftOuter);
        blackout.EntityAlias = BlackoutAlias;
        blackout.Columns = BlackoutColumns();
        AddBlackoutConditions(blackout.LinkCriteria, accountId, from);
        return service.AllRows(query);
    }

    /// <summary>The blackouts in rows of <see cref="PeopleWithBlackouts"/>, first day first.</summary>
    internal static IReadOnlyList<Blackout> BlackoutsIn(IReadOnlyList<Entity> rows, Language language) =>
        [.. rows.Select(static row => new BlackoutRow(Joined.Row(row, BlackoutAlias, BlackoutRow.Table)))
            .Where(static row => row.Id != Guid.Empty)
            .GroupBy(static row => row.Id)
            .Select(group => BlackoutOf(group.First(), language))
            .OfType<Blackout>()
            .OrderBy(static blackout => blackout.From)
            .ThenBy(static blackout => blackout.Name, StringComparer.Ordinal)];

    static ColumnSet BlackoutColumns() => new(BlackoutRow.Columns.Id, BlackoutRow.Columns.Name, BlackoutRow.Columns.NameDe, BlackoutRow.Columns.From, BlackoutRow.Columns.To);

    static void AddBlackoutConditions(FilterExpression filter, Guid accountId, LocalDate from)
    {
        filter.AddCondition(BlackoutRow.Columns.State, ConditionOperator.Equal, (int)BlackoutState.Active);
        filter.AddCondition(BlackoutRow.Columns.To, ConditionOperator.OnOrAfter, from.ToDateTimeUnspecified());
        var scope = filter.AddFilter(LogicalOperator.Or);
        scope.AddCondition(BlackoutRow.Columns.Scope, ConditionOperator.Equal, (int)BlackoutScope.All);
        scope.AddCondition(BlackoutRow.Columns.AccountId, ConditionOperator.Equal, accountId);
    }

    static Blackout? BlackoutOf(BlackoutRow row, Language language)
    {
        var name = language == Language.German && !string.IsNullOrWhiteSpace(row.NameDe) ? row.NameDe : row.Name;
        return row.From is { } from && row.To is { } to ? new Blackout(name ?? "?", from, to) : null;
    }

    static Playbook? Read(IOrganizationService service, ConditionExpression which, string? reasonCode, Language language)
    {
        var query = new QueryExpression(PlaybookRow.Table)
        {
            ColumnSet = new ColumnSet(PlaybookRow.Columns.Code, PlaybookRow.Columns.Name, PlaybookRow.Columns.NameDe, PlaybookRow.Columns.MinimumLeadDays),
        };
        query.Criteria.AddCondition(which);
        query.Criteria.AddCondition(PlaybookRow.Columns.State, ConditionOperator.Equal, (int)PlaybookState.Active);
        query.AddOrder(PlaybookRow.Columns.Code, OrderType.Ascending);

        var template = query.AddLink(TaskTemplateRow.Table, PlaybookRow.Columns.Id, TaskTemplateRow.Columns.PlaybookId, JoinOperator.LeftOuter);
        template.EntityAlias = TemplateAlias;
        template.Columns = new ColumnSet(
            TaskTemplateRow.Columns.Code, TaskTemplateRow.Columns.Sequence, TaskTemplateRow.Columns.Activity, TaskTemplateRow.Columns.Anchor,
            TaskTemplateRow.Columns.Offset, TaskTemplateRow.Columns.OffsetUnit, TaskTemplateRow.Columns.OwnerRole, TaskTemplateRow.Columns.Condition,
            TaskTemplateRow.Columns.Mandatory, TaskTemplateRow.Columns.Subject, TaskTemplateRow.Columns.SubjectDe, TaskTemplateRow.Columns.Text,
            TaskTemplateRow.Columns.TextDe);
        template.LinkCriteria.AddCondition(TaskTemplateRow.Columns.State, ConditionOperator.Equal, (int)TaskTemplateState.Active);

        if (reasonCode is not null) AddReason(query, reasonCode);

        var rows = service.RetrieveMultiple(query).Entities;
        if (rows.Count == 0) return null;

        var first = rows[0].Id;
        return Checked(PlaybookOf(new PlaybookRow(rows[0]), [.. rows.Where(row => row.Id == first)]), language);
    }

    /// <summary>One more row of the same organization, by its unique code: it multiplies nothing and saves a request.</summary>
    static void AddReason(QueryExpression query, string code)
    {
        var reason = query.AddLink(ReasonRow.Table, Organization, Organization, JoinOperator.LeftOuter);
        reason.EntityAlias = ReasonAlias;
        reason.Columns = new ColumnSet(ReasonRow.Columns.Name, ReasonRow.Columns.NameDe);
        reason.LinkCriteria.AddCondition(ReasonRow.Columns.Code, ConditionOperator.Equal, code);
    }

    static Playbook PlaybookOf(PlaybookRow row, IReadOnlyList<Entity> joined) => new()
    {
        Id = row.Id,
        Reason = new ReasonRow(Joined.Row(joined[0], ReasonAlias, ReasonRow.Table)).Name,
        ReasonDe = new ReasonRow(Joined.Row(joined[0], ReasonAlias, ReasonRow.Table)).NameDe,
        Code = row.Code ?? "?",
        Name = row.Name ?? row.Code ?? "?",
        NameDe = row.NameDe ?? "",
        MinimumLeadDays = row.MinimumLeadDays ?? 0,
        Templates = [.. joined.Select(TemplateOf).Where(static template => template.Code.Length > 0)],
    };

    static PlanTemplate TemplateOf(Entity joined)
    {
        var row = new TaskTemplateRow(Joined.Row(joined, TemplateAlias, TaskTemplateRow.Table));
        return new PlanTemplate
        {
            Code = row.Code ?? "",
            Sequence = row.Sequence ?? 0,
            Activity = (PlanActivity)PlanChoices.PlaceOf((int?)row.Activity),
            Anchor = (PlanAnchor)PlanChoices.PlaceOf((int?)row.Anchor),
            Offset = row.Offset ?? 0,
            Unit = (OffsetUnit)PlanChoices.PlaceOf((int?)row.OffsetUnit),
            Owner = (OwnerRole)PlanChoices.PlaceOf((int?)row.OwnerRole),
            Condition = PlanChoices.Condition((int?)row.Condition),
            IsMandatory = row.Mandatory == true,
            Subject = row.Subject ?? "",
            SubjectDe = row.SubjectDe ?? "",
            Text = row.Text,
            TextDe = row.TextDe,
        };
    }

    static Playbook Checked(Playbook playbook, Language language)
    {
        var name = language.Quote(playbook.NameFor(language));
        if (playbook.Templates.Count == 0) throw Refusal.Of("OFF-1412", language, "playbook", name);
        if (playbook.Templates.Count > MostTemplates)
            throw Refusal.Of("OFF-1415", language, "playbook", name, "count", Text(playbook.Templates.Count), "most", Text(MostTemplates));

        if (PlanRule.WithoutTalk(playbook.Templates).FirstOrDefault() is { } orphan)
            throw Refusal.Of("OFF-1413", language, "playbook", name, "template", orphan.SubjectFor(language));

        return playbook;
    }

    static Dictionary<Guid, int> ActivityStates(IOrganizationService service, Guid caseId)
    {
        var query = new QueryExpression(Pointer) { ColumnSet = new ColumnSet("activityid", "statecode") };
        query.Criteria.AddCondition("regardingobjectid", ConditionOperator.Equal, caseId);
        query.AddOrder("activityid", OrderType.Ascending);
        return service.AllRows(query).ToDictionary(static row => row.Id, static row => row.GetAttributeValue<OptionSetValue?>("statecode")?.Value ?? 0);
    }

    static PlanItem Item(PlanItemRow row, IReadOnlyDictionary<Guid, int> states)
    {
        var activity = Guid.TryParse(row.ActivityRowId, out var id) ? id : Guid.Empty;
        return new PlanItem
        {
            Id = row.Id,
            Name = row.Name ?? "?",
            TemplateCode = row.TemplateCode ?? "",
            Activity = (PlanActivity)PlanChoices.PlaceOf((int?)row.Activity),
            ActivityId = activity,
            Anchor = (PlanAnchor)PlanChoices.PlaceOf((int?)row.Anchor),
            Offset = row.Offset ?? 0,
            Unit = (OffsetUnit)PlanChoices.PlaceOf((int?)row.OffsetUnit),
            IsMandatory = row.Mandatory == true,
            DueOn = row.DueOn ?? LocalDate.MinIsoValue,
            Progress = row.ItemState is PlanItemItemState.Done or PlanItemItemState.Cancelled
                ? (PlanItemProgress)PlanChoices.PlaceOf((int?)row.ItemState)
                : ProgressOf(activity, states),
        };
    }

    /// <summary>Activities are open (0) or scheduled (3), completed (1) or cancelled (2). An item whose activity was deleted is cancelled.</summary>
    static PlanItemProgress ProgressOf(Guid activity, IReadOnlyDictionary<Guid, int> states) => states.TryGetValue(activity, out var state)
        ? state switch { 1 => PlanItemProgress.Done, 2 => PlanItemProgress.Cancelled, _ => PlanItemProgress.Open }
        : PlanItemProgress.Cancelled;

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
