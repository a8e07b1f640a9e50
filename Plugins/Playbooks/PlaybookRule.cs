using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Playbooks;

/// <summary>Which kind of playbook a case gets when nobody names one.</summary>
public static class PlaybookRule
{
    /// <summary>Named instead of a playbook: the case is to have no plan.</summary>
    public const string NoPlan = "none";

    /// <summary>Code of the shipped reason that the customer is insolvent.</summary>
    public const string InsolvencyReason = "insolvency";

    /// <summary>The first that holds: insolvent customer; no contract that still runs; a cloud service that can be switched; a consumer; else a service for a business.</summary>
    /// <param name="reasonCode">Reason of the case; null: not decided yet.</param>
    /// <param name="contracts">Of the account, as they stand today.</param>
    /// <returns>
    /// Never none: an account without any contract gets the playbook of a framework without running contracts, the shortest one. A cloud service comes before the
    /// consumer, because the right to switch is also a consumer's (Art. 25 of Regulation (EU) 2023/2854) and has the longer list of duties.
    /// </returns>
    public static PlaybookAppliesTo KindFor(string? reasonCode, IEnumerable<ContractEvaluation> contracts)
    {
        if (reasonCode == InsolvencyReason) return PlaybookAppliesTo.Insolvency;

        var running = contracts.Where(static contract => contract.Status != ContractStatus.Ended).Select(static contract => contract.Facts).ToList();
        if (running.Count == 0) return PlaybookAppliesTo.Framework;
        if (running.Exists(IsCloudService)) return PlaybookAppliesTo.Cloud;
        return running.Exists(static facts => facts.CustomerType == CustomerType.Consumer) ? PlaybookAppliesTo.Consumer : PlaybookAppliesTo.Service;
    }

    /// <summary>Whether we hold data for the customer under a contract that runs, or that has ended and still obliges us, as to let the customer retrieve them.</summary>
    /// <param name="contracts">Of the account, as they stand today.</param>
    public static bool HoldsData(IEnumerable<ContractEvaluation> contracts) =>
        contracts.Any(static contract => (contract.Status != ContractStatus.Ended || !contract.IsDeactivationAllowed) && IsCloudService(contract.Facts));

    /// <summary>Software as a service, or a data processing service that can be switched (Art. 2 no. 8 and Art. 23 of Regulation (EU) 2023/2854): either way the customer's data are with us.</summary>
    public static bool IsCloudService(ContractFacts facts) => facts.ContractKind == Contracts.ContractKind.Saas || facts.Flags.HasFlag(ContractFlags.Switch);
}
