using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>The first day on which an evaluation of the same contract can say something else, though nobody changed facts or rules.</summary>
/// <remarks>
/// An evaluation depends on its day only through comparisons of that day with other days: this names those days. It may name one on which nothing
/// changes after all, but never one too late. So a contract need not be looked at again before it.
/// </remarks>
public static class NextChange
{
    /// <summary>The first such day after the day of the evaluation; null: it stays as it is for good.</summary>
    /// <param name="evaluation">Of a known day.</param>
    /// <param name="rules">All rules, also those that do not judge today.</param>
    public static LocalDate? After(ContractEvaluation evaluation, NoticeRules rules)
    {
        var today = evaluation.Today.GetValueOrDefault();
        LocalDate? next = null;
        foreach (var rule in rules.All)
        {
            On(rule.ValidFrom);
            On(DayAfter(rule.ValidTo));
            On(rule.ReceiptFrom);
        }

        var facts = evaluation.Facts;
        On(facts.Start);
        On(facts.NoticeReceived);
        On(DayAfter(facts.PlannedReceipt));
        On(DayAfter(facts.InitialEnd));
        On(DayAfter(facts.MaxEnd));
        On(DayAfter(evaluation.CurrentTermEnd));
        On(DayAfter(evaluation.EndsOn));
        On(DayAfter(evaluation.EarliestEnd));
        On(DayAfter(evaluation.LatestNoticeDate));
        On(DayAfter(evaluation.LatestNoticeForEarliest));
        On(evaluation.EarliestDeactivation);

        // Which years are counted moves with the day, and the next one may be one that the calendar does not know, or does again.
        if (facts.Holidays.Calendar is { IsNamed: true, IsLimited: true }) On(today.PlusDaysOrNull(1));

        // No end within the horizon: it moves on with each year.
        if (evaluation.EarliestEnd is null && evaluation.Ordinary is not null && today.Year < 9999) On(new LocalDate(today.Year + 1, 1, 1));
        return next;

        void On(LocalDate? day)
        {
            if (day > today && !(next <= day)) next = day;
        }
    }

    static LocalDate? DayAfter(LocalDate? day) => day?.PlusDaysOrNull(1);
}
