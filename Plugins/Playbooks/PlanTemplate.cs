using System;

namespace Offboarding.Plugins.Playbooks;

/// <summary>The day from which the due day of a plan item is counted.</summary>
public enum PlanAnchor
{
    /// <summary>The day on which the case starts.</summary>
    Start,

    /// <summary>The day of the talk with the customer.</summary>
    Talk,

    /// <summary>The latest notice date: the last day on which notice can be received.</summary>
    Notice,

    /// <summary>The day on which the relationship ends.</summary>
    End,
}

/// <summary>How an offset is counted.</summary>
public enum OffsetUnit
{
    /// <summary>Every day counts.</summary>
    CalendarDays,

    /// <summary>Arbeitstage: Monday to Friday without the holidays of the account's region.</summary>
    WorkingDays,
}

/// <summary>What a plan item asks somebody to do.</summary>
public enum PlanActivity
{
    /// <summary>A task.</summary>
    Task,

    /// <summary>A phone call; without an appointment before it, it is the talk.</summary>
    PhoneCall,

    /// <summary>An appointment.</summary>
    Appointment,

    /// <summary>A letter.</summary>
    Letter,

    /// <summary>An e-mail.</summary>
    Email,
}

/// <summary>Who is to do it.</summary>
public enum OwnerRole
{
    /// <summary>Owner of the case.</summary>
    CaseOwner,

    /// <summary>Owner of the account.</summary>
    AccountOwner,

    /// <summary>Manager of the case's owner.</summary>
    Manager,
}

/// <summary>What is true of the account; a template may ask for one of these.</summary>
[Flags]
public enum PlanConditions
{
    /// <summary>Nothing; a template without condition always applies.</summary>
    None = 0,

    /// <summary>Orders are open.</summary>
    OpenOrders = 1,

    /// <summary>Invoices are open.</summary>
    OpenInvoices = 2,

    /// <summary>Opportunities are open.</summary>
    OpenOpportunities = 4,

    /// <summary>Service cases are open.</summary>
    OpenCases = 8,

    /// <summary>The customer has access to a portal.</summary>
    PortalAccess = 16,

    /// <summary>We hold the customer's data.</summary>
    DataHeld = 32,
}

/// <summary>One line of a playbook.</summary>
public sealed class PlanTemplate
{
    /// <summary>Unique among all templates; a plan has at most one item of a code.</summary>
    public string Code { get; init; } = "";

    /// <summary>Order among items of the same day.</summary>
    public int Sequence { get; init; }

    /// <summary>What is made of it.</summary>
    public PlanActivity Activity { get; init; }

    /// <summary>From where the due day is counted.</summary>
    public PlanAnchor Anchor { get; init; }

    /// <summary>Days after the anchor; negative: before.</summary>
    public int Offset { get; init; }

    /// <summary>What <see cref="Offset"/> counts.</summary>
    public OffsetUnit Unit { get; init; }

    /// <summary>Who gets the activity.</summary>
    public OwnerRole Owner { get; init; }

    /// <summary>What must be true of the account; none: it always applies.</summary>
    public PlanConditions Condition { get; init; }

    /// <summary>Whether the case cannot be completed without it.</summary>
    public bool IsMandatory { get; init; }

    /// <summary>English subject.</summary>
    public string Subject { get; init; } = "";

    /// <summary>German subject.</summary>
    public string SubjectDe { get; init; } = "";

    /// <summary>English text; null: none.</summary>
    public string? Text { get; init; }

    /// <summary>German text; null: none.</summary>
    public string? TextDe { get; init; }

    /// <summary>
    /// Whether it is a letter that tells the customer of the end: each letter that is counted from start or talk, or from the latest notice date and not after it.
    /// It follows the talk and is sent in time; a letter counted from the end closes the relationship and need not.
    /// </summary>
    public bool IsNoticeLetter => Activity == PlanActivity.Letter && (Anchor is PlanAnchor.Start or PlanAnchor.Talk || (Anchor == PlanAnchor.Notice && Offset <= 0));

    /// <summary>Subject for a reader of the language; a blank one falls back to the other language.</summary>
    public string SubjectFor(Language language) => Choose(language, Subject, SubjectDe) ?? Code;

    /// <summary>Text for a reader of the language; a blank one falls back to the other language. Null: none.</summary>
    public string? TextFor(Language language) => Choose(language, Text, TextDe);

    static string? Choose(Language language, string? english, string? german)
    {
        var first = language == Language.German ? german : english;
        var second = language == Language.German ? english : german;
        return !string.IsNullOrWhiteSpace(first) ? first : string.IsNullOrWhiteSpace(second) ? null : second;
    }
}
