using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Playbooks;

/// <summary>Which line of a playbook is the talk with the customer, and on which day it is held.</summary>
public static class TalkRule
{
    /// <summary>
    /// The talk: an appointment or call on the day of the talk itself; without one, the first appointment that is not counted from the end or from the talk; without
    /// one, the first such call. Null: the playbook has no talk.
    /// </summary>
    public static PlanTemplate? TalkOf(IEnumerable<PlanTemplate> templates) =>
        templates
            .Where(static template => template.Activity is PlanActivity.Appointment or PlanActivity.PhoneCall)
            .Where(static template => template.Anchor is PlanAnchor.Start or PlanAnchor.Notice || IsOnTheDay(template))
            .OrderBy(static template => IsOnTheDay(template) ? 0 : 1)
            .ThenBy(static template => template.Activity == PlanActivity.Appointment ? 0 : 1)
            .ThenBy(static template => template.Sequence)
            .FirstOrDefault();

    static bool IsOnTheDay(PlanItemRow item) => item.Anchor == PlanItemAnchor.Talk && item.Offset is (null or 0);

    static bool IsOnTheDay(PlanTemplate template) => template.Anchor == PlanAnchor.Talk && template.Offset == 0;

    /// <summary>The talk among the items of a plan on file, by the same rule; of several the first day counts instead of the place in the playbook.</summary>
    internal static PlanItemRow? TalkItemOf(IEnumerable<PlanItemRow> items) =>
        items
            .Where(static item => item.Activity is PlanItemActivity.Appointment or PlanItemActivity.Phonecall)
            .Where(static item => item.Anchor is PlanItemAnchor.Start or PlanItemAnchor.Notice || IsOnTheDay(item))
            .OrderBy(static item => IsOnTheDay(item) ? 0 : 1)
            .ThenBy(static item => item.Activity == PlanItemActivity.Appointment ? 0 : 1)
            .ThenBy(static item => item.DueOn)
            .ThenBy(static item => item.TemplateCode, System.StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>The first day for a talk that leaves time for all that must be done before it.</summary>
    /// <param name="preparation">Lines counted from the talk.</param>
    /// <param name="start">First day on which anything can be due.</param>
    /// <param name="last">Last day for the talk; null: no limit.</param>
    /// <param name="workingDays">Of the account's region, with blackouts.</param>
    /// <returns>Null: there is none in time.</returns>
    internal static LocalDate? FirstDay(IReadOnlyList<PlanTemplate> preparation, LocalDate start, LocalDate? last, WorkingDays workingDays)
    {
        var day = workingDays.TalkDayFrom(start, last);
        while (day is { } candidate && !preparation.All(template => IsPossible(template, candidate, start, workingDays)))
        {
            day = LocalDate.DaysBetween(start, candidate) < WorkingDays.LongestSearchDays && candidate.PlusDaysOrNull(1) is { } next
                ? workingDays.TalkDayFrom(next, last)
                : null;
        }

        return day;
    }

    static bool IsPossible(PlanTemplate template, LocalDate talk, LocalDate start, WorkingDays workingDays) =>
        !template.IsMandatory || template.Offset >= 0 || workingDays.Shift(talk, template.Offset, template.Unit) >= start;
}
