using System.Collections.Generic;

namespace Offboarding.Plugins.Contracts;

/// <summary>Names of what is computed for a contract, as in a file of results.</summary>
public static class ContractOutput
{
#pragma warning disable CS1591 // ContractEvaluation explains each output.
    public const string Status = "status";
    public const string Missing = "missing";
    public const string CurrentTermStart = "current_term_start";
    public const string CurrentTermEnd = "current_term_end";
    public const string NextRenewalStart = "next_renewal_start";
    public const string RenewedTermEnd = "renewed_term_end";
    public const string LatestNoticeDate = "latest_notice_date";
    public const string EarliestEnd = "earliest_end";
    public const string LatestNoticeForEarliest = "latest_notice_for_earliest";
    public const string PracticalNoticeDate = "practical_notice_date";
    public const string NextWindowEnd = "next_window_end";
    public const string NextWindowNotice = "next_window_notice";
    public const string Basis = "basis";
    public const string EndsOn = "ends_on";
    public const string DeactivationAllowed = "deactivation_allowed";
    public const string EarliestDeactivation = "earliest_deactivation";
    public const string Alerts = "alerts";
    public const string ExitFee = "exit_fee";
    public const string Refund = "refund";
#pragma warning restore CS1591

    /// <summary>All outputs of a contract in the order of a file of results. Those of an account: <see cref="AccountVerdict"/>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Status, Missing, CurrentTermStart, CurrentTermEnd, NextRenewalStart, RenewedTermEnd, LatestNoticeDate, EarliestEnd, LatestNoticeForEarliest,
        PracticalNoticeDate, NextWindowEnd, NextWindowNotice, Basis, EndsOn, DeactivationAllowed, EarliestDeactivation, Alerts, ExitFee, Refund,
    ];
}
