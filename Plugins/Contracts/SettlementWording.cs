using System;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>The formulas of fee and refund with their numbers.</summary>
sealed class SettlementWording(ContractEvaluation evaluation, Language language)
{
    readonly ContractFacts facts = evaluation.Facts;

    internal void Write(Action<string, string> add)
    {
        if (evaluation.ExitFee is not null && facts.ExitDate is { } exit) add(ContractOutput.ExitFee, Fee(exit));
        if (evaluation.Refund is null || (facts.ExitDate ?? evaluation.EarliestEnd) is not { } last) return;

        var paid = SettlementRule.PrepaidDays(facts, last, out var unused);
        add(ContractOutput.Refund, Text("refund", "amount", Money(facts.PrepaidAmount), "unused", Wording.Text(unused), "paid", Wording.Text(paid), "last", language.Text(last)));
    }

    string Fee(LocalDate exit)
    {
        if (facts.FeeKind == FeeKind.None || evaluation.EarliestEnd is not { } end || exit >= end)
        {
            return Text("fee.zero", "exit", language.Text(exit), "end", evaluation.EarliestEnd is { } day ? language.Text(day) : "–");
        }

        switch (facts.FeeKind)
        {
            case FeeKind.Fixed: return Text("fee.fixed", "amount", Money(facts.FeeAmount));
            case FeeKind.RemainingInstalments:
                var months = SettlementRule.WholeMonths(exit.PlusDays(1), end, out var rest);
                return Text("fee.remaining", "monthly", Money(facts.MonthlyFee), "rate", Money(facts.FeeRate ?? 100), "months", Wording.Text(months), "rest", Wording.Text(rest),
                    "exit", language.Text(exit), "end", language.Text(end));
            default:
                var length = LocalDate.DaysBetween(evaluation.CurrentTermStart.GetValueOrDefault(), evaluation.CurrentTermEnd.GetValueOrDefault()) + 1;
                return Text("fee.declining", "amount", Money(facts.FeeAmount), "left", Wording.Text(Math.Min(LocalDate.DaysBetween(exit, end), length)), "length", Wording.Text(length),
                    "exit", language.Text(exit), "end", language.Text(end));
        }
    }

    string Text(string key, params string[] values) => ContractTexts.Format("explain." + key, language, place => ExplanationWriter.ValueOf(place, values));

    string Money(decimal? amount) => language.Money(amount.GetValueOrDefault());
}
