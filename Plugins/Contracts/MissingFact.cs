using System.Collections.Generic;

namespace Offboarding.Plugins.Contracts;

/// <summary>Codes of what keeps a contract from being judged, in the order in which they are reported.</summary>
public static class MissingFact
{
#pragma warning disable CS1591 // ContractMessages.csv says of each what is wrong and what to do, in both languages.
    public const string Law = "LAW";
    public const string BadValue = "BAD_VALUE";
    public const string Party = "PARTY";
    public const string CustomerType = "CUSTOMER_TYPE";
    public const string ContractKind = "CONTRACT_KIND";
    public const string ConcludedOn = "CONCLUDED_ON";
    public const string Start = "START";
    public const string Term = "TERM";
    public const string InitialTermConflict = "INITIAL_TERM_CONFLICT";
    public const string Renewal = "RENEWAL";
    public const string RenewalConflict = "RENEWAL_CONFLICT";
    public const string RenewalTerm = "RENEWAL_TERM";
    public const string NoticePeriod = "NOTICE_PERIOD";
    public const string NoticeConflict = "NOTICE_CONFLICT";
    public const string NoticeRule = "NOTICE_RULE";
    public const string Anchor = "ANCHOR";
    public const string AnchorVersusTerm = "ANCHOR_VS_TERM";
    public const string AnchorNeedsTerm = "ANCHOR_NEEDS_TERM";
    public const string NoticeOutsideVvg = "NOTICE_OUTSIDE_VVG_11_3";
    public const string EndBeforeStart = "END_BEFORE_START";
    public const string PlannedReceiptPast = "PLANNED_RECEIPT_PAST";
    public const string NoticeReceiptFuture = "NOTICE_RECEIPT_FUTURE";
    public const string NoticeForm = "NOTICE_FORM";
    public const string AgreedEnd = "AGREED_END";
    public const string NoticeReceived = "NOTICE_RECEIVED";
    public const string CauseBasis = "CAUSE_BASIS";
    public const string CauseKnownOn = "CAUSE_KNOWN_ON";
    public const string CauseConfirmed = "CAUSE_CONFIRMED";
    public const string SuspensionTerm = "SUSPENSION_TERM";
    public const string HolidayCalendar = "HOLIDAY_CALENDAR";
    public const string HolidayYear = "HOLIDAY_YEAR";
    public const string ContinuedAfterExpiry = "CONTINUED_AFTER_EXPIRY";
#pragma warning restore CS1591

    /// <summary>All codes in the order in which they are reported. <see cref="BadValue"/> is followed by a colon and the name of the fact, <see cref="HolidayYear"/> by a colon and the year.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Law, BadValue, Party, CustomerType, ContractKind, ConcludedOn, Start, Term, InitialTermConflict, Renewal, RenewalConflict, RenewalTerm,
        NoticePeriod, NoticeConflict, NoticeRule, Anchor, AnchorVersusTerm, AnchorNeedsTerm, NoticeOutsideVvg, EndBeforeStart, PlannedReceiptPast,
        NoticeReceiptFuture, NoticeForm, AgreedEnd, NoticeReceived, CauseBasis, CauseKnownOn, CauseConfirmed, SuspensionTerm, HolidayCalendar, HolidayYear,
        ContinuedAfterExpiry,
    ];
}
