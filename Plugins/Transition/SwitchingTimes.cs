using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Transition;

/// <summary>The times that a provider of data processing services has to keep when a customer switches.</summary>
/// <remarks>
/// Regulation (EU) 2023/2854 (Data Act), Article 25(2): (d) notice of at most two months; (a) then a transition of at most 30 calendar days; (g) after it at least 30 calendar days for retrieval; (h) erasure
/// after that. Not computed, because a person has to declare it: a longer transition of at most seven months where 30 days are technically unfeasible, Article 25(4), and the customer's extension, Article 25(5).
/// </remarks>
public sealed class SwitchingTimes
{
    /// <summary>Article 25(2)(d).</summary>
    public const int MostNoticeMonths = 2;

    /// <summary>Article 25(2)(a); calendar days.</summary>
    public const int MostTransitionDays = 30;

    /// <summary>Article 25(2)(g); calendar days.</summary>
    public const int LeastRetrievalDays = 30;

    SwitchingTimes(LocalDate noticeEnd, LocalDate transitionEnd, LocalDate end)
    {
        LatestNoticeEnd = noticeEnd;
        LatestTransitionEnd = transitionEnd;
        RetrievalUntil = end.PlusDays(LeastRetrievalDays);
        EraseFrom = RetrievalUntil.PlusDays(1);
        IsTooLate = end > transitionEnd;
    }

    /// <summary>Last day of the notice period at most.</summary>
    public LocalDate LatestNoticeEnd { get; }

    /// <summary>Last day of the transition at most: from then on the customer is to be elsewhere.</summary>
    public LocalDate LatestTransitionEnd { get; }

    /// <summary>The customer can fetch the data until this day at least.</summary>
    public LocalDate RetrievalUntil { get; }

    /// <summary>First day on which the data may be erased for this reason; retention may keep them longer.</summary>
    public LocalDate EraseFrom { get; }

    /// <summary>Whether the planned end lies after the last day of the transition.</summary>
    public bool IsTooLate { get; }

    /// <summary>The times after a notice.</summary>
    /// <param name="received">Day on which the notice of switching was received.</param>
    /// <param name="plannedEnd">When the service ends; null: on the last day of the transition.</param>
    /// <example>Received on 31 December: notice until 28 February, transition until 30 March, retrieval until 29 April at least.</example>
    public static SwitchingTimes After(LocalDate received, LocalDate? plannedEnd)
    {
        var noticeEnd = received.PlusMonths(MostNoticeMonths);
        var transitionEnd = noticeEnd.PlusDays(MostTransitionDays);
        return new SwitchingTimes(noticeEnd, transitionEnd, plannedEnd ?? transitionEnd);
    }
}
