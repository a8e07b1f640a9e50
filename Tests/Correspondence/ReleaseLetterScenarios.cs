using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Correspondence;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Correspondence;

public class ReleaseLetterScenarios(SharedSolution solution) : IClassFixture<SharedSolution>
{
    readonly LetterWorld letters = new(solution.World);
    readonly SolutionEnvironment world = solution.World;

    [Fact]
    public void R28_a_finished_letter_is_released_and_can_then_be_sent()
    {
        var notice = letters.Drafted(letters.Customer(), "notice");

        var answer = letters.Rep.Execute(LetterWorld.ReleaseRequest(notice.Letter));

        Assert.Equal((true, 0), (answer["Released"], answer["Count"]));
        Assert.StartsWith("“Notice of termination as of 31 Dec 2027” is released for Anna Miller. It is sent by hand", (string)answer["Report"], StringComparison.Ordinal);
        var letter = letters.Letter(notice.Letter);
        Assert.Equal((LetterLetterState.Released, world.Local.Clock.UtcNow), (letter.LetterState, letter.ReleasedOn));
        LetterWorld.Complete(letters.Rep, notice.Activity);
        Assert.Equal(1, ((OptionSetValue)letters.Activity(notice.Activity)["statecode"]).Value);
    }

    [Fact]
    public void All_findings_are_answered_at_once_kept_with_the_letter_and_nothing_is_released()
    {
        var customer = letters.Customer(orders: 0);
        var thanks = letters.Drafted(customer, "notice");
        letters.Rep.Update(new Entity("letter", thanks.Activity.Id) { ["description"] = "Dear Anna, unfortunately this is your fault. [more]" });

        var english = letters.Rep.Execute(LetterWorld.ReleaseRequest(thanks.Letter));
        var german = world.GermanRep.Execute(LetterWorld.ReleaseRequest(thanks.Letter));

        var codes = JObject.Parse((string)english["Findings"])["findings"]!.Select(finding => (string)finding["code"]!).ToList();
        Assert.Equal(["OFF-4036", "OFF-4036", "OFF-4037", "OFF-4037", "OFF-4038", "OFF-4040", "OFF-4041", "OFF-4041"], codes);
        Assert.Equal((false, codes.Count), (english["Released"], english["Count"]));
        Assert.Contains("nötig sind mindestens 3", (string)german["Report"], StringComparison.Ordinal);
        var letter = letters.Letter(thanks.Letter);
        Assert.Equal(LetterLetterState.Draft, letter.LetterState);
        Assert.Contains("OFF-4041", letter.Findings, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4060]", SolutionEnvironment.RefusalOf(() => LetterWorld.Complete(letters.Rep, thanks.Activity)), StringComparison.Ordinal);
    }

