using System;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>What a rule row is for.</summary>
public enum RuleKind
{
    /// <summary>Statutory notice where the contract is silent, or named by the contract.</summary>
    Default,

    /// <summary>A common clause, only named by a contract.</summary>
    Preset,

    /// <summary>A statutory right beside the contract.</summary>
    Right,
}

/// <summary>Which day is the first end of a right.</summary>
public enum RightStart
{
    /// <summary>The end of the initial term.</summary>
    InitialEnd,

    /// <summary>The end of the longest term allowed.</summary>
    Cap,

    /// <summary>The earlier of both.</summary>
    Capped,

    /// <summary>The start of the contract.</summary>
    Start,
}

/// <summary>Which days after the first are ends of a right.</summary>
public enum RightEnds
{
    /// <summary>Every day.</summary>
    AnyDay,

    /// <summary>A chain of equal terms after the first end, and one after the end of the initial term.</summary>
    Every,

    /// <summary>The ends of contract years.</summary>
    ContractYearEnd,
}

/// <summary>One rule row: a statutory default, a preset clause or a statutory right. Law as data; the arithmetic is code.</summary>
public sealed class NoticeRule
{
    internal NoticeRule(NoticeRuleText row)
    {
        Id = row.Id;
        Version = row.Version;
        ValidFrom = row.ValidFrom;
        ValidTo = row.ValidTo;
        Kind = row.Kind;
        IsAutomatic = row.IsAutomatic;
        Party = row.Party;
        CustomerTypes = row.CustomerTypes;
        ContractKinds = row.ContractKinds;
        PayPeriods = row.PayPeriods;
        Terms = row.Terms;
        ConcludedFrom = row.ConcludedFrom;
        ConcludedTo = row.ConcludedTo;
        ReceiptFrom = row.ReceiptFrom;
        NeedsInitialTerm = row.NeedsInitialTerm;
        NeedsRenewal = row.NeedsRenewal;
        NeedsTermOverCap = row.NeedsTermOverCap;
        NeededFlags = row.NeededFlags;
        ExcludedFlags = row.ExcludedFlags;
        First = row.First;
        CapMonths = row.CapMonths;
        CapFromConclusion = row.CapFromConclusion;
        FirstIncluded = row.FirstIncluded;
        Then = row.Then;
        EveryTerm = row.EveryTerm;
        Length = row.Length;
        CutOff = row.CutOff;
        Anchor = row.Anchor;
        LegalSource = row.LegalSource;
    }

    /// <summary>Id that contracts name and explanations cite.</summary>
    public string Id { get; }

    /// <summary>Version of the row; 1 if the row names none.</summary>
    public int Version { get; }

    /// <summary>First day on which this version judges; null: always.</summary>
    public LocalDate? ValidFrom { get; }

    /// <summary>Last day on which this version judges; null: for good.</summary>
    public LocalDate? ValidTo { get; }

    /// <summary>Default, preset or right.</summary>
    public RuleKind Kind { get; }

    /// <summary>Applies by itself (mode auto); else only where a contract names it.</summary>
    public bool IsAutomatic { get; }

    /// <summary>Who may give notice by it; null: both.</summary>
    public Party? Party { get; }

    /// <summary>Paragraph or article, as it is cited.</summary>
    public string LegalSource { get; }

    /// <summary>How long notice is.</summary>
    public NoticeLength Length { get; }

    /// <summary>Last day of receipt by the calendar; null: none. Defaults and presets.</summary>
    public CutOff? CutOff { get; }

    /// <summary>Days that may be an end. Defaults and presets; null for rights.</summary>
    public Anchor? Anchor { get; }

    /// <summary>The right rests on a flag that the customer switches provider: its end is the latest possible.</summary>
    public bool EndIsLatest => (NeededFlags & ContractFlags.Switch) != ContractFlags.None;

    internal CustomerType[] CustomerTypes { get; }

    internal ContractKind[] ContractKinds { get; }

    internal PayPeriod[] PayPeriods { get; }

    internal TermsKind? Terms { get; }

    internal LocalDate? ConcludedFrom { get; }

    internal LocalDate? ConcludedTo { get; }

    internal LocalDate? ReceiptFrom { get; }

    internal bool NeedsInitialTerm { get; }

    internal bool NeedsRenewal { get; }

    internal bool NeedsTermOverCap { get; }

    internal ContractFlags NeededFlags { get; }

    internal ContractFlags ExcludedFlags { get; }

    internal RightStart First { get; }

    internal int? CapMonths { get; }

    internal bool CapFromConclusion { get; }

    internal bool FirstIncluded { get; }

    /// <summary>Which days after the first are ends. Rights.</summary>
    internal RightEnds Then { get; }

    internal Period EveryTerm { get; }

    /// <summary>As in explanations: <c>DE-HGB-89 (version 1)</c>.</summary>
    public override string ToString() => Id + " (version " + Version.ToString(System.Globalization.CultureInfo.InvariantCulture) + ")";

    /// <summary>Whether this default fills the gap of a contract that says nothing of notice (chapter "rows": party, kinds, pay periods, flags).</summary>
    internal bool FillsGapOf(ContractFacts facts, Party? party) =>
        Kind == RuleKind.Default && IsAutomatic
        && (Party is null || Party == party)
        && Holds(ContractKinds, facts.ContractKind)
        && Holds(PayPeriods, facts.PayPeriod)
        && FlagsFit(facts);

    /// <summary>Whether this right exists beside the contract for a party and a day of receipt.</summary>
    internal bool IsRightOf(ContractFacts facts, Party? party, LocalDate receipt, LocalDate start, LocalDate? initialEnd) =>
        Kind == RuleKind.Right
        && (Party is null || Party == party)
        && Holds(CustomerTypes, facts.CustomerType)
        && Holds(ContractKinds, facts.ContractKind)
        && (Terms is null || Terms == facts.Terms)
        && (ConcludedFrom is not { } from || facts.ConcludedOn >= from)
        && (ConcludedTo is not { } to || facts.ConcludedOn <= to)
        && (ReceiptFrom is not { } receiptFrom || receipt >= receiptFrom)
        && (!NeedsInitialTerm || initialEnd is not null)
        && (!NeedsRenewal || (initialEnd is not null && facts.Renewal != Renewal.None))
        && (!NeedsTermOverCap || initialEnd > CapEnd(facts, start))
        && FlagsFit(facts);

    /// <summary>End of the longest term allowed, counted from the start or from an earlier conclusion.</summary>
    internal LocalDate CapEnd(ContractFacts facts, LocalDate start)
    {
        var from = CapFromConclusion && facts.ConcludedOn is { } concluded ? LocalDate.Min(start, concluded) : start;
        return Period.TermEnd(from, CapMonths.GetValueOrDefault()) ?? LocalDate.MaxIsoValue;
    }

    bool FlagsFit(ContractFacts facts) =>
        (facts.Flags & NeededFlags) == NeededFlags && (facts.Flags & ExcludedFlags) == ContractFlags.None;

    static bool Holds<T>(T[] allowed, T? value)
        where T : struct =>
        allowed.Length == 0 || (value is { } known && Array.IndexOf(allowed, known) >= 0);
}
