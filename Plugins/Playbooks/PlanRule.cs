using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Playbooks;

/// <summary>Turns a playbook into a dated plan: the talk before the letter, the letter in time for the notice, nothing before the start.</summary>
public static class PlanRule
{
    /// <summary>The plan of a case.</summary>
    /// <param name="templates">Lines of one playbook.</param>
    /// <param name="anchors">Days of the case.</param>
    /// <param name="workingDays">Of the account's region, with blackouts.</param>
    /// <param name="conditions">What is true of the account.</param>
    /// <param name="unknown">What may be true of it: such lines are planned, and their items are to be checked.</param>
    /// <returns>All that can be dated, and each conflict by name with the next days that are possible. The same input gives the same plan.</returns>
    /// <exception cref="ArgumentException">Two lines have one code.</exception>
    /// <exception cref="DateOutOfRangeException">A due day would lie outside the years 1 to 9999.</exception>
    /// <exception cref="HolidaysUnknownException">The holidays of a year that counts are unknown.</exception>
    public static PlannedItems Plan(
        IReadOnlyList<PlanTemplate> templates, PlanAnchors anchors, WorkingDays workingDays, PlanConditions conditions, PlanConditions unknown = PlanConditions.None)
    {
        if (templates.GroupBy(static template => template.Code, StringComparer.OrdinalIgnoreCase).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw new ArgumentException("Two lines of the playbook have the code '" + twice.Key + "'.", nameof(templates));

        return new Planning(anchors, workingDays, unknown & ~conditions).Run(templates, conditions | unknown);
    }

    /// <summary>The lines that count from a talk where the playbook has none: it refers to something that is missing.</summary>
    public static IReadOnlyList<PlanTemplate> WithoutTalk(IReadOnlyList<PlanTemplate> templates) =>
        TalkRule.TalkOf(templates) is null ? [.. templates.Where(static template => template.Anchor == PlanAnchor.Talk)] : [];

    sealed class Planning(PlanAnchors anchors, WorkingDays workingDays, PlanConditions unknown)
    {
        readonly List<PlannedItem> items = [];
        readonly List<LeftOutItem> leftOut = [];
        readonly List<PlanConflict> conflicts = [];
        readonly LocalDate? lastSendingDay = anchors.LastSendingDay(workingDays);
        LocalDate? talk;

        internal PlannedItems Run(IReadOnlyList<PlanTemplate> templates, PlanConditions conditions)
        {
            var applying = templates.Where(template => Applies(template, conditions)).OrderBy(static template => template.Sequence).ToList();
            CheckNotice(applying);

            var talkTemplate = TalkRule.TalkOf(applying);
            talk = anchors.Talk ?? (talkTemplate is null ? null : TalkDay(talkTemplate, applying));
            foreach (var template in applying) Add(template, ReferenceEquals(template, talkTemplate));
            CheckLetters();

            return new PlannedItems(
                [.. items.OrderBy(static item => item.DueOn).ThenBy(static item => item.Template.Sequence).ThenBy(static item => item.Template.Code, StringComparer.Ordinal)],
                leftOut,
                [.. conflicts.OrderBy(static conflict => conflict.Kind)],
                talk,
                lastSendingDay);
        }

        bool Applies(PlanTemplate template, PlanConditions conditions)
        {
            if ((template.Condition & conditions) != template.Condition) return LeaveOut(template, LeftOutReason.ConditionNotMet);
            if (template.Anchor == PlanAnchor.Notice && anchors.LatestNotice is null) return LeaveOut(template, LeftOutReason.NoNotice);
            return true;
        }

        bool LeaveOut(PlanTemplate template, LeftOutReason reason)
        {
            leftOut.Add(new LeftOutItem(template, reason));
            return false;
        }

        /// <summary>One conflict for the whole plan; its single lines would only repeat it.</summary>
        void CheckNotice(List<PlanTemplate> applying)
        {
            if (!(lastSendingDay < anchors.Start) || !applying.Exists(static template => template.Anchor == PlanAnchor.Notice || template.IsNoticeLetter)) return;

            Report(PlanConflictKind.NoticeTooLate, null, lastSendingDay, anchors.LatestNotice);
            applying.RemoveAll(static template => template.Anchor == PlanAnchor.Notice);
        }

        LocalDate? TalkDay(PlanTemplate template, List<PlanTemplate> applying)
        {
            var letter = applying.Where(static other => other.IsNoticeLetter && other.Anchor != PlanAnchor.Talk).Min(DayOrNull);
            var last = lastSendingDay < anchors.Start ? null : (letter ?? lastSendingDay)?.PlusDaysOrNull(-1);
            if (template.Anchor != PlanAnchor.Talk) return DueDay.Of(AnchorDay(template.Anchor).GetValueOrDefault(), CountedDays.Of(template), anchors.Start, workingDays);

            var preparation = applying.Where(static other => other.Anchor == PlanAnchor.Talk).ToList();
            return TalkRule.FirstDay(preparation, anchors.Start, last, workingDays) ?? TalkRule.FirstDay(preparation, anchors.Start, null, workingDays);
        }

        LocalDate? DayOrNull(PlanTemplate template) =>
            AnchorDay(template.Anchor) is { } anchor ? DueDay.Of(anchor, CountedDays.Of(template), anchors.Start, workingDays) : null;

        LocalDate? AnchorDay(PlanAnchor anchor) => anchor switch
        {
            PlanAnchor.Start => anchors.Start,
            PlanAnchor.Talk => talk,
            PlanAnchor.Notice => anchors.LatestNotice,
            _ => anchors.End,
        };

        void Add(PlanTemplate template, bool isTalk)
        {
            if (!isTalk && AnchorDay(template.Anchor) is null)
            {
                if (template.Anchor == PlanAnchor.End) Report(PlanConflictKind.NoEnd, template, null, null);
                else LeaveOut(template, LeftOutReason.NoTalk);
                return;
            }

            var due = isTalk ? talk : DayOrNull(template);
            if (due is not { } day) Report(PlanConflictKind.NoTalkDay, template, null, null);
            else if (day >= anchors.Start) items.Add(new PlannedItem(template, day, isToBeChecked: (template.Condition & unknown) != PlanConditions.None));
            else if (template.IsMandatory || isTalk) ReportPast(template, day);
            else LeaveOut(template, LeftOutReason.NoTime);
        }

        void ReportPast(PlanTemplate template, LocalDate day)
        {
            var fitting = template.Anchor == PlanAnchor.End && anchors.End is { } end
                ? DueDay.FirstAnchor(end, CountedDays.Of(template), anchors.Start, workingDays)
                : null;
            conflicts.Add(new PlanConflict { Kind = PlanConflictKind.BeforeStart, Template = template, Day = day, Limit = anchors.Start, NextEnd = fitting });
        }

        void CheckLetters()
        {
            foreach (var letter in items.Where(static item => item.Template.IsNoticeLetter))
            {
                var inTime = lastSendingDay < anchors.Start ? null : lastSendingDay;
                if (letter.DueOn > inTime) Report(PlanConflictKind.LetterTooLate, letter.Template, letter.DueOn, inTime);
                if (talk >= letter.DueOn) Report(PlanConflictKind.TalkAfterLetter, letter.Template, talk, letter.DueOn);
            }
        }

        void Report(PlanConflictKind kind, PlanTemplate? template, LocalDate? day, LocalDate? limit) => conflicts.Add(new PlanConflict
        {
            Kind = kind,
            Template = template,
            Day = day,
            Limit = limit,
            NextNotice = anchors.NextNotice,
            NextEnd = anchors.NextEnd,
        });
    }
}
