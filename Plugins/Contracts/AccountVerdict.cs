using System.Collections.Generic;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>What the contracts of an account say to its deactivation.</summary>
public enum AccountStatus
{
    /// <summary>Nothing stands against it.</summary>
    Clear,

    /// <summary>A contract obliges the account.</summary>
    Blocked,

    /// <summary>A contract cannot be judged; that is no yes.</summary>
    Unknown,
}

/// <summary>Verdict on an account.</summary>
public sealed class AccountVerdict
{
    internal AccountVerdict(AccountStatus status, LocalDate? earliestDeactivation)
    {
        Status = status;
        EarliestDeactivation = earliestDeactivation;
    }

    /// <summary>Clear, blocked or unknown.</summary>
    public AccountStatus Status { get; }

    /// <summary>The latest first free day over all contracts; null: a contract has none, or there is no contract.</summary>
    public LocalDate? EarliestDeactivation { get; }

    /// <summary>The status as code: clear, blocked, unknown.</summary>
    public string StatusCode => Status switch { AccountStatus.Clear => "clear", AccountStatus.Blocked => "blocked", _ => "unknown" };
}

/// <summary>Judges an account by all its contracts (and, by setting, those of its subsidiaries).</summary>
public static class AccountRule
{
    /// <summary>Unknown if a contract cannot be judged; clear if each allows it, or there is none; else blocked.</summary>
    /// <param name="contracts">The evaluations of all contracts, of one day.</param>
    public static AccountVerdict Judge(IReadOnlyList<ContractEvaluation> contracts)
    {
        var status = AccountStatus.Clear;
        LocalDate? latest = null;
        var isKnown = true;
        for (var i = 0; i < contracts.Count; i++)
        {
            var contract = contracts[i];
            if (contract.Status == ContractStatus.UnknownData) status = AccountStatus.Unknown;
            else if (!contract.IsDeactivationAllowed && status == AccountStatus.Clear) status = AccountStatus.Blocked;

            isKnown &= contract.EarliestDeactivation is not null;
            if (!(latest >= contract.EarliestDeactivation)) latest = contract.EarliestDeactivation;
        }

        return new AccountVerdict(status, isKnown ? latest : null);
    }
}
