using System;
using System.Collections.Generic;
using System.Linq;

namespace Offboarding.Plugins.Alternatives;

/// <summary>Which alternatives fit a customer, best first.</summary>
/// <remarks>
/// What does not fit is left out: an offer outside its validity, for other reasons, without any needed service, that does not cover the region, or that speaks other languages. What is not known of the customer
/// leaves nothing out, except that an offer of some regions is no offer to a customer of an unknown one.
/// </remarks>
public static class AlternativeRule
{
    /// <summary>
    /// In this order: more of the needed services; nearer region (the same before the country before everywhere); language known to be spoken; meant for the reason; own services; name.
    /// The same list and need give the same order.
    /// </summary>
    public static IReadOnlyList<AlternativeMatch> Rank(IEnumerable<AlternativeOffer> offers, AlternativeNeed need) =>
    [
        .. offers.Select(offer => MatchOrNull(offer, need)).OfType<AlternativeMatch>()
            .OrderByDescending(static match => match.Services.Count)
            .ThenByDescending(static match => Nearness(match.Region))
            .ThenByDescending(static match => match.Language is not null)
            .ThenByDescending(static match => match.IsForReason)
            .ThenByDescending(static match => match.Offer.IsOwnService)
            .ThenBy(static match => match.Offer.Name, StringComparer.Ordinal)
            .ThenBy(static match => match.Offer.Id),
    ];

    /// <summary>What speaks for an offer; null: it does not fit.</summary>
    public static AlternativeMatch? MatchOrNull(AlternativeOffer offer, AlternativeNeed need)
    {
        if (!offer.IsValidOn(need.Day)) return null;
        if (offer.Reasons.Count > 0 && !Has(offer.Reasons, need.Reason)) return null;
        if (offer.Languages.Count > 0 && need.Language is not null && !Has(offer.Languages, need.Language)) return null;
        if (RegionOf(offer, need.Region) is not { } region) return null;

        var services = need.Services.Where(service => Has(offer.Services, service)).OrderBy(static service => service, StringComparer.Ordinal).ToList();
        if (need.Services.Count > 0 && services.Count == 0) return null;

        return new AlternativeMatch(offer, services, region, Has(offer.Languages, need.Language) ? need.Language : null, offer.Reasons.Count > 0);
    }

    /// <summary>The nearest region of an offer that covers one; null: none does.</summary>
    static string? RegionOf(AlternativeOffer offer, string? region)
    {
        if (region is not null)
            foreach (var covering in new[] { region, region.Split('-')[0] })
                if (Has(offer.Regions, covering)) return covering;

        return Has(offer.Regions, AlternativeOffer.Everywhere) ? AlternativeOffer.Everywhere : null;
    }

    static int Nearness(string region) => region == AlternativeOffer.Everywhere ? 0 : region.Length;

    static bool Has(IReadOnlyList<string> list, string? entry) => entry is not null && list.Contains(entry, StringComparer.OrdinalIgnoreCase);
}
