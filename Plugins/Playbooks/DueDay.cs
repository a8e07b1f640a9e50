using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Playbooks;

/// <summary>The day on which something is due, counted from its anchor: the same for a new plan and for one that is moved.</summary>
static class DueDay
{
    /// <param name="anchorDay">Day of the anchor.</param>
    /// <param name="item">What is counted.</param>
    /// <param name="start">Before this day nobody talks with the customer.</param>
    /// <param name="workingDays">Of the account's region.</param>
    /// <returns>
    /// The day. Appointments and calls are on working days outside blackouts: counted forward from their anchor they go to the next such day, counted backward to
    /// the one before. Null: there is none.
    /// </returns>
    /// <exception cref="DateOutOfRangeException">The day would lie outside the years 1 to 9999.</exception>
    internal static LocalDate? Of(LocalDate anchorDay, CountedDays item, LocalDate start, WorkingDays workingDays)
    {
        var day = Counted(anchorDay, item, workingDays)
            ?? throw new DateOutOfRangeException("A due day counted from " + anchorDay + " lies outside the years 1 to 9999.");
        if (item.Activity is not (PlanActivity.Appointment or PlanActivity.PhoneCall)) return day;

        // What is already past stays past, so that it is reported as such and not as a lack of days for talks.
        if (day < start) return day;
        return IsCountedForward(item) ? workingDays.TalkDayFrom(day) : workingDays.TalkDayUntil(day, start);
    }

    /// <summary>The first day of the anchor, not before one, with which the item is due on or after the start; null: none is near.</summary>
    internal static LocalDate? FirstAnchor(LocalDate anchorDay, CountedDays item, LocalDate start, WorkingDays workingDays)
    {
        var counted = Counted(anchorDay, item, workingDays) ?? anchorDay;
        var anchor = anchorDay.PlusDaysOrNull(System.Math.Max(0, LocalDate.DaysBetween(counted, start)));
        for (var i = 0; i < WorkingDays.LongestSearchDays && anchor is { } candidate; i++)
        {
            if (Of(candidate, item, start, workingDays) >= start) return candidate;
            anchor = candidate.PlusDaysOrNull(1);
        }

        return null;
    }

    static LocalDate? Counted(LocalDate anchorDay, CountedDays item, WorkingDays workingDays) =>
        item is { Offset: 0, Unit: OffsetUnit.WorkingDays, Anchor: PlanAnchor.Start or PlanAnchor.Talk }
            ? workingDays.From(anchorDay)
            : workingDays.Shift(anchorDay, item.Offset, item.Unit);

    static bool IsCountedForward(CountedDays item) => item.Offset > 0 || (item.Offset == 0 && item.Anchor is PlanAnchor.Start or PlanAnchor.Talk);
}

/// <summary>How the day of something is counted.</summary>
readonly struct CountedDays
{
    internal CountedDays(PlanActivity activity, PlanAnchor anchor, int offset, OffsetUnit unit)
    {
        Activity = activity;
        Anchor = anchor;
        Offset = offset;
        Unit = unit;
    }

    internal PlanActivity Activity { get; }

    internal PlanAnchor Anchor { get; }

    internal int Offset { get; }

    internal OffsetUnit Unit { get; }

    internal static CountedDays Of(PlanTemplate template) => new(template.Activity, template.Anchor, template.Offset, template.Unit);
}
