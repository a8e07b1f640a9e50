using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.SubjectRequests;

/// <summary>Who objected or asked for erasure does not come back by an import. It is 15 January 2027.</summary>
public sealed class SuppressionScenarios : IDisposable
{
    static readonly DateTime Born = new(1980, 3, 4);

    readonly SubjectWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void An_erasure_request_puts_fingerprints_on_the_list_and_no_value()
    {
        var request = world.Read(world.Request(SubjectRequestKind.Erasure, world.Person(world.Account(), born: Born)));

        var entries = world.Entries();
        Assert.Equal([SuppressionKind.Email, SuppressionKind.NameBirthdate], entries.Select(entry => entry.Kind!.Value).Order());
        Assert.All(entries, entry => Assert.Equal((64, request.Name, new LocalDate(2027, 1, 10)), (entry.Fingerprint!.Length, entry.Basis, entry.Since)));
        Assert.DoesNotContain(world.Rows.PlacesOf("needle"), place => place.StartsWith("off_s", StringComparison.Ordinal));
    }

    [Fact]
    public void An_objection_to_direct_marketing_does_so_and_one_to_something_else_or_another_right_does_not()
    {
        world.Request(SubjectRequestKind.Objection, world.Person(world.Account(), email: "one@needle.example"), change: request => request.Ground = SubjectRequestGround.Marketing);
        world.Request(SubjectRequestKind.Objection, world.Person(world.Account(), email: "two@needle.example"), change: request => request.Ground = SubjectRequestGround.Situation);
        world.Request(SubjectRequestKind.Access, world.Person(world.Account(), email: "three@needle.example"));

        Assert.Single(world.Entries());
    }

