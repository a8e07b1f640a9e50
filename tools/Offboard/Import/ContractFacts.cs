using System;
using System.Collections.Generic;

namespace Offboard.Import;

/// <summary>The facts of a contract that a CSV file may hold, by the names that file uses. Meaning and values: docs/reference/cli.md.</summary>
/// <remarks>Only names stand here. What a fact's column holds (date, choice, money, …) is asked of the imported solution.</remarks>
internal static class ContractFacts
{
    /// <summary>One CSV column each; the column of table off_contract is <see cref="ColumnOf"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "law", "planned_receipt", "party", "customer_type", "contract_kind", "pay_period", "terms", "concluded_on", "start",
        "initial_term", "initial_end", "renewal", "renewal_term", "notice", "notice_after", "anchor", "cutoff", "notice_rule",
        "in_term_notice", "term_end_excluded", "min_commitment_until", "max_end", "notice_excluded", "shift_193", "holiday_calendar", "holidays",
        "termination", "notice_by", "notice_received", "required_form", "notice_form", "target_end", "agreed_end",
        "cause_basis", "cause_known_on", "post_end_days",
        "exit_date", "fee_kind", "fee_amount", "fee_rate", "monthly_fee", "prepaid_amount", "prepaid_from", "prepaid_to",
    ];

    /// <summary>What the CSV column <c>flags</c> may list, separated by semicolons; each is a yes/no column of the table.</summary>
    public static IReadOnlyList<string> Flags { get; } =
    [
        "suspended", "suspension_extends", "still_performed", "button_missing", "online", "switch", "open_services", "no_supply_duty",
        "cause_confirmed",
    ];

    /// <summary>The most characters of a contract number: column off_name holds no more.</summary>
    public const int NumberLength = 100;

    /// <summary>Logical name of the column that holds a fact.</summary>
    public static string ColumnOf(string fact) => "off_" + fact.Replace("_", "", StringComparison.Ordinal);
}
