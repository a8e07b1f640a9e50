using System;
using System.Collections.Generic;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Retention;

/// <summary>The algorithm: from rules and facts to status, operative rule, end, first day of erasure and of restriction, and alerts.</summary>
/// <remarks>The longest period wins (every one of them is a duty or a right), a missing start wins over everything computed, a hold over every day.</remarks>
static class RetentionJudgement
{
    /// <summary>What follows for a case. Never fails: what cannot be judged is not erased.</summary>
    internal static RetentionResult Of(RetentionRules rules, RetentionCase facts)
    {
        if (facts.Defect() is { } defect) return RetentionResult.Invalid(defect);
        if (rules.OfClass(facts.RecordClass) is not { } rows) return RetentionResult.Nothing(RetentionStatus.Unclassified);

        var ends = new List<RuleEnd>();
        var missing = new List<string>();
        foreach (var rule in rows)
        {
            if (!rule.AppliesTo(facts)) continue;
            if (rule.StartOf(facts) is not { } start) missing.Add(rule.Id);
            else if (rule.CoversStart(start)) ends.Add(new RuleEnd(rule, rule.EndFrom(start, facts), rule.CapFrom(start, facts)));
        }

        if (missing.Count > 0) return NotStarted(facts, missing);
        return ends.Count == 0 ? RetentionResult.Nothing(RetentionStatus.NoRule) : Started(facts, ends);
    }

    static RetentionResult NotStarted(RetentionCase facts, List<string> missing)
    {
        missing.Sort(StringComparer.Ordinal);
        return new RetentionResult { Status = SettledStatus(facts) ?? RetentionStatus.NotStarted, Missing = missing };
    }

    static RetentionResult Started(RetentionCase facts, List<RuleEnd> ends)
    {
        var cap = Cap(ends);
        if (facts.DependencyEnd is { } dependency) ends.Add(RuleEnd.OfDependency(dependency));
        ends.Sort(RuleEnd.InOrder);

        var isCapped = cap is not null && ends[0].End.IsAfter(cap.Cap.GetValueOrDefault());
        var end = isCapped ? RetentionEnd.On(cap!.Cap) : ends[0].End;
        var best = (ends[0].Rule ?? ends[1].Rule)!;
        var earliest = FirstFreeDayAfter(end, facts.Holds);
        var restrictFrom = RestrictFrom(facts, best, end);
        var settled = SettledStatus(facts);
        var status = settled ?? Status(facts, end, earliest, restrictFrom, isCapped);
        var isScheduled = settled is null;
        return new RetentionResult
        {
            Status = status,
            Action = isScheduled ? Action(facts, best) : RetentionAction.None,
            OperativeRule = isCapped ? cap!.Id + RetentionResult.CapMark : ends[0].Id,
            OperativeRow = isCapped ? cap!.Rule : ends[0].Rule,
            BestRow = best,
            RetentionEnd = end,
            EarliestErasure = isScheduled ? earliest : null,
            RestrictFrom = isScheduled ? restrictFrom : null,
            Losing = isCapped ? ends : ends.GetRange(1, ends.Count - 1),
            Alerts = isScheduled ? Alerts(facts, status, end, earliest, cap?.Cap, isCapped) : [],
        };
    }

    // The smallest cap; of equal ones that of the lower id.
    static RuleEnd? Cap(List<RuleEnd> ends)
    {
        RuleEnd? smallest = null;
        foreach (var end in ends)
        {
            if (end.Cap is not { } cap) continue;
            if (smallest is null || cap < smallest.Cap || (cap == smallest.Cap && string.CompareOrdinal(end.Id, smallest.Id) < 0)) smallest = end;
        }

        return smallest;
    }

    static LocalDate? FirstFreeDayAfter(RetentionEnd end, IReadOnlyList<HoldSpan> holds)
    {
        var day = end.Day?.PlusDaysOrNull(1);
        for (var i = 0; i < holds.Count && day is { } candidate; i++)
        {
            if (!holds[i].Covers(candidate)) continue;

            // Holds are in no order: after a step forward, each may cover the new day.
            day = holds[i].Released?.PlusDaysOrNull(1);
            i = -1;
        }

        return day;
    }

    static LocalDate? RestrictFrom(RetentionCase facts, RetentionRule best, RetentionEnd end)
    {
        LocalDate? from = null;
        if (best.RestrictMonths is { } months && facts.RelationshipEnd is { } relationshipEnd)
            from = new Period(months, PeriodUnit.Months).EndAfter(relationshipEnd, HolidaySet.None)?.PlusDaysOrNull(1) ?? LocalDate.MaxIsoValue;

        from = Earlier(from, facts.ErasureRequest?.PlusDaysOrNull(1));
        from = Earlier(from, facts.RestrictionRequest?.PlusDaysOrNull(1));
        return from is null ? null : Earlier(from, end.Day?.PlusDaysOrNull(1));
    }

    static LocalDate? Earlier(LocalDate? x, LocalDate? y) => x is null || y < x ? y ?? x : x;

    // What ends the schedule of a record, whatever its rules say.
    static RetentionStatus? SettledStatus(RetentionCase facts) =>
        facts.ErasedOn <= facts.Today ? RetentionStatus.Completed
        : facts.ReactivatedOn <= facts.Today && !(facts.ReactivatedOn < facts.RelationshipEnd) ? RetentionStatus.Cancelled
        : IsContact(facts) && facts.HasOtherActiveAccounts ? RetentionStatus.KeptActive
        : null;

    static RetentionStatus Status(RetentionCase facts, RetentionEnd end, LocalDate? earliest, LocalDate? restrictFrom, bool isCapped)
    {
        if (IsHeld(facts)) return RetentionStatus.Held;
        if (end.IsOpen) return RetentionStatus.OpenEnded;
        if (!(earliest <= facts.Today)) return restrictFrom <= facts.Today ? RetentionStatus.Restricted : RetentionStatus.Scheduled;

        return isCapped ? RetentionStatus.Review : RetentionStatus.Due;
    }

    static bool IsHeld(RetentionCase facts)
    {
        foreach (var hold in facts.Holds)
            if (hold.Covers(facts.Today)) return true;

        return false;
    }

    static RetentionAction Action(RetentionCase facts, RetentionRule best) =>
        IsContact(facts) && facts.ConsentStanding ? RetentionAction.ReduceToConsent : best.Action;

    static List<string> Alerts(RetentionCase facts, RetentionStatus status, RetentionEnd end, LocalDate? earliest, LocalDate? cap, bool isCapped)
    {
        var alerts = new List<string>();
        if (facts.ErasureRequest is { } request && request <= facts.Today && status != RetentionStatus.Due
            && (end.IsAfter(request) || status is RetentionStatus.Held or RetentionStatus.Review))
            alerts.Add(RetentionAlert.Art17Refused);

        if (isCapped) alerts.Add(RetentionAlert.CapConflict);

        var isMoved = earliest != end.Day?.PlusDaysOrNull(1);
        if (cap is not null && isMoved && !(earliest <= cap)) alerts.Add(RetentionAlert.CapHeld);
        return alerts;
    }

    static bool IsContact(RetentionCase facts) => facts.RecordClass == "contact_master";
}