    [Theory]
    [InlineData("email")]
    [InlineData("other spelling")]
    [InlineData("second address")]
    [InlineData("name and birth date")]
    [InlineData("update")]
    public void A_person_on_the_list_is_not_entered_again_and_the_message_holds_no_value(string how)
    {
        world.Request(SubjectRequestKind.Erasure, world.Person(world.Account(), "Jörg", "Weiß", "Jörg@needle.example", Born));

        var message = SolutionEnvironment.RefusalOf(() => Enter(how));

        Assert.EndsWith("[OFF-3540]", message, StringComparison.Ordinal);
        Assert.Contains("10 Jan 2027", message, StringComparison.Ordinal);
        Assert.DoesNotContain("needle", message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_is_there_already_may_be_changed_and_others_may_be_entered()
    {
        var person = world.Person(world.Account(), born: Born);
        world.Request(SubjectRequestKind.Erasure, person);

        world.Service.Update(new Entity("contact", person.Id) { ["emailaddress1"] = "ADA@needle.example", ["emailaddress2"] = "new@needle.example" });
        world.Person(world.Account(), "Ada", "Needle", "ada+shop@needle.example");
        world.Person(world.Account(), "Ada", "Needle", email: null, born: new DateTime(1980, 3, 5));

        Assert.Equal(2, world.Entries().Count);
    }

    [Fact]
    public void A_new_consent_lifts_the_entries_of_a_contact_and_another_basis_does_not()
    {
        var person = world.Person(world.Account(), born: Born);
        world.Request(SubjectRequestKind.Erasure, person);

        Consent(person, ConsentBasis.Interest);
        Consent(person, ConsentBasis.Consent, "2027-01-09");
        var before = world.Entries().Count(entry => entry.LiftedOn is null);
        Consent(person, ConsentBasis.Consent, "2027-01-12");

        Assert.Equal(2, before);
        Assert.All(world.Entries(), entry => Assert.Equal(new LocalDate(2027, 1, 12), entry.LiftedOn));
        world.Person(world.Account("Fabrikam"), "Ada", "Needle", "ada@needle.example", Born);
    }

    [Fact]
    public void Who_has_no_row_any_more_is_let_in_again_by_the_operation()
    {
        world.Request(SubjectRequestKind.Erasure, world.Person(world.Account(), born: Born));

        var tooOld = SolutionEnvironment.RefusalOf(() => Lift(("Email", "ada@needle.example"), ("ConsentOn", "2027-01-09")));
        var future = SolutionEnvironment.RefusalOf(() => Lift(("Email", "ada@needle.example"), ("ConsentOn", "2027-01-16")));
        var nobody = SolutionEnvironment.RefusalOf(() => Lift(("ConsentOn", "2027-01-15")));
        var lifted = Lift(("Email", "ADA@needle.example"), ("FirstName", "Ada"), ("LastName", "Needle"), ("BirthDate", "1980-03-04"), ("ConsentOn", "2027-01-15"));

        Assert.EndsWith("[OFF-3544]", tooOld, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3543]", future, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3521]", nobody, StringComparison.Ordinal);
        Assert.Equal(2, lifted["Lifted"]);
    }

    [Fact]
    public void A_key_that_is_gone_or_another_is_noticed_and_none_is_made_silently()
    {
        world.Request(SubjectRequestKind.Erasure, world.Person(world.Account()));
        var key = world.All(SubjectKeyRow.Table).Single();

        world.Rows.Solution.UpdatePastTheProduct(new SubjectKeyRow(new Entity(SubjectKeyRow.Table, key.Id)) { Key = Convert.ToBase64String(new byte[32]) }.Entity);
        var changed = SolutionEnvironment.RefusalOf(() => world.Request(SubjectRequestKind.Erasure, world.Person(world.Account(), email: "b@needle.example")));
        world.Service.Delete(SubjectKeyRow.Table, key.Id);
        var gone = SolutionEnvironment.RefusalOf(() => world.Request(SubjectRequestKind.Erasure, world.Person(world.Account(), email: "c@needle.example")));

        Assert.EndsWith("[OFF-3542]", changed, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3541]", gone, StringComparison.Ordinal);
        Assert.Empty(world.All(SubjectKeyRow.Table));
    }

    [Fact]
    public void Entries_are_not_written_by_hand()
    {
        world.Request(SubjectRequestKind.Erasure, world.Person(world.Account()));

        var created = SolutionEnvironment.RefusalOf(() => world.Service.Create(new SuppressionRow { Kind = SuppressionKind.Email, Fingerprint = new string('0', 64) }.Entity));
        var lifted = SolutionEnvironment.RefusalOf(() => world.Service.Update(new SuppressionRow(new Entity(SuppressionRow.Table, world.Entries()[0].Id)) { LiftedOn = SubjectWorld.Today }.Entity));

        Assert.All([created, lifted], message => Assert.EndsWith("[OFF-3545]", message, StringComparison.Ordinal));
    }

    [Fact]
    public void While_nobody_is_on_the_list_a_contact_costs_one_request_and_afterwards_two()
    {
        var account = world.Account();
        world.Local.Requests.Clear();
        world.Person(account, email: "first@needle.example");
        var before = world.Local.Requests.ByPlugins.Count();
        world.Request(SubjectRequestKind.Erasure, world.Person(account));
        world.Local.Requests.Clear();

        world.Person(account, email: "second@needle.example");

        Assert.Equal((1, 2), (before, world.Local.Requests.ByPlugins.Count()));
    }

    [Fact]
    public void An_erasure_request_ends_consents_unless_the_person_says_otherwise_and_an_objection_every_basis_of_advertising()
    {
        var (ends, stays, objects) = (world.Person(world.Account(), email: "a@n.example"), world.Person(world.Account(), email: "b@n.example"), world.Person(world.Account(), email: "c@n.example"));
        var consents = new[] { Consent(ends), Consent(stays), Consent(objects, ConsentBasis.Existing), Consent(objects, ConsentBasis.Contract) };

        world.Request(SubjectRequestKind.Erasure, ends);
        world.Request(SubjectRequestKind.Erasure, stays, change: request => request.KeepConsent = true);
        world.Request(SubjectRequestKind.Objection, objects);

        var rows = world.All(ConsentRow.Table).ToDictionary(row => row.Id, row => new ConsentRow(row).WithdrawnOn);
        Assert.Equal([new LocalDate(2027, 1, 10), null, new LocalDate(2027, 1, 10), null], consents.Select(consent => rows[consent]));
    }

    Guid Consent(EntityReference person, ConsentBasis basis = ConsentBasis.Consent, string given = "2026-05-01") => world.Service.Create(new ConsentRow
    {
        Name = "Newsletter", Purpose = "marketing", Basis = basis, Channel = ConsentChannel.Email, ContactId = person, GivenOn = LocalDate.Parse(given), Evidence = "Form in the file",
    }.Entity);

    OrganizationResponse Lift(params (string Name, object? Value)[] parameters) => world.Execute("off_LiftSuppression", null, parameters);

    void Enter(string how)
    {
        var account = world.Account("Fabrikam");
        switch (how)
        {
            case "email": world.Person(account, "X", "Y", "jörg@needle.example"); break;
            case "other spelling": world.Person(account, "X", "Y", " JOERG@NEEDLE.example "); break;
            case "second address": world.Service.Create(new Entity("contact") { ["lastname"] = "Y", ["emailaddress3"] = "jörg@needle.example" }); break;
            case "name and birth date": world.Person(account, "joerg", "WEISS", email: null, Born); break;
            default:
                var other = world.Person(account, "X", "Y", "harmless@example.org");
                world.Service.Update(new Entity("contact", other.Id) { ["emailaddress2"] = "jörg@needle.example" });
                break;
        }
    }
}
