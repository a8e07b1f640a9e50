using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>
/// § 309 Nr. 9 BGB: what standard terms may demand of a consumer. A clause that goes beyond is marked for counsel, not replaced: strictly it is
/// void without reduction (§ 306 BGB), so the end shown is the latest that the consumer must accept.
/// </summary>
static class ConsumerTermLimits
{
    // Art. 229 § 60 EGBGB
    static readonly LocalDate NewLaw = new(2022, 3, 1);

    /// <summary>Whether § 309 Nr. 9 BGB speaks of this kind of contract.</summary>
    internal static bool AreKind(ContractKind? kind) =>
        kind is ContractKind.Service or ContractKind.Supply or ContractKind.Works or ContractKind.Telecom;

    /// <summary>Whether the customer's clause demands more than the law in force at conclusion allows.</summary>
    /// <param name="facts">Validated facts.</param>
    /// <param name="term">The term.</param>
    /// <param name="named">The rule row that the contract names instead of agreed fields; null: none.</param>
    internal static bool AreExceeded(ContractFacts facts, ContractTerm term, NoticeRule? named)
    {
        if (facts.CustomerType != CustomerType.Consumer || facts.Terms == TermsKind.Negotiated || !AreKind(facts.ContractKind)) return false;
        if (term.InitialEnd is not { } initialEnd || facts.ConcludedOn is not { } concluded) return false;

        // The 24 months run from the conclusion, not from the start of the service: BGHZ 122, 63; BGH III ZR 61/24, III ZR 8/25.
        if (initialEnd > Period.TermEnd(LocalDate.Min(term.Start, concluded), 24)) return true;
        if (term.Renewal == Renewal.None) return false;

        var isNewLaw = concluded >= NewLaw;
        var months = isNewLaw ? 1 : 3;
        if (named is null ? IsLonger(facts.Notice, months) || IsLonger(facts.NoticeAfter, months) : named.Length.IsLongerThanMonths(months)) return true;

        var anchor = named is null ? facts.Anchor : named.Anchor;
        return isNewLaw
            ? term.Renewal == Renewal.Fixed || anchor?.Kind != AnchorKind.AnyDay
            : term.Renewal == Renewal.Fixed && ContractTerm.IsOverTwelveMonths(facts.RenewalTerm);
    }

    static bool IsLonger(NoticePeriod? notice, int months) => notice is not null && notice.IsLongerThanMonths(months);
}
