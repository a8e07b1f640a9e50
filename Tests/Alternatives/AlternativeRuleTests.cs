using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Alternatives;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Tests.Alternatives;

public class AlternativeRuleTests
{
    static readonly LocalDate Day = new(2027, 1, 15);

    static readonly Gen<AlternativeOffer> Offers = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[-40, 40], Gen.Int[-40, 40]).Select(one => new AlternativeOffer
    {
        Id = new Guid(one.Item1 + 1, (short)one.Item2, (short)one.Item3, new byte[8]),
        Name = "P" + one.Item1,
        Services = [new[] { "hosting", "support", "consulting", "energy", "Hosting" }[one.Item2]],
        Regions = [new[] { "DE-BY", "DE", "*", "AT", "CH-ZH" }[one.Item3]],
        Languages = one.Item1 % 3 == 0 ? [] : one.Item1 % 3 == 1 ? ["de"] : ["en", "de"],
        ValidFrom = one.Item4 == 0 ? null : Day.PlusDays(one.Item4),
        ValidTo = one.Item5 == 0 ? null : Day.PlusDays(one.Item5),
    });

    static AlternativeOffer Offer(string name, string services = "hosting", string regions = "DE", string languages = "de", string reasons = "", string? from = null, string? to = null, bool own = false) => new()
    {
        Id = new Guid(name.PadLeft(32, '0')),
        Name = name,
        IsOwnService = own,
        Services = AlternativeOffer.ListOf(services),
        Regions = AlternativeOffer.ListOf(regions),
        Languages = AlternativeOffer.ListOf(languages),
        Reasons = AlternativeOffer.ListOf(reasons),
        ValidFrom = from is null ? null : LocalDate.Parse(from),
        ValidTo = to is null ? null : LocalDate.Parse(to),
    };

    static AlternativeNeed Need(string services = "hosting; support", string? region = "DE-BY", string? language = "de", string? reason = "capacity") =>
        new() { Services = AlternativeOffer.ListOf(services), Region = region, Language = language, Reason = reason, Day = Day };

    static string Names(IEnumerable<AlternativeOffer> offers, AlternativeNeed need) => string.Join(' ', AlternativeRule.Rank(offers, need).Select(match => match.Offer.Name));

    [Fact]
    public void R03_suggestions_are_ranked_by_services_region_language_reason_and_ownership()
    {
        AlternativeOffer[] offers =
        [
            Offer("1"), Offer("2", own: true), Offer("3", reasons: "capacity;other"), Offer("4", languages: ""), Offer("5", regions: "*"), Offer("6", regions: "AT; DE-BY"), Offer("7", services: "support;Hosting;energy"),
        ];

        Assert.Equal("7 6 3 2 1 4 5", Names(offers, Need()));
        Assert.Equal("7 6 3 2 1 4 5", Names(offers.Reverse(), Need()));
    }

    [Fact]
    public void R03_a_suggestion_shows_the_facts_that_match()
    {
        var match = Assert.Single(AlternativeRule.Rank([Offer("1", services: "hosting;energy", reasons: "capacity", languages: "en;de")], Need()));

        Assert.Equal(["hosting"], match.Services);
        Assert.Equal(("DE", "de", true), (match.Region, match.Language, match.IsForReason));
    }

    [Theory]
    [InlineData("2027-01-15", "2027-01-15", true)]
    [InlineData("2027-01-16", null, false)]
    [InlineData(null, "2027-01-14", false)]
    public void R03_a_provider_outside_its_validity_dates_is_not_suggested(string? from, string? to, bool suggested) =>
        Assert.Equal(suggested ? "1" : "", Names([Offer("1", from: from, to: to)], Need()));

    [Fact]
    public void R03_a_provider_outside_its_validity_dates_is_never_suggested_whatever_it_offers() =>
        Offers.Array[0, 12].Sample(offers => Assert.All(AlternativeRule.Rank(offers, Need(services: "", region: null, language: null, reason: null)), match => Assert.True(match.Offer.IsValidOn(Day))));

    [Fact]
    public void R03_the_order_does_not_depend_on_the_order_of_the_list() =>
        Gen.Select(Offers.Array[0, 12], Gen.Int).Sample((offers, seed) =>
        {
            var distinct = offers.DistinctBy(offer => offer.Id).ToArray();
            var shuffled = distinct.ToArray();
            new Random(seed).Shuffle(shuffled);

            return Names(distinct, Need()) == Names(shuffled, Need());
        });

    [Fact]
    public void What_does_not_fit_is_left_out()
    {
        Assert.Empty(Names([Offer("1", services: "energy"), Offer("2", regions: "AT"), Offer("3", languages: "fr"), Offer("4", reasons: "insolvency")], Need()));
        Assert.Empty(Names([Offer("1", regions: "DE-BY")], Need(region: "DE")));
    }

    [Fact]
    public void A_customer_of_an_unknown_region_is_offered_what_works_everywhere()
    {
        Assert.Equal("2", Names([Offer("1"), Offer("2", regions: "*")], Need(region: null)));
        Assert.Equal("1", Names([Offer("1", services: "energy")], Need(services: "", language: null)));
    }

    [Theory]
    [InlineData("", "hosting", "de", "", "OFF-4400", "")]
    [InlineData("Bayern", "hosting", "de", "", "OFF-4401", "Bayern")]
    [InlineData("DE", "", "de", "", "OFF-4402", "")]
    [InlineData("DE", "hosting", "deutsch", "", "OFF-4403", "deutsch")]
    [InlineData("DE", "hosting", "", "price", "OFF-4405", "price")]
    public void R03_an_entry_that_could_never_be_suggested_has_a_defect(string regions, string services, string languages, string reasons, string code, string value)
    {
        var defect = ProviderDefect.Of(Offer("1", services, regions, languages, reasons), ["capacity"]);

        Assert.Equal((code, value), (defect?.Code, defect?.Value));
    }

    [Fact]
    public void R03_a_validity_that_ends_before_it_begins_is_a_defect_and_a_sound_entry_has_none()
    {
        Assert.Equal("OFF-4404", ProviderDefect.Of(Offer("1", from: "2027-02-01", to: "2027-01-31"), [])?.Code);
        Assert.Null(ProviderDefect.Of(Offer("1", regions: "DE-BY;AT;*", languages: "de;en", reasons: "Capacity"), ["capacity"]));
    }
}
