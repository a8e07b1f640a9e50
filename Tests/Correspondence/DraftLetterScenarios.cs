using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Correspondence;

public class DraftLetterScenarios(SharedSolution solution) : IClassFixture<SharedSolution>
{
    readonly LetterWorld letters = new(solution.World);
    readonly SolutionEnvironment world = solution.World;

    [Fact]
    public void R18_a_notice_is_drafted_as_a_letter_from_rows_of_the_customer_and_nothing_is_sent()
    {
        letters.Customer("Fabrikam AG", order: "Somebody else's order");
        var customer = letters.Customer(order: "Move to new servers");

        var answer = letters.Rep.Execute(LetterWorld.DraftRequest(customer, "notice"));

        Assert.Equal(("letter", true), (answer["ActivityTable"], answer["Created"]));
        Assert.Equal("Notice of termination to Anna Miller is drafted by post with 4 personal facts. Nothing was sent.", answer["Report"]);
        var activity = letters.Activity(new EntityReference("letter", (Guid)answer["ActivityId"]));
        var text = (string)activity["description"];
        Assert.Equal((0, "Notice of termination as of 31 Dec 2027"), (((OptionSetValue)activity["statecode"]).Value, activity["subject"]));
        Assert.StartsWith("Dear Ms Miller,", text, StringComparison.Ordinal);
        Assert.Contains("- Contract V-2041: ends on 31 Dec 2027", text, StringComparison.Ordinal);
        Assert.Contains("The reason: We no longer offer the service.\n" + LetterWorld.Explanation, text, StringComparison.Ordinal);
        Assert.Contains("- working together since 1 Jan 2025\n- the order “Move to new servers” of 15 Jan 2027", text, StringComparison.Ordinal);
        Assert.Contains("- the meeting on 12 Nov 2026", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Internal remark", text, StringComparison.Ordinal);
        Assert.Equal(customer.Contact, ((EntityCollection)activity["to"]).Entities.Single().GetAttributeValue<EntityReference>("partyid").Id);
        Assert.Equal(customer.Case, ((EntityReference)activity["regardingobjectid"]).Id);
        var letter = letters.Letter((Guid)answer["LetterId"]);
        Assert.Equal((LetterKind.Notice, LetterLetterState.Draft, 1), (letter.Kind, letter.LetterState, letter.TemplateVersion));
        var facts = JObject.Parse(letter.Facts!)["facts"]!;
        Assert.Equal([ContractRow.Table, "salesorder", AccountRow.Table, "appointment"], facts.Select(fact => (string?)fact["table"]));
        Assert.All(facts, fact => Assert.Contains((string)fact["text"]!, text, StringComparison.Ordinal));
        Assert.All(facts, fact => world.Administrator.Retrieve((string)fact["table"]!, Guid.Parse((string)fact["row"]!), new ColumnSet()));
    }

    [Fact]
    public void R23_language_address_formality_and_preferred_way_of_the_contact_choose_variant_and_activity()
    {
        var customer = letters.Customer(contact: row =>
        {
            (row.Language, row.Address, row.Formality) = (ContactLanguage.De, ContactAddress.Du, ContactFormality.Informal);
            row.Entity["preferredcontactmethodcode"] = new OptionSetValue(2);
        });

        var drafted = letters.Drafted(customer, "thanks");

        var activity = letters.Activity(drafted.Activity);
        Assert.Equal(("email", "Danke für die gemeinsame Zeit"), (drafted.Activity.LogicalName, activity["subject"]));
        Assert.StartsWith("<div lang=\"de\"><p>Hallo Anna,</p>", (string)activity["description"], StringComparison.Ordinal);
        Assert.True((bool)activity["directioncode"]);
        var letter = letters.Letter(drafted.Letter);
        Assert.Equal((LetterLanguage.De, LetterAddress.Du, LetterFormality.Informal), (letter.Language, letter.Address, letter.Formality));
    }

    [Fact]
    public void Drafting_twice_finds_the_first_draft_and_another_occasion_is_another_letter()
    {
        var customer = letters.Customer();
        var first = letters.Drafted(customer, "checkin", ("Occasion", "spring"));
        var before = letters.Cases.Snapshot();

        var again = letters.Rep.Execute(LetterWorld.DraftRequest(customer, "checkin", ("Occasion", "spring")));
        Assert.Equal(before, letters.Cases.Snapshot());
        var other = letters.Drafted(customer, "checkin", ("Occasion", "autumn"));

        Assert.Equal((first.Letter, false), (again["LetterId"], again["Created"]));
        Assert.NotEqual(first.Letter, other.Letter);
    }

    [Fact]
    public void A_discarded_draft_can_be_drafted_anew()
    {
        var first = letters.Drafted(letters.Customer(), "thanks");
        letters.Rep.Update(new Entity("letter", first.Activity.Id) { ["statecode"] = new OptionSetValue(2), ["statuscode"] = new OptionSetValue(5) });
        Assert.Equal(LetterLetterState.Withdrawn, letters.Letter(first.Letter).LetterState);

        var again = letters.Drafted(first, "thanks");

        Assert.Equal(first.Letter, again.Letter);
        Assert.NotEqual(first.Activity.Id, again.Activity.Id);
        Assert.Equal(LetterLetterState.Draft, letters.Letter(again.Letter).LetterState);
    }

    [Fact]
    public void A_letter_of_the_plan_takes_the_text()
    {
        var customer = letters.Customer("Northwind");
        var planned = letters.Rep.Create(new Entity("letter") { ["subject"] = "Notice", ["regardingobjectid"] = new EntityReference(OffboardingCaseRow.Table, customer.Case) });

        var answer = letters.Rep.Execute(LetterWorld.DraftRequest(customer, "notice", ("ActivityId", planned)));

        Assert.Equal(planned, answer["ActivityId"]);
        Assert.StartsWith("Dear Ms Miller,", (string)letters.Activity(new EntityReference("letter", planned))["description"], StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4022]", letters.Cases.RefusalOf(letters.Rep, LetterWorld.DraftRequest(customer, "thanks", ("ActivityId", Guid.NewGuid()))), StringComparison.Ordinal);
    }

    [Fact]
    public void R37_who_answers_after_the_end_is_named_by_the_case()
    {
        var customer = letters.Customer();
        var person = world.Administrator.Retrieve("systemuser", world.Local.AdministratorId, new ColumnSet("fullname"));
        letters.Rep.Update(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, customer.Case)) { ResponderId = person.ToEntityReference() }.Entity);

