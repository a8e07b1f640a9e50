namespace Offboarding.Plugins.Retention;

/// <summary>Why a record may still be kept though its purpose ended; the order in which grounds decide among equal ends.</summary>
public enum RetentionGround
{
    /// <summary>Art. 17(3)(b) GDPR: a statute demands it.</summary>
    LegalObligation,

    /// <summary>Art. 17(3)(e) GDPR: claims may be raised or met.</summary>
    LegalClaims,

    /// <summary>Art. 5(1)(e) GDPR: a period that the controller set.</summary>
    Policy,
}

/// <summary>Which of several known events starts the period.</summary>
public enum StartPick
{
    /// <summary>The first listed one that is known.</summary>
    First,

    /// <summary>The latest of those known.</summary>
    Latest,

    /// <summary>All must be known; the latest counts.</summary>
    LatestAll,
}

/// <summary>Where the clock starts.</summary>
public enum PeriodRounding
{
    /// <summary>On the day itself, §§ 187(1), 188(2), (3) BGB.</summary>
    None,

    /// <summary>At the end of its calendar year, as § 147(4) AO.</summary>
    CalendarYear,

    /// <summary>At the end of its financial year, as Art. 958f OR.</summary>
    FiscalYear,
}

/// <summary>What happens to a row whose day has come.</summary>
public enum RetentionAction
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The row goes.</summary>
    DeleteRow,

    /// <summary>The row stays, and nobody can be singled out by it.</summary>
    AnonymizeRow,

    /// <summary>The subject's key goes: what is left says nothing about the person.</summary>
    DestroyKey,

    /// <summary>What a standing consent needs stays, everything else goes.</summary>
    ReduceToConsent,
}

/// <summary>Where a line stands on a day.</summary>
public enum RetentionStatus
{
    /// <summary>A fact cannot be read; nothing is judged and nothing erased.</summary>
    Invalid,

    /// <summary>No rule names the record class: never erased.</summary>
    Unclassified,

    /// <summary>No rule of the class applies here: never erased.</summary>
    NoRule,

    /// <summary>The record is erased.</summary>
    Completed,

    /// <summary>The customer came back.</summary>
    Cancelled,

    /// <summary>The contact still stands for another active account.</summary>
    KeptActive,

    /// <summary>The event that starts a period is not known.</summary>
    NotStarted,

    /// <summary>A legal hold is in force.</summary>
    Held,

    /// <summary>The end is open.</summary>
    OpenEnded,

    /// <summary>The period runs; nothing is restricted yet.</summary>
    Scheduled,

    /// <summary>The period runs; processing is restricted.</summary>
    Restricted,

    /// <summary>Two duties contradict each other: a person decides.</summary>
    Review,

    /// <summary>The record may be erased.</summary>
    Due,
}

/// <summary>The codes of the choices as rule files, cases and interfaces write them.</summary>
static class RetentionCodes
{
    internal static readonly string[] Ground = ["legal_obligation", "legal_claims", "policy"];
    internal static readonly string[] StartPick = ["first", "latest", "latest_all"];
    internal static readonly string[] Unit = ["Y", "M", "D"];
    internal static readonly string[] Rounding = ["none", "calendar_year", "fiscal_year"];
    internal static readonly string[] Confidence = ["high", "medium", "low"];
    internal static readonly string[] YesNo = ["no", "yes"];
    internal static readonly string[] Action = ["none", "delete_row", "anonymize_row", "destroy_key", "reduce_to_consent"];

    /// <summary>What a rule may demand: <c>none</c> and <c>reduce_to_consent</c> follow from the case alone.</summary>
    internal static readonly string[] RuleAction = ["delete_row", "anonymize_row", "destroy_key"];

    internal static readonly string[] Status =
    [
        "invalid", "unclassified", "no_rule", "completed", "cancelled", "kept_active", "not_started",
        "held", "open_ended", "scheduled", "restricted", "review", "due",
    ];
}

/// <summary>What a person must see beside the status.</summary>
public static class RetentionAlert
{
    /// <summary>A duty demands the record longer than another one allows it.</summary>
    public const string CapConflict = "CAP_CONFLICT";

    /// <summary>A hold moves the first possible day past the latest one allowed.</summary>
    public const string CapHeld = "CAP_HELD";

    /// <summary>The person asked for erasure and is refused for now: Art. 12(4) GDPR demands to say why and what remedy there is.</summary>
    public const string Art17Refused = "ART17_REFUSED";
}

/// <summary>What makes a case invalid.</summary>
public static class CaseDefect
{
    /// <summary>No jurisdiction, or one for which there is no pack.</summary>
    public const string UnknownJurisdiction = "UNKNOWN_JURISDICTION";

    /// <summary>A sector that no rule asks for.</summary>
    public const string UnknownSector = "UNKNOWN_SECTOR";

    /// <summary>A day that is missing, not written YYYY-MM-DD, or in no calendar.</summary>
    public const string BadDate = "BAD_DATE";

    /// <summary>An event that starts no period, as <c>createdon</c>.</summary>
    public const string UnknownEvent = "UNKNOWN_EVENT";

    /// <summary>The same event twice.</summary>
    public const string DuplicateEvent = "DUPLICATE_EVENT";

    /// <summary>A flag for which no rule asks.</summary>
    public const string UnknownFlag = "UNKNOWN_FLAG";

    /// <summary>No day of a year as MM-DD.</summary>
    public const string BadFiscalYearEnd = "BAD_FISCAL_YEAR_END";

    /// <summary>No whole number from 0 on.</summary>
    public const string BadNumber = "BAD_NUMBER";

    /// <summary>Neither yes nor no.</summary>
    public const string BadFlag = "BAD_FLAG";

    /// <summary>A hold without its three parts or without id.</summary>
    public const string BadHold = "BAD_HOLD";

    /// <summary>A hold released before it was placed.</summary>
    public const string HoldOrder = "HOLD_ORDER";
}