    [Fact]
    public void R02_R41_no_letter_is_released_without_reason_and_explanation()
    {
        var customer = letters.Customer();
        letters.Rep.Update(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, customer.Case)) { ReasonId = null, Explanation = "tbd" }.Entity);
        var thanks = letters.Drafted(customer, "thanks");

        Assert.Equal(["OFF-4034", "OFF-4035"], Findings(thanks));
    }

    [Fact]
    public void R21_a_letter_that_states_another_reason_than_the_recorded_one_is_not_released()
    {
        var customer = letters.Customer();
        var notice = letters.Drafted(customer, "notice");
        letters.Rep.Update(new LetterRow(new Entity(LetterRow.Table, notice.Letter)) { StatedReasonId = letters.Reason("capacity") }.Entity);

        Assert.Equal(["OFF-4032"], Findings(notice));

        letters.Rep.Update(new LetterRow(new Entity(LetterRow.Table, notice.Letter)) { StatedReasonId = letters.Reason("service-discontinued") }.Entity);
        Assert.Empty(Findings(notice));
    }

    [Fact]
    public void R21_telling_only_part_needs_its_reason_and_records_who_decided_it()
    {
        var customer = letters.Customer();
        OffboardingCaseRow Case() => new(new Entity(OffboardingCaseRow.Table, customer.Case));

        var refusal = SolutionEnvironment.RefusalOf(() => letters.Rep.Update(With(Case(), row => row.PartlyTold = true)));
        letters.Rep.Update(With(Case(), row => (row.PartlyTold, row.PartlyToldReason) = (true, "Counsel advised against naming the supplier.")));
        var notice = letters.Drafted(customer, "notice");

        Assert.EndsWith("[OFF-4067]", refusal, StringComparison.Ordinal);
        Assert.NotNull(letters.Cases.Case(customer.Case).PartlyToldById);
        Assert.DoesNotContain(LetterWorld.Explanation, (string)letters.Activity(notice.Activity)["description"], StringComparison.Ordinal);
        Assert.Empty(Findings(notice));

        static Entity With(OffboardingCaseRow row, Action<OffboardingCaseRow> change)
        {
            change(row);
            return row.Entity;
        }
    }

    [Fact]
    public void R18_a_fact_whose_row_is_gone_is_named()
    {
        var customer = letters.Customer();
        var thanks = letters.Drafted(customer, "thanks");
        var fact = JObject.Parse(letters.Letter(thanks.Letter).Facts!)["facts"]!.Single(one => (string?)one["table"] == "salesorder");
        world.Administrator.Delete("salesorder", Guid.Parse((string)fact["row"]!));

        Assert.Equal(["OFF-4039"], Findings(thanks));
    }

    [Fact]
    public void R28_the_facts_are_waived_with_a_reason_only_when_the_deadline_would_be_missed()
    {
        using var later = world.Copy();
        var theirs = new LetterWorld(later);
        var notice = theirs.Drafted(theirs.Customer("Bare GmbH", orders: 0), "notice");
        theirs.Rep.Update(new Entity("letter", notice.Activity.Id)
        {
            ["description"] = ((string)theirs.Activity(notice.Activity)["description"]).Replace("- the meeting on 12 Nov 2026", "", StringComparison.Ordinal),
        });
        string[] With(string waiver) => [.. JObject.Parse((string)theirs.Rep.Execute(LetterWorld.ReleaseRequest(notice.Letter, waiver))["Findings"])["findings"]!.Select(finding => (string)finding["code"]!)];

        var early = With("Nothing else is on record, and the notice must go out.");
        later.Local.Clock.MoveTo(new DateTime(2027, 9, 20, 8, 0, 0, DateTimeKind.Utc));
        var thin = With("no time");
        var late = With("Nothing else is on record, and the notice must go out.");

        Assert.Equal(["OFF-4046"], early);
        Assert.Equal(["OFF-4047"], thin);
        Assert.Empty(late);
        Assert.Equal("Nothing else is on record, and the notice must go out.", theirs.Letter(notice.Letter).FactsWaiver);
    }

    [Fact]
    public void R28_the_same_text_is_not_released_to_many()
    {
        const string Text = "Dear {0},\n\nThank you for everything at {1}. You can turn to us at any time, and we wish you well.";
        using var lax = world.Copy();
        lax.Set("off_LetterFacts", "0");
        var theirs = new LetterWorld(lax);
        var first = theirs.Drafted(theirs.Customer("Contoso GmbH"), "thanks");
        var second = theirs.Drafted(theirs.Customer("Fabrikam AG", contact: row => row.Entity["lastname"] = "Weber"), "thanks");
        void Write(LetterCase letter, string name, string account) => theirs.Rep.Update(new Entity("letter", letter.Activity.Id)
        {
            ["description"] = string.Format(System.Globalization.CultureInfo.InvariantCulture, Text, name, account),
        });
        Write(first, "Ms Miller", "Contoso GmbH");
        Write(second, "Ms Weber", "Fabrikam AG");

        Assert.True((bool)theirs.Rep.Execute(LetterWorld.ReleaseRequest(first.Letter))["Released"]);
        var refused = theirs.Rep.Execute(LetterWorld.ReleaseRequest(second.Letter));

        Assert.False((bool)refused["Released"]);
        Assert.Contains("The same text was released for Contoso GmbH already.", (string)refused["Report"], StringComparison.Ordinal);
        Assert.Contains("[OFF-4045]", (string)refused["Report"], StringComparison.Ordinal);
    }

    [Fact]
    public void R28_a_second_addressee_is_a_finding()
    {
        var customer = letters.Customer();
        var thanks = letters.Drafted(customer, "thanks");
        var other = letters.Contact(customer.Account);
        letters.Rep.Update(new Entity("letter", thanks.Activity.Id)
        {
            ["to"] = new EntityCollection([.. new[] { customer.Contact, other }.Select(contact => new Entity("activityparty") { ["partyid"] = new EntityReference("contact", contact) })]),
        });

        Assert.Equal(["OFF-4030"], Findings(thanks));
    }

    [Fact]
    public void R12_a_request_for_a_reference_needs_consent_at_release_and_again_when_it_is_sent()
    {
        var customer = letters.Customer();
        var reference = letters.Drafted(customer, "reference", ("Channel", "email"));
        Assert.Equal(["OFF-4201"], Findings(reference));

        var consent = letters.Consent(customer.Contact, "reference");
        Assert.Empty(Findings(reference));
        world.Administrator.Update(new ConsentRow(new Entity(ConsentRow.Table, consent)) { WithdrawnOn = new LocalDate(2027, 1, 15) }.Entity);
        var refusal = SolutionEnvironment.RefusalOf(() => LetterWorld.Complete(letters.Rep, reference.Activity));

        Assert.Equal(
            "“Anna Miller” withdrew on 15 Jan 2027: asking for a reference. Next: do not do it; only a new consent of a later day would change that. [OFF-4202]", refusal);
        Assert.Equal(0, ((OptionSetValue)letters.Activity(reference.Activity)["statecode"]).Value);
    }

    [Fact]
    public void R12_a_check_in_that_is_sent_dates_the_last_use_of_its_consent()
    {
        var customer = letters.Customer();
        var consent = letters.Consent(customer.Contact, "keep_in_touch");
        var checkin = letters.Drafted(customer, "checkin");
        Assert.Empty(Findings(checkin));

        LetterWorld.Complete(letters.Rep, checkin.Activity);

        var row = new ConsentRow(world.Administrator.Retrieve(ConsentRow.Table, consent, new Microsoft.Xrm.Sdk.Query.ColumnSet(ConsentRow.Columns.LastUsedOn)));
        Assert.Equal(new LocalDate(2027, 1, 15), row.LastUsedOn);
    }

    [Fact]
    public void R12_a_contact_person_of_another_company_is_named_only_with_her_consent()
    {
        var customer = letters.Customer();
        var other = world.AddAccount("Adatum AG");
        var stranger = letters.Contact(other, row => row.Entity["lastname"] = "Fremd");
        world.Administrator.Create(new HandoverItemRow
        {
            Name = "Talk to Anna Fremd", CaseId = new EntityReference(OffboardingCaseRow.Table, customer.Case), Kind = HandoverItemKind.ContactPerson, ItemState = HandoverItemItemState.Open,
            ContactId = new EntityReference("contact", stranger),
        }.Entity);
        var handover = letters.Drafted(customer, "handover");

        Assert.Equal(["OFF-4042"], Findings(handover));
        letters.Consent(stranger, "third_party");
        Assert.Empty(Findings(handover));
    }

    [Fact]
    public void R23_a_preference_that_changed_since_the_draft_counts()
    {
        var customer = letters.Customer();
        var thanks = letters.Drafted(customer, "thanks", ("Channel", "email"));
        world.Administrator.Update(new Entity("contact", customer.Contact) { ["donotemail"] = true });

        Assert.Equal(["OFF-4043"], Findings(thanks));
    }

    [Fact]
    public void A_letter_that_is_gone_withdrawn_or_closed_says_so()
    {
        var thanks = letters.Drafted(letters.Customer(), "thanks");
        letters.Rep.Delete("letter", thanks.Activity.Id);

        Assert.EndsWith("[OFF-4051]", letters.Cases.RefusalOf(letters.Rep, LetterWorld.ReleaseRequest(thanks.Letter)), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4050]", letters.Cases.RefusalOf(letters.Rep, LetterWorld.ReleaseRequest(Guid.NewGuid())), StringComparison.Ordinal);

        var sent = letters.Drafted(letters.Customer(), "thanks");
        Assert.Empty(Findings(sent));
        LetterWorld.Complete(letters.Rep, sent.Activity);
        Assert.EndsWith("[OFF-4052]", letters.Cases.RefusalOf(letters.Rep, LetterWorld.ReleaseRequest(sent.Letter)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_release_takes_a_stated_number_of_requests_however_many_rows_there_are()
    {
        int RequestsFor(int orders)
        {
            var notice = letters.Drafted(letters.Customer(orders: orders), "notice");
            world.Local.Requests.Clear();
            letters.Rep.Execute(LetterWorld.ReleaseRequest(notice.Letter));
            return world.Local.Requests.ByPlugins.Count;
        }

        var few = RequestsFor(1);

        Assert.InRange(few, 12, ReleaseLetter.MostRequests);
        Assert.Equal(few, RequestsFor(15));
    }

    string[] Findings(LetterCase letter) =>
        [.. JObject.Parse((string)letters.Rep.Execute(LetterWorld.ReleaseRequest(letter.Letter))["Findings"])["findings"]!.Select(finding => (string)finding["code"]!)];
}
