using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Alternatives;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Transition;

namespace Offboarding.Tests.Alternatives;

/// <summary>off_SuggestAlternatives and off_ShareWithAlternative through the packed zip.</summary>
public sealed class AlternativesScenarios : IDisposable
{
    readonly SolutionEnvironment world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void R03_providers_are_suggested_with_their_facts_and_one_that_is_not_valid_never()
    {
        var account = world.Customer();
        world.AddContract(account.Id);
        var id = world.Case(account, world.Person(account));
        Provider("Alpha", regions: "DE");
        Provider("Beta", regions: "DE-BY;AT");
        Provider("Gone", regions: "DE-BY", to: "2027-01-14");
        Provider("Later", regions: "DE-BY", from: "2027-01-16");

        var answer = world.OnCase("off_SuggestAlternatives", id);

        var rows = ((EntityCollection)answer["Alternatives"]).Entities.Select(row => new AlternativeRow(row)).ToList();
        Assert.Equal(["1 Beta", "2 Alpha"], rows.Select(row => $"{row.Rank} {row.Name}"));
        Assert.Equal("Offers service. Works in DE-BY. Speaks the language de.", rows[0].Matches);
        Assert.Contains("1. Beta: Offers service.", (string)answer["Report"], StringComparison.Ordinal);
        Assert.Equal(2, world.Rows(AlternativeRow.Table, "off_caseid", id, "off_name").Count);
    }

    [Fact]
    public void R03_asking_again_changes_what_changed_and_keeps_what_a_person_chose()
    {
        var account = world.Customer();
        var id = world.Case(account, world.Person(account));
        var alpha = Provider("Alpha");
        Provider("Beta");
        var first = ((EntityCollection)world.OnCase("off_SuggestAlternatives", id)["Alternatives"]).Entities;
        world.Administrator.Update(new AlternativeRow(new Entity(AlternativeRow.Table, first[1].Id)) { AlternativeState = AlternativeAlternativeState.Chosen }.Entity);
        world.Administrator.Update(new AlternativeProviderRow(new Entity(AlternativeProviderRow.Table, alpha)) { ValidTo = new LocalDate(2026, 12, 31) }.Entity);

        var again = world.OnCase("off_SuggestAlternatives", id);
        var writes = world.RequestsOf(() => world.OnCase("off_SuggestAlternatives", id));

        var left = Assert.Single(((EntityCollection)again["Alternatives"]).Entities);
        Assert.Equal((first[1].Id, AlternativeAlternativeState.Chosen), (left.Id, new AlternativeRow(left).AlternativeState));
        Assert.Equal(AlternativeState.Inactive, new AlternativeRow(world.Administrator.Retrieve(AlternativeRow.Table, first[0].Id, new ColumnSet("statecode"))).State);
        Assert.InRange(writes, 1, SuggestAlternatives.MostReads);
    }

    [Fact]
    public void R12_nothing_is_recorded_as_passed_on_without_a_consent_that_stands_at_that_moment()
    {
        var account = world.Customer();
        var contact = world.Person(account);
        var id = world.Case(account, contact);
        Provider("Alpha");
        var alternative = ((EntityCollection)world.OnCase("off_SuggestAlternatives", id)["Alternatives"]).Entities.Single().ToEntityReference();
        Assert.Contains("[OFF-4407]", Refused(alternative), StringComparison.Ordinal);
        world.Administrator.Update(new AlternativeRow(new Entity(AlternativeRow.Table, alternative.Id)) { AlternativeState = AlternativeAlternativeState.Chosen }.Entity);
        Assert.Contains("[OFF-4201]", Refused(alternative), StringComparison.Ordinal);
        var other = world.Consent(contact, "reference");
        Assert.Contains("[OFF-4201]", Refused(alternative), StringComparison.Ordinal);
        Assert.Empty(Disclosures(id));

        var consent = world.Consent(contact, "third_party");
        Guid first = default, again = default;
        var requests = world.RequestsOf(() => first = Share(alternative));
        again = Share(alternative);

        Assert.InRange(requests, 1, ShareWithAlternative.MostRequests);
        Assert.Equal(first, again);
        var disclosure = Assert.Single(Disclosures(id));
        Assert.Equal(("Alpha", "desk@alpha.example", consent), (disclosure.Name, disclosure.RecipientEmail, disclosure.ConsentId!.Id));
        Assert.NotEqual(other, consent);
        world.Withdraw(consent);
        Assert.Contains("[OFF-4202]", SolutionEnvironment.RefusalOf(() => world.Do("off_ShareWithAlternative", alternative, ("Content", "Something else"))), StringComparison.Ordinal);
        Assert.Single(Disclosures(id));
    }

