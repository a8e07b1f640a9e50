using System;

namespace Offboarding.Plugins.Contracts;

/// <summary>Where a contract stands, seen from its current term.</summary>
public enum ContractStatus
{
    /// <summary>Facts are missing or contradict each other: nothing is computed.</summary>
    UnknownData,

    /// <summary>It is over.</summary>
    Ended,

    /// <summary>Its end is certain.</summary>
    Ending,

    /// <summary>It has not begun.</summary>
    NotStarted,

    /// <summary>Ordinary notice leads to no end.</summary>
    NoOrdinaryNotice,

    /// <summary>It runs without a fixed end of term.</summary>
    Running,

    /// <summary>The end of this term is no end for this party.</summary>
    Committed,

    /// <summary>Notice to the end of this term is still in time.</summary>
    NoticeOpen,

    /// <summary>Notice to the end of this term is too late.</summary>
    NoticeMissed,
}

/// <summary>What somebody should look at beside the dates. In the order in which alerts are listed.</summary>
[Flags]
public enum ContractAlerts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The contract is silent; a statutory period counts.</summary>
    StatutoryDefault = 1,

    /// <summary>The earliest end rests on a statutory right.</summary>
    StatutoryRight = 2,

    /// <summary>A clause goes beyond what the law allows: counsel.</summary>
    ClauseOverCap = 4,

    /// <summary>Ordinary notice is excluded by statute.</summary>
    NoticeExcludedByLaw = 8,

    /// <summary>The notice received is void: wrong form.</summary>
    NoticeFormInvalid = 16,

    /// <summary>The extraordinary notice came after the two weeks of § 626 (2) BGB.</summary>
    ExtraordinaryLate = 32,

    /// <summary>The notice named another day than it reaches.</summary>
    TargetMoved = 64,

    /// <summary>The end is the latest; it comes earlier once the switch is complete (Art. 25 Data Act).</summary>
    EndIsLatest = 128,

    /// <summary>Performance is suspended.</summary>
    Suspended = 256,

    /// <summary>Duties go on after the end.</summary>
    PostEndDuties = 512,

    /// <summary>Services are not yet fulfilled.</summary>
    OpenServices = 1024,

    /// <summary>An exit fee is agreed, but its basis is missing.</summary>
    FeeUnknown = 2048,
}

static class StatusCodes
{
    static readonly string[] Statuses =
        ["unknown_data", "ended", "ending", "not_started", "no_ordinary_notice", "running", "committed", "notice_open", "notice_missed"];

    static readonly string[] Alerts =
    [
        "STATUTORY_DEFAULT", "STATUTORY_RIGHT", "CLAUSE_OVER_CAP", "NOTICE_EXCLUDED_BY_LAW", "NOTICE_FORM_INVALID", "EXTRAORDINARY_LATE", "TARGET_MOVED",
        "END_IS_LATEST", "SUSPENDED", "POST_END_DUTIES", "OPEN_SERVICES", "FEE_UNKNOWN",
    ];

    internal static string CodeOf(ContractStatus status) => Statuses[(int)status];

    internal static string CodesOf(ContractAlerts alerts)
    {
        var text = "";
        for (var i = 0; i < Alerts.Length; i++)
        {
            if (((int)alerts & (1 << i)) != 0) text += text.Length == 0 ? Alerts[i] : ";" + Alerts[i];
        }

        return text;
    }
}
