using System.Collections.Generic;

namespace Offboarding.Plugins.Contracts;

/// <summary>Names of the facts of a contract, as in a file of contracts and in messages.</summary>
public static class Fact
{
#pragma warning disable CS1591 // The reference page of contract data explains each fact.
    public const string Law = "law";
    public const string Today = "today";
    public const string PlannedReceipt = "planned_receipt";
    public const string Party = "party";
    public const string CustomerType = "customer_type";
    public const string ContractKind = "contract_kind";
    public const string PayPeriod = "pay_period";
    public const string Terms = "terms";
    public const string ConcludedOn = "concluded_on";
    public const string Start = "start";
    public const string InitialTerm = "initial_term";
    public const string InitialEnd = "initial_end";
    public const string Renewal = "renewal";
    public const string RenewalTerm = "renewal_term";
    public const string Notice = "notice";
    public const string NoticeAfter = "notice_after";
    public const string Anchor = "anchor";
    public const string CutOff = "cutoff";
    public const string NoticeRule = "notice_rule";
    public const string InTermNotice = "in_term_notice";
    public const string TermEndExcluded = "term_end_excluded";
    public const string MinCommitmentUntil = "min_commitment_until";
    public const string MaxEnd = "max_end";
    public const string NoticeExcluded = "notice_excluded";
    public const string Shift193 = "shift_193";
    public const string HolidayCalendar = "holiday_calendar";
    public const string Holidays = "holidays";
    public const string Flags = "flags";
    public const string Termination = "termination";
    public const string NoticeBy = "notice_by";
    public const string NoticeReceived = "notice_received";
    public const string RequiredForm = "required_form";
    public const string NoticeForm = "notice_form";
    public const string TargetEnd = "target_end";
    public const string AgreedEnd = "agreed_end";
    public const string CauseBasis = "cause_basis";
    public const string CauseKnownOn = "cause_known_on";
    public const string PostEndDays = "post_end_days";
    public const string ExitDate = "exit_date";
    public const string FeeKind = "fee_kind";
    public const string FeeAmount = "fee_amount";
    public const string FeeRate = "fee_rate";
    public const string MonthlyFee = "monthly_fee";
    public const string PrepaidAmount = "prepaid_amount";
    public const string PrepaidFrom = "prepaid_from";
    public const string PrepaidTo = "prepaid_to";
#pragma warning restore CS1591

    /// <summary>Every fact of a contract, in the order in which a file of contracts names them; <see cref="Today"/> is not one: it belongs to the question.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Law, PlannedReceipt, Party, CustomerType, ContractKind, PayPeriod, Terms, ConcludedOn, Start, InitialTerm, InitialEnd, Renewal, RenewalTerm,
        Notice, NoticeAfter, Anchor, CutOff, NoticeRule, InTermNotice, TermEndExcluded, MinCommitmentUntil, MaxEnd, NoticeExcluded, Shift193,
        HolidayCalendar, Holidays, Flags, Termination, NoticeBy, NoticeReceived, RequiredForm, NoticeForm, TargetEnd, AgreedEnd, CauseBasis, CauseKnownOn, PostEndDays, ExitDate,
        FeeKind, FeeAmount, FeeRate, MonthlyFee, PrepaidAmount, PrepaidFrom, PrepaidTo,
    ];
}