    [Fact]
    public void R12_a_chosen_provider_that_may_no_longer_be_suggested_gets_nothing()
    {
        var account = world.Customer();
        var contact = world.Person(account);
        var id = world.Case(account, contact);
        world.Consent(contact, "third_party");
        var provider = Provider("Alpha");
        var alternative = ((EntityCollection)world.OnCase("off_SuggestAlternatives", id)["Alternatives"]).Entities.Single().ToEntityReference();
        world.Administrator.Update(new AlternativeRow(new Entity(AlternativeRow.Table, alternative.Id)) { AlternativeState = AlternativeAlternativeState.Chosen }.Entity);
        world.Administrator.Update(new AlternativeProviderRow(new Entity(AlternativeProviderRow.Table, provider)) { ValidTo = new LocalDate(2027, 1, 14) }.Entity);

        Assert.Contains("[OFF-4408]", Refused(alternative), StringComparison.Ordinal);
        Assert.Contains("[OFF-4406]", Refused(new EntityReference(AlternativeRow.Table, Guid.NewGuid())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("off_regions", null, "[OFF-4400]")]
    [InlineData("off_regions", "Bayern", "[OFF-4401]")]
    [InlineData("off_services", " ", "[OFF-4402]")]
    [InlineData("off_languages", "deutsch", "[OFF-4403]")]
    [InlineData("off_reasons", "price", "[OFF-4405]")]
    public void R03_a_provider_that_could_never_be_suggested_is_not_saved_and_the_message_names_the_value(string column, string? value, string code)
    {
        var id = Provider("Alpha");

        var message = SolutionEnvironment.RefusalOf(() => world.Administrator.Update(new Entity(AlternativeProviderRow.Table, id) { [column] = value }));

        Assert.EndsWith(code, message, StringComparison.Ordinal);
        Assert.Contains("“Alpha”", message, StringComparison.Ordinal);
        if (!string.IsNullOrWhiteSpace(value)) Assert.Contains(value, message, StringComparison.Ordinal);
        Assert.Contains("[OFF-4404]", SolutionEnvironment.RefusalOf(() => Provider("Beta", from: "2027-02-01", to: "2027-01-31")), StringComparison.Ordinal);
    }

    Guid Provider(string name, string regions = "DE;*", string? from = null, string? to = null) => world.Administrator.Create(new AlternativeProviderRow
    {
        Name = name, Services = "service;hosting", Regions = regions, Languages = "de;en", Email = $"desk@{name.ToLowerInvariant()}.example", Version = 1, Origin = AlternativeProviderOrigin.Customer,
        ValidFrom = from is null ? null : LocalDate.Parse(from), ValidTo = to is null ? null : LocalDate.Parse(to),
    }.Entity);

    Guid Share(EntityReference alternative) => (Guid)world.Do("off_ShareWithAlternative", alternative, ("Content", "Contoso looks for hosting from April on."))["DisclosureId"];

    string Refused(EntityReference alternative) => SolutionEnvironment.RefusalOf(() => Share(alternative));

    DisclosureRow[] Disclosures(Guid id) => [.. world.Rows(DisclosureRow.Table, "off_caseid", id, "off_name", "off_recipientemail", "off_consentid").Select(row => new DisclosureRow(row))];
}
