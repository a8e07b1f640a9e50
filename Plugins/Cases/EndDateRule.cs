using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>When a relationship is planned to end, and which earlier day only an agreement or a fee allows.</summary>
static class EndDateRule
{
    /// <summary>The day for which to plan: the wanted one, or, where contracts bind longer, the day on which the last of them ends; null: neither is known.</summary>
    /// <param name="wanted">Named by the rep; null: as early as possible.</param>
    /// <param name="contracts">All of the account.</param>
    /// <param name="way">In which the relationship ends.</param>
    /// <param name="contractsEnd">Last day of the last contract; null: not known, or none.</param>
    internal static LocalDate? Planned(LocalDate? wanted, IEnumerable<ReviewedContract> contracts, OffboardingCaseWay way, LocalDate? contractsEnd) =>
        wanted is { } day && (contractsEnd is null || Binding(contracts, way, day).Count == 0) ? day : contractsEnd;

    /// <summary>The contracts that still run on the day and let nobody go before their end: neither by agreement, nor for good cause, nor for an agreed fee.</summary>
    internal static IReadOnlyList<ReviewedContract> Binding(IEnumerable<ReviewedContract> contracts, OffboardingCaseWay way, LocalDate day)
    {
        // An agreement and good cause end contracts on a day of their own: RecordNotice holds them to what they need.
        if (way is OffboardingCaseWay.Mutual or OffboardingCaseWay.Extraordinary) return [];

        return [.. contracts.Where(contract => End(contract) > day && contract.Evaluation.Facts.FeeKind is null or FeeKind.None)];
    }

    /// <summary>First day with which a contract ends or can end; null: none is known.</summary>
    internal static LocalDate? End(ReviewedContract contract) => contract.Evaluation.EndsOn ?? contract.Evaluation.EarliestEnd;
}
