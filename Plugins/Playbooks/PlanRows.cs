using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Playbooks;

/// <summary>A plan as rows that hang on the case, so that case and plan are written in one request.</summary>
/// <remarks>
/// https://learn.microsoft.com/power-apps/developer/data-platform/org-service/entity-operations-create and …-update-delete: related rows in one operation, the case
/// first.
/// </remarks>
public static class PlanRows
{
    const string ItemsOfCase = "off_offboardingcase_planitem";
    const int LongestSubject = 200;
    const int LongestDescription = 2000;

    // The same calendar day from UTC-9 to UTC+14; in Berlin 10 o'clock in winter and 11 in summer.
    const int HourUtc = 9;

    /// <summary>Adds items and activities to a case that is about to be created; it gets an id if it has none. Requests: none.</summary>
    /// <param name="offboardingCase">Not yet written.</param>
    /// <param name="plan">Without conflicts.</param>
    /// <param name="owners">People of the case.</param>
    /// <param name="fields">For the texts.</param>
    /// <param name="contact">Main contact, who becomes recipient and attendee; null: none.</param>
    /// <param name="reader">Language of the caller, for errors and for owners who chose none.</param>
    /// <exception cref="InvalidOperationException">The plan has conflicts: a defect of whoever writes it.</exception>
    /// <exception cref="InvalidPluginExecutionException">OFF-1410: nobody can be given the work; OFF-1416: a text has an unknown field.</exception>
    public static void Attach(Entity offboardingCase, PlannedItems plan, PlanOwners owners, PlanFields fields, EntityReference? contact, Language reader)
    {
        if (plan.Conflicts.Count > 0) throw new InvalidOperationException("A plan with conflicts is not written: " + plan.Conflicts[0].Kind + ".");

        if (offboardingCase.Id == Guid.Empty) offboardingCase.Id = Guid.NewGuid();
        foreach (var item in plan.Items)
        {
            var owner = owners.For(item.Template.Owner, reader);
            var subject = Cut(PlanText.Fill(item.Template.SubjectFor(owner.Language), fields, item.Template, owner.Language, reader), LongestSubject);
            var activity = Activity(item, owner, subject, fields, contact, reader);
            Add(offboardingCase, ActivitiesOfCase(item.Template.Activity), activity);
            Add(offboardingCase, ItemsOfCase, Item(item, owner, subject, activity.Id));
        }
    }

    /// <summary>Rows that add items to the plan of a case on file: the activities first, then the items that name them. Requests: none.</summary>
    /// <remarks>An update takes no new related rows (https://learn.microsoft.com/power-apps/developer/data-platform/org-service/entity-operations-update-delete), so each is created.</remarks>
    /// <exception cref="InvalidPluginExecutionException">As for <see cref="Attach"/>.</exception>
    internal static IEnumerable<Entity> Added(EntityReference offboardingCase, PlannedItems plan, PlanOwners owners, PlanFields fields, EntityReference? contact, Language reader)
    {
        var holder = new Entity(offboardingCase.LogicalName, offboardingCase.Id);
        Attach(holder, plan, owners, fields, contact, reader);
        var rows = holder.RelatedEntities.SelectMany(static related => related.Value.Entities).ToLookup(static row => row.LogicalName == PlanItemRow.Table);
        foreach (var activity in rows[false])
        {
            activity["regardingobjectid"] = offboardingCase;
            yield return activity;
        }

        foreach (var item in rows[true])
        {
            new PlanItemRow(item).CaseId = offboardingCase;
            yield return item;
        }
    }

    /// <summary>The items on file as rows without table, for the answer of a Custom API: code, dueon, activity, subject, mandatory, state (open, done, cancelled).</summary>
    internal static EntityCollection Answer(IReadOnlyList<PlanItem> items) => new([.. items.Select(static item => new Entity
    {
        ["code"] = item.TemplateCode,
        ["dueon"] = item.DueOn.ToDateTimeUnspecified(),
        ["activity"] = TableOf(item.Activity),
        ["subject"] = item.Name,
        ["mandatory"] = item.IsMandatory,
        ["state"] = item.Progress switch { PlanItemProgress.Open => "open", PlanItemProgress.Done => "done", _ => "cancelled" },
    })]);

    /// <summary>Adds new days of items and their activities to a change of the case: one write moves them all. Requests: none.</summary>
    public static void Move(Entity caseChange, PlanMoves moves)
    {
        foreach (var move in moves.Moved)
        {
            Add(caseChange, ItemsOfCase, new PlanItemRow(new Entity(PlanItemRow.Table, move.Item.Id)) { DueOn = move.DueOn }.Entity);
            var activity = new Entity(TableOf(move.Item.Activity), move.Item.ActivityId);
            SetDay(activity, move.Item.Activity, move.DueOn);
            Add(caseChange, ActivitiesOfCase(move.Item.Activity), activity);
        }
    }

