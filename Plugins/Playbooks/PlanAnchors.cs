using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Playbooks;

/// <summary>The days of a case from which the due days of its plan are counted.</summary>
public sealed class PlanAnchors
{
    /// <summary>First day on which anything can be due: the local day on which the case starts.</summary>
    public LocalDate Start { get; init; }

    /// <summary>Day of the talk that a person chose; null: the plan proposes one.</summary>
    public LocalDate? Talk { get; init; }

    /// <summary>Last day on which notice can be received, the earliest of all contracts concerned; null: no notice is to be given.</summary>
    public LocalDate? LatestNotice { get; init; }

    /// <summary>Calendar days from sending a notice to its receipt (setting off_NoticeLeadDays).</summary>
    public int NoticeLeadDays { get; init; }

    /// <summary>Day on which the relationship ends; null: not known yet.</summary>
    public LocalDate? End { get; init; }

    /// <summary>Latest notice date of the window after this one; null: there is none, or nobody knows.</summary>
    public LocalDate? NextNotice { get; init; }

    /// <summary>End that the next window leads to; null as <see cref="NextNotice"/>.</summary>
    public LocalDate? NextEnd { get; init; }

    /// <summary>The last working day on which notice can be sent so that it is received in time; null: no notice is to be given.</summary>
    internal LocalDate? LastSendingDay(WorkingDays workingDays) =>
        LatestNotice is { } latest && latest.PlusDaysOrNull(-NoticeLeadDays) is { } day ? workingDays.Until(day) : null;
}
