using System;
using System.Collections.Generic;

namespace Offboarding.Plugins.Erasure;

/// <summary>The record classes that rows can have: each row of data has exactly one.</summary>
public static class RecordClasses
{
    /// <summary>Master data of an account.</summary>
    public const string AccountMaster = "account_master";

    /// <summary>Master data of a contact.</summary>
    public const string ContactMaster = "contact_master";

    /// <summary>Invoices and what else is booked.</summary>
    public const string Voucher = "voucher";

    /// <summary>Letters that prepare, conclude, carry out or cancel a trade, orders among them.</summary>
    public const string CommercialLetter = "commercial_letter";

    /// <summary>Contracts, and offers that were won.</summary>
    public const string ContractDocument = "contract_document";

    /// <summary>Offers that were lost.</summary>
    public const string QuoteLost = "quote_lost";

    /// <summary>Tasks, calls, appointments and e-mail that is no commercial letter.</summary>
    public const string ActivityInternal = "activity_internal";

    /// <summary>Service cases.</summary>
    public const string ServiceCase = "service_case";

    /// <summary>Leads.</summary>
    public const string LeadProspect = "lead_prospect";

    /// <summary>The keys from which tokens are made.</summary>
    public const string EvidenceKey = "evidence_key";

    /// <summary>Every class.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        AccountMaster, ContactMaster, Voucher, CommercialLetter, ContractDocument, QuoteLost, ActivityInternal, ServiceCase, "feedback", "marketing_profile", LeadProspect,
        "consent_proof", "suppression_entry", "offboarding_case", "dsr_record", EvidenceKey, "evidence_log",
        "kyc_record", "claim_record", "delivery_note", "warranty_record", "product_supply", "customs_record", "tax_other", "book", "phone_recording",
    ];

    static readonly HashSet<string> Known = new(All, StringComparer.Ordinal);

    /// <summary>Whether there is such a class.</summary>
    public static bool IsKnown(string code) => Known.Contains(code);
}
