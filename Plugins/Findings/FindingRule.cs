using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Findings;

/// <summary>What an inactive account that contracts oblige tells about how it came to be so.</summary>
static class FindingRule
{
    /// <summary>The contract that came after the deactivation, as far as the rows tell; null: the account itself was deactivated against its contracts.</summary>
    /// <param name="obliging">At least one, of one account.</param>
    /// <param name="systemId">The product's own user: what it writes at night says nothing.</param>
    internal static StrayContract? PlacedLater(IEnumerable<StrayContract> obliging, Guid systemId)
    {
        var all = obliging.ToList();
        return all.All(contract => contract.ContractChange.On > contract.AccountChange.On && contract.ContractChange.By?.Id != systemId)
            ? all.OrderByDescending(static contract => contract.ContractChange.On).First()
            : null;
    }

    /// <summary>How grave it is: past the gate, or let go by a decision while a contract still obliges.</summary>
    internal static FindingKind KindOf(StrayContract? placedLater, bool isDecided) =>
        placedLater is not null ? FindingKind.ContractOnInactiveAccount
        : isDecided ? FindingKind.DeactivatedWithObligation
        : FindingKind.GateBypassed;

    /// <summary>The message that describes it.</summary>
    internal static string CodeOf(FindingKind kind) => kind switch
    {
        FindingKind.GateBypassed => "OFF-1600",
        FindingKind.DeactivatedWithObligation => "OFF-1601",
        _ => "OFF-1602",
    };
}
