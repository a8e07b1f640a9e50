using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.SubjectRequests;

/// <summary>Requests of data subjects are recorded through the packed zip: what is let in, and their dates. It is 15 January 2027.</summary>
public sealed class SubjectRequestScenarios : IDisposable
{
    readonly SubjectWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void A_request_gets_both_dates_when_it_is_saved_one_month_from_receipt()
    {
        var request = world.Read(world.Request(SubjectRequestKind.Access, Person(), received: "2027-01-06"));

        Assert.Equal(new LocalDate(2027, 2, 6), request.InternalTarget);       // a Saturday
        Assert.Equal(new LocalDate(2027, 2, 8), request.LegalDeadline);
        Assert.Equal(SubjectRequestRequestState.Received, request.RequestState);
    }

    [Fact]
    public void Public_holidays_of_the_setting_move_the_legal_deadline()
    {
        world.Rows.Solution.Set("off_HolidayCalendar", "DE-BY");
        world.MoveTo("2027-03-01");

        var request = world.Read(world.Request(SubjectRequestKind.Access, Person(), received: "2027-02-26"));

        Assert.Equal((new LocalDate(2027, 3, 26), new LocalDate(2027, 3, 30)), (request.InternalTarget!.Value, request.LegalDeadline!.Value));      // Good Friday to Easter Monday
    }

    [Fact]
    public void The_check_of_identity_pauses_the_period_and_is_a_state_of_its_own()
    {
        var id = world.Request(SubjectRequestKind.Access, Person(), "2027-01-04", request => request.IdentityAskedOn = new LocalDate(2027, 1, 8));
        var asked = world.Read(id);

        world.Change(id, request => request.IdentityConfirmedOn = new LocalDate(2027, 1, 13));
        var confirmed = world.Read(id);

        Assert.Equal((SubjectRequestRequestState.Identity, new LocalDate(2027, 2, 4)), (asked.RequestState, asked.InternalTarget!.Value));
        Assert.Equal((SubjectRequestRequestState.Working, new LocalDate(2027, 2, 9)), (confirmed.RequestState, confirmed.InternalTarget!.Value));
    }

    [Fact]
    public void An_extension_with_a_reason_in_the_first_month_gives_three_months_from_receipt()
    {
        var id = world.Request(SubjectRequestKind.Erasure, Person());
        world.MoveTo("2027-02-10");

        world.Change(id, request => (request.Extended, request.ExtensionReason) = (true, "Many contracts"));

        var request = world.Read(id);
        Assert.Equal((new LocalDate(2027, 4, 10), new LocalDate(2027, 4, 12)), (request.InternalTarget!.Value, request.LegalDeadline!.Value));
        Assert.Equal(new LocalDate(2027, 2, 10), request.ExtendedOn);
    }

    [Fact]
    public void An_extension_after_the_first_month_or_without_reason_is_refused()
    {
        var id = world.Request(SubjectRequestKind.Erasure, Person());
        var without = SolutionEnvironment.RefusalOf(() => world.Change(id, request => request.Extended = true));
        world.MoveTo("2027-02-11");

        var late = SolutionEnvironment.RefusalOf(() => world.Change(id, request => (request.Extended, request.ExtensionReason) = (true, "Many contracts")));

        Assert.EndsWith("[OFF-3507]", without, StringComparison.Ordinal);
        Assert.Equal(
            "The period can no longer be extended: the person had to be told by 2027-02-10, and today is 2027-02-11 (Art. 12(3) GDPR). Next: answer the request now. [OFF-3506]", late);
    }

    [Theory]
    [InlineData("OFF-3501", "no receipt")]
    [InlineData("OFF-3502", "future")]
    [InlineData("OFF-3503", "both")]
    [InlineData("OFF-3508", "identity before receipt")]
    [InlineData("OFF-3508", "confirmed before asked")]
    [InlineData("OFF-3509", "foreign ground")]
    [InlineData("OFF-3510", "answered by hand")]
    [InlineData("OFF-3510", "result by hand")]
    [InlineData("OFF-3520", "lifted access")]
    public void A_request_that_cannot_be_right_is_refused_in_both_languages(string code, string how)
    {
        var request = SubjectWorld.New(SubjectRequestKind.Access, Person(), how == "no receipt" ? null : how == "future" ? "2027-01-16" : "2027-01-10", row =>
        {
            if (how == "both") row.AccountId = world.Account();
            if (how == "identity before receipt") row.IdentityAskedOn = new LocalDate(2027, 1, 9);
            if (how == "confirmed before asked") (row.IdentityAskedOn, row.IdentityConfirmedOn) = (new LocalDate(2027, 1, 12), new LocalDate(2027, 1, 11));
            if (how == "foreign ground") row.Ground = SubjectRequestGround.Marketing;
            if (how == "answered by hand") row.RequestState = SubjectRequestRequestState.Answered;
            if (how == "result by hand") row.Result = "done";
            if (how == "lifted access") row.LiftedOn = new LocalDate(2027, 1, 12);
        });

        var english = SolutionEnvironment.RefusalOf(() => world.Service.Create(request.Entity));
        var german = SolutionEnvironment.RefusalOf(() => world.German.Create(request.Entity));

        Assert.EndsWith("[" + code + "]", english, StringComparison.Ordinal);
        Assert.Contains("Next: ", english, StringComparison.Ordinal);
        Assert.EndsWith("[" + code + "]", german, StringComparison.Ordinal);
        Assert.Contains("Nächster Schritt: ", german, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_open_request_of_the_same_kind_is_refused_and_another_kind_is_not()
    {
        var person = Person();
        var first = world.Read(world.Request(SubjectRequestKind.Access, person));

        var second = SolutionEnvironment.RefusalOf(() => world.Request(SubjectRequestKind.Access, person));
        world.Request(SubjectRequestKind.Erasure, person);

        Assert.Contains(first.Name!, second, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3505]", second, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_request_can_be_neither_deleted_nor_deactivated()
    {
        var id = world.Request(SubjectRequestKind.Access, Person());

        var deletion = SolutionEnvironment.RefusalOf(() => world.Service.Delete(SubjectRequestRow.Table, id));
        var deactivation = SolutionEnvironment.RefusalOf(() => world.Service.Execute(new SetStateRequest
        {
            EntityMoniker = new EntityReference(SubjectRequestRow.Table, id), State = new OptionSetValue(1), Status = new OptionSetValue(2),
        }));

        Assert.All([deletion, deactivation], message => Assert.EndsWith("[OFF-3519]", message, StringComparison.Ordinal));
    }

    [Fact]
    public void Recording_a_request_writes_the_fence_of_the_person_and_takes_the_stated_requests()
    {
        var person = Person();
        world.Local.Requests.Clear();

        world.Request(SubjectRequestKind.Access, person);

        // Settings of the caller, settings, the open twin, contact and account with their fences, which are written in the order of ids, and the row again for its consequences; beside them the local time.
        Assert.Equal(
            ["account", "account", "contact", "contact", "environmentvariabledefinition", "off_subjectrequest", "off_subjectrequest", "usersettings"],
            world.Local.Requests.ByPlugins.Where(request => request.Table is { Length: > 0 }).Select(request => request.Table!).Order(StringComparer.Ordinal));
    }

    EntityReference Person() => world.Person(world.Account(), email: "p" + Guid.NewGuid().ToString("N") + "@needle.example");
}
