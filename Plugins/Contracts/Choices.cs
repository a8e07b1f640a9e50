using System;

namespace Offboarding.Plugins.Contracts;

/// <summary>Who gives notice, seen from us.</summary>
public enum Party
{
    /// <summary>We.</summary>
    Supplier,

    /// <summary>The customer.</summary>
    Customer,
}

/// <summary>Unternehmer or Verbraucher (§§ 13, 14 BGB).</summary>
public enum CustomerType
{
    /// <summary>Unternehmer.</summary>
    Business,

    /// <summary>Verbraucher.</summary>
    Consumer,
}

/// <summary>What is owed; statutory rules go by it.</summary>
public enum ContractKind
{
    /// <summary>Services, § 611 BGB.</summary>
    Service,

    /// <summary>Regular delivery of goods.</summary>
    Supply,

    /// <summary>Works, § 631 BGB.</summary>
    Works,

    /// <summary>Software and data processing as a service (Data Act).</summary>
    Saas,

    /// <summary>Telecommunications (TKG).</summary>
    Telecom,

    /// <summary>Insurance (VVG).</summary>
    Insurance,

    /// <summary>Basic supply of electricity or gas (StromGVV, GasGVV).</summary>
    EnergyBasic,

    /// <summary>Commercial agency, § 84 HGB.</summary>
    Agency,

    /// <summary>Lease of movable things.</summary>
    LeaseMovable,

    /// <summary>Lease of business premises.</summary>
    LeaseBusiness,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>By which period the remuneration is measured (§§ 580a, 621 BGB).</summary>
public enum PayPeriod
{
    /// <summary>By days.</summary>
    Day,

    /// <summary>By weeks.</summary>
    Week,

    /// <summary>By months.</summary>
    Month,

    /// <summary>By quarters.</summary>
    Quarter,

    /// <summary>By years.</summary>
    Year,

    /// <summary>Not by periods.</summary>
    None,
}

/// <summary>How the clauses came about (§ 305 BGB).</summary>
public enum TermsKind
{
    /// <summary>Standard terms.</summary>
    Standard,

    /// <summary>Negotiated one by one.</summary>
    Negotiated,
}

/// <summary>What follows the initial term.</summary>
public enum Renewal
{
    /// <summary>It ends by itself.</summary>
    None,

    /// <summary>Another renewal term, each time.</summary>
    Fixed,

    /// <summary>It runs on without end.</summary>
    Indefinite,
}

/// <summary>How the contract is to end.</summary>
public enum Termination
{
    /// <summary>Ordinary notice, or none yet.</summary>
    Ordinary,

    /// <summary>Notice for good cause.</summary>
    Extraordinary,

    /// <summary>Agreement of both.</summary>
    Mutual,
}

/// <summary>Form that a notice needs.</summary>
public enum RequiredForm
{
    /// <summary>None.</summary>
    None,

    /// <summary>Text form, § 126b BGB.</summary>
    Text,

    /// <summary>Written form by agreement, § 127 (2) BGB: text is enough.</summary>
    WrittenAgreed,

    /// <summary>Written form by statute, § 126 BGB.</summary>
    Written,
}

/// <summary>Form in which a notice was given.</summary>
public enum NoticeForm
{
    /// <summary>Spoken.</summary>
    Oral,

    /// <summary>E-mail.</summary>
    Email,

    /// <summary>Fax.</summary>
    Fax,

    /// <summary>Customer portal.</summary>
    Portal,

    /// <summary>Signed letter.</summary>
    Letter,

    /// <summary>Qualified electronic signature, § 126a BGB.</summary>
    Qes,
}

/// <summary>Statute on which an extraordinary notice rests.</summary>
public enum CauseBasis
{
    /// <summary>§ 314 BGB.</summary>
    Bgb314,

    /// <summary>§ 626 BGB: within two weeks of knowing.</summary>
    Bgb626,

    /// <summary>§ 89a HGB.</summary>
    Hgb89a,
}

/// <summary>How an early exit is paid for.</summary>
public enum FeeKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>One amount.</summary>
    Fixed,

    /// <summary>A share of the instalments still due.</summary>
    RemainingInstalments,

    /// <summary>An amount that falls with the rest of the term.</summary>
    Declining,
}

/// <summary>Facts that are either so or not known to be so.</summary>
[Flags]
public enum ContractFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Performance is suspended; that alone moves no date.</summary>
    Suspended = 1,

    /// <summary>The suspension lengthens the term: a fresh initial end is needed.</summary>
    SuspensionExtends = 2,

    /// <summary>Services go on.</summary>
    StillPerformed = 4,

    /// <summary>No cancellation button where one is due (§ 312k BGB).</summary>
    ButtonMissing = 8,

    /// <summary>Can be concluded online.</summary>
    Online = 16,

    /// <summary>The customer switches provider (Data Act).</summary>
    Switch = 32,

    /// <summary>Orders, entitlements or invoices are open.</summary>
    OpenServices = 64,

    /// <summary>No duty of basic supply (§ 36 (1) sentence 2 EnWG).</summary>
    NoSupplyDuty = 128,

    /// <summary>Counsel confirmed the good cause and its warning or cure period.</summary>
    CauseConfirmed = 256,
}

/// <summary>Spelling of each choice, in the order of its enumeration.</summary>
static class Codes
{
    internal static readonly string[] Party = ["supplier", "customer"];
    internal static readonly string[] CustomerType = ["business", "consumer"];

    internal static readonly string[] ContractKind =
        ["service", "supply", "works", "saas", "telecom", "insurance", "energy_basic", "agency", "lease_movable", "lease_business", "other"];

    internal static readonly string[] PayPeriod = ["day", "week", "month", "quarter", "year", "none"];
    internal static readonly string[] Terms = ["standard", "negotiated"];
    internal static readonly string[] Renewal = ["none", "fixed", "indefinite"];
    internal static readonly string[] Termination = ["ordinary", "extraordinary", "mutual"];
    internal static readonly string[] RequiredForm = ["none", "text", "written_agreed", "written"];
    internal static readonly string[] NoticeForm = ["oral", "email", "fax", "portal", "letter", "qes"];
    internal static readonly string[] CauseBasis = ["314", "626", "89a"];
    internal static readonly string[] FeeKind = ["none", "fixed", "remaining_instalments", "declining"];

    internal static readonly string[] Flags =
    [
        "suspended", "suspension_extends", "still_performed", "button_missing", "online", "switch", "open_services", "no_supply_duty",
        "cause_confirmed",
    ];

    /// <summary>The flag of a code; null: no such flag.</summary>
    internal static ContractFlags? FlagOrNull(string code)
    {
        var index = Array.IndexOf(Flags, code);
        return index < 0 ? null : (ContractFlags)(1 << index);
    }
}