    /// <summary>The plan as rows without table, for the answer of a Custom API: code, dueon, activity, subject, mandatory, state.</summary>
    internal static EntityCollection Answer(PlannedItems plan, PlanFields fields, Language language) => new([.. plan.Items.Select(item => new Entity
    {
        ["code"] = item.Template.Code,
        ["dueon"] = item.DueOn.ToDateTimeUnspecified(),
        ["activity"] = TableOf(item.Template.Activity),
        ["subject"] = PlanText.Fill(item.Template.SubjectFor(language), fields, item.Template, language, language),
        ["mandatory"] = item.Template.IsMandatory,
        ["state"] = "open",
    })]);

    /// <summary>Table of the rows of an activity.</summary>
    internal static string TableOf(PlanActivity activity) => activity switch
    {
        PlanActivity.Task => "task",
        PlanActivity.PhoneCall => "phonecall",
        PlanActivity.Appointment => "appointment",
        PlanActivity.Letter => "letter",
        _ => "email",
    };

    static Entity Activity(PlannedItem item, PlanOwner owner, string subject, PlanFields fields, EntityReference? contact, Language reader)
    {
        var kind = item.Template.Activity;
        var row = new Entity(TableOf(kind), Guid.NewGuid()) { ["subject"] = subject, ["ownerid"] = owner.Owner };
        if (Description(item, owner.Language, fields, reader) is { } text) row["description"] = Cut(text, LongestDescription);

        SetDay(row, kind, item.DueOn);
        if (contact is not null && PartyColumn(kind) is { } column)
            row[column] = new EntityCollection([new Entity("activityparty") { ["partyid"] = new EntityReference(contact.LogicalName, contact.Id) }]) { EntityName = "activityparty" };

        return row;
    }

    /// <summary>What is to be checked comes first: it may make the rest needless.</summary>
    static string? Description(PlannedItem item, Language language, PlanFields fields, Language reader)
    {
        var check = item.IsToBeChecked ? Messages.Part("OFF-TEXT-PLAN-CHECK", language) : null;
        if (item.Template.TextFor(language) is not { } text) return check;

        var filled = PlanText.Fill(text, fields, item.Template, language, reader);
        return check is null ? filled : check + "\n" + filled;
    }

    static Entity Item(PlannedItem item, PlanOwner owner, string subject, Guid activityId) => new PlanItemRow(new Entity(PlanItemRow.Table, Guid.NewGuid()))
    {
        Name = subject,
        TemplateCode = item.Template.Code,
        Activity = (PlanItemActivity)(PlanChoices.First + (int)item.Template.Activity),
        ActivityRowId = activityId.ToString("D"),
        DueOn = item.DueOn,
        Anchor = (PlanItemAnchor)(PlanChoices.First + (int)item.Template.Anchor),
        Offset = item.Template.Offset,
        OffsetUnit = (PlanItemOffsetUnit)(PlanChoices.First + (int)item.Template.Unit),
        Mandatory = item.Template.IsMandatory,
        ItemState = PlanItemItemState.Open,
        OwnerId = owner.Owner,
    }.Entity;

    static void SetDay(Entity row, PlanActivity activity, LocalDate day)
    {
        var at = DateTime.SpecifyKind(day.ToDateTimeUnspecified().AddHours(HourUtc), DateTimeKind.Utc);
        if (activity == PlanActivity.Appointment)
        {
            row["scheduledstart"] = at;
            at = at.AddHours(1);
        }

        row["scheduledend"] = at;
    }

    static string? PartyColumn(PlanActivity activity) => activity switch
    {
        PlanActivity.Task => null,
        PlanActivity.Appointment => "requiredattendees",
        _ => "to",
    };

    /// <summary>The relationships that the platform makes for a table with activities.</summary>
    static string ActivitiesOfCase(PlanActivity activity) => "off_OffboardingCase_" + activity switch
    {
        PlanActivity.Task => "Tasks",
        PlanActivity.PhoneCall => "PhoneCalls",
        PlanActivity.Appointment => "Appointments",
        PlanActivity.Letter => "Letters",
        _ => "Emails",
    };

    static void Add(Entity parent, string relationship, Entity child)
    {
        var key = new Relationship(relationship);
        if (!parent.RelatedEntities.TryGetValue(key, out var rows)) parent.RelatedEntities[key] = rows = new EntityCollection { EntityName = child.LogicalName };
        rows.Entities.Add(child);
    }

    static string Cut(string text, int length) => text.Length <= length ? text : text.Substring(0, length);
}
