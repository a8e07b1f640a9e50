using System;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>
/// What an early exit costs, and what of a prepayment is to be returned: proposals for a settlement. Amounts are rounded half up to the cent,
/// once, at the end.
/// </summary>
static class SettlementRule
{
    /// <summary>Fee for leaving on the exit date. Null: none is agreed or asked, or its basis is missing (then an alert says so).</summary>
    internal static decimal? ExitFee(ContractEvaluation evaluation, ref ContractAlerts alerts)
    {
        var facts = evaluation.Facts;
        if (facts.FeeKind is not { } kind || facts.ExitDate is not { } exit) return null;
        if (kind == FeeKind.None || exit >= evaluation.EarliestEnd) return 0;

        var fee = evaluation.EarliestEnd is { } end ? FeeBefore(end, exit, kind, evaluation) : null;
        if (fee is null) alerts |= ContractAlerts.FeeUnknown;
        return fee is { } amount ? ToCents(amount) : null;
    }

    /// <summary>The part of a prepayment for days after the exit, or after the end if no exit is asked. Null: nothing prepaid, or no such day known.</summary>
    internal static decimal? Refund(ContractEvaluation evaluation)
    {
        var facts = evaluation.Facts;
        if (facts.PrepaidAmount is not { } amount || facts.PrepaidFrom is null || facts.PrepaidTo is null || facts.PrepaidTo < facts.PrepaidFrom) return null;
        if ((facts.ExitDate ?? evaluation.EarliestEnd) is not { } last) return null;

        var paid = PrepaidDays(facts, last, out var unused);
        return ToCents(amount * unused / paid);
    }

    /// <summary>Days prepaid in all, and those of them after a day.</summary>
    internal static int PrepaidDays(ContractFacts facts, LocalDate last, out int unused)
    {
        var to = facts.PrepaidTo.GetValueOrDefault();
        var paid = LocalDate.DaysBetween(facts.PrepaidFrom.GetValueOrDefault(), to) + 1;
        unused = Math.Min(paid, Math.Max(0, LocalDate.DaysBetween(last, to)));
        return paid;
    }

    static decimal? FeeBefore(LocalDate end, LocalDate exit, FeeKind kind, ContractEvaluation evaluation)
    {
        var facts = evaluation.Facts;
        switch (kind)
        {
            case FeeKind.Fixed:
                return facts.FeeAmount;

            case FeeKind.RemainingInstalments:
                if (facts.MonthlyFee is not { } monthly) return null;

                var months = WholeMonths(exit.PlusDays(1), end, out var rest);
                return monthly * (facts.FeeRate ?? 100) * ((30 * months) + rest) / 3000;

            default:
                if (facts.FeeAmount is not { } amount || evaluation.CurrentTermStart is not { } start || evaluation.CurrentTermEnd is not { } termEnd) return null;

                var length = LocalDate.DaysBetween(start, termEnd) + 1;
                return amount * Math.Min(LocalDate.DaysBetween(exit, end), length) / length;
        }
    }

    /// <summary>Most whole months from a first day whose term ends by a day, and the days left.</summary>
    internal static int WholeMonths(LocalDate first, LocalDate end, out int restDays)
    {
        var months = ((end.Year - first.Year) * 12) + end.Month - first.Month + 1;
        while (!(Period.TermEnd(first, months) <= end)) months--;

        restDays = LocalDate.DaysBetween(Period.TermEnd(first, months).GetValueOrDefault(), end);
        return months;
    }

    static decimal ToCents(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);
}
