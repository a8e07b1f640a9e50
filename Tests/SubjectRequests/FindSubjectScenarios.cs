using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Erasure;

namespace Offboarding.Tests.SubjectRequests;

/// <summary>One person is found across accounts, and somebody says which rows are hers. It is 15 January 2027.</summary>
public sealed class FindSubjectScenarios : IDisposable
{
    static readonly DateTime Born = new(1980, 3, 4);

    readonly SubjectWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void One_person_is_found_across_accounts_and_each_row_says_why()
    {
        var named = world.Person(world.Account("A"), "Jörg", "Weiß", "J.Weiss@example.org", Born);
        var sameMail = world.Person(world.Account("B"), "J.", "W.", "j.weiss@EXAMPLE.org");
        var sameBirth = world.Person(world.Account("C"), "Joerg", "Weiss", "other@example.org", Born);
        var nameOnly = world.Person(world.Account("D"), "Jörg", "Weiß", "third@example.org");
        world.Person(world.Account("E"), "Jörg", "Weiß", "fourth@example.org", new DateTime(1981, 3, 4));
        world.Person(world.Account("F"), "Ada", "Other", "ada@example.org", Born);

        var found = world.Find(("ContactId", named.Id));

        Assert.Equal(
            [Line(named, "named,email,name_birthdate"), Line(sameMail, "email"), Line(sameBirth, "name_birthdate"), Line(nameOnly, "name_only")], found);
    }

    [Fact]
    public void Leads_duplicates_sole_traders_and_addresses_of_parties_are_found_too()
    {
        var lead = world.Rows.Add("lead", ("lastname", "Needle"), ("emailaddress1", "old@needle.example"));
        var named = world.Rows.Contact(world.Account(), "Needle", ("firstname", "Ada"), ("emailaddress1", "ada@needle.example"), ("originatingleadid", new EntityReference("lead", lead)));
        var trader = world.Account("Needle e. K.", ("emailaddress2", "ADA@needle.example"), ("off_soletrader", true));
        world.Account("Needle GmbH", ("emailaddress1", "ada@needle.example"));
        var mail = world.Rows.Add("email", ("subject", "Hello"), ("to", ErasureWorld.Parties((null, "ada@needle.example"))));

        var found = world.Find(("ContactId", named.Id));

        Assert.Equal(
            [Line(named, "named,email"), Line(trader, "email"), new Found("lead|" + lead.ToString("D"), "lead"), new Found("email|" + mail.ToString("D"), "address")],
            found);
    }

    [Fact]
    public void A_person_is_found_by_address_alone_and_by_name_with_birth_date()
    {
        var person = world.Person(world.Account(), "Ada", "Needle", "ada@needle.example", Born);

        Assert.Equal([Line(person, "email")], world.Find(("Email", " Ada@Needle.example ")));
        Assert.Equal([Line(person, "name_birthdate")], world.Find(("FirstName", "ADA"), ("LastName", "needle"), ("BirthDate", "1980-03-04")));
        Assert.Empty(world.Find(("Email", "nobody@needle.example")));
    }

    [Theory]
    [InlineData("OFF-3500", "unknown contact")]
    [InlineData("OFF-3521", "nothing")]
    [InlineData("OFF-3521", "name alone")]
    [InlineData("OFF-3522", "no address")]
    [InlineData("OFF-9002", "no day")]
    public void A_search_that_could_not_find_anybody_is_refused(string code, string how)
    {
        var message = SolutionEnvironment.RefusalOf(() => _ = how switch
        {
            "unknown contact" => world.Find(("ContactId", Guid.NewGuid())),
            "name alone" => world.Find(("FirstName", "Ada"), ("LastName", "Needle")),
            "no address" => world.Find(("Email", "Ada Needle")),
            "no day" => world.Find(("FirstName", "Ada"), ("LastName", "Needle"), ("BirthDate", "4.3.1980")),
            _ => world.Find(),
        });

        Assert.EndsWith("[" + code + "]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_takes_at_most_seven_requests()
    {
        var person = world.Person(world.Account());
        world.Local.Requests.Clear();

        world.Find(("ContactId", person.Id));

        Assert.InRange(world.Local.Requests.ByPlugins.Count(), 5, 7);
    }

    [Fact]
    public void What_somebody_confirms_is_one_request_for_each_contact_with_the_same_days()
    {
        var (named, other) = (world.Person(world.Account("A")), world.Person(world.Account("B"), email: "b@needle.example"));
        var main = world.Request(SubjectRequestKind.Erasure, named, "2027-01-08");

        var answer = world.Confirm(main, named, other);
        var again = world.Confirm(main, other);
        world.Change(main, request => request.IdentityConfirmedOn = SubjectWorld.Today);

        Assert.Equal((1, 0), ((int)answer["Requests"], (int)again["Requests"]));
        var second = new SubjectRequestRow(world.All(SubjectRequestRow.Table).Single(row => row.Id != main));
        Assert.Equal((main.ToString("D"), other.Id, new LocalDate(2027, 1, 8)), (second.MainRequest, second.ContactId!.Id, second.ReceivedOn));
        Assert.Equal(SubjectWorld.Today, second.IdentityConfirmedOn);
        Assert.Equal(2, world.Read(main).ConfirmedRows!.Split('\n').Length);
    }

    [Fact]
    public void A_request_of_somebody_unknown_gets_its_contact_by_the_confirmation()
    {
        var person = world.Person(world.Account());
        var request = world.Request(SubjectRequestKind.Access, null);

        world.Confirm(request, person);

        Assert.Equal(person.Id, world.Read(request).ContactId!.Id);
    }

    [Fact]
    public void Rows_that_do_not_exist_and_requests_that_belong_to_another_are_refused()
    {
        var (named, other) = (world.Person(world.Account("A")), world.Person(world.Account("B"), email: "b@needle.example"));
        var main = world.Request(SubjectRequestKind.Access, named);
        world.Confirm(main, other);
        var second = world.All(SubjectRequestRow.Table).Single(row => row.Id != main).Id;

        var missing = SolutionEnvironment.RefusalOf(() => world.Confirm(main, new EntityReference("contact", Guid.NewGuid())));
        var noRow = SolutionEnvironment.RefusalOf(() => world.On(main, "off_ConfirmSubject", ("Rows", new[] { "contact" })));
        var noRows = SolutionEnvironment.RefusalOf(() => world.Confirm(main));
        var belongs = SolutionEnvironment.RefusalOf(() => world.Confirm(second, named));
        world.Rows.Solution.UpdatePastTheProduct(new SubjectRequestRow(new Entity(SubjectRequestRow.Table, main)) { RequestState = SubjectRequestRequestState.Answered }.Entity);
        var answered = SolutionEnvironment.RefusalOf(() => world.Confirm(main, named));
        var byHand = SolutionEnvironment.RefusalOf(() => world.Change(second, request => request.ReceivedOn = new LocalDate(2027, 1, 2)));

        Assert.All([missing, noRow], message => Assert.EndsWith("[OFF-3517]", message, StringComparison.Ordinal));
        Assert.EndsWith("[OFF-3518]", noRows, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3512]", answered, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3523]", belongs, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3510]", byHand, StringComparison.Ordinal);
    }

    static Found Line(EntityReference row, string reasons) => new(row.LogicalName + "|" + row.Id.ToString("D"), reasons);
}
