using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Correspondence;

/// <summary>Pressing Send is an outgoing act like any other: release, consent and the wishes of the recipient are asked for in that moment.</summary>
public sealed class SendScenarios : IDisposable
{
    /// <summary>The harder reading: nothing but Send is raised.</summary>
    static readonly EnvironmentOptions SendAlone = new() { SendRaises = SendEvents.Send };
    static readonly EnvironmentOptions SendAndUpdate = new() { SendRaises = SendEvents.SendAndUpdate };

    SolutionEnvironment world = null!;
    LetterWorld letters = null!;

    public void Dispose() => world?.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void R02_an_email_that_was_not_released_cannot_be_sent(bool alone)
    {
        Begin(alone);
        var thanks = letters.Drafted(letters.Customer(), "thanks", ("Channel", "email"));

        var english = SolutionEnvironment.RefusalOf(() => Send(letters.Rep, thanks));
        var german = SolutionEnvironment.RefusalOf(() => Send(world.GermanRep, thanks));

        Assert.Equal("“Thank you for our time together” was not released and cannot be sent or completed. Next: release the letter; what is still missing is named then. [OFF-4060]", english);
        Assert.EndsWith("ist nicht freigegeben und kann nicht versandt oder abgeschlossen werden. Nächster Schritt: das Schreiben freigeben; dabei wird genannt, was noch fehlt. [OFF-4060]", german, StringComparison.Ordinal);
        Assert.Equal(0, StateOf(thanks));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_released_email_goes_out_and_one_that_was_changed_past_the_steps_does_not(bool alone)
    {
        Begin(alone);
        var released = Released(letters.Customer(), "thanks");
        var changed = Released(letters.Customer(), "thanks");
        world.UpdatePastTheProduct(new Entity("email", changed.Activity.Id) { ["description"] = "<p>Something else</p>" });

        Send(letters.Rep, released);

        Assert.Equal(1, StateOf(released));
        Assert.EndsWith("[OFF-4061]", SolutionEnvironment.RefusalOf(() => Send(letters.Rep, changed)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_consent_that_was_withdrawn_after_the_release_stops_the_email_when_it_is_sent(bool alone)
    {
        Begin(alone);
        var customer = letters.Customer();
        var consent = letters.Consent(customer.Contact, "keep_in_touch");
        var checkin = Released(customer, "checkin");
        world.Administrator.Update(new ConsentRow(new Entity(ConsentRow.Table, consent)) { WithdrawnOn = new LocalDate(2027, 1, 14) }.Entity);

        Assert.EndsWith("[OFF-4202]", SolutionEnvironment.RefusalOf(() => Send(letters.Rep, checkin)), StringComparison.Ordinal);
        Assert.Equal(0, StateOf(checkin));
    }

    [Fact]
    public void An_objection_to_being_asked_for_feedback_counts_until_the_request_is_sent()
    {
        Begin(alone: true);
        var customer = letters.Customer();
        var feedback = Released(customer, "feedback");
        letters.Consent(customer.Contact, "feedback", static row => { row.Basis = ConsentBasis.Interest; row.WithdrawnOn = new LocalDate(2027, 1, 15); });

        Assert.EndsWith("[OFF-4202]", SolutionEnvironment.RefusalOf(() => Send(letters.Rep, feedback)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_contact_who_wants_no_email_any_more_gets_none_even_after_the_release()
    {
        Begin(alone: true);
        var customer = letters.Customer();
        var thanks = Released(customer, "thanks");
        world.Administrator.Update(new Entity("contact", customer.Contact) { ["donotemail"] = true });

        var english = SolutionEnvironment.RefusalOf(() => Send(letters.Rep, thanks));
        var german = SolutionEnvironment.RefusalOf(() => Send(world.GermanRep, thanks));

        Assert.StartsWith("“Anna Miller” does not want this: E-mail “Thank you for our time together”. Next: choose a way that is wanted", english, StringComparison.Ordinal);
        Assert.StartsWith("„Anna Miller“ möchte das nicht: E-Mail „Thank you for our time together“.", german, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4063]", english, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("email", "donotemail", 3)]
    [InlineData("letter", "donotpostalmail", 4)]
    [InlineData("phonecall", "donotphone", 2)]
    public void What_the_plan_made_and_nobody_drafted_as_a_letter_respects_the_recipient_too(string table, string wish, int status)
    {
        Begin(alone: true);
        var customer = letters.Customer();
        Guid Draft(bool? outgoing = null) => world.EnglishRep.Create(new Entity(table)
        {
            ["subject"] = "What happens until the end", ["regardingobjectid"] = new EntityReference(OffboardingCaseRow.Table, customer.Case), ["directioncode"] = outgoing ?? true,
            ["from"] = Party("systemuser", world.Local.AdministratorId), ["to"] = Party("contact", customer.Contact),
        });

        void Complete(Guid id) => world.EnglishRep.Update(new Entity(table, id) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(status) });
        var unwanted = Draft();
        var incoming = Draft(outgoing: false);
        world.Administrator.Update(new Entity("contact", customer.Contact) { [wish] = true });

        Assert.EndsWith("[OFF-4063]", SolutionEnvironment.RefusalOf(() => Complete(unwanted)), StringComparison.Ordinal);
        if (table == "email") Assert.EndsWith("[OFF-4063]", SolutionEnvironment.RefusalOf(() => Send(letters.Rep, unwanted)), StringComparison.Ordinal);
        Complete(incoming);
    }

    [Fact]
    public void A_line_of_the_plan_that_asks_for_feedback_respects_an_objection()
    {
        Begin(alone: true);
        var customer = letters.Customer();
        var call = world.Administrator.Create(new Entity("phonecall")
        {
            ["subject"] = "Ask for feedback", ["regardingobjectid"] = new EntityReference(OffboardingCaseRow.Table, customer.Case), ["to"] = Party("contact", customer.Contact),
        });
        world.CreatePastTheProduct(new PlanItemRow
        {
            Name = "Ask for feedback", CaseId = new EntityReference(OffboardingCaseRow.Table, customer.Case), TemplateCode = "service-feedback", Activity = PlanItemActivity.Phonecall,
            ActivityRowId = call.ToString("D"), ItemState = PlanItemItemState.Open,
        }.Entity);
        letters.Consent(customer.Contact, "feedback", static row => { row.Basis = ConsentBasis.Interest; row.WithdrawnOn = new LocalDate(2027, 1, 15); });

        var refusal = SolutionEnvironment.RefusalOf(() => world.EnglishRep.Update(new Entity("phonecall", call) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2) }));

        Assert.EndsWith("[OFF-4202]", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_third_person_whom_a_released_letter_names_must_still_agree_when_it_goes_out()
    {
        Begin(alone: true);
        var customer = letters.Customer();
        var stranger = letters.Contact(letters.Customer("Fabrikam AG").Account, static row => { row.Entity["firstname"] = "Berta"; row.Entity["lastname"] = "Stranger"; });
        world.Administrator.Create(new HandoverItemRow
        {
            Name = "Berta Stranger takes over", CaseId = new EntityReference(OffboardingCaseRow.Table, customer.Case), Kind = HandoverItemKind.ContactPerson, ItemState = HandoverItemItemState.Open,
            ContactId = new EntityReference("contact", stranger), DueOn = new LocalDate(2027, 6, 1),
        }.Entity);
        var consent = letters.Consent(stranger, "third_party");
        var handover = Released(customer, "handover");
        world.Administrator.Update(new ConsentRow(new Entity(ConsentRow.Table, consent)) { WithdrawnOn = new LocalDate(2027, 1, 15) }.Entity);

        Assert.EndsWith("[OFF-4042]", SolutionEnvironment.RefusalOf(() => Send(letters.Rep, handover)), StringComparison.Ordinal);
    }

    [Fact]
    public void Emails_about_other_things_are_sent_with_one_request()
    {
        Begin(alone: true);
        var email = world.EnglishRep.Create(new Entity("email")
        {
            ["subject"] = "Lunch", ["from"] = Party("systemuser", world.Local.AdministratorId), ["to"] = Party("contact", letters.Contact(world.AddAccount("Lunch GmbH"))),
        });
        world.Local.Requests.Clear();

        Send(letters.Rep, email);

        Assert.Single(world.Local.Requests.ByPlugins);
    }

    [Fact]
    public void A_letter_is_judged_at_Send_with_the_stated_requests()
    {
        Begin(alone: true);
        var thanks = Released(letters.Customer(), "thanks");
        world.Local.Requests.Clear();

        Send(letters.Rep, thanks);

        Assert.Equal(["email", "off_letter", "contact"], world.Local.Requests.ByPlugins.Select(static request => request.Table));
    }

    [Fact]
    public void Without_its_step_the_health_check_says_so_and_registers_it_by_the_name_of_its_message()
    {
        world = new SolutionEnvironment(SendAlone);
        letters = new LetterWorld(world);
        var first = letters.Drafted(letters.Customer(), "thanks", ("Channel", "email"));
        Send(letters.Rep, first);

        var found = world.Administrator.Execute(new OrganizationRequest("off_CheckHealth"));
        Repair();
        Repair();
        var second = letters.Drafted(letters.Customer(), "thanks", ("Channel", "email"));

        Assert.Contains("[OFF-5304]", (string)found["Report"], StringComparison.Ordinal);
        Assert.DoesNotContain("[OFF-5304]", (string)world.Administrator.Execute(new OrganizationRequest("off_CheckHealth"))["Report"], StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4060]", SolutionEnvironment.RefusalOf(() => Send(letters.Rep, second)), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_Send_has_no_event_the_health_check_says_what_that_means()
    {
        world = new SolutionEnvironment(SendAlone);
        var query = new QueryExpression("sdkmessagefilter");
        query.AddLink("sdkmessage", "sdkmessageid", "sdkmessageid").LinkCriteria.AddCondition("name", ConditionOperator.Equal, "Send");
        world.Administrator.Delete("sdkmessagefilter", world.Administrator.RetrieveMultiple(query).Entities.Single().Id);

        Assert.Contains("[OFF-5305]", (string)world.Administrator.Execute(new OrganizationRequest("off_CheckHealth"))["Report"], StringComparison.Ordinal);
    }

    void Begin(bool alone)
    {
        world = new SolutionEnvironment(alone ? SendAlone : SendAndUpdate);
        letters = new LetterWorld(world);
        Repair();
    }

    void Repair() => world.Administrator.Execute(new OrganizationRequest("off_CheckHealth") { ["Repair"] = true });

    LetterCase Released(LetterCase customer, string kind)
    {
        var letter = letters.Drafted(customer, kind, ("Channel", "email"));
        var answer = letters.Rep.Execute(LetterWorld.ReleaseRequest(letter.Letter));
        Assert.True((bool)answer["Released"], (string)answer["Report"]);
        return letter;
    }

    int StateOf(LetterCase letter) => letters.Activity(letter.Activity).GetAttributeValue<OptionSetValue>("statecode").Value;

    static void Send(IOrganizationService service, LetterCase letter) => Send(service, letter.Activity.Id);

    static void Send(IOrganizationService service, Guid email) => service.Execute(new SendEmailRequest { EmailId = email, IssueSend = true });

    static EntityCollection Party(string table, Guid id) => new([new Entity("activityparty") { ["partyid"] = new EntityReference(table, id) }]);
}