        var text = (string)letters.Activity(letters.Drafted(customer, "thanks").Activity)["description"];

        Assert.Contains("Also after the end your messages are answered by " + (string)person["fullname"], text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_variant_is_refused_with_the_nearest_that_exists()
    {
        var customer = letters.Customer();
        using var bare = world.Copy();
        var query = new QueryByAttribute(LetterTemplateRow.Table) { ColumnSet = new ColumnSet() };
        query.AddAttributeValue(LetterTemplateRow.Columns.TemplateKey, "thanks|en|sie|formal|1");
        var template = bare.Administrator.RetrieveMultiple(query).Entities.Single().Id;
        bare.Administrator.Update(new Entity(LetterTemplateRow.Table, template) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2) });
        var theirs = new LetterWorld(bare);

        var english = theirs.Cases.RefusalOf(theirs.Rep, LetterWorld.DraftRequest(customer, "thanks"));
        var german = theirs.Cases.RefusalOf(bare.GermanRep, LetterWorld.DraftRequest(customer, "thanks"));

        Assert.StartsWith(
            "There is no template “Thanks, English, Sie or by surname, formal” that holds on 15 Jan 2027. The nearest one is “Thanks, English, Sie or by surname, informal”.", english, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4010]", german, StringComparison.Ordinal);
    }

    [Fact]
    public void A_contact_without_salutation_data_is_refused_naming_what_is_missing()
    {
        var customer = letters.Customer(contact: row =>
        {
            row.Entity["firstname"] = null;
            row.Entity["salutation"] = null;
        });

        var english = letters.Cases.RefusalOf(letters.Rep, LetterWorld.DraftRequest(customer, "thanks"));
        var german = letters.Cases.RefusalOf(world.GermanRep, LetterWorld.DraftRequest(customer, "thanks", ("Address", "du")));

        Assert.Equal("“Miller” cannot be greeted: the first name, or whether to write Ms or Mr is missing. Next: record it on the contact. [OFF-4017]", english);
        Assert.Equal("„Miller“ lässt sich nicht anreden: Es fehlt der Vorname. Nächster Schritt: die Angabe am Kontakt ergänzen. [OFF-4017]", german);
    }

    [Fact]
    public void R23_a_do_not_contact_contact_as_the_only_recipient_is_refused_with_what_is_open()
    {
        var customer = letters.Customer(contact: row =>
        {
            row.Entity["donotemail"] = row.Entity["donotpostalmail"] = true;
            row.Entity["telephone1"] = "+49 345 1";
        });

        var alone = letters.Cases.RefusalOf(letters.Rep, LetterWorld.DraftRequest(customer, "thanks"));
        letters.Contact(customer.Account, row => row.Entity["lastname"] = "Other");
        var german = letters.Cases.RefusalOf(world.GermanRep, LetterWorld.DraftRequest(customer, "thanks"));

        Assert.Equal(
            "“Anna Miller” wants neither e-mail nor post for this. Telephone is open: +49 345 1. The customer has no other contact who can be written to. Next: choose another way or another contact of the customer. [OFF-4011]", alone);
        Assert.Contains("Andere Kontakte: Anna Other.", german, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("thanks", "email", "donotemail", "OFF-4012")]
    [InlineData("thanks", "email", "emailaddress1", "OFF-4013")]
    public void R23_a_way_that_is_refused_or_has_no_address_is_named(string kind, string channel, string column, string code)
    {
        var customer = letters.Customer(contact: row => row.Entity[column] = column == "donotemail" ? true : null);

        Assert.EndsWith("[" + code + "]", letters.Cases.RefusalOf(letters.Rep, LetterWorld.DraftRequest(customer, kind, ("Channel", channel))), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_contract_demands_paper_a_notice_is_a_letter_or_refused()
    {
        var customer = letters.Customer(contract: row => row.RequiredForm = ContractRequiredForm.Written);
        var refusing = letters.Customer(contract: row => row.RequiredForm = ContractRequiredForm.Written, contact: row => row.Entity["donotpostalmail"] = true);

        Assert.EndsWith("[OFF-4020]", letters.Cases.RefusalOf(letters.Rep, LetterWorld.DraftRequest(customer, "notice", ("Channel", "email"))), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4018]", letters.Cases.RefusalOf(letters.Rep, LetterWorld.DraftRequest(refusing, "notice")), StringComparison.Ordinal);
        Assert.Contains("We give notice in writing of the following contracts", (string)letters.Activity(letters.Drafted(customer, "notice").Activity)["description"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("summary", "It lacks: notes of the talk.")]
    [InlineData("handover", "It lacks: open items of the hand-over list.")]
    [InlineData("notice_confirmation", "the day on which the notice was received")]
    public void What_a_letter_lacks_is_named_in_words(string kind, string expected)
    {
        var refusal = letters.Cases.RefusalOf(letters.Rep, LetterWorld.DraftRequest(letters.Customer(), kind));

        Assert.Contains(expected, refusal, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("[OFF-4021]", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_contact_of_another_customer_or_none_is_refused()
    {
        var customer = letters.Customer();
        var other = letters.Customer("Fabrikam AG");
        letters.Rep.Update(new Entity(OffboardingCaseRow.Table, other.Case) { [OffboardingCaseRow.Columns.MainContactId] = null });

        Assert.StartsWith("“Anna Miller” does not belong to “Contoso GmbH”.", letters.Cases.RefusalOf(letters.Rep, LetterWorld.DraftRequest(customer, "thanks", ("ContactId", other.Contact))), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4015]", letters.Cases.RefusalOf(world.GermanRep, LetterWorld.DraftRequest(customer, "thanks", ("ContactId", other.Contact))), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4014]", letters.Cases.RefusalOf(letters.Rep, LetterWorld.DraftRequest(customer, "thanks", ("ContactId", Guid.NewGuid()))), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4016]", letters.Cases.RefusalOf(letters.Rep, LetterWorld.DraftRequest(other, "thanks")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_letter_that_its_column_cannot_hold_is_refused_with_both_numbers()
    {
        var customer = letters.Customer();
        letters.Rep.Update(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, customer.Case)) { Explanation = string.Concat(Enumerable.Repeat("One more sentence of the explanation. ", 50)) }.Entity);

        var refusal = letters.Cases.RefusalOf(letters.Rep, LetterWorld.DraftRequest(customer, "notice"));

        Assert.Matches("^The letter has 2[0-9]{3} characters; a letter takes 2000\\.", refusal);
        Assert.EndsWith("[OFF-4019]", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_that_does_not_exist_is_refused_with_those_that_do() =>
        Assert.Contains("expected: invitation, notice", letters.Cases.RefusalOf(letters.Rep, LetterWorld.DraftRequest(letters.Customer(), "greeting")), StringComparison.Ordinal);

    [Fact]
    public void A_draft_takes_a_stated_number_of_requests_however_many_rows_there_are()
    {
        int RequestsFor(int orders)
        {
            var customer = letters.Customer(orders: orders);
            world.Local.Requests.Clear();
            letters.Rep.Execute(LetterWorld.DraftRequest(customer, "notice"));
            return world.Local.Requests.ByPlugins.Count;
        }

        var few = RequestsFor(1);

        Assert.InRange(few, 10, 20);
        Assert.Equal(few, RequestsFor(15));
    }
}
