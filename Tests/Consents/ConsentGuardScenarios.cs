using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Correspondence;

namespace Offboarding.Tests.Consents;

/// <summary>A consent is complete when it is recorded, stays as it was, and ends by its withdrawal.</summary>
public class ConsentGuardScenarios(SharedSolution solution) : IClassFixture<SharedSolution>
{
    readonly SolutionEnvironment world = solution.World;
    readonly LetterWorld letters = new(solution.World);

    [Fact]
    public void R12_a_consent_that_nobody_could_prove_is_refused()
    {
        var contact = letters.Contact(world.AddAccount("Contoso GmbH"));
        string Refused(Action<ConsentRow> change) => SolutionEnvironment.RefusalOf(() => letters.Consent(contact, "reference", change));

        Assert.EndsWith("[OFF-4210]", Refused(row => row.GivenOn = null), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4211]", Refused(row => row.WithdrawnOn = new LocalDate(2026, 11, 30)), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4212]", Refused(row => row.EndsOn = new LocalDate(2026, 11, 30)), StringComparison.Ordinal);
        Assert.Contains("expected: marketing, keep_in_touch", Refused(row => row.Purpose = "gossip"), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4213]", Refused(row => row.Purpose = null), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4214]", Refused(row => row.Evidence = " "), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4217]", Refused(row => row.GivenOn = new LocalDate(2027, 1, 16)), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4219]", Refused(row => row.ContactId = null), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4220]", Refused(row => row.Basis = null), StringComparison.Ordinal);
    }

    [Fact]
    public void R12_the_proof_of_a_consent_stays_and_a_withdrawal_is_final()
    {
        var id = letters.Consent(letters.Contact(world.AddAccount("Contoso GmbH")), "third_party");
        void Update(Action<ConsentRow> change)
        {
            var row = new ConsentRow(new Entity(ConsentRow.Table, id));
            change(row);
            world.Administrator.Update(row.Entity);
        }

        Assert.EndsWith("[OFF-4215]", SolutionEnvironment.RefusalOf(() => Update(row => row.Evidence = "another")), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4215]", SolutionEnvironment.RefusalOf(() => Update(row => row.Purpose = "marketing")), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4211]", SolutionEnvironment.RefusalOf(() => Update(row => row.WithdrawnOn = new LocalDate(2026, 11, 30))), StringComparison.Ordinal);
        Update(row => row.WithdrawnOn = new LocalDate(2027, 1, 15));
        Assert.EndsWith("[OFF-4216]", SolutionEnvironment.RefusalOf(() => Update(row => row.WithdrawnOn = null)), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4218]", SolutionEnvironment.RefusalOf(() => world.Administrator.Delete(ConsentRow.Table, id)), StringComparison.Ordinal);
    }

    /// <summary>The other refusals of the check: each is a finding or a stop of a letter that rests on the consent.</summary>
    [Theory]
    [InlineData("ended", "OFF-4203")]
    [InlineData("channel", "OFF-4205")]
    [InlineData("basis", "OFF-4206")]
    public void R12_what_is_wrong_with_a_basis_is_named(string defect, string code)
    {
        var customer = letters.Customer();
        letters.Consent(customer.Contact, "keep_in_touch", row =>
        {
            if (defect == "ended") row.EndsOn = new LocalDate(2027, 1, 14);
            else if (defect == "channel") row.Channel = ConsentChannel.Phone;
            else row.Basis = ConsentBasis.Contract;
        });
        var checkin = letters.Drafted(customer, "checkin");

        Assert.Contains("[" + code + "]", (string)letters.Rep.Execute(LetterWorld.ReleaseRequest(checkin.Letter))["Report"], StringComparison.Ordinal);
    }

    [Fact]
    public void R12_a_consent_of_a_later_day_does_not_count_yet()
    {
        var customer = letters.Customer();
        world.CreatePastTheProduct(new ConsentRow
        {
            Name = "later", Purpose = "keep_in_touch", Basis = ConsentBasis.Consent, ContactId = new EntityReference("contact", customer.Contact), GivenOn = new LocalDate(2027, 1, 16), Evidence = "x",
        }.Entity);
        var checkin = letters.Drafted(customer, "checkin");

        Assert.Contains("[OFF-4204]", (string)letters.Rep.Execute(LetterWorld.ReleaseRequest(checkin.Letter))["Report"], StringComparison.Ordinal);
    }
}
