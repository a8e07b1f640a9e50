using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>From when the end of a contract no longer stands against deactivating the account.</summary>
static class DeactivationRule
{
    const int RetrievalDays = 30;

    static readonly LocalDate DataActApplies = new(2025, 9, 12);

    /// <summary>Days of duties after an end: as agreed, after a cloud contract at least 30 for retrieval (Art. 25 (2) (g) Data Act).</summary>
    internal static int PostEndDays(ContractFacts facts, LocalDate end) =>
        facts.ContractKind == ContractKind.Saas && end >= DataActApplies && facts.PostEndDays < RetrievalDays ? RetrievalDays : facts.PostEndDays;

    /// <summary>The day after the end and its duties; not the end itself, which is the contract's last day. Null: after the year 9999.</summary>
    internal static LocalDate? FirstDayAfter(ContractFacts facts, LocalDate end) => end.PlusDaysOrNull(PostEndDays(facts, end) + 1);

    internal static bool IsAllowed(ContractEvaluation evaluation, LocalDate today) =>
        evaluation.Status == ContractStatus.Ended
        && today >= evaluation.EarliestDeactivation
        && !evaluation.Facts.Has(ContractFlags.OpenServices);
}
